"""`derive prove`: certificates for all sizes, which Coq checks."""

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from derive.cli.opening import open_networks
from derive.cli.options import Force, Jobs, Out, Specs

if TYPE_CHECKING:
    from derive.cli.several import Show
    from derive.proof.assistant import Judged
    from derive.proof.certificate import Certificate

HOW = "install Coq (apt-get install coq) and run this again, or in that folder: coqc -R . derive FILE"
Task = tuple[str, str, "Certificate", float]


def prove(
    specs: Specs,
    out: Out = Path("proofs"),
    write_only: Annotated[bool, typer.Option("--write-only", help="write the certificates, check none")] = False,
    seconds: Annotated[float, typer.Option("--seconds", min=1, help="time limit for each certificate")] = 120,
    again: Annotated[bool, typer.Option("--again", help="check what was accepted before, too")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print the judgements as JSON")] = False,
    force: Force = False,
    jobs: Jobs = None,
) -> None:
    """Write a machine-checkable certificate for each structure of networks and each whole network; let Coq check them.

    Exit code 0 if all are proved, 1 if one is refused, runs out of time or stays unchecked (but with --write-only).
    """
    from derive.cli.terminal import progress
    from derive.proof.assistant import Judged, Judgement, assistant

    found = _written(specs, out, force)
    program = None if write_only else assistant()
    if program is None:
        judged = [Judged(certificate, Judgement.UNCHECKED) for certificate in found]
    else:
        with progress() as show:
            judged = _judged(out, found, program, seconds, again, show, jobs)
    _print(judged, as_json)
    if program is None and not write_only:
        typer.echo(f"nothing was checked: coqc is not installed\n  {HOW}", err=True)
    if not write_only and any(each.judgement is not Judgement.PROVED for each in judged):
        raise typer.Exit(1)


def _written(specs: list[str], out: Path, force: bool) -> "list[Certificate]":
    """The certificates of all networks, each structure once, then the networks', written with the libraries."""
    from dataclasses import replace

    from derive.cli.writing import write_files
    from derive.proof.certificate import certificates, libraries
    from derive.proof.ground import grounds
    from derive.proof.network import network_certificate

    found: dict[str, Certificate] = {}
    whole: dict[str, Certificate] = {}
    for model in open_networks(specs):
        of_network = network_certificate(model)
        whole[of_network.name] = of_network
        for made in (*certificates(model), *grounds(model)):
            parts = tuple(f"{model.name} {part}" for part in made.parts)
            earlier = found.get(made.name)
            found[made.name] = replace(made, parts=(*(earlier.parts if earlier else ()), *parts))
    every = [*found.values(), *whole.values()]
    files = {f"{certificate.name}.v": certificate.text.encode() for certificate in every}
    write_files(out, {**{name: text.encode() for name, text in libraries(every).items()}, **files}, force)
    return every


def _judged(
    out: Path,
    found: "list[Certificate]",
    program: str,
    seconds: float,
    again: bool,
    show: "Show",
    jobs: int | None,
) -> "list[Judged]":
    """The judgements in order; what this version of the assistant has accepted before is not checked again, unless a
    network's certificate is proved from it. Networks come last."""
    import os

    from derive.cache import cache_folder
    from derive.cli.several import in_order
    from derive.proof.accepted import accepted_before, keep_acceptance
    from derive.proof.assistant import compile_libraries, version
    from derive.proof.certificate import libraries, rounds

    folder, known = cache_folder(os.environ), version(program)
    before = {} if again else {each.name: accepted_before(folder, each, known) for each in found}
    first, second = rounds(found, [each for each in found if before.get(each.name) is None])
    if first or second:
        show("checking the library of index notation")
        compile_libraries(out, program, libraries([*first, *second]), seconds)
    now: dict[str, Judged] = {}
    for round_ in (first, second):
        tasks = [(str(out), program, certificate, seconds) for certificate in round_]
        for judged in in_order(_judge, tasks, [certificate.name for certificate in round_], show, jobs):
            keep_acceptance(folder, judged, known)
            now[judged.certificate.name] = judged
    return [now.get(each.name) or before[each.name] for each in found]  # type: ignore[misc]


def _judge(task: Task, show: "Show") -> "Judged":
    from derive.proof.assistant import judge

    folder, program, certificate, seconds = task
    show(f"checking {certificate.name}")
    return judge(Path(folder), certificate, program, seconds)


def _print(judged: "list[Judged]", as_json: bool) -> None:
    import sys

    from derive.cli.terminal import console, describe, table

    if as_json:
        typer.echo(json.dumps([_data(each) for each in judged], indent=2))
        return
    rows = [
        [
            each.certificate.name,
            ", ".join(each.certificate.theorems),
            each.judgement.value,
            "before" if each.before else f"{each.seconds:.1f}",
        ]
        for each in judged
    ]
    out = console()
    out.print(table(["certificate", "theorems", "judgement", "seconds"], rows, describe(sys.stdout)))
    counts = Counter(each.judgement.value for each in judged)
    out.print(f"{len(judged)} certificates: {', '.join(f'{n} {said}' for said, n in counts.items())}")
    for each in judged:
        if each.reason:
            out.print(f"{each.certificate.name}: {each.reason}", soft_wrap=True)


def _data(judged: "Judged") -> dict[str, object]:
    return {
        "certificate": judged.certificate.name,
        "theorems": list(judged.certificate.theorems),
        "parts": list(judged.certificate.parts),
        "judgement": judged.judgement.value,
        "reason": judged.reason,
        "seconds": round(judged.seconds, 2),
        "before": judged.before,
    }
