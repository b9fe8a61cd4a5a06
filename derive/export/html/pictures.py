"""Pictures of a layer on a page: folded away, each with its title, at the layer's own section."""

from collections.abc import Iterable, Mapping
from html import escape
from itertools import groupby

from derive.document.layer import heading
from derive.export.figures.arithmetic import conv_arithmetic
from derive.export.figures.figure import Figure
from derive.export.figures.pooling import pools
from derive.network.model import Model


def pictures(model: Model) -> Mapping[str, str]:
    """By the title of a layer's section, how its windows move and where a pooling sends its gradients."""
    titles = {layer.name: heading(layer) for layer in model.layers}
    found = (*conv_arithmetic(model), *pools(model))
    return {titles[name]: _folded(name, each) for name, each in groupby(found, lambda figure: figure.layer)}


def _folded(name: str, figures: Iterable[Figure]) -> str:
    shown = "\n".join(map(_captioned, figures))
    summary = f"{escape(name, quote=False)} in pictures, on small maps"
    return f"<details>\n<summary>{summary}</summary>\n{shown}\n</details>"


def _captioned(figure: Figure) -> str:
    return f"<figure>\n<figcaption>{escape(figure.title, quote=False)}</figcaption>\n{figure.svg}</figure>"
