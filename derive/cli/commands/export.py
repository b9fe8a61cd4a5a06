"""`derive export`: a network as teaching material."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from derive.cli.opening import open_network
from derive.cli.options import Bind, Force, Level, Media, Seed, Spec, Students

if TYPE_CHECKING:
    from derive.export.format import Format

ALL = "all"


def export(
    spec: Spec,
    to: Annotated[list[str], typer.Option("--to", metavar="FORMAT", help="A format, or all; may be repeated.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder to write to.")],
    bind: Bind = [],  # noqa: B006
    seed: Seed = 0,
    students: Students = 1,
    level: Level = 1,
    as_: Media = [],  # noqa: B006
    force: Force = False,
) -> None:
    """Write a network as teaching material: --to FORMAT, or --to all. Files that exist are kept without --force.

    Exit code 1 if the files show verdicts and a check failed.
    """
    from derive.cli.terminal import progress
    from derive.cli.writing import write_files
    from derive.export.catalogue import extras
    from derive.export.extras import check
    from derive.export.format import Wish
    from derive.export.lesson import Lesson
    from derive.verification.run import verify

    chosen, wish = chosen_formats(to), Wish(seed, students, level, chosen_media(as_))
    check(extras(chosen, wish))
    model = open_network(spec, bind)
    if ALL in to and model.unbound:
        chosen = [each for each in chosen if not each.numbers]
        typer.echo(f"{model.name}: formats that need a number for every size are left out; --bind gives them", err=True)
    files: dict[str, bytes] = {}
    with progress() as show:
        record = verify(model, show) if any(each.verdicts for each in chosen) else None
        lesson = Lesson(Path(spec).stem, model, record)
        for each in chosen:
            show(f"{model.name}: {each.name}")
            files |= each.make(lesson, wish)
    written = write_files(out, files, force)
    for path in written:
        typer.echo(path)
    if record is not None and not record.ok:
        typer.echo(f"{model.name}: NOT VERIFIED; see derive verify {spec}", err=True)
        raise typer.Exit(1)


def chosen_formats(names: Iterable[str]) -> "list[Format]":
    """The formats of these names; all is every one. Raises BadParameter for a name that is none."""
    from derive.export.catalogue import FORMATS

    wanted = set(_known("--to", names, (*(each.name for each in FORMATS), ALL)))
    return [each for each in FORMATS if ALL in wanted or each.name in wanted]


def chosen_media(names: Iterable[str]) -> tuple[str, ...]:
    """The same for media."""
    from derive.export.media import MEDIA

    return _known("--as", names, tuple(each.name for each in MEDIA))


def _known(option: str, names: Iterable[str], known: tuple[str, ...]) -> tuple[str, ...]:
    """The names, each of which must be known."""
    given = tuple(names)
    for name in given:
        if name not in known:
            raise typer.BadParameter(f"{option} {name}: expected one of {', '.join(known)}")
    return given
