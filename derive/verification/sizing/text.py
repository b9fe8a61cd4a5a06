"""Sizes in short, for records and reports."""

from collections.abc import Mapping

from sympy import Symbol


def sizes_text(sizes: Mapping[Symbol, int]) -> str:
    """M=2 C=1 n=3x5 f=2x3 s=1 p=0: the sizes of one letter on several axes together."""
    alone = {symbol.name for symbol in sizes}
    shown: dict[str, dict[str, int]] = {}
    for symbol, value in sizes.items():
        letter, _, axis = symbol.name.partition("_")
        shown.setdefault(letter if axis and letter not in alone else symbol.name, {})[axis] = value
    return " ".join(f"{letter}={_together(along)}" for letter, along in shown.items())


def _together(along: Mapping[str, int]) -> str:
    """In the order of the axes: depth, height, width."""
    values = [along[axis] for axis in sorted(along)]
    return str(values[0]) if len(set(values)) == 1 else "x".join(map(str, values))
