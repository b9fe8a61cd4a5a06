"""`derive faults`: known mistakes made on purpose, and whether the checks see them."""

from pathlib import Path
from typing import Annotated

import typer

from derive.cli.opening import open_networks
from derive.cli.options import SOURCE, Width, folder


def faults(
    specs: Annotated[
        list[str],
        typer.Argument(metavar="[SPEC...]", help=f"{SOURCE}; without any, the catalogue's own examples"),
    ] = [],  # noqa: B006
    show: Annotated[
        list[str],
        typer.Option("--show", metavar="FAULT", help="explain this fault alone, such as window.stride-missing"),
    ] = [],  # noqa: B006
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", parser=folder, help="a folder: write the page faults.md and all rows as faults.json"
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the rows as JSON")] = False,
    width: Width = None,
) -> None:
    """Make every known mistake in every layer, and see whether the checks of `derive verify` find it.

    Exit code 0 if every mistake was found or proved to change nothing, 1 if one escaped.
    """
    from derive.cli.output import print_text
    from derive.document.blocks import Document

    if show:
        from derive.document.faults import fault_section
        from derive.faults.catalogue import find_fault

        print_text(
            Document("Faults", "known mistakes", (), tuple(fault_section(find_fault(name)) for name in show)),
            None,
            width,
        )
        return

    from derive.cli.terminal import progress
    from derive.document.faults import faults_document, totals
    from derive.files import write_atomically
    from derive.report.faults import faults_json, faults_page
    from derive.verification.survey import Survey

    survey = Survey()
    with progress() as tell:
        models = open_networks(specs)
        examples = survey.examples(tell) if out is not None or not specs else ()
        rows = tuple(row for model in models for row in survey.rows(model, tell)) if specs else examples
    if out is not None:
        write_atomically(out / "faults.md", faults_page(rows, examples))
        write_atomically(out / "faults.json", faults_json(rows))
        typer.echo(f"{out / 'faults.md'}: {totals(rows)}")
    elif as_json:
        typer.echo(faults_json(rows), nl=False)
    else:
        print_text(faults_document(rows), None, width)
    if not rows or any(row.hole for row in rows):
        raise typer.Exit(1)
