"""`derive export`: a network as teaching material."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from derive.cli.opening import open_network
from derive.cli.options import Bind, Spec

if TYPE_CHECKING:
    from derive.export.format import Format

ALL = "all"


def export(
    spec: Spec,
    to: Annotated[list[str], typer.Option("--to", metavar="FORMAT", help="A format, or all; may be repeated.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder to write to.")],
    bind: Bind = [],  # noqa: B006
    seed: Annotated[int, typer.Option(min=0, help="Another seed, another set of exercises.")] = 0,
    students: Annotated[int, typer.Option(min=1, max=1000, help="How many different worksheets.")] = 1,
    level: Annotated[int, typer.Option(min=1, max=3, help="How hard the exercises are.")] = 1,
    as_: Annotated[
        list[str],
        typer.Option("--as", metavar="MEDIUM", help="How worksheets and keys are written; all ways by default."),
    ] = [],  # noqa: B006
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that exist.")] = False,
) -> None:
    """Write a network as teaching material: --to FORMAT, or --to all. Files that exist are kept without --force.

    Exit code 1 if the files show verdicts and a check failed.
    """
    from derive.cli.terminal import progress
    from derive.cli.writing import write_files
    from derive.export.format import Wish
    from derive.export.lesson import Lesson
    from derive.verification.run import verify

    chosen = _formats(to)
    wish = Wish(seed, students, level, _media(as_))
    model = open_network(spec, bind)
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


def _formats(names: Iterable[str]) -> "list[Format]":
    from derive.export.catalogue import FORMATS

    wanted = set(_known("--to", names, (*(each.name for each in FORMATS), ALL)))
    return [each for each in FORMATS if ALL in wanted or each.name in wanted]


def _media(names: Iterable[str]) -> tuple[str, ...]:
    from derive.export.media import MEDIA

    return _known("--as", names, tuple(each.name for each in MEDIA))


def _known(option: str, names: Iterable[str], known: tuple[str, ...]) -> tuple[str, ...]:
    """The names, each of which must be known."""
    given = tuple(names)
    for name in given:
        if name not in known:
            raise typer.BadParameter(f"{option} {name}: expected one of {', '.join(known)}")
    return given
