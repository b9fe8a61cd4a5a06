"""`derive layers`: the catalogue."""

from typing import Annotated

import typer

from derive.cli.options import Json, Width


def layers(
    layer: Annotated[list[str], typer.Option(metavar="KIND", help="Show this kind alone; may be repeated.")] = [],  # noqa: B006
    json: Json = False,
    width: Width = None,
) -> None:
    """Print every layer and loss with its options, formulas in symbolic sizes, conventions and source."""
    from derive.document.catalogue import all_kinds, catalogue_document, find_kind
    from derive.document.choice import Choice

    kinds = tuple(find_kind(name) for name in layer) or all_kinds()
    document = catalogue_document(kinds, Choice())
    if json:
        from json import dumps

        from derive.document.data import document_data

        typer.echo(dumps(document_data(document), indent=2, ensure_ascii=False))
        return
    from derive.cli.output import print_text

    print_text(document, None, width)
