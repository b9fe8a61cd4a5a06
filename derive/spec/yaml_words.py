"""What the YAML parser complains about, in words that say what to do."""

from dataclasses import dataclass
from typing import Any

from ruamel.yaml.error import MarkedYAMLError

from derive.spec.complaint import shown


@dataclass(frozen=True, slots=True)
class Wording:
    """Our words for the parser's problems that contain `fragment`; `at_context` points to where the construct
    starts (an opening quote) instead of to where the parser gave up (the end of the file)."""

    fragment: str
    what: str
    fix: str
    at_context: bool = False


# Ordered: the first fragment that occurs in "context: problem" counts.
WORDINGS = (
    Wording("found character '\\t'", "a tab where a value should start", "indent with spaces, not with tabs"),
    Wording(
        "found character",
        "a character that no unquoted word may start with",
        "put the word in quotes, or remove the character",
    ),
    Wording(
        "mapping values are not allowed",
        "a second colon in one entry",
        "one key on a line, or keys in {...} with commas between; quote text that contains a colon",
    ),
    Wording("scanning a quoted scalar", "a quote is opened here and not closed", "close it", at_context=True),
    Wording(
        "while parsing a flow sequence",
        "a list [...] starts here, and after one of its items comes neither a comma nor ]",
        "close the bracket, or put a comma between the items",
        at_context=True,
    ),
    Wording(
        "while parsing a flow mapping",
        "a mapping {...} starts here, and after one of its entries comes neither a comma nor }",
        "close the brace, or put a comma between the entries",
        at_context=True,
    ),
    Wording("could not find expected ':'", "a key without a colon after it", "write `key: value`"),
    Wording(
        "while parsing a block mapping",
        "this line does not fit into the mapping around it",
        "indent it like the entries that it belongs to, and write `key: value`",
    ),
    Wording(
        "while parsing a block collection",
        "this line does not fit into the list around it",
        "start each item with `- `, and indent all of them alike",
    ),
    Wording(
        "expected the node content",
        "a value is missing here",
        "write one, or remove the comma or bracket in front of it",
    ),
    Wording(
        "expected '<document start>'",
        "something follows after the end of the spec",
        "a spec is one mapping, its keys at the left margin",
    ),
)


def explained(error: MarkedYAMLError) -> tuple[str, str, Any]:
    """What was found, what to do, and the parser's mark of the place (None if it has none)."""
    problem, context = error.problem or "no reason given", error.context or ""
    for wording in WORDINGS:
        if wording.fragment in f"{context}: {problem}":
            marks = (error.problem_mark, error.context_mark)
            first, second = reversed(marks) if wording.at_context else marks
            return wording.what, wording.fix, first or second
    return f"not readable as YAML: {shown(problem)}", "", error.problem_mark or error.context_mark
