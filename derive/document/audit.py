"""What somebody's tests let through, as a document: kill rates, survivors by name, cases to add."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from derive.diagnosis.auditing.audit import Audit, LayerAudit
from derive.diagnosis.case import Case
from derive.diagnosis.kit import Mutant
from derive.diagnosis.slip import known
from derive.diagnosis.subject import Draw
from derive.document.blocks import Block, Document, Listing, Paragraph, Section, TableBlock
from derive.document.diagnosis import called
from derive.grammar import counted


def audit_document(audit: Audit) -> Document:
    """One set of tests, layer by layer."""
    title = f"What {audit.tests} lets through"
    if audit.failure:
        return Document(title, "", (Paragraph(f"Nothing can be said: {audit.failure}."),))
    return Document(title, "", (Paragraph(_sum(audit.layers)),), tuple(map(_section, audit.layers)))


def _sum(layers: Sequence[LayerAudit]) -> str:
    killed, tried = sum(len(each.killed) for each in layers), sum(each.tried for each in layers)
    return f"{killed} of {counted(tried, 'known mistake')} killed." if tried else "No layer could be audited."


def _section(layer: LayerAudit) -> Section:
    if layer.refused:
        return Section(
            f"{layer.found.name}: not audited", (Paragraph(f"{layer.refused[:1].upper()}{layer.refused[1:]}."),)
        )
    blocks: list[Block] = [Paragraph("No test calls it.")] if layer.idle else []
    if layer.survivors and not layer.idle:
        rows = tuple(
            (called(role), known(one[-1].fault).name, one[-1].fault) for role, one in _each_once(layer.survivors)
        )
        blocks.append(TableBlock(("in", "survives", "id"), rows))
        blocks += _added(layer)
    tests = Counter(why for _, why in layer.killed)
    if tests:
        blocks.append(
            TableBlock(("killed by", "mistakes"), tuple((w, str(n)) for w, n in tests.most_common()), frozenset({1}))
        )
    return Section(f"{layer.found.name}: {len(layer.killed)} of {layer.tried} killed", tuple(blocks))


def _each_once(mutants: Sequence[Mutant]) -> list[Mutant]:
    """One for each output and id: a mistake that is made in several formulas is one to a reader."""
    return list({(role, one[-1].fault): (role, one) for role, one in mutants}.values())


def _added(layer: LayerAudit) -> list[Block]:
    if not layer.added:
        return [Paragraph("No case of the grid kills them.")]
    said = f"{counted(len(layer.added), 'case')} more would kill all of them:"
    return [Paragraph(said), Listing("python", parameters(layer.added))]


def parameters(added: Sequence[Case]) -> str:
    """Cases as parameters of a test for pytest."""
    numbers = [role for role in added[0].configuration.numbers if role != "size"]
    weighted = ["outputs"] if added[0].configuration.outputs else []
    tied = ["ties"] if any(case.configuration.draw is Draw.TIES for case in added) else []
    names = ["shape", *weighted, *numbers, *tied]
    rows = [f"        ({', '.join(map(repr, _values(case, numbers, weighted, tied)))})," for case in added]
    notes = ["# ties: inputs are small whole numbers, so that cells share a maximum"] if tied else []
    lines = [*notes, "@pytest.mark.parametrize(", f'    "{", ".join(names)}",', "    [", *rows, "    ],", ")"]
    return "\n".join(lines)


def _values(case: Case, numbers: Sequence[str], weighted: Sequence[str], tied: Sequence[str]) -> list[Any]:
    own = case.configuration
    found: list[Any] = [own.shape, *([own.outputs] if weighted else []), *(own.numbers[role] for role in numbers)]
    return [*found, *([own.draw is Draw.TIES] if tied else [])]


def audit_data(audit: Audit) -> Mapping[str, Any]:
    """The same as plain data for JSON."""
    return {
        "tests": audit.tests,
        "module": audit.module,
        "failure": audit.failure,
        "layers": [_data(e) for e in audit.layers],
    }


def _data(layer: LayerAudit) -> Mapping[str, Any]:
    added = [
        {"shape": c.configuration.shape, "outputs": c.configuration.outputs, "numbers": dict(c.configuration.numbers)}
        for c in layer.added
    ]
    return {
        "layer": layer.found.subject.kind,
        "name": layer.found.name,
        "refused": layer.refused,
        "tried": layer.tried,
        "killed": [{"output": role, "mistake": one[-1].fault, "by": why} for (role, one), why in layer.killed],
        "survivors": [{"output": role, "mistake": one[-1].fault} for role, one in layer.survivors],
        "added": added,
    }
