"""Requests that change nothing in what is shown: a document with and without each of them is compared."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from derive.document.blocks import Document
from derive.document.choice import Choice
from derive.document.plain_sympy import sympy_equations
from derive.document.show import Selection, show_document
from derive.network.model import Model


@dataclass(frozen=True, slots=True)
class Request:
    """One part of a choice: the choice without it, which is the same where it was not made; and what it is for."""

    name: str
    without: Callable[[Model, Choice], Choice]
    purpose: str


def _with_numbers(model: Model, choice: Choice) -> Choice:
    """A network of letters is as symbolic as it can be: there the request is met, not idle."""
    return choice if model.unbound else replace(choice, style=replace(choice.style, numbers=model.values))


REQUESTS = (
    Request(
        "steps",
        lambda model, choice: replace(choice, steps=False),
        "it is for layers, the loss, --wrt, --pixel-uses and --updates; --translation shows its steps anyhow",
    ),
    Request(
        "unroll",
        lambda model, choice: replace(choice, unroll=False),
        "it is for the formulas of layers that share weights, such as convolutions",
    ),
    Request(
        "numbers",
        lambda model, choice: replace(choice, values=None),
        "it is for layers, the loss, --chain and, in a network with a loss, --wrt; --compare-dense, --pixel-uses and "
        "--translation show their numbers anyhow",
    ),
    Request(
        "notation",
        lambda model, choice: replace(choice, style=replace(choice.style, notation="partial")),
        "it is for derivatives of the loss, and none is shown",
    ),
    Request(
        "symbolic",
        _with_numbers,
        "it is for sizes that have numbers, and none is shown as one",
    ),
)


def idle_request(
    model: Model, document: Document, choice: Choice, selection: Selection, equations: bool
) -> Request | None:
    """The first request that changes nothing in a document; with `equations`, nothing in its equations."""
    for request in REQUESTS:
        without = request.without(model, choice)
        if without != choice and _same(document, show_document(model, without, selection), choice, without, equations):
            return request
    return None


def _same(one: Document, other: Document, choice: Choice, without: Choice, equations: bool) -> bool:
    if not equations:
        return one.sections == other.sections
    return sympy_equations(one, choice.style.numbers) == sympy_equations(other, without.style.numbers)
