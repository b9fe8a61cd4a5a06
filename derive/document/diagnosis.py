"""Verdicts on other people's code as a document: what is right, what is wrong and where, which mistake it is."""

from collections.abc import Iterator, Sequence
from enum import Enum

from derive.diagnosis.case import cases
from derive.diagnosis.published import Example
from derive.diagnosis.reference import Hypothesis, Made, formula, wrong_formulas
from derive.diagnosis.slip import Slip, known
from derive.diagnosis.subject import Subject
from derive.diagnosis.verdict import GOOD, FileVerdict, Judged, LayerVerdict, OutputVerdict
from derive.document.blocks import Block, Document, Formula, Formulas, Kind, Note, Paragraph, Section
from derive.faults.fault import Fault
from derive.grammar import counted, sentence
from derive.printing.compose import statement


class Telling(Enum):
    """How much is told: that something is wrong, the question that leads to it and where, or all."""

    VERDICT = 1
    QUESTION = 2
    ALL = 3


SAID = {
    Judged.RIGHT: "right",
    Judged.CONVENTION: "right, by another convention",
    Judged.WRONG: "wrong",
    Judged.UNKNOWN: "unknown",
    Judged.MISSING: "missing",
    Judged.NOT_RUN: "not run",
}


def diagnosis_document(verdict: FileVerdict, telling: Telling = Telling.ALL) -> Document:
    """One file's verdicts, layer by layer."""
    blocks: tuple[Block, ...] = (Paragraph(verdict.failure),) if verdict.failure else (Paragraph(_counted(verdict)),)
    if verdict.absent:
        said = f"It imports what is not installed: {', '.join(verdict.absent)}. What does not need it was run."
        blocks = (*blocks, Paragraph(said))
    sections = tuple(_section(layer, telling) for layer in verdict.layers)
    return Document(verdict.file, "", blocks, sections)


def _counted(verdict: FileVerdict) -> str:
    wrong = sum(layer.judged not in GOOD for layer in verdict.layers)
    return f"{counted(len(verdict.layers), 'layer')}, {f'{wrong} not right' if wrong else 'all right'}."


def _section(layer: LayerVerdict, telling: Telling) -> Section:
    at = f" (line {layer.line})" if layer.line else ""
    blocks: list[Block] = [Paragraph(f"Taken for {layer.subject.title}{_order(layer)}.")]
    if layer.failure:
        blocks.append(Paragraph(f"Not run: {layer.failure}."))
    for each in layer.outputs:
        blocks += _output(layer.subject, each, telling)
    return Section(f"{layer.name}{at}: {SAID[layer.judged]}", tuple(blocks))


def _order(layer: LayerVerdict) -> str:
    return f", {layer.order}" if layer.order else ""


def called(output: str) -> str:
    """An output as people call it: out, dx, dW."""
    return "out" if output == "y" else f"d{output}"


def _output(subject: Subject, each: OutputVerdict, telling: Telling) -> Iterator[Block]:
    tried = f" ({counted(each.tried, 'configuration')})" if each.tried and each.judged in GOOD else ""
    said = f"{called(each.output)}: {SAID[each.judged]}{tried}"
    said = f"{said}. {sentence(each.evidence)}" if each.judged in GOOD and each.evidence else said
    if each.judged in GOOD or telling is Telling.VERDICT:
        yield Paragraph(f"{said}.")
    elif telling is Telling.QUESTION:
        yield Paragraph(f"{said}{f', {each.where}' if each.where else ''}.")
    else:
        yield Paragraph(f"{said}{f', {each.where}' if each.where else ''}. {sentence(each.evidence)}.")
    if telling is not Telling.VERDICT:
        yield from (Note(Kind.CONVENTION, sentence(convention)) for convention in each.conventions)
    for fault in each.mistakes if telling is not Telling.VERDICT else ():
        yield from _mistake(subject, known(fault), [made for made in each.hypothesis if made.fault == fault], telling)
    if each.others and telling is Telling.ALL:
        yield Paragraph(f"On these configurations it cannot be told apart from: {_others(each)}.")
    if each.example and each.judged not in GOOD and telling is Telling.ALL:
        yield Paragraph(f"The smallest configuration that shows it: {each.example}.")
    if each.written and telling is Telling.ALL:
        yield Paragraph(f"It is written in {'lines' if len(each.written) > 1 else 'line'} {_enumerated(each.written)}.")


