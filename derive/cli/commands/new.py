"""`derive new`: a first spec, from options or from questions."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from derive.network.model import Model
    from derive.spec.draft import Draft

SCHEMA = "derive.schema.json"
EXAMPLE = 'for example --input 28x28x1 --layer "conv 8 3" --layer relu --layer flatten --layer "dense 10"'


def new(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="the spec to write, such as lenet.yaml")],
    title: Annotated[str, typer.Option(help="One line for people.")] = "",
    input_: Annotated[
        str, typer.Option("--input", metavar="SIZES", help="Rows x columns x channels, or a number of features.")
    ] = "",
    layer: Annotated[
        list[str], typer.Option(metavar="WORDS", help='A layer, such as "conv 8 3 padding=same"; one option for each.')
    ] = [],  # noqa: B006
    loss: Annotated[str, typer.Option(metavar="WORDS", help="The loss, such as cross_entropy.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that exists.")] = False,
) -> None:
    """Write a commented spec. Without --input and --layer it asks for them, where a person can answer."""
    from derive.cli.writing import write_files
    from derive.spec.draft import Draft, draft_text
    from derive.spec.schema import schema_text

    if path.name in ("", "-", ".."):
        raise typer.BadParameter(f"a spec is written to a file, and {path} names none; give a name such as lenet.yaml")
    draft = Draft(path.stem, title, input_, tuple(layer), loss)
    if not (input_ and layer):
        if not (sys.stdin is not None and sys.stdin.isatty()):
            raise typer.BadParameter(f"say --input and --layer, or answer at a terminal; {EXAMPLE}")
        draft = _asked(draft)
    _built(draft)
    files = {path.name: draft_text(draft, SCHEMA).encode()}
    if not (path.parent / SCHEMA).exists():
        files[SCHEMA] = schema_text().encode()
    for written in write_files(path.parent, files, force, "choose another name"):
        typer.echo(written)
    typer.echo(f"next: derive sizes {path}, derive show {path}, derive verify {path}", err=True)


def _asked(draft: "Draft") -> "Draft":
    """The draft with what is missing asked for; each answer is tried at once."""
    from dataclasses import replace

    from derive.spec.vocabulary import layer_options, loss_options

    title = draft.title or typer.prompt("Title", default=draft.name, err=True)
    size = draft.input
    while not size:
        words = typer.prompt("Input: rows x columns x channels, or features", default="28x28x1", err=True).strip()
        size = _kept(words, partial(_built, replace(draft, input=words, layers=("relu",))))
    draft = replace(draft, title=title, input=size)
    typer.echo(f"Layers, one at a time; an empty line ends. Known: {', '.join(layer_options())}", err=True)
    while words := typer.prompt(f"Layer {len(draft.layers) + 1}", default="", show_default=False, err=True).strip():
        longer = replace(draft, layers=(*draft.layers, words))
        if _kept(words, partial(_say_shape, longer)):
            draft = longer
    known = ", ".join(loss_options())
    while words := typer.prompt(f"Loss ({known}; empty: none)", default="", show_default=False, err=True).strip():
        longer = replace(draft, loss=words)
        if _kept(words, partial(_built, longer)):
            return longer
    return draft


def _kept(words: str, tried: Callable[[], object]) -> str:
    """The words if what is tried with them is no error, else the empty text, after saying what is wrong."""
    from derive.errors import SpecError

    try:
        tried()
    except SpecError as error:
        typer.echo(str(error), err=True)
        return ""
    return words


def _built(draft: "Draft") -> "Model":
    """The network of a draft. Raises SpecError without places in a file that is not there yet."""
    from derive.errors import Problem, SpecError
    from derive.network.build import build
    from derive.spec.draft import draft_text
    from derive.spec.read import parse_spec

    try:
        return build(parse_spec(draft_text(draft, SCHEMA)))
    except SpecError as error:
        raise SpecError(tuple(Problem("", problem.what, problem.fix) for problem in error.problems)) from None


def _say_shape(draft: "Draft") -> None:
    model = _built(draft)
    shape = " × ".join(str(size) for size in model.shape(model.outputs[0])[1:])
    typer.echo(f"  {model.layers[-1].name} gives {shape}", err=True)
