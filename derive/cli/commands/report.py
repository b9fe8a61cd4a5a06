"""`derive report`: verified pages of Markdown, and the measured figures beside them."""

from pathlib import Path
from typing import Annotated

import typer

from derive.cli.options import Jobs


def report(
    specs: Annotated[list[Path], typer.Argument(metavar="SPEC...", help="spec files", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", help="the folder to write to")] = Path("reports"),
    jobs: Jobs = None,
) -> None:
    """Write a page for each network: formulas, derivation steps, conventions, and the verdict of every check.

    Exit code 0 if everything was verified, 1 if a check failed or could not run.
    """
    from derive.cli.files import write_atomically
    from derive.cli.several import in_order
    from derive.cli.terminal import progress
    from derive.errors import OutputError
    from derive.network.build import build_all
    from derive.report.pages import index
    from derive.report.reported import reported

    stems = [path.stem for path in specs]
    if len(set(stems)) != len(stems):
        raise OutputError("two specs have the same file name, and their pages would too; rename one")
    models = build_all(specs)
    records = []
    with progress() as show:
        found = in_order(reported, [model.spec for model in models], stems, show, jobs)
        for stem, (record, page, measured) in zip(stems, found, strict=True):
            write_atomically(out / f"{stem}.md", page)
            write_atomically(out / "measured" / f"{stem}.json", measured)
            records.append(record)
    write_atomically(out / "index.md", index(models, records, stems))
    failed = [record.network for record in records if not record.ok]
    verdict = f"failed: {', '.join(failed)}" if failed else "all verified"
    typer.echo(f"{out / 'index.md'}: {len(records)} networks, {verdict}")
    if failed:
        raise typer.Exit(1)
