"""Each layer of the catalogue has a shipped spec in letters, which says what the layer does to sizes of any number."""

from pathlib import Path

import pytest

from derive.layers.catalogue import LAYERS
from derive.layers.declaration import LayerKind
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import read_spec

SPECS = Path(__file__).parents[2] / "specs"
SYMBOLIC = [build(read_spec(path)) for path in sorted(SPECS.glob("symbolic_*.yaml"))]


@pytest.mark.parametrize("kind", LAYERS, ids=lambda kind: kind.kind)
def test_the_layer_stands_alone_in_a_spec_of_letters(kind: LayerKind) -> None:
    alone = [model for model in SYMBOLIC if [layer.kind for layer in model.layers] == [kind]]
    assert len(alone) == 1
    assert alone[0].unbound, "its sizes are letters"


@pytest.mark.parametrize("model", SYMBOLIC, ids=lambda model: model.name)
def test_a_spec_of_letters_says_what_it_shows(model: Model) -> None:
    text = Path(model.spec.source).read_text(encoding="utf-8")
    assert text.split("\n")[1].startswith("# ")
