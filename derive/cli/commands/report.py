"""`derive report`: verified pages of Markdown, and the measured figures beside them."""

from pathlib import Path

import typer

from derive.cli.opening import open_networks, stems
from derive.cli.options import Jobs, Out, Specs


def report(
    specs: Specs,
    out: Out = Path("reports"),
    jobs: Jobs = None,
) -> None:
    """Write a page for each network: formulas, derivation steps, conventions, and the verdict of every check.

    Exit code 0 if everything was verified, 1 if a check failed or could not run.
    """
    from derive.cli.several import in_order
    from derive.cli.terminal import progress
    from derive.files import write_atomically
    from derive.grammar import counted
    from derive.report.pages import index
    from derive.report.reported import reported

    models = open_networks(specs)
    names = stems(specs, models)
    records = []
    with progress() as show:
        found = in_order(reported, [model.spec for model in models], names, show, jobs)
        for stem, (record, page, measured) in zip(names, found, strict=True):
            write_atomically(out / f"{stem}.md", page)
            write_atomically(out / "measured" / f"{stem}.json", measured)
            records.append(record)
    write_atomically(out / "index.md", index(models, records, names))
    failed = [record.network for record in records if not record.ok]
    verdict = f"failed: {', '.join(failed)}" if failed else "all verified"
    typer.echo(f"{out / 'index.md'}: {counted(len(records), 'network')}, {verdict}")
    if failed:
        raise typer.Exit(1)
