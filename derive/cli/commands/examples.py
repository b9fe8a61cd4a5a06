"""`derive examples`: the specs that come with derive."""

from typing import Annotated

import typer

from derive.cli.options import Width


def examples(
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="print this example's spec, to begin one's own with")
    ] = "",
    width: Width = None,
) -> None:
    """List the example specs that come with derive. Every command that reads a spec takes example:NAME."""
    from derive.spec.shipped import PREFIX, example, examples

    if name:
        typer.echo(example(f"{PREFIX}{name.removeprefix(PREFIX)}").read_text("utf-8"), nl=False)
        return
    from derive.cli.output import print_text
    from derive.document.blocks import Document, Paragraph, TableBlock
    from derive.spec.read import read_spec

    rows = tuple((f"{PREFIX}{known}", read_spec(path).title) for known, path in examples().items())
    table = TableBlock(("example", "title"), rows)
    print_text(Document("Examples", "", (table, Paragraph(f"Try: derive show {PREFIX}sigmoid_cnn"))), None, width)
