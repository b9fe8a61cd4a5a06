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
    from derive.cli.output import print_json, print_text
    from derive.document.catalogue import all_kinds, catalogue_document, find_kind
    from derive.document.choice import Choice
    from derive.document.data import document_data

    kinds = tuple(find_kind(name) for name in layer) or all_kinds()
    document = catalogue_document(kinds, Choice())
    if json:
        print_json(document_data(document))
        return
    print_text(document, None, width)
