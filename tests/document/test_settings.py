"""The table of settings, and worked numbers with them."""

from sympy import Rational

from derive.document.figures import exact
from derive.document.settings import settings_section
from derive.network.build import build
from derive.spec.read import spec_from_dict


def test_a_layer_has_a_row_for_each_letter_with_its_number_in_full() -> None:
    spec = {"name": "n", "input": {"features": 2}, "layers": ["batch_norm", {"dropout": {"rate": 0.2}}, "relu"]}
    norm, dropout, relu = (settings_section(layer) for layer in build(spec_from_dict(spec)).layers)
    assert norm is not None
    assert dropout is not None
    assert relu is None
    assert [row[1] for row in norm.blocks[0].rows] == ["0.00001", "0.1"]  # type: ignore[union-attr]
    assert dropout.blocks[0].rows[0][1:] == ("0.2", "rate: the share of entries that is dropped in training")  # type: ignore[union-attr]


def test_a_decimal_stands_in_full_unless_it_is_very_long() -> None:
    assert [exact(Rational(1, n)) for n in (1, 8, 100000, 10**15)] == ["1", "0.125", "0.00001", "1E-15"]
