"""`derive audit`: a test kit for a layer."""

from pathlib import Path
from typing import Annotated

import typer


def audit(
    kit: Annotated[str, typer.Option(metavar="KIND", help="the layer that the kit is for, such as conv")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="a file; else it is printed")] = None,
) -> None:
    """Write a small file of tests that kills every known mistake of a layer, for any implementation, with NumPy alone.

    Exit code 0 if every known mistake is killed; 1 if one survives, which is then named.
    """
    from derive.diagnosis.direct import subject_of
    from derive.diagnosis.kit import kit_text, make_kit
    from derive.files import write_atomically
    from derive.grammar import counted

    made = make_kit(subject_of(kit))
    if out is None:
        typer.echo(kit_text(made), nl=False)
    else:
        write_atomically(out, kit_text(made))
    said = f"{counted(len(made.chosen), 'case')}, {counted(made.killed, 'mistake')} killed"
    typer.echo(f"{out}: {said}" if out is not None else said, err=out is None)
    for role, hypothesis in made.survivors:
        typer.echo(f"survives: {hypothesis[0].fault} in {role}", err=True)
    if made.survivors:
        raise typer.Exit(1)
