"""`derive audit`: which known mistakes tests let through; a test kit for a layer."""

from pathlib import Path
from typing import Annotated

import typer

from derive.cli.options import Json, Width


def audit(
    tests: Annotated[
        Path | None, typer.Argument(metavar="[TESTS]", help="a file of pytest, or a notebook", show_default=False)
    ] = None,
    replaces: Annotated[str, typer.Option(metavar="MODULE", help="the module whose layers are replaced")] = "",
    cells: Annotated[str, typer.Option(metavar="WORDS", help="of a notebook: the checks, cells with these words")] = "",
    kit: Annotated[str, typer.Option(metavar="KIND", help="write a test kit for this layer, such as conv")] = "",
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="a file; else it is printed")] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="how long one run of the tests may take")] = 60.0,
    as_json: Json = False,
    width: Width = None,
) -> None:
    """Run tests with each known mistake in the place of the layers under test, and say which of them survive.

    The layers of --replaces (of a notebook: its own) are found by the names of their functions. They must be right, and
    pass. Tests run in a process of their own; that is no security boundary. --kit writes a small file of tests that
    kills every known mistake of a layer, for any implementation, with NumPy alone. Exit code 0 if none survives.
    """
    from derive.cli.output import print_json, print_text
    from derive.diagnosis.auditing.audit import audit_file, audit_notebook
    from derive.diagnosis.sandbox import Limits
    from derive.document.audit import audit_data, audit_document

    if kit:
        _kit(kit, out)
        return
    if tests is None:
        raise typer.BadParameter("give a file of tests, or --kit KIND", param_hint="TESTS")
    limits = Limits(seconds=seconds)
    if tests.suffix == ".ipynb":
        if not cells:
            raise typer.BadParameter("say which cells are checks", param_hint="--cells")
        found = audit_notebook(tests, cells, replaces, limits)
    else:
        if not replaces:
            raise typer.BadParameter("say which module's layers the tests are for", param_hint="--replaces")
        found = audit_file(tests, replaces, limits)
    if as_json:
        print_json(audit_data(found))
    else:
        print_text(audit_document(found), None, width)
    if found.failure or not found.layers or any(each.refused or each.survivors for each in found.layers):
        raise typer.Exit(1)


def _kit(kit: str, out: Path | None) -> None:
    """Writes a kit; exit code 1 if a mistake survives it, which is then named."""
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
