"""Layers of one structure are derived once in a handout; the others say where, and keep all their results."""

from collections.abc import Iterator

import pytest

from derive.document.blocks import Block, Document, Formulas, Paragraph, Section, Steps
from derive.document.network import network_document
from derive.network.build import build
from derive.spec.read import read_spec

SAID = "Derived step by step as in conv1, which has the same structure."


def inside(section: Section) -> Iterator[Block]:
    yield from section.blocks
    for part in section.subsections:
        yield from inside(part)


def blocks(document: Document, layer: str) -> list[Block]:
    (found,) = [section for section in document.sections if section.title.startswith(f"{layer}:")]
    return list(inside(found))


@pytest.fixture(scope="module")
def documents() -> tuple[Document, Document]:
    model = build(read_spec("specs/cats_dogs.yaml"))
    return network_document(model, True, False), network_document(model, True, False, once=True)


def test_the_first_layer_of_a_structure_is_derived_and_the_next_say_where(documents: tuple[Document, Document]) -> None:
    whole, once = documents
    assert blocks(once, "conv1") == blocks(whole, "conv1")
    for layer in ("conv2", "conv3", "conv4"):
        assert not [block for block in blocks(once, layer) if isinstance(block, Steps)]
        assert Paragraph(SAID) in blocks(once, layer)
    assert not [block for block in blocks(whole, "conv2") if block == Paragraph(SAID)]


def test_every_layer_keeps_its_own_formulas(documents: tuple[Document, Document]) -> None:
    whole, once = documents
    for layer in ("conv3", "max_pool2", "relu5", "dense1", "out"):
        kept, shown = ([b for b in blocks(each, layer) if isinstance(b, Formulas)] for each in (whole, once))
        assert kept == shown


def test_maps_and_vectors_are_not_of_one_structure(documents: tuple[Document, Document]) -> None:
    assert [block for block in blocks(documents[1], "relu5") if isinstance(block, Steps)]


def test_what_goes_through_the_loss_is_derived_in_any_case() -> None:
    once = network_document(build(read_spec("specs/sigmoid_cnn.yaml")), True, False, once=True)
    (shown,) = [block for block in blocks(once, "sigmoid3") if isinstance(block, Steps)]
    assert Paragraph(SAID.replace("conv1", "sigmoid2")) not in blocks(once, "sigmoid3")
    assert shown.label == "derivation by out"
