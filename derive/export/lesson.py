"""What every export is made from: a network, everything there is to say about it, and what was verified."""

from dataclasses import dataclass
from functools import cached_property

from derive.document.blocks import Document
from derive.document.network import network_document
from derive.network.model import Model
from derive.verification.record import Record


@dataclass(frozen=True)
class Lesson:
    """One network to be taught. `stem` names its files; `record` is None where nothing was verified."""

    stem: str
    model: Model
    record: Record | None = None

    @cached_property
    def document(self) -> Document:
        """Formulas, derivations once for each structure, and worked numbers where the spec gives values."""
        return network_document(self.model, steps=True, numbers=bool(self.model.spec.values), once=True)
