"""Lessons and their decks for tests."""

from derive.export.lesson import Lesson
from derive.export.slides.deck import Deck, deck
from derive.network.build import build
from derive.spec.read import read_spec
from derive.verification.record import Record
from tests.export.verdicts import RECORD


def deck_of(name: str, record: Record | None = RECORD, steps: bool = False) -> Deck:
    """The deck of a shipped spec."""
    return deck(Lesson(name, build(read_spec(f"specs/{name}.yaml")), record, steps=steps))
