"""The lecture's remark as a table: while the map shrinks, the number of filters grows."""

from derive.document.blocks import TableBlock
from derive.document.growth import growth_section
from tests.document.networks import shipped


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
