"""Known mistakes as a document: what was tried, what was seen, and the catalogue with right and wrong formulas."""

from collections.abc import Callable, Iterable, Sequence

from derive.document.blocks import Block, Document, Formula, Formulas, Kind, Note, Paragraph, Section, TableBlock
from derive.document.layer import sentence
from derive.faults.catalogue import EVERY
from derive.faults.exhibit import example_network, exhibit
from derive.faults.fault import Fault
from derive.faults.pairs import Pair
from derive.grammar import digits
from derive.printing.compose import statement
from derive.verification.sizing.alone import described
from derive.verification.survey import SurveyRow

COUNTED = ("applicable", "killed", "equivalent", "escaped")
INTRODUCTION = (
    "Every known mistake is made in every formula that it applies to, layer by layer, on a small network with the "
    "layer's own options. The faulty kernels are built by the ordinary path and handed to the checks of "
    "derive verify that run on numbers: against the engine, against differences, in training. A mistake is killed "
    "if one of them fails. It is equivalent if none fails and the interpreter finds every entry of the right and the "
    "wrong formula equal at that network's sizes, in exact arithmetic; then a network is named on which it is killed. "
    "Anything else has escaped, and is a hole of the verifier."
)
FAMILIES = {
    "window": "Where a window reads",
    "weights": "Which weight meets which entry",
    "bias": "The bias",
    "accumulating": "Shares that are added",
    "axes": "The order of axes",
    "pooling": "Pooling",
    "elementwise": "Slopes of activations",
    "joining": "Where several inputs meet",
    "uses": "Where a tensor is used several times",
    "moving": "Where a part begins",
    "landing": "Where products are added",
    "softmax": "Softmax",
    "normalisation": "Batch normalisation",
    "running": "Running statistics",
    "dropout": "Dropout",
    "loss": "The loss",
    "decay": "What is added for weights",
    "scale": "Factors, and conventions",
    "step": "The training step",
    "pair": "Mistakes that cancel each other",
}


def faults_document(rows: Sequence[SurveyRow], catalogue: Sequence[SurveyRow] | None = None) -> Document:
    """The survey's rows in tables; with the rows of the examples, the whole catalogue too."""
    sections = [
        Section("By family", (_counts("family", rows, lambda row: row.fault.partition(".")[0], FAMILIES),)),
    ]
    if len({row.network for row in rows}) > 1:
        sections.append(Section("By network", (_counts("network", rows, lambda row: row.network),)))
    quiet = _equivalents(rows)
    sections += [Section("What changes nothing", (Paragraph(_EQUIVALENT), quiet))] if quiet.rows else []
    holes = [row for row in rows if row.hole]
    if holes:
        sections.insert(0, Section("Holes", (_holes(holes),)))
    if catalogue is not None:
        by_fault = {row.fault: row for row in catalogue}
        sections.append(Section("The catalogue", (), tuple(_families(by_fault))))
    return Document(
        "Faults", "the verifier verified", (Paragraph(INTRODUCTION), Paragraph(totals(rows))), tuple(sections)
    )


_EQUIVALENT = "On these layers the mistake gives the same numbers; on the network beside it, it does not."


def totals(rows: Sequence[SurveyRow]) -> str:
    """How many were killed, in a sentence."""
    applicable, killed, equivalent, escaped = _numbers(rows)
    quiet = (
        f"{digits(equivalent)} are equivalent, each killed on another network" if equivalent else "none is equivalent"
    )
    return f"{digits(killed)} of {digits(applicable)} are killed; {quiet}; {escaped or 'none'} escaped."


def _numbers(rows: Iterable[SurveyRow]) -> tuple[int, int, int, int]:
    own = [row for row in rows if row.applicable]
    killed, equivalent = sum(row.killed for row in own), sum(row.equivalent for row in own)
    return len(own), killed, equivalent, sum(row.hole for row in own)


def _counts(
    word: str, rows: Sequence[SurveyRow], key: Callable[[SurveyRow], str], titles: dict[str, str] | None = None
) -> TableBlock:
    groups: dict[str, list[SurveyRow]] = {name: [] for name in titles or {}}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    table = [
        ((titles or {}).get(name, name), *(digits(number) for number in _numbers(own)))
        for name, own in groups.items()
        if any(row.applicable for row in own)
    ]
    whole = ("all", *(digits(number) for number in _numbers(rows)))
    return TableBlock((word, *COUNTED), (*table, whole), frozenset(range(1, 5)), total=True)


def _equivalents(rows: Sequence[SurveyRow]) -> TableBlock:
    found = dict.fromkeys((row.fault, row.formula, row.configuration, row.elsewhere) for row in rows if row.equivalent)
    return TableBlock(("fault", "formula", "equivalent on", "killed on"), tuple(sorted(found)))


def _holes(rows: Sequence[SurveyRow]) -> TableBlock:
    headers = ("network", "layer", "fault", "formula", "configuration", "what failed")
    found = [(r.network, r.layer, r.fault, r.formula, r.configuration, "; ".join(r.proof)) for r in rows]
    return TableBlock(headers, tuple(found))


def _families(rows: dict[str, SurveyRow]) -> Iterable[Section]:
    for family, title in FAMILIES.items():
        own = [fault for fault in EVERY if fault.id.partition(".")[0] == family]
        yield Section(title, (), tuple(fault_section(fault, rows.get(fault.id)) for fault in own))


def fault_section(fault: Fault | Pair, row: SurveyRow | None = None) -> Section:
    """One fault: what is wrong, the right and the wrong formula, the smallest network that shows it, a hint."""
    blocks: list[Block] = [Paragraph(f"{fault.id}: {fault.explanation}")]
    if isinstance(fault, Fault):
        mistake = exhibit(fault)
        blocks.append(Formulas((Formula(statement(mistake.right), mistake.right),), "right"))
        blocks.append(Formulas((Formula(statement(mistake.wrong), mistake.wrong),), "wrong"))
        if fault.convention:
            blocks.append(Note(Kind.CONVENTION, sentence(fault.convention)))
    else:
        blocks.append(Paragraph(f"It is {fault.loss} together with {fault.layer}."))
    network = described(example_network(fault.example))
    seen = f" Seen by {', '.join(row.proof)}." if row and row.proof else ""
    blocks.append(Paragraph(f"Smallest network that shows it: {network}.{seen}"))
    blocks.append(Note(Kind.REMARK, f"Ask: {fault.hint}"))
    return Section(sentence(fault.name).rstrip("."), tuple(blocks))
