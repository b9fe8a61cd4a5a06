"""A class: a page for each file, a summary with counts, a table for a gradebook, results for an autograder."""

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from derive.diagnosis.slip import known
from derive.diagnosis.verdict import GOOD, FileVerdict, Judged
from derive.document.blocks import Document, Paragraph, Section, TableBlock
from derive.document.diagnosis import diagnosis_document, explained
from derive.document.markdown import markdown
from derive.export.html.page import write as html
from derive.grammar import counted

LONGEST = 12  # signs of a bar
Record = Mapping[str, Any]  # what FileVerdict.to_dict gives


def pages(verdict: FileVerdict) -> dict[str, bytes]:
    """A file's pages by ending: HTML and Markdown."""
    document = diagnosis_document(verdict)
    return {".html": html(document), ".md": markdown(document).encode()}


def results(verdict: FileVerdict, points: Mapping[str, float]) -> bytes:
    """A file's results as Gradescope's autograder reads them: points for each kind of layer, all or none.

    Several layers of one kind share its points evenly; a kind that the file does not have gets none.
    """
    tests, whole = [], 0.0
    for kind, most in points.items():
        own = [layer for layer in verdict.layers if layer.subject.kind == kind]
        right = sum(layer.judged in GOOD for layer in own)
        output = "\n".join(map(explained, own)) or verdict.failure or "there is no such layer"
        score = most * right / len(own) if own else 0.0
        whole += score
        tests.append({"name": kind, "score": round(score, 4), "max_score": most, "output": output})
    return json.dumps({"score": round(whole, 4), "tests": tests}, indent=2).encode()


def gradebook(records: Sequence[Record]) -> str:
    """One row for each layer of each file, as CSV."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(("file", "layer", "name", "verdict", "mistakes", "where"))
    for record in records:
        for layer in record["layers"]:
            bad = [each for each in layer["outputs"] if each["mistakes"]]
            mistakes = " ".join(f"{each['output']}:{'+'.join(each['mistakes'])}" for each in bad)
            where = "; ".join(dict.fromkeys(each["where"] for each in layer["outputs"] if each["where"]))
            writer.writerow((record["file"], layer["layer"], layer["name"], layer["verdict"], mistakes, where))
        if not record["layers"]:
            writer.writerow((record["file"], "", "", Judged.NOT_RUN.value, "", record.get("failure", "")))
    return table.getvalue()


def summary(records: Sequence[Record]) -> Document:
    """Who has which mistake, and how often each occurs."""
    files = tuple((record["file"], *_of_file(record)) for record in records)
    whole = sum(map(_whole, records))
    counts = Counter(mistake for record in records for mistake in set(_mistakes(record)))
    most = max(counts.values(), default=1)
    rows = tuple(
        (known(mistake).name, mistake, f"{number}", "\u2588" * max(1, round(LONGEST * number / most)))
        for mistake, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
    sections = [Section("Files", (TableBlock(("file", "right", "not right", "mistakes"), files, frozenset({1, 2})),))]
    if rows:
        table = TableBlock(("mistake", "id", "files", ""), rows, frozenset({2}))
        sections.insert(0, Section("Mistakes", (table,)))
    said = f"{counted(len(records), 'file')}, {whole} with every layer right."
    return Document("Grades", "", (Paragraph(said),), tuple(sections))


_GOOD = {judged.value for judged in GOOD}


def _whole(record: Record) -> bool:
    return bool(record["layers"]) and all(layer["verdict"] in _GOOD for layer in record["layers"])


def _mistakes(record: Record) -> list[str]:
    return [m for layer in record["layers"] for each in layer["outputs"] for m in each["mistakes"]]


def _of_file(record: Record) -> tuple[str, str, str]:
    right = sum(layer["verdict"] in _GOOD for layer in record["layers"])
    named = ", ".join(dict.fromkeys(_mistakes(record)))
    return str(right), str(len(record["layers"]) - right), named or record.get("failure", "")
