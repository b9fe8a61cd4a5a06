"""The lecture's remark as a table: while the map shrinks, the number of filters grows."""

import pytest

from derive.document.blocks import TableBlock
from derive.document.growth import growth_section
from derive.document.shapes import counted
from derive.document.sizes import sizes_table
from derive.network.accounting import account
from derive.printing.formula import Letter
from derive.printing.notation import Notation, write
from derive.printing.style import Style
from tests.document.networks import shipped
from tests.kernels.networks import network


def test_the_sides_and_the_channels_of_the_cats_and_dogs_network() -> None:
    section = growth_section(shipped("cats_dogs"))
    assert section is not None
    table = section.blocks[0]
    assert isinstance(table, TableBlock)
    assert [row[1] for row in table.rows] == [f"{n}×{n}" for n in (150, 148, 74, 72, 36, 34, 11, 9, 4)]
    assert [row[2] for row in table.rows] == ["3", "32", "32", "64", "64", "128", "128", "128", "128"]
    assert [row[4] for row in table.rows if row[4]] == ["3×3×3", "32×3×3", "64×3×3", "128×3×3"]


def test_one_convolution_alone_does_not_grow() -> None:
    assert growth_section(shipped("digits")) is None


@pytest.mark.parametrize(("count", "text"), [(999, "999"), (4732, "4732"), (10000, "10,000"), (605696, "605,696")])
def test_a_count_is_written_in_one_way_in_tables_and_formulas(count: int, text: str) -> None:
    """Four digits stand together, as in a shape; five or more in threes, in every notation."""
    model = network({"features": count}, {"dense": {"units": 1, "bias": False}})
    (row,) = [row for row in sizes_table(model, account(model), Style()).rows if row[0] == "dense1"]
    written = counted(Letter("parameters"), account(model)[0].parameters, model, Style(numbers=model.values)).tree
    assert row[3] == text
    assert write(written, Notation.UNICODE).endswith(f" = {text}")
    assert write(written, Notation.LATEX).endswith(f" = {text.replace(',', '{,}')}")
    quoted = text.replace(",", '","')
    assert write(written, Notation.TYPST).endswith(f" = {quoted}")
