"""Numbers as they are read: what is rounded says so, and never reads as another number that is exact."""

import pytest

from derive.document.figures import cell, figure, in_full
from derive.document.numbers import forward_numbers
from derive.document.worked_values import worked_values
from derive.network.build import build
from derive.printing.formula import Sign
from derive.printing.notation import Notation, write
from derive.printing.style import PLAIN
from derive.spec.read import spec_from_dict

SATURATED = 0.9999999999861
CASES = [
    (0.9996646, "0.9997", "0.9997", False),
    (1.0004, "1.0004", "1.0004", True),
    (1.00042, "1.0004", "1.0004", False),
    (-2.00003217, "-2.00003", "-2.00003", False),
    (SATURATED, "1.000", "1.000", False),
    (1e-10 / 3, "3.333e-11", "3.33e-11", False),
    (1 / 9, "0.1111", "0.111", False),
    (0.1 + 0.2, "0.3", "0.3", True),
    (-5.0, "-5", "-5", True),
    (0.0, "0", "0", True),
]


@pytest.mark.parametrize(("value", "text", "short", "whole"), CASES)
def test_a_rounded_number_does_not_read_as_a_whole_one(value: float, text: str, short: str, whole: bool) -> None:
    assert (figure(value), cell(value), in_full(value)) == (text, short, whole)


def test_a_saturated_sigmoid_is_nearly_one() -> None:
    spec = {"name": "saturated", "input": {"features": 3}, "layers": ["sigmoid"], "values": {"input": [8, 25, 0]}}
    model = build(spec_from_dict(spec))
    section = forward_numbers(model, model.layers[0], worked_values(model), PLAIN)
    table = section.blocks[-2]
    rows = [tuple(c if isinstance(c, str) else write(c, Notation.ASCII) for c in row) for row in table.rows]  # type: ignore[union-attr]
    assert rows == [("0", "sigma(8)", Sign.NEARLY.value, "0.9997"), ("1", "sigma(25)", Sign.NEARLY.value, "1.000")]
