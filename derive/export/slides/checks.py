"""The slide that says what was checked: the last one, or the first where nothing was."""

from derive.document.blocks import Kind, Note, Paragraph, TableBlock
from derive.export.slides.slide import Slide
from derive.proof.mark import in_a_sentence
from derive.report.pages import UNVERIFIED, counts
from derive.verification.record import TITLES, Record, Verdict
from derive.verification.record import Kind as Claim

HEADERS = ("check", "what is compared", *(verdict.value for verdict in Verdict))


def checked(record: Record | None) -> Slide:
    """A row for each of the checks, with how many ended how; without a record, that nothing was checked."""
    if record is None:
        return Slide("Not verified", (Paragraph(UNVERIFIED),), opens=True)
    rows = tuple((kind.value, TITLES[kind], *_counts(record, kind)) for kind in Claim)
    table = TableBlock(HEADERS, rows, frozenset(range(2, len(HEADERS))))
    said = "All formulas here are derived, and checked" if record.ok else "NOT everything here could be verified"
    proved = (Paragraph(in_a_sentence(record.marks)),) if record.marks else ()
    note = Note(Kind.REMARK, f"{said}: {counts(record)}.")
    return Slide("What was checked", (table, note, *proved), opens=True)


def _counts(record: Record, kind: Claim) -> tuple[str, ...]:
    own = Record(record.network, tuple(check for check in record.checks if check.kind is kind))
    return tuple(str(own.count(verdict)) for verdict in Verdict)
