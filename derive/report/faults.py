"""The report on known mistakes: a page, and every row as JSON."""

import json
from collections.abc import Sequence

from derive.document.faults import faults_document
from derive.document.markdown import markdown
from derive.verification.survey import SurveyRow


def faults_page(rows: Sequence[SurveyRow], catalogue: Sequence[SurveyRow]) -> str:
    """The page: what was tried and seen, and the catalogue with right and wrong formulas."""
    return markdown(faults_document(rows, catalogue))


def faults_json(rows: Sequence[SurveyRow]) -> str:
    """All rows as JSON, one a line; nothing in it depends on the machine."""
    own = [row for row in rows if row.applicable]
    counts = {
        "applicable": len(own),
        "killed": sum(row.killed for row in own),
        "equivalent": sum(row.equivalent for row in own),
        "escaped": sum(row.hole for row in own),
    }
    lines = ",\n".join("    " + json.dumps(_data(row), ensure_ascii=False, separators=(",", ":")) for row in rows)
    return f'{{\n  "counts": {json.dumps(counts)},\n  "rows": [\n{lines}\n  ]\n}}\n'


def _data(row: SurveyRow) -> dict[str, object]:
    """A row as plain data; what does not apply has no more to say."""
    named: dict[str, object] = {"network": row.network, "layer": row.layer, "fault": row.fault}
    if not row.applicable:
        return {**named, "applicable": False}
    found = {
        **named,
        "formula": row.formula,
        "applicable": True,
        "killed": row.killed,
        "equivalent": row.equivalent,
        "configuration": row.configuration,
        "proof": list(row.proof),
    }
    return {**found, "killed on": row.elsewhere} if row.elsewhere else found
