"""`derive verify`: every check of every network, as a table with figures."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from derive.cli.opening import open_networks
from derive.cli.options import Jobs, Specs

if TYPE_CHECKING:
    from rich.console import Console

    from derive.verification.record import Check, Record


def verify(
    specs: Specs,
    as_json: Annotated[bool, typer.Option("--json", help="print the records as JSON")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="print one line a network, and what failed")] = False,
    jobs: Jobs = None,
) -> None:
    """Check the derived formulas and kernels of networks, in five ways.

    Exit code 0 if everything was verified, 1 if a check failed or could not run, or if nothing was checked.
    """
    from derive.cli.several import in_order
    from derive.cli.terminal import progress
    from derive.verification.run import verify_spec

    models = open_networks(specs)
    names = [model.name for model in models]
    with progress() as show:
        records = list(in_order(verify_spec, [model.spec for model in models], names, show, jobs))
    if as_json:
        typer.echo(json.dumps([record.to_dict() for record in records], indent=2, ensure_ascii=True))
    else:
        _print(records, quiet)
    if not records or not all(record.ok for record in records):
        raise typer.Exit(1)


def _print(records: "list[Record]", quiet: bool) -> None:
    from derive.cli.terminal import console, describe
    from derive.grammar import counted

    out = console()
    rule = "\u2550" if describe(sys.stdout).unicode else "="
    for record in records:
        if not quiet:
            out.print(f"{record.network}\n{rule * len(record.network)}\n", soft_wrap=True)
        shown = record.failures if quiet else record.checks
        for claim in dict.fromkeys((check.kind, check.claim) for check in shown):
            _print_group(out, claim[1], [check for check in shown if (check.kind, check.claim) == claim])
        if not quiet:
            _print_marks(out, record)
        out.print(summary(record))
        if not quiet:
            out.print()
    if len(records) > 1:
        failed = [record.network for record in records if not record.ok]
        verdict = f"failed: {', '.join(failed)}" if failed else "all verified"
        out.print(f"{counted(len(records), 'network')}, {verdict}")


def _print_group(out: "Console", claim: str, checks: "list[Check]") -> None:
    from derive.cli.terminal import describe, table

    terminal = describe(sys.stdout)
    out.print(f"{checks[0].kind.value}: {claim}", style="bold" if terminal.color else "")
    headers, rows = ("subject", "compared", "measured", "verdict"), [_row(check) for check in checks]
    used = [place for place in range(len(headers)) if any(row[place] for row in rows)]
    cells = [[row[place] for place in used] for row in rows]
    out.print(table([headers[place] for place in used], cells, terminal))
    out.print()


def _print_marks(out: "Console", record: "Record") -> None:
    """What is recorded for all sizes; no check of this run."""
    from derive.cli.terminal import describe, table
    from derive.verification.record import FOR_ALL_SIZES

    if record.marks:
        terminal = describe(sys.stdout)
        out.print(f"recorded: {FOR_ALL_SIZES}", style="bold" if terminal.color else "")
        out.print(table(["subject", "mark"], [[mark.subject, mark.sentence] for mark in record.marks], terminal))
        out.print()


def _row(check: "Check") -> tuple[str, ...]:
    figure = "; ".join(part for part in (check.figure, check.reason) if part)
    measured = ", ".join(f"{name} {shown(value)}" for name, value in check.measured.items())
    return check.subject, figure, measured, check.verdict.value


def shown(value: float | int | str) -> str:
    """A measured figure, short."""
    return f"{value:.2g}" if isinstance(value, float) else str(value)


def summary(record: "Record") -> str:
    """One line that counts the verdicts."""
    from derive.verification.record import Verdict

    counts = ", ".join(f"{record.count(verdict)} {verdict.value}" for verdict in Verdict)
    return f"{record.network}: {'ok' if record.ok else 'NOT VERIFIED'}: {counts}"
