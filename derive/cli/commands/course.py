"""`derive course`: every network of a lecture as teaching material, in two folders: for students, and for teachers."""

from typing import Annotated

import typer

from derive.cli.commands.export import ALL, chosen_formats, chosen_media, tell_left_out
from derive.cli.opening import open_networks, stems
from derive.cli.options import Force, Jobs, Level, Media, NoVerify, Out, Points, Seed, Specs, Students, To


def course(
    specs: Specs,
    out: Out,
    title: Annotated[str, typer.Option(help="The headline of the page that links to everything.")] = "Course",
    to: To = [ALL],  # noqa: B006
    seed: Seed = 0,
    students: Students = 1,
    level: Level = 1,
    points: Points = False,
    as_: Media = [],  # noqa: B006
    jobs: Jobs = None,
    no_verify: NoVerify = False,
    force: Force = False,
) -> None:
    """Write all networks as teaching material twice: without keys to DIR/student, with them to DIR/teacher.

    In both each network has a folder of its own, and index.html links to everything.

    Exit code 1 if a check failed, 2 if something could not be written.
    """
    from derive.cli.several import in_order
    from derive.cli.terminal import progress
    from derive.cli.writing import write_files
    from derive.errors import OutputError
    from derive.export.course import EDITIONS, Request, index, unit
    from derive.export.format import Wish
    from derive.export.making import check
    from derive.grammar import counted

    chosen = chosen_formats(to)
    wish, formats = Wish(seed, students, level, chosen_media(as_), points), tuple(each.name for each in chosen)
    check(chosen, wish)
    models = open_networks(specs)
    names = stems(specs, models)
    if out.exists() and any(out.iterdir()) and not force:
        raise OutputError(f"{out}: is not empty\n  --force overwrites, or choose another folder with -o")
    requests = [
        Request(name, model.spec, formats, wish, not no_verify) for name, model in zip(names, models, strict=True)
    ]
    units = []
    with progress() as show:
        for each in in_order(unit, requests, names, show, jobs):
            for edition in EDITIONS:
                write_files(out / edition.folder / each.stem, edition.of(each).files, force=True)
            units.append(each)
    for edition in EDITIONS:
        own = [edition.of(each) for each in units]
        write_files(out / edition.folder, {"index.html": index(title, own, edition)}, force=True)
    failed = [each.title for each in units if each.record is not None and not each.record.ok]
    verdict = "not verified" if no_verify else f"failed: {', '.join(failed)}" if failed else "all verified"
    networks = counted(len(units), "network")
    for edition in EDITIONS:
        files = counted(sum(len(edition.of(each).files) for each in units), "file")
        typer.echo(f"{out / edition.folder / 'index.html'}: {networks}, {files}, {verdict}")
    incomplete = tell_left_out((left for each in units for left in each.left_out), asked_by_name=ALL not in to)
    if failed:
        raise typer.Exit(1)
    if incomplete:
        raise typer.Exit(2)
