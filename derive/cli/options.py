"""Options that several commands share."""

from typing import Annotated

import typer

Spec = Annotated[str, typer.Argument(metavar="SPEC", help="A spec file, such as specs/sigmoid_cnn.yaml.")]
Bind = Annotated[
    list[str], typer.Option(metavar="NAME=NUMBER", help="A number for a named size, such as n=28; may be repeated.")
]
Symbolic = Annotated[bool, typer.Option("--symbolic", help="Leave all sizes as letters.")]
Width = Annotated[
    int | None, typer.Option(metavar="COLUMNS", min=40, max=1000, help="Width of the text; the terminal's by default.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="processes; default: one for each core")]
Seed = Annotated[int, typer.Option(min=0, help="Another seed, another set of exercises.")]
Students = Annotated[int, typer.Option(min=1, max=1000, help="How many different worksheets.")]
Level = Annotated[int, typer.Option(min=1, max=3, help="How hard the exercises are.")]
Media = Annotated[
    list[str],
    typer.Option("--as", metavar="MEDIUM", help="How worksheets and keys are written; all ways by default."),
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite files that exist.")]
