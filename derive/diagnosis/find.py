"""Layers in somebody's file, found by the names of functions and classes, without running it."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from derive.diagnosis.subject import Subject
from derive.diagnosis.subjects import SUBJECTS

FORWARD = {"forward", "fwd", "fprop", "fp", "forwardprop", "fw", "propagate"}
BACKWARD = {
    "backward",
    "bwd",
    "bprop",
    "bp",
    "backprop",
    "backwards",
    "backpropagation",
    "grad",
    "gradient",
    "bw",
    "back",
}
DERIVATIVE = {"prime", "derivative", "deriv", "der"}
NOISE = {
    "naive", "fast", "layer", "np", "numpy", "my", "vectorized", "vectorised", "loop", "loops", "2d", "func",
    "function", "prop", "propagation", "pass", "im", "col", "op", "single", "step", "alt", "module", "activation",
    "act",
}  # fmt: skip
METHODS = {"forward", "__call__"}
BACK_METHODS = {"backward", "backprop", "backward_pass"}


@dataclass(frozen=True, slots=True)
class Definition:
    """A function or class of the file, and the line it begins at."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Found:
    """A layer: functions, or a class; `joint` returns the output and the gradient in one call."""

    subject: Subject
    forward: Definition | None = None
    backward: Definition | None = None
    cls: Definition | None = None
    joint: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The functions' names, or the class's."""
        return tuple(place.name for place in (self.forward, self.backward, self.cls) if place)

    @property
    def name(self) -> str:
        """What people call it: the class's name, or the functions'."""
        if self.cls:
            return self.cls.name
        return ", ".join(place.name for place in (self.forward, self.backward) if place)


@dataclass(frozen=True, slots=True)
class Named:
    """A function with what its name says: the words about the layer, the direction, words that tell twins apart."""

    place: Definition
    words: tuple[str, ...]
    way: str
    noise: frozenset[str]
    parameters: tuple[str, ...]


def find_layers(text: str, file: str) -> tuple[Found, ...]:
    """Every layer of a file, in its order. Raises SyntaxError for what is no Python."""
    body = ast.parse(text, file).body
    functions = [_named(node) for node in body if isinstance(node, ast.FunctionDef)]
    classes = [found for node in body if isinstance(node, ast.ClassDef) for found in _classes(node)]
    found = [*_pairs(functions), *classes]
    return tuple(sorted(found, key=lambda each: min(_lines(each))))


def chosen(text: str, file: str, kind: str, forward: str, backward: str) -> tuple[Found, ...]:
    """The layer that the user names: functions by their names, or a class given as both."""
    body = ast.parse(text, file).body
    lines = {node.name: node.lineno for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    classes = {node.name for node in body if isinstance(node, ast.ClassDef)}
    subject = next(subject for subject in SUBJECTS if subject.kind == kind)

    def place(name: str) -> Definition | None:
        return Definition(name, lines.get(name.partition(".")[0], 0)) if name else None

    if forward in classes:
        return (Found(subject, cls=place(forward)),)
    return (Found(subject, place(forward), place(backward), joint=subject.loss and not backward),)


def _lines(found: Found) -> list[int]:
    return [place.line for place in (found.forward, found.backward, found.cls) if place is not None]


def words_of(name: str) -> list[str]:
    """The words of a name: max_pool_backward and MaxPoolBackward both are max, pool, backward."""
    parts = re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+[dD]?", name)
    return [part.lower() for part in parts]


def _named(node: ast.FunctionDef) -> Named:
    words = words_of(node.name) or ["_"]
    way = ""
    for word in words:
        way = "forward" if word in FORWARD else "backward" if word in BACKWARD | DERIVATIVE else way
    if words[0] == "d" or (words[0][0] == "d" and _subject([words[0][1:]])):
        way, words = "backward", [words[0][1:], *words[1:]]
    rest = [word for word in words if word and word not in FORWARD | BACKWARD | DERIVATIVE]
    arguments = node.args
    parameters = tuple(each.arg for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs))
    noise = frozenset(word for word in words if word in NOISE or word in ("alt", "v2", "2"))
    return Named(Definition(node.name, node.lineno), tuple(rest), way, noise, parameters)


def _subject(words: Sequence[str]) -> Subject | None:
    """The first subject whose words are all of a name's; noise, single letters and numbers are let through."""
    own = [word for word in words if word not in NOISE and len(word) > 1]
    whole = "".join(words)
    for subject in SUBJECTS:
        if any(whole == phrase.replace(" ", "") for phrase in subject.words):
            return subject
    for subject in SUBJECTS:
        for phrase in subject.words:
            if set(own) == set(phrase.split()) or whole.rstrip("2d") == phrase.replace(" ", ""):
                return subject
    return None


def _subjects(words: Sequence[str], parameters: Sequence[str]) -> tuple[Subject, ...]:
    """The subjects of a name; a pooling with a mode is both kinds."""
    first = _subject(words)
    if first is None:
        return ()
    if "mode" in parameters and not {"max", "avg", "average", "mean"} & set(words):
        return tuple(subject for subject in SUBJECTS if "mode" in subject.fixed and "size" in subject.grid[0].numbers)
    return (first,)


def _pairs(functions: list[Named]) -> Iterator[Found]:
    """Forward and backward functions of one subject, matched by the other words of their names."""
    by_subject: dict[int, tuple[Subject, list[Named]]] = {}
    for each in functions:
        for subject in _subjects(each.words, each.parameters):
            by_subject.setdefault(id(subject), (subject, []))[1].append(each)
    for subject, own in by_subject.values():
        if subject.loss:
            yield from (Found(subject, forward=each.place, joint=True) for each in own if each.way != "backward")
            continue
        forward = [each for each in own if each.way == "forward"] or [each for each in own if not each.way]
        backward = [each for each in own if each.way == "backward"]
        yield from _matched(subject, forward, backward)


def _matched(subject: Subject, forward: list[Named], backward: list[Named]) -> Iterator[Found]:
    taken = set()
    for each in backward:
        near = sorted(forward, key=lambda other: len(other.noise ^ each.noise))
        taken |= {near[0].place} if near else set()
        yield Found(subject, near[0].place if near else None, each.place)
    for other in forward:
        if other.place not in taken:
            yield Found(subject, other.place)


def _classes(node: ast.ClassDef) -> Iterator[Found]:
    methods = {each.name for each in node.body if isinstance(each, ast.FunctionDef)}
    subject = _subject(words_of(node.name))
    if subject is not None and methods & METHODS and methods & BACK_METHODS:
        yield Found(subject, cls=Definition(node.name, node.lineno))


def line_text(text: str, line: int) -> str:
    """A line of the file, without what is around it."""
    lines = text.splitlines()
    return lines[line - 1].strip() if 0 < line <= len(lines) else ""
