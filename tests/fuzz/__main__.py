"""`python -m tests.fuzz --cases 100000 --seed 1`: the long run of the fuzzer; exit code 1 if a case failed."""

import argparse
import sys

from tests.fuzz.run import build_text, run


def main() -> int:
    """Run the cases, print every failure as it comes."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000, help="how many (default 100000)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="number of the first case")
    parser.add_argument("--only", type=int, help="run this one case")
    options = parser.parse_args()
    cases, first = (options.cases, options.first) if options.only is None else (1, options.only)
    failures = 0
    for failure in run(cases, options.seed, build_text, first):
        failures += 1
        print(failure, flush=True)
    print(f"{cases} cases of seed {options.seed}, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
