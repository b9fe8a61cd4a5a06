"""`derive export`: a network as teaching material."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from derive.cli.opening import open_network, stem
from derive.cli.options import (
    Bind,
    Force,
    Layers,
    Level,
    Media,
    NoVerify,
    Out,
    Points,
    Seed,
    Spec,
    Students,
    Tensors,
    To,
)

if TYPE_CHECKING:
    from derive.document.show import Selection
    from derive.export.format import Format
    from derive.export.making import LeftOut
    from derive.network.model import Model

ALL = "all"


def export(
    spec: Spec,
    to: To,
    out: Out,
    bind: Bind = [],  # noqa: B006
    seed: Seed = 0,
    students: Students = 1,
    level: Level = 1,
    points: Points = False,
    as_: Media = [],  # noqa: B006
    layer: Layers = [],  # noqa: B006
    wrt: Tensors = [],  # noqa: B006
    steps: Annotated[bool, typer.Option("--steps", help="Derivations on slides, too; documents have them.")] = False,
    brief: Annotated[
        bool,
        typer.Option(
            "--brief", help="A short handout beside the long one: one or two pages, more from some 50 layers on."
        ),
    ] = False,
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

    chosen, wish = chosen_formats(to), Wish(seed, students, level, chosen_media(as_), points)
    if ALL not in to:
        _refuse_idle(chosen, {"--layer": layer, "--wrt": wrt, "--steps": steps}, lambda each: each.selective)
        _refuse_idle(chosen, {"--brief": brief}, lambda each: each.briefly)
    check(chosen, wish)
    model = open_network(spec, bind)
    if ALL in to and model.unbound:
        chosen = [each for each in chosen if not each.numbers]
        typer.echo(f"{model.name}: formats that need a number for every size are left out; --bind gives them", err=True)
    with progress() as show:
        wanted = not no_verify and any(each.verdicts for each in chosen)
        record = verified(model, show) if wanted else None
        lesson = Lesson(stem(spec, model), model, record, selection(model, layer, wrt), steps, unchecked=no_verify)
        made = make(lesson, chosen, wish, show)
        if brief:
            short = replace(lesson, stem=f"{lesson.stem}-brief", brief=True)
            made = made.joined(make(short, (each for each in chosen if each.briefly), wish, show))
    for path in write_files(out, made.files, force):
        typer.echo(path)
    incomplete = tell_left_out(made.left_out, asked_by_name=ALL not in to)
    if record is not None and not record.ok:
        typer.echo(f"{model.name}: NOT VERIFIED; see derive verify {spec}", err=True)
        raise typer.Exit(1)
    if incomplete:
        raise typer.Exit(2)


def selection(model: "Model", layers: list[str], tensors: list[str]) -> "Selection":
    """The layers, the loss and the derivatives of these names."""
    from derive.document.lookup import LOSS, check_loss, find_layer, find_tensor
    from derive.document.show import Selection

    return Selection(
        tuple(find_layer(model, name) for name in layers if name != LOSS),
        tuple(find_tensor(model, name) for name in tensors),
        loss=LOSS in layers and check_loss(model),
    )


def _refuse_idle(chosen: "Iterable[Format]", options: Mapping[str, object], reads: "Callable[[Format], bool]") -> None:
    """Raises BadParameter for an option that would do nothing for any of the formats."""
    from derive.export.catalogue import FORMATS

    given = [option for option, value in options.items() if value]
    if given and not any(map(reads, chosen)):
        able = ", ".join(each.name for each in FORMATS if reads(each))
        raise typer.BadParameter(f"{given[0]} changes nothing in these formats; it is for --to {able}")


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
