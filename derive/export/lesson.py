"""What every export is made from: a network, what of it is to be taught, and what was verified."""

from dataclasses import dataclass, replace
from functools import cached_property

from derive.document.blocks import Document, Kind, Note
from derive.document.brief import brief_document
from derive.document.network import network_document
from derive.document.show import EVERYTHING, Selection
from derive.network.model import Model
from derive.report.pages import UNVERIFIED, counts, with_checks
from derive.verification.record import Record


@dataclass(frozen=True)
class Lesson:
    """One network to be taught. `stem` names its files; `record` is None where nothing was verified; `unchecked` says
    that this was asked for, and that all material must tell it.

    `selection` are the layers and derivatives that documents and slides hold, all by default; `steps` says that slides
    show derivations, too; `brief` that handouts are short.
    """

    stem: str
    model: Model
    record: Record | None = None
    selection: Selection = EVERYTHING
    steps: bool = False
    brief: bool = False
    unchecked: bool = False

    @property
    def notices(self) -> tuple[str, ...]:
        """What every file says at its head, whatever else is in it."""
        return (UNVERIFIED,) if self.unchecked else ()

    @cached_property
    def document(self) -> Document:
        """Formulas, derivations once for each structure, and worked numbers where the spec gives values."""
        given = bool(self.model.spec.values)
        return network_document(self.model, steps=True, numbers=given, once=True, selection=self.selection)

    @property
    def handout(self) -> Document:
        """The document with its verdicts; a brief one has them in a sentence."""
        if not self.brief:
            return with_checks(self.document, self.record)
        found = brief_document(self.model)
        said = Note(Kind.REMARK, UNVERIFIED) if self.record is None else Note(Kind.CHECK, f"{counts(self.record)}.")
        return replace(found, blocks=(said, *found.blocks))
