"""`derive export`: a network as teaching material."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from derive.cli.opening import open_network, stem
from derive.cli.options import Bind, Force, Level, Media, NoVerify, Out, Seed, Spec, Students, To

if TYPE_CHECKING:
    from derive.export.format import Format
    from derive.export.making import LeftOut

ALL = "all"


def export(
    spec: Spec,
    to: To,
    out: Out,
    bind: Bind = [],  # noqa: B006
    seed: Seed = 0,
    students: Students = 1,
    level: Level = 1,
    as_: Media = [],  # noqa: B006
    no_verify: NoVerify = False,
    force: Force = False,
) -> None:
    """Write a network as teaching material: --to FORMAT, or --to all. Files that exist are kept without --force.

    Exit code 1 if the files show verdicts and a check failed, 2 if something could not be written.
    """
    from derive.cli.terminal import progress
    from derive.cli.writing import write_files
    from derive.export.format import Wish
    from derive.export.lesson import Lesson
    from derive.export.making import check, make
    from derive.verification.kept import verified

    chosen, wish = chosen_formats(to), Wish(seed, students, level, chosen_media(as_))
    check(chosen, wish)
    model = open_network(spec, bind)
    if ALL in to and model.unbound:
        chosen = [each for each in chosen if not each.numbers]
        typer.echo(f"{model.name}: formats that need a number for every size are left out; --bind gives them", err=True)
    with progress() as show:
        wanted = not no_verify and any(each.verdicts for each in chosen)
        record = verified(model, show) if wanted else None
        made = make(Lesson(stem(spec, model), model, record), chosen, wish, show)
    for path in write_files(out, made.files, force):
        typer.echo(path)
    incomplete = tell_left_out(made.left_out, asked_by_name=ALL not in to)
    if record is not None and not record.ok:
        typer.echo(f"{model.name}: NOT VERIFIED; see derive verify {spec}", err=True)
        raise typer.Exit(1)
    if incomplete:
        raise typer.Exit(2)


def tell_left_out(left_out: "Iterable[LeftOut]", asked_by_name: bool) -> bool:
    """Says what was left out, a line for each reason; whether it counts as a failure. What is one of all formats may
    lack an optional package."""
    from derive.export.making import told

    left_out = tuple(left_out)
    for line in told(left_out):
        typer.echo(line, err=True)
    return any(asked_by_name or not each.missing for each in left_out)


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
