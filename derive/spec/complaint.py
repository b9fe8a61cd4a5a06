"""Complaints about a spec: collected while it is read, then shown at once, in the file's order."""

from dataclasses import dataclass, field
from difflib import get_close_matches

from derive.errors import Problem, SpecError
from derive.spec.node import ListNode, MapNode, Node, Path, Place, Scalar, ScalarNode

MOST_SHOWN = 100
MOST_LISTED = 20
LONGEST_QUOTE = 40


@dataclass(frozen=True, slots=True)
class Complaint:
    """One defect and its place. `fix` says what to do, or, where `known` is given, what the known words are:
    the list and the suggestion are made only for what is shown, or ten thousand misspelt keys take minutes."""

    place: Place
    what: str
    fix: str
    found: str
    known: tuple[str, ...]


@dataclass(slots=True)
class Complaints:
    """The defects found so far in one source."""

    source: str
    found: list[Complaint] = field(default_factory=list)

    def add(self, place: Place, what: str, fix: str = "", found: str = "", known: tuple[str, ...] = ()) -> None:
        """Note a defect; `found` is a misspelt word, `known` the words that it might stand for, and `fix` then what
        to call them, such as "known keys"."""
        self.found.append(Complaint(place, what, fix, found, known))

    def error(self) -> SpecError:
        """All complaints as one error, in the file's order."""
        ordered = sorted(self.found, key=reading_order)
        problems = [problem(complaint, self.source) for complaint in ordered[:MOST_SHOWN]]
        if len(ordered) > MOST_SHOWN:
            problems.append(Problem(self.source, f"{len(ordered) - MOST_SHOWN} more problems, not shown"))
        return SpecError(tuple(problems))


def reading_order(complaint: Complaint) -> tuple[int, int, int]:
    """By line and column, and in a spec that is a dict by the order of its entries."""
    return complaint.place.line, complaint.place.column, complaint.place.order


def problem(complaint: Complaint, source: str) -> Problem:
    """The complaint as the user reads it: where, what, and what to do."""
    fix = f"{complaint.fix}: {listed(complaint.known, 'and')}" if complaint.known else complaint.fix
    hints = " ".join(hint for hint in (suggestion(complaint.found, complaint.known), fix) if hint)
    return Problem(where(complaint.place, source), printable(unrepeated(complaint, source)), printable(hints))


def unrepeated(complaint: Complaint, source: str) -> str:
    """What is wrong, without a label that the place of a spec from Python says already: optimiser: optimiser: ...,
    epochs: epochs is 0."""
    what, path = complaint.what, complaint.place.path
    if complaint.place.line == 0 and path:
        for said in (source, " ".join(map(str, path[:-1])), str(path[-1])):
            what = what.removeprefix(f"{said}: ")
        what = what.removeprefix(f"{path[-1]} is ")
    return what


def where(place: Place, source: str) -> str:
    """file:line:column, or the path into a dict such as layers[3].conv.kernel."""
    if place.line:
        return f"{source}:{place.line}:{place.column}"
    return dotted(place.path) or source


def dotted(path: Path) -> str:
    """("layers", 3, "conv") as layers[3].conv."""
    parts = [f"[{step}]" if isinstance(step, int) else f".{shown(step)}" for step in path]
    return "".join(parts).removeprefix(".")


def suggestion(found: str, known: tuple[str, ...]) -> str:
    """The known word that a misspelt one resembles: "did you mean `stride`?", or nothing."""
    by_lower = {word.lower(): word for word in known}
    close = get_close_matches(found.lower(), by_lower, n=1)
    return f"did you mean `{by_lower[close[0]]}`?" if close else ""


def described(node: Node) -> str:
    """A value in words, short and safe to print: text "3", 2.5, true, nothing, a list of 3."""
    match node:
        case ScalarNode():
            return described_scalar(node.value)
        case ListNode():
            return f"a list of {len(node.items)}"
        case MapNode():
            return "a mapping"
        case _:
            return "unreadable"


def described_scalar(value: Scalar) -> str:
    """A number, text, true, false or nothing, in words."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'text "{shown(value)}"'
    return shown(str(value))


def shown(text: str) -> str:
    """Text cut to a readable length, with unprintable characters escaped."""
    cut = text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 3] + "..."
    return printable(cut)


def printable(text: str) -> str:
    """Text with unprintable characters escaped, so that no spec can send control codes to a terminal."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


def listed(words: tuple[str, ...] | list[str], last: str = "or") -> str:
    """Words as a sentence lists them: a, b or c; of very many only the first."""
    if len(words) > MOST_LISTED:
        words = [*words[: MOST_LISTED - 1], f"{len(words) - MOST_LISTED + 1} more"]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
