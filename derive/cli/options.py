"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

SOURCE = "a spec file, example:NAME for one that comes with derive (derive examples), or - for standard input"


def folder(named: str | Path) -> Path:
    """The folder that an option names, or its default. Raises BadParameter for what cannot be the name of one."""
    path, text = Path(named), str(named)
    if not text:
        raise typer.BadParameter("an empty name, expected a folder to write to; . is this one")
    if "\0" in text:
        raise typer.BadParameter("a name with the character U+0000, expected a folder to write to")
    if path.exists() and not path.is_dir():
        raise typer.BadParameter(f"{text} is no folder, expected a folder to write to")
    return path


Spec = Annotated[str, typer.Argument(metavar="SPEC", help=f"{SOURCE[0].upper()}{SOURCE[1:]}.")]
Specs = Annotated[list[str], typer.Argument(metavar="SPEC...", help=f"{SOURCE}; one or more", show_default=False)]
Bind = Annotated[
    list[str], typer.Option(metavar="NAME=NUMBER", help="A number for a named size, such as n=28; may be repeated.")
]
Symbolic = Annotated[bool, typer.Option("--symbolic", help="Leave all sizes as letters.")]
Width = Annotated[
    int | None, typer.Option(metavar="COLUMNS", min=40, max=1000, help="Width of the text; the terminal's by default.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="processes; default: one for each core")]
Out = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", parser=folder, help="The folder to write to.")]
To = Annotated[
    list[str],
    typer.Option(
        "--to",
        metavar="FORMAT",
        help="html, pdf, slides, typst, slides-source, latex, notebook, python, figures, mermaid, dot, worksheet, key, "
        "or all; may be repeated.",
    ),
]
Seed = Annotated[int, typer.Option(min=0, help="Another seed, another set of exercises.")]
Students = Annotated[int, typer.Option(min=1, max=1000, help="How many different worksheets.")]
Level = Annotated[int, typer.Option(min=1, max=3, help="How hard the exercises are.")]
Points = Annotated[bool, typer.Option("--points", help="Print on worksheets and keys what each question is worth.")]
Media = Annotated[
    list[str],
    typer.Option(
        "--as",
        metavar="MEDIUM",
        help="How worksheets and keys are written: pdf, html, latex or notebook; may be repeated; all by default.",
    ),
]
NoVerify = Annotated[
    bool, typer.Option("--no-verify", help="Do not verify first; the material says that nothing was checked.")
]
Layers = Annotated[list[str], typer.Option(metavar="NAME", help="Show this layer alone, or the loss; may be repeated.")]
Tensors = Annotated[
    list[str],
    typer.Option("--wrt", metavar="TENSOR", help="Show the derivative by this tensor alone: conv1.W, conv1, input."),
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite files that exist.")]
