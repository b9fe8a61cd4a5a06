"""`derive course`: every network of a lecture as teaching material, in one folder with one page that links it all."""

from pathlib import Path
from typing import Annotated

import typer

from derive.cli.commands.export import ALL, chosen_formats, chosen_media
from derive.cli.options import Force, Jobs, Level, Media, Seed, Students


def course(
    specs: Annotated[list[Path], typer.Argument(metavar="SPEC...", help="spec files", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder to write to.")],
    title: Annotated[str, typer.Option(help="The headline of the page that links to everything.")] = "Course",
    to: Annotated[list[str], typer.Option("--to", metavar="FORMAT", help="A format; may be repeated.")] = [ALL],  # noqa: B006
    seed: Seed = 0,
    students: Students = 1,
    level: Level = 1,
    as_: Media = [],  # noqa: B006
    jobs: Jobs = None,
    force: Force = False,
) -> None:
    """Write all networks as teaching material, each in a folder of its own, and index.html beside them.

    Exit code 1 if a check failed.
    """
    from derive.cli.several import in_order
    from derive.cli.terminal import progress
    from derive.cli.writing import write_files
    from derive.errors import OutputError
    from derive.export.catalogue import extras
    from derive.export.course import Request, index, unit
    from derive.export.extras import check
    from derive.export.format import Wish
    from derive.network.build import build_all

    stems = [path.stem for path in specs]
    if len(set(stems)) != len(stems):
        raise OutputError("two specs have the same file name, and their folders would too; rename one")
    chosen = chosen_formats(to)
    wish, names = Wish(seed, students, level, chosen_media(as_)), tuple(each.name for each in chosen)
    check(extras(chosen, wish))
    if out.exists() and any(out.iterdir()) and not force:
        raise OutputError(f"{out}: is not empty\n  --force overwrites, or choose another folder with -o")
    models = build_all(specs)
    requests = [Request(stem, model.spec, names, wish) for stem, model in zip(stems, models, strict=True)]
    units = []
    with progress() as show:
        for each in in_order(unit, requests, stems, show, jobs):
            write_files(out / each.stem, each.files, force=True)
            units.append(each)
    write_files(out, {"index.html": index(title, units)}, force=True)
    failed = [each.title for each in units if not each.record.ok]
    verdict = f"failed: {', '.join(failed)}" if failed else "all verified"
    typer.echo(
        f"{out / 'index.html'}: {len(units)} networks, {sum(len(each.files) for each in units)} files, {verdict}"
    )
    if failed:
        raise typer.Exit(1)
