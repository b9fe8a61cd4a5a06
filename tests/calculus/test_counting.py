"""How often each pixel is used: the derived formula is what counting window by window gives."""

from collections import Counter
from itertools import product
from math import prod

import pytest

from derive.algebra.evaluate import World, evaluate
from derive.algebra.index import Role
from derive.calculus.counting import separated, uses
from tests.structures import SMALL, Structure, conv_structures, structure
from tests.worlds import Sizes, sizes_of

WINDOWED = [
    *conv_structures(),
    structure("max_pool", 3, window=3, stride=2),
    structure("avg_pool", 3, window=2),
    structure("conv", 3, filters=1, kernel=3, stride="s", padding="p"),
]


def walked(sizes: Sizes) -> Counter[tuple[int, ...]]:
    """Every window's every tap, one by one."""
    by_name = {str(symbol): value for symbol, value in sizes.items()}
    axes = []
    for axis in "hw":
        n, f, o = (by_name[f"{letter}_{axis}"] for letter in "nfo")
        s, d, p = (by_name.get(f"{letter}_{axis}", least) for letter, least in (("s", 1), ("d", 1), ("p", 0)))
        axes.append([s * i + d * u - p for i in range(o) for u in range(f) if 0 <= s * i + d * u - p < n])
    return Counter(product(*axes))


@pytest.mark.parametrize("chosen", WINDOWED, ids=str)
def test_the_formula_counts_what_walking_over_the_windows_counts(chosen: Structure) -> None:
    declaration = chosen.declared.declaration
    found = uses(declaration.stated or declaration.equations[-1], declaration.input_variable, declaration.facts)
    assert found is not None
    sizes = sizes_of(chosen.declared, SMALL)
    counted = evaluate(found.equation, World({}, sizes))
    assert {place: count for place, count in counted.items() if count} == walked(sizes)
    for step in found.steps:
        assert evaluate(step.before, World({}, sizes)) == evaluate(step.after, World({}, sizes)) == counted
    parts = [evaluate(part, World({}, sizes)) for part in separated(found.equation)]
    assert counted == {place: prod(part[at,] for part, at in zip(parts, place, strict=True)) for place in counted}


def test_the_sum_runs_over_windows_where_taps_can_go_and_over_taps_where_windows_can() -> None:
    def roles(**options: object) -> list[Role]:
        declaration = structure("conv", 3, filters=1, kernel=3, **options).declared.declaration
        found = uses(declaration.equations[-1], declaration.input_variable, declaration.facts)
        assert found is not None
        return [index.role for index, _ in found.equation.terms[0].bound]

    assert roles(padding="p") == roles(stride="s", padding="p") == [Role.OUTPUT, Role.OUTPUT]
    assert roles(dilation="d", padding="p") == [Role.TAP, Role.TAP]
    assert roles(stride="s", dilation="d") == [Role.OUTPUT, Role.OUTPUT, Role.TAP, Role.TAP], "brackets stay"


@pytest.mark.parametrize("kind", ["flatten", "sigmoid", "global_avg_pool"])
def test_a_layer_without_windows_is_declined(kind: str) -> None:
    declaration = structure(kind, 3).declared.declaration
    assert uses(declaration.equations[-1], declaration.input_variable, declaration.facts) is None
