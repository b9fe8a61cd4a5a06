"""Running the fuzzer: a case passes if it loads or is refused with a SpecError, within two seconds."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from derive.errors import SpecError
from derive.network.build import build
from derive.spec.read import parse_spec
from tests.fuzz.mutate import case_text

SPECS = Path(__file__).parents[2] / "specs"
LIMIT = 2.0  # seconds of processor time
Load = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that crashed or took too long, and how to see it again."""

    seed: int
    number: int
    reason: str
    text: str

    def __str__(self) -> str:
        again = f"python -m tests.fuzz --seed {self.seed} --only {self.number}"
        return f"case {self.number} of seed {self.seed}: {self.reason}\n  again: {again}\n  text: {self.text[:400]!r}"


def build_text(text: str) -> object:
    """The whole network of a spec's text."""
    return build(parse_spec(text))


def shipped_texts() -> tuple[str, ...]:
    """The text of every shipped spec, in the order of their names."""
    return tuple(path.read_text("utf-8") for path in sorted(SPECS.glob("*.yaml")))


def run(cases: int, seed: int, load: Load, first: int = 0) -> Iterator[Failure]:
    """Feed cases first, first + 1, ... to a loader and yield those that fail."""
    texts = shipped_texts()
    for number in range(first, first + cases):
        text = case_text(texts, seed, number)
        reason = failure(text, load)
        if reason is not None:
            yield Failure(seed, number, reason, text)


def failure(text: str, load: Load) -> str | None:
    """Why a case fails; None if it loads, or is refused with problems that say something."""
    start = time.process_time()
    try:
        load(text)
    except SpecError as error:
        if not error.problems or not all(problem.what and problem.where for problem in error.problems):
            return "refused without a place or a reason"
        if not str(error).replace("\n", "").isprintable():
            return "a message with unprintable characters"
    except Exception as error:  # noqa: BLE001 - anything else at all is what the fuzzer looks for
        return f"{type(error).__name__}: {str(error)[:200]}"
    seconds = time.process_time() - start
    return f"took {seconds:.1f} s" if seconds > LIMIT else None