def _enumerated(lines: Sequence[int]) -> str:
    *first, last = map(str, lines)
    return f"{', '.join(first)} and {last}" if first else last


def _mistake(subject: Subject, fault: Fault | Slip, made: Sequence[Made], telling: Telling) -> Iterator[Block]:
    """One mistake, in each formula in which it is made."""
    if telling is Telling.ALL:
        yield Paragraph(f"{sentence(fault.name)} [{fault.id}]. {fault.explanation}")
        for each in made if isinstance(fault, Fault) else ():
            yield from _formulas(subject, each)
    yield Note(Kind.REMARK, f"Ask: {fault.hint}")


def _formulas(subject: Subject, made: Made) -> Iterator[Block]:
    """Right and wrong formula, in the first structure of the grid in which the mistake bites."""
    for case in cases(subject):
        wrong = wrong_formulas(subject.spec(case.configuration), (made,))
        if wrong:
            right = formula(subject, case, made.place).equation
            yield Formulas((Formula(statement(right), right),), "right")
            yield Formulas((Formula(statement(wrong[made.place]), wrong[made.place]),), "this code")
            return


def _others(each: OutputVerdict) -> str:
    return "; ".join(" with ".join(known(made.fault).name for made in other) for other in each.others)


def explained(layer: LayerVerdict) -> str:
    """A layer's verdict in plain lines, formulas left out: for messages."""
    lines = [f"{layer.name}: {SAID[layer.judged]}"]
    lines += [f"  {layer.failure}"] if layer.failure else []
    for each in layer.outputs:
        if each.judged in GOOD:
            continue
        where = f", {each.where}" if each.where else ""
        lines.append(f"  {called(each.output)}: {SAID[each.judged]}{where}: {each.evidence}")
        lines += [f"    {fault}: {known(fault).explanation} {known(fault).hint}" for fault in each.mistakes]
    return "\n".join(lines)


def published_document(own: Example, found: Sequence[Hypothesis]) -> Document:
    """What printed means of a course's example say."""
    title = f"{own.name}: {own.source}"
    if not found:
        return Document(title, "", (Paragraph("No mistake of the catalogue, and no two, give these means."),))
    if found == ((),):
        return Document(title, "", (Paragraph("These are the means of the right formulas."),))
    blocks: list[Block] = []
    for place, hypothesis in enumerate(found):
        blocks += [Paragraph("Or:")] if place else []
        for fault in dict.fromkeys(made.fault for made in hypothesis):
            where = ", ".join(made.place[1] for made in hypothesis if made.fault == fault)
            named = known(fault)
            blocks.append(Paragraph(f"{sentence(named.name)} [{fault}], in {where}. {named.explanation}"))
            blocks.append(Note(Kind.REMARK, f"Ask: {named.hint}"))
    return Document(title, "", tuple(blocks))


def summary_line(verdict: FileVerdict) -> str:
    """One file in a line: mine.py: conv wrong (dW: window.stride-missing), relu right."""
    if verdict.failure:
        return verdict.failure
    return f"{verdict.file}: {', '.join(map(_brief, verdict.layers))}"


def _brief(layer: LayerVerdict) -> str:
    bad: Sequence[str] = [
        f"{called(each.output)} {', '.join(each.mistakes) or SAID[each.judged]}"
        for each in layer.outputs
        if each.judged not in GOOD
    ]
    return f"{layer.name} {SAID[layer.judged]}{_in_brackets(bad)}"


def _in_brackets(said: Sequence[str]) -> str:
    return f" ({'; '.join(said)})" if said else ""
