"""The page on what stands behind each layer is of today, and has no empty cell."""

import pytest

from derive.layers.catalogue import LAYERS
from derive.layers.declaration import LayerKind
from tests.docs.layers_table import COLUMNS, HEAD, PAGE, committed, exports, row
from tests.layers.exactly import part_of

RENEW = "run python -m tests.docs.layers_table"


@pytest.mark.parametrize("kind", part_of(LAYERS, 6), ids=lambda kind: kind.kind)
def test_a_row_is_of_today(kind: LayerKind) -> None:
    assert committed()[kind.kind][:-1] == row(kind, with_exports=False), RENEW


@pytest.mark.parametrize("kind", part_of(LAYERS, 2), ids=lambda kind: kind.kind)
def test_every_export_writes_the_layer(kind: LayerKind) -> None:
    assert committed()[kind.kind][-1] == exports(kind), RENEW


def test_no_cell_is_empty() -> None:
    text = PAGE.read_text("utf-8")
    assert text.startswith(HEAD)
    assert [cells[0] for cells in committed().values() if len(cells) != len(COLUMNS) or not all(cells)] == []
    assert list(committed()) == [kind.kind for kind in LAYERS]
    assert all(count == of for count, _, of in (cells[-1].split() for cells in committed().values()))
