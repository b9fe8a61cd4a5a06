"""What commands on specs share: reading them, numbers for their named sizes, and what their files are called."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from derive.network.model import Model
    from derive.spec.spec import Spec

STANDARD_INPUT = "-"
MOST_DIGITS = 18  # of a size


def open_network(spec: str, numbers: Sequence[str] = ()) -> "Model":
    """The network of a spec; `numbers` are texts such as n=28."""
    from derive.network.build import bind, build

    given = _numbers(numbers)
    model = build(_read(spec))
    return bind(model, given) if given else model


def open_networks(specs: Iterable[str]) -> "list[Model]":
    """The networks of specs. Raises one SpecError with the problems of all of them."""
    from derive.errors import Problem, SpecError

    models: list[Model] = []
    problems: list[Problem] = []
    for spec in specs:
        try:
            models.append(open_network(spec))
        except SpecError as error:
            problems += error.problems
    if problems:
        raise SpecError(tuple(problems))
    return models


def stems(specs: Sequence[str], models: "Sequence[Model]") -> list[str]:
    """What the files of each network are called. Raises OutputError where two would be called the same."""
    from derive.errors import OutputError

    found = [stem(spec, model) for spec, model in zip(specs, models, strict=True)]
    for name in found:
        if found.count(name) > 1:
            raise OutputError(f"two specs would both write files called {name}\n  rename one of them")
    return found


def stem(spec: str, model: "Model") -> str:
    """What the files of a network are called: as its spec's file, the example, or, from standard input, the network.

    What cannot stand in a text, such as a byte that is no UTF-8, is written in hexadecimal digits.
    """
    from derive.spec.shipped import PREFIX

    if spec == STANDARD_INPUT:
        return model.name
    name = spec.removeprefix(PREFIX) if spec.startswith(PREFIX) else Path(spec).stem
    return "".join(letter if letter.isprintable() else f"x{ord(letter) & 0xFF:02X}" for letter in name)


def _read(spec: str) -> "Spec":
    from derive.spec.read import parse_spec, read_spec

    return parse_spec(_standard_input(), "<stdin>") if spec == STANDARD_INPUT else read_spec(spec)


def _standard_input() -> str:
    """All of standard input as text, within the bounds of a spec. Raises SpecError where there is none to be had."""
    from derive.spec.file_text import MOST_BYTES, decoded, refusal

    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise refusal("<stdin>", "standard input is closed", "give a file, or send a spec to standard input")
    return decoded(stream.read(MOST_BYTES + 1), "<stdin>")


def _numbers(texts: Iterable[str]) -> dict[str, int]:
    given: dict[str, int] = {}
    for text in texts:
        name, value = _number(text)
        if name in given:
            raise typer.BadParameter(f"--bind {text}: {name} has the number {given[name]} already; give it once")
        given[name] = value
    return given


def _number(text: str) -> tuple[str, int]:
    name, sign, value = text.partition("=")
    if sign and name and value[:1] == "-" and value[1:].isdecimal():
        raise typer.BadParameter(f"--bind {text}: a size is a number of things, expected 0 or more, such as {name}=28")
    if not sign or not name or not value.isdecimal() or not value.isascii() or len(value) > MOST_DIGITS:
        raise typer.BadParameter(f"--bind {text}: expected NAME=NUMBER, such as n=28")
    return name, int(value)
