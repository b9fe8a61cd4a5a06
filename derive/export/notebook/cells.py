"""The cells of a network's notebook: formulas in words and mathematics, then the code that they became."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from textwrap import indent

from sympy import Integer

from derive.document.blocks import Block, Formulas, Paragraph
from derive.document.choice import Choice
from derive.document.layer import derivative_blocks, forward_section, heading, sentence
from derive.document.markdown import JUPYTER, block_parts
from derive.document.show import subtitle
from derive.document.update_section import update_section
from derive.document.worked_values import worked_values
from derive.export.notebook import texts
from derive.export.python.inlining import inlined
from derive.export.python.program import Assignment, LayerCalls, Program, definitions, folded, program
from derive.export.python.trying import example_lines, given_lines, objective_text
from derive.network.accounting import account, entries
from derive.network.backward import gradient
from derive.network.model import OBJECTIVE_NAME, Model
from derive.printing.style import Style

LARGE = 10**8  # products in one forward pass of one example
MOST_SHOWN = 100  # entries of an array that is printed whole


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a notebook: Markdown, or code."""

    code: bool
    text: str


@dataclass(frozen=True, slots=True)
class _Writing:
    """A notebook under way: `told` are the functions that stand in a cell already."""

    model: Model
    made: Program
    large: bool
    told: set[str] = field(default_factory=set)

    @property
    def style(self) -> Style:
        return Style(numbers=self.model.values)


def cells(model: Model, notices: tuple[str, ...] = ()) -> Iterator[Cell]:
    """The notebook of a network, with notices at its head. Raises SizeError where a named size has no number."""
    writing = _Writing(model, program(model), is_large(model))
    yield _words(f"# {model.name}", subtitle(model), *(f"**{notice}**" for notice in notices), texts.INTRODUCTION)
    yield Cell(True, _tools(writing.made))
    yield from _given(writing)
    yield _words("## Forward")
    for each in writing.made.layers:
        yield from _forward(writing, each)
    if model.terms:
        told = dict.fromkeys(sentence(term.kind.summary) for term in model.terms)
        yield _words("### Loss", *_parts(map(Paragraph, told)))
        yield _code(writing, writing.made.objective, show=f'float(t["{OBJECTIVE_NAME}"])')
    yield _words("## Backward", texts.BACKWARD)
    yield from _derivatives(writing, "The loss's derivative", writing.made.seed)
    for each in reversed(writing.made.layers):
        yield from _derivatives(writing, each.layer.name, each.backward)
    yield from _checks(writing)


def is_large(model: Model) -> bool:
    """Whether one forward pass takes a noticeable time."""
    return int(model.number(sum((each.multiply_adds for each in account(model)), Integer(0)))) > LARGE


def _tools(made: Program) -> str:
    """Imports, and what the kernels call."""
    needed = inlined("\n".join(definitions(made.calls)))
    imports = "\n".join(dict.fromkeys(("import numpy as np", *needed.imports)))
    return "\n\n\n".join((imports, *needed.definitions, "np.set_printoptions(precision=4, suppress=True)"))


def _given(writing: _Writing) -> Iterator[Cell]:
    """Input, parameters, masks and targets: the spec's, or random ones."""
    given = writing.model.spec.values
    lines = given_lines(writing.model, worked_values(writing.model)) if given else _drawn(writing)
    yield _words("## What is given", texts.GIVEN if given else texts.DRAWN)
    yield Cell(True, "\n".join(("random = np.random.default_rng(0)", *lines)))


def _drawn(writing: _Writing) -> tuple[str, ...]:
    return example_lines(writing.model, "1" if writing.large else "4")


def _forward(writing: _Writing, each: LayerCalls) -> Iterator[Cell]:
    layer, output = each.layer, each.layer.output
    blocks = forward_section(layer, writing.style).blocks
    yield _words(f"### {heading(layer)}", sentence(layer.kind.summary), *_parts(blocks))
    whole = int(writing.model.number(entries(output))) <= MOST_SHOWN
    yield _code(writing, each.forward, show=f't["{output.name}"]' if whole else f't["{output.name}"].shape')


def _derivatives(writing: _Writing, title: str, calls: tuple[Assignment, ...]) -> Iterator[Cell]:
    if not calls:
        return
    found = [gradient(writing.model, call.of) for call in calls if call.of is not None]
    blocks = [block for each in found for block in derivative_blocks(each, Choice(writing.style))]
    yield _words(f"### {title}, backward", *_parts(block for block in blocks if isinstance(block, Formulas)))
    yield _code(writing, calls)


def _checks(writing: _Writing) -> Iterator[Cell]:
    made = writing.made
    passes = (_pass("forward", made.forward), _pass("backward", made.backward))
    names = folded(f"NAMES = {(*(each.name for each in writing.model.inputs), *writing.model.parameters)}")
    yield _words(texts.CHECKS, texts.AT_RANDOM if writing.model.spec.values else "")
    fresh = _drawn(writing) if writing.model.spec.values else ()
    tried = "\n".join((*fresh, "backward(forward(t))", names))
    yield Cell(True, "\n\n\n".join((*passes, objective_text(writing.model), tried, texts.CHECK)))
    if not made.objective or not writing.model.parameters:
        return
    layer = next(layer for layer in writing.model.layers if layer.parameters)
    rule = update_section(layer, writing.style)
    yield _words(texts.TRAINING, *_parts(rule.blocks if rule else ()))
    steps, rate = (5, 0.01) if writing.large else (40, 0.05)
    yield Cell(True, texts.TRAIN.format(steps=steps, rate=rate, bar=texts.BAR))
    yield Cell(True, texts.PLOT)


def _pass(name: str, calls: tuple[Assignment, ...]) -> str:
    return "\n".join((f"def {name}(t):", *(indent(call.text, "    ") for call in calls), "    return t"))


def _words(*paragraphs: str) -> Cell:
    return Cell(False, "\n\n".join(filter(None, paragraphs)))


def _parts(blocks: Iterable[Block]) -> list[str]:
    return list(block_parts(blocks, JUPYTER))


def _code(writing: _Writing, calls: tuple[Assignment, ...], show: str = "") -> Cell:
    """The functions that were not defined before, the calls, and what they gave."""
    new = [call.definition.strip("\n") for call in calls if call.function not in writing.told]
    writing.told.update(call.function for call in calls)
    lines = "\n".join((*(call.text for call in calls), *((show,) if show else ())))
    return Cell(True, "\n\n\n".join((*dict.fromkeys(new), lines)))
