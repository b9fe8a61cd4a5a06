"""`derive sizes`: what a network costs."""

from typing import TYPE_CHECKING

import typer

from derive.cli.opening import open_network
from derive.cli.options import Bind, Json, Spec, Symbolic, Width

if TYPE_CHECKING:
    from derive.network.model import Model


def sizes(
    spec: Spec,
    json: Json = False,
    symbolic: Symbolic = False,
    bind: Bind = [],  # noqa: B006
    width: Width = None,
) -> None:
    """Print shapes, parameters, multiply-adds, receptive fields and memory, with their formulas."""
    from derive.printing.style import Style

    model = open_network(spec, bind)
    if json:
        typer.echo(_json(model))
        return
    from derive.cli.output import print_text
    from derive.document.sizes import sizes_document

    print_text(sizes_document(model, Style(numbers={} if symbolic else model.values)), None, width)


def _json(model: "Model") -> str:
    from json import dumps

    from derive.document.sizes import sizes_data

    return dumps(sizes_data(model), indent=2, ensure_ascii=False)
