"""`derive show`: the formulas of a network, ready for the wall."""

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from derive.cli.commands.export import selection
from derive.cli.opening import open_network
from derive.cli.options import Bind, Layers, Spec, Symbolic, Tensors, Width

if TYPE_CHECKING:
    from derive.document.blocks import Document
    from derive.document.choice import Choice, WorkedValues
    from derive.document.show import Selection
    from derive.document.view import View
    from derive.network.model import Model


class Format(StrEnum):
    """How formulas are printed."""

    UNICODE = "unicode"
    ASCII = "ascii"
    LATEX = "latex"
    SYMPY = "sympy"
    JSON = "json"


class Cotangents(StrEnum):
    """How the derivative of the loss is written: with partial signs, as dz, or as z with a bar."""

    PARTIAL = "partial"
    D = "d"
    BAR = "bar"


Weights = Annotated[
    list[str],
    typer.Option(metavar="WEIGHT", help="Show the chain rule for one weight, counted from 0: out.W[0,0]."),
]
Formats = Annotated[
    Format | None, typer.Option("--format", help="How formulas are printed; unicode where the output has the signs.")
]


def show(
    spec: Spec,
    layer: Layers = [],  # noqa: B006
    wrt: Tensors = [],  # noqa: B006
    chain: Weights = [],  # noqa: B006
    steps: Annotated[bool, typer.Option("--steps", help="Show every derivation step by step.")] = False,
    check_steps: Annotated[
        bool, typer.Option("--check-steps", help="The same, and re-check each step exactly, at small sizes.")
    ] = False,
    unroll: Annotated[bool, typer.Option("--unroll", help="Show convolutions as sparse dense layers.")] = False,
    numbers: Annotated[bool, typer.Option("--numbers", help="Work the network out in numbers.")] = False,
    compare_dense: Annotated[
        bool, typer.Option("--compare-dense", help="Show convolutions beside local and dense layers instead.")
    ] = False,
    pixel_uses: Annotated[
        bool, typer.Option("--pixel-uses", help="Show how often each pixel is used instead.")
    ] = False,
    translation: Annotated[
        bool, typer.Option("--translation", help="Show what a shift of the input does instead.")
    ] = False,
    updates: Annotated[
        bool, typer.Option("--updates", help="Show updates over M examples, summed and averaged, instead.")
    ] = False,
    graph: Annotated[bool, typer.Option("--graph", help="Draw the network as a graph instead.")] = False,
    symbolic: Symbolic = False,
    bind: Bind = [],  # noqa: B006
    format_: Formats = None,
    notation: Annotated[
        Cotangents, typer.Option(help="The derivative of the loss: partial signs, dz, or z with a bar.")
    ] = Cotangents.PARTIAL,
    width: Width = None,
) -> None:
    """Print the formulas of a network: sizes, forward, backward, update, for every layer and the loss."""
    from derive.document.choice import Choice
    from derive.document.show import show_document
    from derive.printing.style import Style

    _refuse_width(width, format_)
    model = open_network(spec, bind)
    if graph:
        others = (
            layer,
            wrt,
            chain,
            steps,
            check_steps,
            unroll,
            numbers,
            compare_dense,
            pixel_uses,
            translation,
            updates,
        )
        _print_graph(model, any(others) or symbolic, format_, width)
        return
    shown = replace(_selection(model, layer, wrt, chain), views=_views(compare_dense, pixel_uses, translation, updates))
    style = Style(notation.value, {} if symbolic else model.values)
    choice = Choice(style, steps or check_steps, unroll, _values(model) if numbers else None)
    document = show_document(model, choice, shown)
    if check_steps:
        _refuse_unchecked(model, shown)
    _refuse_idle(model, document, choice, shown, format_, {"steps": "check-steps"} if check_steps else {})
    if check_steps:
        document = show_document(model, replace(choice, checked=_checked(model, shown)), shown)
    _print(document, model, format_, width, symbolic)


