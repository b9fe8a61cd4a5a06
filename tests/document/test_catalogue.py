"""The catalogue: every layer and loss with options, formulas in symbolic sizes, conventions and source."""

import pytest

from derive.document.blocks import Document, Formulas, Section, TableBlock
from derive.document.catalogue import all_kinds, catalogue_document, find_kind, kind_section
from derive.document.choice import Choice
from derive.errors import NameNotFoundError
from derive.layers.declaration import LayerKind, LossKind


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.kind)
def test_every_kind_shows_its_formulas_and_its_source(kind: LayerKind | LossKind) -> None:
    section = kind_section(kind, Choice())
    parts = {part.title: part for part in section.subsections}
    for title in ("Forward", "Backward"):
        assert any(isinstance(block, Formulas) for block in parts[title].blocks)
    assert "Source" in parts
    options = [name for name in kind.options.model_fields if name != "name"]
    tables = [block for block in section.blocks if isinstance(block, TableBlock)]
    assert [row[0] for table in tables for row in table.rows] == options


def test_the_catalogue_has_a_section_for_each_kind() -> None:
    document = catalogue_document(all_kinds(), Choice())
    assert isinstance(document, Document)
    assert all(isinstance(section, Section) for section in document.sections)
    assert [section.title for section in document.sections] == [kind.kind for kind in all_kinds()]


def test_an_unknown_kind_is_refused_with_what_there_is() -> None:
    with pytest.raises(NameNotFoundError) as caught:
        find_kind("covn")
    assert str(caught.value).startswith("there is no layer or loss `covn`\n  did you mean `conv`? there are: conv, ")
