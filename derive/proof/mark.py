"""What is known of a layer's backward formulas for all sizes: that a certificate was accepted, or why none was."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from derive.network.model import Model, Placed
from derive.proof.certificate import certificate_of, structure
from derive.proof.ledger import recorded


@dataclass(frozen=True, slots=True)
class Mark:
    """About one layer, its later form or the loss: `assistant` accepted its certificate, or `reason` says why there is
    no such record. It is what the ledger says; nothing is checked anew for it."""

    subject: str
    certificate: str = ""
    assistant: str = ""
    reason: str = ""

    @property
    def proved(self) -> bool:
        """Whether an acceptance is recorded."""
        return bool(self.assistant)

    @property
    def sentence(self) -> str:
        """The mark in words."""
        if self.proved:
            return f"proved for all sizes ({self.certificate}; recorded: accepted by {self.assistant})"
        return f"exact at small sizes only: {self.reason}"


def marks(model: Model) -> tuple[Mark, ...]:
    """The mark of each layer, of its later form and of the loss, in the network's order."""
    return tuple(_marks(model))


def _marks(model: Model) -> Iterator[Mark]:
    known: dict[object, Mark] = {}
    for form in model.forms:
        key = structure(form)
        if key not in known:
            known[key] = _mark_of(form)
        yield replace(known[key], subject=form.name)


def _mark_of(form: Placed) -> Mark:
    try:
        return _mark(form)
    except Exception as error:  # noqa: BLE001 - a formula that cannot be stated, however it fails, has no mark
        return Mark(form.name, reason=f"it has no certificate: {error or type(error).__name__}")


def _mark(form: Placed) -> Mark:
    certificate = certificate_of(form)
    found = recorded(certificate)
    if found is None:
        reason = f"no acceptance of {certificate.name} is recorded; derive prove checks it where Coq is installed"
        return Mark(form.name, certificate.name, reason=reason)
    return Mark(form.name, certificate.name, found.assistant)


def in_a_sentence(found: Iterable[Mark]) -> str:
    """The marks of a network in one sentence: how many are proved, by what, and which are not."""
    marked = tuple(found)
    proved = [mark for mark in marked if mark.proved]
    others = [mark.subject for mark in marked if not mark.proved]
    by = " and ".join(dict.fromkeys(mark.assistant for mark in proved))
    said = f"Backward formulas proved for all sizes: {len(proved)} of {len(marked)}"
    said += f" (recorded: accepted by {by})" if by else ""
    return f"{said}; exact at small sizes only: {', '.join(others)}." if others else f"{said}."
