"""`derive report`: verified pages of Markdown, and the measured figures beside them."""

from pathlib import Path
from typing import Annotated

import typer


def report(
    specs: Annotated[list[Path], typer.Argument(metavar="SPEC...", help="spec files", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", help="the folder to write to")] = Path("reports"),
) -> None:
    """Write a page for each network: formulas, derivation steps, conventions, and the verdict of every check.

    Exit code 0 if everything was verified, 1 if a check failed or could not run.
    """
    import platform
    import time
    from importlib.metadata import version

    from derive.cli.files import write_atomically
    from derive.cli.terminal import progress
    from derive.errors import OutputError
    from derive.network.build import build_all
    from derive.report.pages import index, measured, page
    from derive.verification.run import verify

    stems = [path.stem for path in specs]
    if len(set(stems)) != len(stems):
        raise OutputError("two specs have the same file name, and their pages would too; rename one")
    models = build_all(specs)
    versions = {name: version(name) for name in ("derive", "numpy", "sympy")}
    records = []
    with progress() as show:
        for model, stem in zip(models, stems, strict=True):
            start = time.perf_counter()
            record = verify(model, show)
            about = {**versions, "python": platform.python_version(), "machine": platform.machine()}
            seconds = round(time.perf_counter() - start, 2)
            write_atomically(out / f"{stem}.md", page(model, record))
            write_atomically(out / "measured" / f"{stem}.json", measured(record, {**about, "seconds": seconds}))
            records.append(record)
    write_atomically(out / "index.md", index(models, records, stems))
    failed = [record.network for record in records if not record.ok]
    verdict = f"failed: {', '.join(failed)}" if failed else "all verified"
    typer.echo(f"{out / 'index.md'}: {len(records)} networks, {verdict}")
    if failed:
        raise typer.Exit(1)