def _print_graph(model: "Model", others: bool, format_: Format | None, width: int | None) -> None:
    from derive.cli.output import print_text
    from derive.document.graph import graph_document

    if others:
        raise typer.BadParameter("--graph draws the network and shows no formula; leave the options for formulas out")
    if format_ in (Format.LATEX, Format.SYMPY, Format.JSON):
        raise typer.BadParameter(f"--graph is drawn in text, not in {format_}; see derive export --to mermaid or dot")
    print_text(graph_document(model), None if format_ is None else format_ is Format.UNICODE, width)


def _selection(model: "Model", layers: list[str], tensors: list[str], chains: list[str]) -> "Selection":
    from derive.document.lookup import find_entry

    return replace(selection(model, layers, tensors), chains=tuple(find_entry(model, text) for text in chains))


def _views(*wanted: bool) -> "tuple[View, ...]":
    if not any(wanted):
        return ()
    from derive.document.views import COMPARE_DENSE, PIXEL_USES, TRANSLATION, UPDATES

    views = (COMPARE_DENSE, PIXEL_USES, TRANSLATION, UPDATES)
    return tuple(view for view, asked in zip(views, wanted, strict=True) if asked)


def _refuse_width(width: int | None, format_: Format | None) -> None:
    if width is not None and format_ in (Format.LATEX, Format.SYMPY, Format.JSON):
        raise typer.BadParameter(
            f"--width changes nothing in --format {format_}; it is for text, --format unicode or ascii"
        )


def _refuse_unchecked(model: "Model", selection: "Selection") -> None:
    """Raises BadParameter where no derivation is shown that could be checked."""
    from derive.document.show import derivatives_shown

    if not derivatives_shown(model, selection):
        raise typer.BadParameter(
            "--check-steps changes nothing here: it is for the derivations of layers, the loss and --wrt; leave it out"
        )


def _refuse_idle(
    model: "Model",
    document: "Document",
    choice: "Choice",
    selection: "Selection",
    format_: Format | None,
    called: dict[str, str],
) -> None:
    """Raises BadParameter for an option that would change nothing in what is printed; some are `called` otherwise."""
    from derive.document.idle import idle_request

    if (idle := idle_request(model, document, choice, selection, equations=False)) is not None:
        name = called.get(idle.name, idle.name)
        raise typer.BadParameter(f"--{name} changes nothing here: {idle.purpose}; leave it out")
    if format_ is Format.SYMPY and (idle := idle_request(model, document, choice, selection, equations=True)):
        name = called.get(idle.name, idle.name)
        raise typer.BadParameter(
            f"--{name} changes nothing in --format sympy, which has equations alone; choose another format"
        )


def _values(model: "Model") -> "WorkedValues":
    from derive.document.worked_values import worked_values

    return worked_values(model)


def _checked(model: "Model", selection: "Selection") -> dict[str, str]:
    """What the check of each shown derivation says; leaves with exit code 1 where a step is wrong."""
    from derive.cli.terminal import progress
    from derive.document.show import derivatives_shown
    from derive.verification.steps import check_steps

    found = []
    with progress() as report:
        for name in derivatives_shown(model, selection):
            report(f"checking the steps by {name}")
            found.append(check_steps(model, name))
    wrong = [result for result in found if result.wrong]
    for result in wrong:
        typer.echo(f"derivation by {result.sentence}", err=True)
    if wrong:
        raise typer.Exit(1)
    return {result.tensor: result.sentence for result in found}


def _print(document: "Document", model: "Model", format_: Format | None, width: int | None, symbolic: bool) -> None:
    from derive.cli.output import print_json, print_signs, print_text

    match format_:
        case Format.JSON:
            from derive.document.data import document_data

            print_json(document_data(document))
        case Format.LATEX:
            from derive.document.latex import latex

            print_signs(latex(document))
        case Format.SYMPY:
            from derive.document.plain_sympy import sympy_lines

            print_signs("\n".join(sympy_lines(document, {} if symbolic else model.values)) + "\n")
        case _:
            print_text(document, None if format_ is None else format_ is Format.UNICODE, width)
