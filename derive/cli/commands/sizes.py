"""`derive sizes`: what a network costs."""

from derive.cli.opening import open_network
from derive.cli.options import Bind, Json, Spec, Symbolic, Width


def sizes(
    spec: Spec,
    json: Json = False,
    symbolic: Symbolic = False,
    bind: Bind = [],  # noqa: B006
    width: Width = None,
) -> None:
    """Print shapes, parameters, multiply-adds, receptive fields and memory, with their formulas."""
    from derive.cli.output import print_json, print_text
    from derive.document.sizes import sizes_data, sizes_document
    from derive.printing.style import Style

    model = open_network(spec, bind)
    if json:
        print_json(sizes_data(model))
        return

    print_text(sizes_document(model, Style(numbers={} if symbolic else model.values)), None, width)
