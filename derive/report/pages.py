"""The pages of a report: one for each network, an index, and the measured figures apart.

Pages hold what is the same on every machine: formulas, steps, conventions, what was compared and the verdicts.
Differences, versions and timings go to measured/*.json.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from derive.document.blocks import Document, Paragraph, Section, TableBlock
from derive.document.markdown import markdown
from derive.document.network import network_document
from derive.network.model import Model
from derive.verification.record import FOR_ALL_SIZES, TITLES, Check, Kind, Record, Verdict

Pages = dict[str, str]  # path inside the report's folder -> text
UNVERIFIED = "NOT VERIFIED: no formula here was checked. derive verify checks them."


def page(model: Model, record: Record) -> str:
    """A network's page: its formulas, derivations and worked numbers, then every check with its verdict."""
    document = network_document(model, steps=True, numbers=bool(model.spec.values))
    return markdown(with_checks(document, record))


def with_checks(document: Document, record: Record | None) -> Document:
    """The document with its verdicts at the end; where nothing was verified, it says so first."""
    if record is None:
        return replace(document, blocks=(Paragraph(UNVERIFIED), *document.blocks))
    return replace(document, sections=(*document.sections, checks_section(record)))


def checks_section(record: Record) -> Section:
    """What was verified, in a table for each claim."""
    tables = []
    for kind in Kind:
        for claim in dict.fromkeys(check.claim for check in record.checks if check.kind is kind):
            checks = [check for check in record.checks if (check.kind, check.claim) == (kind, claim)]
            rows = tuple((check.subject, compared(check), check.verdict.value) for check in checks)
            tables.append(TableBlock(("subject", "compared", "verdict"), rows, label=f"{kind.value}: {claim}"))
    if record.marks:
        marked = tuple((mark.subject, mark.sentence) for mark in record.marks)
        tables.append(TableBlock(("subject", "mark"), marked, label=f"recorded: {FOR_ALL_SIZES}"))
    return Section("Checks", (Paragraph(f"{counts(record)}."), *tables))


def compared(check: Check) -> str:
    """The figure; a reason only where it is decided from the spec, since others can hold measured numbers."""
    reason = check.reason if check.verdict is Verdict.NOT_APPLICABLE else ""
    return "; ".join(part for part in (check.figure, reason) if part)


def counts(record: Record) -> str:
    """How many checks ended how."""
    return ", ".join(f"{record.count(verdict)} {verdict.value}" for verdict in Verdict)


def index(models: Sequence[Model], records: Sequence[Record], stems: Sequence[str]) -> str:
    """The report's first page: a row for each network."""
    rows = []
    for model, record in zip(models, records, strict=True):
        ended = (str(record.count(verdict)) for verdict in Verdict)
        proved = f"{sum(mark.proved for mark in record.marks)} of {len(record.marks)}"
        rows.append((model.name, model.spec.title, *ended, proved))
    headers = ("network", "title", *(verdict.value for verdict in Verdict), "proved for all sizes")
    table = TableBlock(headers, tuple(rows), right=frozenset(range(2, len(headers))))
    claims = TableBlock(("check", "what is compared"), tuple((kind.value, TITLES[kind]) for kind in Kind))
    text = (
        "Each network's page has its formulas, every derivation step by step, and the verdict of every check. Proved "
        "for all sizes: of its layers (later forms and the loss among them), those of whose backward formulas a "
        "certificate is recorded that Coq has accepted."
    )
    document = Document("Verification report", "", (Paragraph(text), table, claims))
    return _linked(markdown(document), models, stems)


def _linked(text: str, models: Sequence[Model], stems: Sequence[str]) -> str:
    """The index with each network's name as a link to its page."""
    lines = text.split("\n")
    for model, stem in zip(models, stems, strict=True):
        start = f"| {model.name} |"
        linked = f"| [{model.name}]({quote(stem)}.md) |"
        lines = [line.replace(start, linked, 1) if line.startswith(start) else line for line in lines]
    return "\n".join(lines)


def measured(record: Record, about: Mapping[str, str | float]) -> str:
    """The figures of this run as JSON: `about` says with which versions, on what machine, in what time."""
    return json.dumps({"about": dict(about), **record.to_dict()}, indent=2, ensure_ascii=False) + "\n"
