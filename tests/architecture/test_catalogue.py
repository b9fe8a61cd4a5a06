"""Every layer and loss says what it is and where it comes from, and has a twin in the engine."""

import pytest
from pydantic import BaseModel

from derive.engine.catalogue import LAYER_TABLE, LOSS_TABLE
from derive.errors import AxesError
from derive.layers.catalogue import LAYER_OPTIONS, LAYERS, LOSS_OPTIONS, LOSSES
from derive.layers.declaration import Declaration, LayerKind, LossKind
from tests.structures import KINDS, LAYOUT, STRUCTURES

KINDS_IN_ORDER = (*LAYERS, *LOSSES)


def _kind(kind: LayerKind | LossKind) -> str:
    return kind.kind


@pytest.mark.parametrize("kind", KINDS_IN_ORDER, ids=_kind)
def test_a_kind_has_a_summary_and_a_source(kind: LayerKind | LossKind) -> None:
    assert len(kind.summary) > 10
    assert not kind.summary.endswith(".")
    assert any(character.isdigit() for character in kind.source) or kind.kind == "flatten"


@pytest.mark.parametrize("kind", KINDS_IN_ORDER, ids=_kind)
def test_a_kinds_options_are_documented_one_by_one(kind: LayerKind | LossKind) -> None:
    assert issubclass(kind.options, BaseModel)
    assert kind.options.__doc__
    undocumented = {
        name for name, field in kind.options.model_fields.items() if not field.description and name != "name"
    }
    assert undocumented == set()


@pytest.mark.parametrize("kind", LAYERS, ids=_kind)
def test_a_layer_has_a_twin_in_the_engine(kind: LayerKind) -> None:
    assert kind.kind in LAYER_TABLE
    own = set(kind.options.model_fields) - {"name"}
    assert own <= set(LAYER_TABLE[kind.kind].options), "the twin knows every option"


@pytest.mark.parametrize("kind", LOSSES, ids=_kind)
def test_a_loss_has_a_twin_in_the_engine(kind: LossKind) -> None:
    assert kind.kind in LOSS_TABLE
    assert kind.after is None or kind.after in LAYER_OPTIONS


def test_kinds_are_named_once() -> None:
    names = [kind.kind for kind in KINDS_IN_ORDER]
    assert len(set(names)) == len(names)
    assert set(LAYER_OPTIONS) | set(LOSS_OPTIONS) == set(names)


def test_structures_are_declared_once_and_shared() -> None:
    for chosen in STRUCTURES:
        assert chosen.declared.declaration is chosen.declared.declaration


@pytest.mark.parametrize("chosen", STRUCTURES, ids=str)
def test_a_declaration_is_complete(chosen: object) -> None:
    declaration: Declaration = chosen.declared.declaration  # type: ignore[attr-defined]
    assert declaration.equations[-1].left.tensor == declaration.output
    assert [declaration.variable(own.name).tensor for own in declaration.inputs] == list(declaration.inputs)
    assert declaration.stated is None or declaration.stated.left.tensor == declaration.output
    for variable in declaration.variables:
        indices = {index for subscript in variable.entry.subscripts for index in subscript.indices}
        assert indices == {index for index, _ in variable.ranges}, "a variable is written at generic indices"
    letters = [parameter.letter for parameter in declaration.parameters]
    assert all(letters)


@pytest.mark.parametrize("kind", [k for k in KINDS.values() if isinstance(k, LayerKind)], ids=_kind)
def test_a_layer_that_does_not_act_on_some_axes_says_what_it_reads(kind: LayerKind) -> None:
    example = next(chosen for chosen in STRUCTURES if chosen.kind == kind.kind)
    options = kind.options(**dict(example.options))
    for rank, layout in LAYOUT.items():
        if not any(chosen.kind == kind.kind and chosen.rank == rank for chosen in STRUCTURES):
            with pytest.raises(AxesError, match=r"reads|needs"):
                kind.declare(options, layout)
