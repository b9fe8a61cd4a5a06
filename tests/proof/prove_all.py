"""Coq looks at the certificate of every structure of the catalogue and of the shipped specs, and the ledger is written.

`make prove` runs it, and nothing else writes derive/proof/ledger.json. With --write-only, and without Coq, the folder
proofs/ alone is written, in which what the ledger does not have is called not accepted.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from derive.cache import cache_folder
from derive.network.build import build
from derive.network.model import Model
from derive.proof.accepted import accepted_before, keep_acceptance
from derive.proof.assistant import Judged, Judgement, assistant, compile_libraries, judge, version
from derive.proof.certificate import Certificate, certificates, certify, libraries, rounds
from derive.proof.ground import ground, grounds
from derive.proof.ledger import LEDGER, ledger_text, recorded, rows_of
from derive.proof.network import network_certificate
from derive.proof.window_sizes import size_certificate
from derive.spec.read import read_spec
from tests.structures import STRUCTURES

ROOT = Path(__file__).parents[2]
PROOFS = ROOT / "proofs"
SECONDS = 600.0


@cache
def shipped() -> dict[str, Certificate]:
    """The certificates of the shipped specs, by name, with what they stand on; those of specs/large with them."""
    known = dict[object, Certificate]()
    models = _models("**/*.yaml")
    return {each.name: each for model in models for each in (*certificates(model, known), *(grounds(model)))}


def networks(which: str) -> dict[str, Certificate]:
    """Those of whole networks, of the specs in a folder of specs/, or of all."""
    return {each.name: each for each in map(network_certificate, _models(which))}


@cache
def _models(which: str) -> tuple[Model, ...]:
    return tuple(build(read_spec(str(spec))) for spec in sorted((ROOT / "specs").glob(which)))


def structures() -> dict[str, Certificate]:
    """Those of the catalogue's structures and of the shipped specs', and that of window sizes."""
    catalogue = [(own.declared, certify(own.declared, own.kind)) for own in STRUCTURES]
    stand = (ground(declared, certificate) for declared, certificate in catalogue)
    every = (*(certificate for _, certificate in catalogue), *stand, *shipped().values(), size_certificate())
    return {each.name: each for each in every}


def every_certificate(large: bool = True) -> dict[str, Certificate]:
    """All of them, whole networks last; of the large ones, if not wanted, those that the ledger has."""
    own, small, all_ = structures(), networks("*.yaml"), networks("**/*.yaml")
    return {**own, **small, **{name: each for name, each in all_.items() if large or recorded(each) is not None}}


def files() -> dict[str, str]:
    """What stands in proofs/: the libraries, a file for each structure of a shipped spec, each small network and
    window sizes, and the table of all but the large networks."""
    small = networks("*.yaml")
    every = {**structures(), **small}
    sizes = size_certificate()
    own = {f"{name}.v": each.text for name, each in {**shipped(), **small, sizes.name: sizes}.items()}
    return {**libraries(every.values()), **own, "README.md": table(every)}


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


def judged(found: Sequence[Certificate], new: Sequence[Certificate], program: str, jobs: int) -> list[Judged]:
    """The judgement of each certificate that is new, and of those from which it is proved; one that runs out of time is
    tried again alone."""
    checked = rounds(found, new)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own = libraries(found)
        for file, text in {**own, **{f"{each.name}.v": each.text for part in checked for each in part}}.items():
            (folder / file).write_text(text, "utf-8")
        compile_libraries(folder, program, own, SECONDS)
        first: list[Judged] = []
        for part in checked:
            with ThreadPoolExecutor(jobs) as pool:
                first += pool.map(lambda each: _checked(folder, each, program), part)
        late = Judgement.OUT_OF_TIME
        return [judge(folder, j.certificate, program, SECONDS) if j.judgement is late else j for j in first]


def _checked(folder: Path, certificate: Certificate, program: str) -> Judged:
    """The judgement, which is kept, so that a run that was ended goes on where it stood."""
    found = judge(folder, certificate, program, SECONDS)
    keep_acceptance(cache_folder(os.environ), found, version(program))
    return found


def write() -> None:
    """The folder of certificates as it is now."""
    PROOFS.mkdir(exist_ok=True)
    for old in PROOFS.iterdir():
        old.unlink()
    for name, text in files().items():
        (PROOFS / name).write_text(text, "utf-8")


def main() -> int:
    """Exit code 1 if a certificate is refused or runs out of time twice; then nothing is written.

    What the ledger has is not checked again, but with --again.
    """
    given = argparse.ArgumentParser()
    given.add_argument("--jobs", type=int, default=2)
    given.add_argument("--again", action="store_true", help="check what the ledger has, too")
    given.add_argument("--large", action="store_true", help="check the networks of specs/large as wholes, too")
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
    every = list(every_certificate(options.large).values())
    by, kept = version(program), cache_folder(os.environ)
    known = {each.name: recorded(each) for each in every}
    before = {each.name: accepted_before(kept, each, by) for each in every}
    seconds = {name: row.seconds for name, row in known.items() if row is not None and row.assistant == by}
    seconds |= {name: judged.seconds for name, judged in before.items() if judged is not None}
    new = [each for each in every if options.again or each.name not in seconds]
    found = judged(every, new, program, options.jobs)
    refused = [each for each in found if each.judgement is not Judgement.PROVED]
    for each in refused:
        print(f"{each.certificate.name}: {each.judgement.value}: {each.reason}", file=sys.stderr)
    took = time.perf_counter() - start
    print(f"{len(found) - len(refused)} of {len(found)} accepted in {took:.0f} s; {len(every)} certificates in all")
    if refused:
        return 1
    seconds |= {each.certificate.name: each.seconds for each in found}
    accepted = ((each, by, seconds[each.name]) for each in every)
    LEDGER.write_text(ledger_text(accepted), "utf-8")
    rows_of.cache_clear()
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main())
