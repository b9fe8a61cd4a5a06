"""`python -m tests.fuzz.commands --cases 20000 --processes 500`: the long run; exit code 1 if a case failed."""

import argparse
import sys
import time

from tests.fuzz.commands.case import Case, case, clean, failure, failure_of_process, workplace


def main() -> int:
    """Run the cases, print every failure as it comes."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.commands", description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000, help="how many in this process (default 20000)")
    parser.add_argument("--processes", type=int, default=500, help="how many of them as processes, too (default 500)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="number of the first case")
    parser.add_argument("--only", type=int, help="run this one case, in this process and in one of its own")
    options = parser.parse_args()
    if options.only is not None:
        options.first, options.cases, options.processes = options.only, 1, 1
        print(case(options.seed, options.only))
    failures = 0
    with workplace() as folder:
        start = time.monotonic()
        for run, count in ((failure, options.cases), (failure_of_process, options.processes)):
            for number in range(options.first, options.first + count):
                found = case(options.seed, number)
                reason = run(found)
                clean(folder)
                if reason is not None:
                    failures += 1
                    print(told(options.seed, number, found, reason), flush=True)
            print(f"{count} cases, {time.monotonic() - start:.0f} s, {failures} failures", file=sys.stderr)
    total = f"{options.cases} cases and {options.processes} processes"
    print(f"{total} of seed {options.seed}, {failures} failures")
    return 1 if failures else 0


def told(seed: int, number: int, found: Case, reason: str) -> str:
    """A failure, and how to see it again."""
    again = f"python -m tests.fuzz.commands --seed {seed} --only {number}"
    return f"case {number} of seed {seed}: {reason}\n  again: {again}\n  {found}"


if __name__ == "__main__":
    sys.exit(main())
