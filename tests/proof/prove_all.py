"""Coq looks at the certificate of every structure of the catalogue and of the shipped specs, and the ledger is written.

`make prove` runs it, and nothing else writes derive/proof/ledger.json. With --write-only, and without Coq, the folder
proofs/ alone is written, in which what the ledger does not have is called not accepted.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from derive.network.build import build
from derive.proof.assistant import Judged, Judgement, assistant, compile_library, judge, version
from derive.proof.certificate import LIBRARY, Certificate, certificates, certify, library
from derive.proof.ledger import LEDGER, ledger_text, recorded
from derive.spec.read import read_spec
from tests.structures import STRUCTURES

ROOT = Path(__file__).parents[2]
PROOFS = ROOT / "proofs"
SECONDS = 120.0


@cache
def shipped() -> dict[str, Certificate]:
    """The certificates of the shipped specs, by name; those of specs/large with them."""
    specs, known = sorted((ROOT / "specs").rglob("*.yaml")), dict[object, Certificate]()
    return {each.name: each for spec in specs for each in certificates(build(read_spec(str(spec))), known)}


def every_certificate() -> dict[str, Certificate]:
    """Those of the catalogue's structures and of the shipped specs."""
    catalogue = (certify(own.declared, own.kind) for own in STRUCTURES)
    return {each.name: each for each in (*catalogue, *shipped().values())}


def files() -> dict[str, str]:
    """What stands in proofs/: the library, a file for each structure of a shipped spec, and the table of all."""
    own = {f"{name}.v": each.text for name, each in shipped().items()}
    return {LIBRARY: library(), **own, "README.md": table(every_certificate())}


def table(found: Mapping[str, Certificate]) -> str:
    """Every certificate with its theorems, its hypotheses and the seconds that the ledger has."""
    rows = []
    for name in sorted(found):
        row = recorded(found[name])
        hypotheses = found[name].text.partition("Proof.")[0].count("\n  (")
        said = (str(row.seconds), row.assistant) if row else ("", "not accepted")
        rows.append(f"| {name} | {', '.join(found[name].theorems)} | {hypotheses} | {' | '.join(said)} |")
    seconds = [row.seconds for each in found.values() if (row := recorded(each))]
    head = (
        "# Certificates\n\nWritten by `make prove`: here are the library and the certificates of the shipped specs; "
        "the table has those of\nall structures of the catalogue, which `derive prove` writes for whoever uses them. "
        f"What they say: [proof.md](../docs/proof.md).\n\n{len(seconds)} of {len(found)} accepted, in "
        f"{sum(seconds):.0f} s of one core; the slowest in {max(seconds, default=0.0)} s.\n\n"
        "| certificate | theorems | hypotheses | seconds | accepted by |\n| --- | --- | ---: | ---: | --- |\n"
    )
    return head + "\n".join(rows) + "\n"


def judged(found: Sequence[Certificate], program: str, jobs: int) -> list[Judged]:
    """Each certificate's judgement; one that runs out of time is tried again alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / LIBRARY).write_text(library(), "utf-8")
        for certificate in found:
            (folder / f"{certificate.name}.v").write_text(certificate.text, "utf-8")
        compile_library(folder, program, SECONDS)
        with ThreadPoolExecutor(jobs) as pool:
            first = list(pool.map(lambda each: judge(folder, each, program, SECONDS), found))
        late = Judgement.OUT_OF_TIME
        return [judge(folder, j.certificate, program, SECONDS) if j.judgement is late else j for j in first]


def write() -> None:
    """The folder of certificates as it is now."""
    PROOFS.mkdir(exist_ok=True)
    for old in PROOFS.iterdir():
        old.unlink()
    for name, text in files().items():
        (PROOFS / name).write_text(text, "utf-8")


def main() -> int:
    """Exit code 1 if a certificate is refused or runs out of time twice; then nothing is written."""
    given = argparse.ArgumentParser()
    given.add_argument("--jobs", type=int, default=2)
    given.add_argument("--write-only", action="store_true", help="write proofs/ by the ledger as it is, check nothing")
    options = given.parse_args()
    if options.write_only:
        write()
        return 0
    program = assistant()
    if program is None:
        print("coqc is not installed: apt-get install coq", file=sys.stderr)
        return 2
    start = time.perf_counter()
    found = judged(list(every_certificate().values()), program, options.jobs)
    refused = [each for each in found if each.judgement is not Judgement.PROVED]
    for each in refused:
        print(f"{each.certificate.name}: {each.judgement.value}: {each.reason}", file=sys.stderr)
    print(f"{len(found) - len(refused)} of {len(found)} certificates accepted in {time.perf_counter() - start:.0f} s")
    if refused:
        return 1
    accepted = ((each.certificate, version(program), each.seconds) for each in found)
    LEDGER.write_text(ledger_text(accepted), "utf-8")
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main())
