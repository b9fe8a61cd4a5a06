"""What was verified, as HTML: a sentence for the top of the page, a table for each of the checks."""

from html import escape
from itertools import groupby

from derive.report.pages import UNVERIFIED, compared, counts
from derive.verification.record import FOR_ALL_SIZES, TITLES, Check, Kind, Record, Verdict

MARKS = {Verdict.VERIFIED: "✓", Verdict.FAILED: "✗", Verdict.NOT_APPLICABLE: "–", Verdict.COULD_NOT_RUN: "!"}


def summary(record: Record | None, page: str = "") -> str:
    """The verdict in one sentence, linked to the checks: on this page, or on another one."""
    if record is None:
        return f'<p class="verdict failed">{MARKS[Verdict.COULD_NOT_RUN]} {escape(UNVERIFIED, quote=False)}</p>'
    ended = ", ".join(f"{n} {verdict.value}" for verdict in Verdict if (n := record.count(verdict)))
    if record.ok:
        return f'<p class="verdict verified">{MARKS[Verdict.VERIFIED]} <a href="{page}#checks">Checked: {ended}</a></p>'
    return f'<p class="verdict failed">{MARKS[Verdict.FAILED]} <a href="{page}#checks">Not verified: {ended}</a></p>'


def checks(record: Record) -> str:
    """The section of all checks."""
    parts = [_kind(kind, [check for check in record.checks if check.kind is kind]) for kind in Kind]
    inside = "\n".join(part for part in (*parts, _marks(record)) if part)
    return (
        '<section aria-labelledby="checks">\n<h2 id="checks">Checks</h2>\n'
        f"<p>{counts(record)}.</p>\n{inside}\n</section>"
    )


def _kind(kind: Kind, found: list[Check]) -> str:
    if not found:
        return ""
    tables = "\n".join(_claim(claim, list(each)) for claim, each in groupby(found, lambda check: check.claim))
    title = TITLES[kind]
    return f"<h3>{title[0].upper()}{title[1:]}</h3>\n{tables}"


def _claim(claim: str, found: list[Check]) -> str:
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("subject", "compared", "verdict"))
    rows = "\n".join(map(_row, found))
    return (
        f'<div class="table"><table class="data checks"><caption>{escape(claim, quote=False)}</caption>'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
    )


def _marks(record: Record) -> str:
    """What is recorded for all sizes: no check of this run, so it has a table of its own."""
    if not record.marks:
        return ""
    rows = "\n".join(
        f'<tr><th scope="row">{escape(subject, quote=False)}</th><td>{escape(sentence, quote=False)}</td></tr>'
        for subject, sentence in ((mark.subject, mark.sentence) for mark in record.marks)
    )
    return (
        f'<h3>For all sizes</h3>\n<div class="table"><table class="data checks"><caption>{FOR_ALL_SIZES}</caption>'
        '<thead><tr><th scope="col">subject</th><th scope="col">mark</th></tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody></table></div>"
    )


def _row(check: Check) -> str:
    kind = check.verdict.name.lower().replace("_", "-")
    verdict = f'<td class="verdict {kind}">{MARKS[check.verdict]} {check.verdict.value}</td>'
    subject, figure = escape(check.subject, quote=False), escape(compared(check), quote=False)
    return f'<tr><th scope="row">{subject}</th><td>{figure}</td>{verdict}</tr>'
