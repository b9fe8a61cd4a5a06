"""What is said of somebody's layer: a verdict for each output, and for the layer the most serious of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from derive.diagnosis.reference import Hypothesis
from derive.diagnosis.subject import Subject


class Judged(Enum):
    """The verdicts, the mildest first."""

    RIGHT = "right"
    CONVENTION = "convention"
    MISSING = "missing"
    NOT_RUN = "not_run"
    UNKNOWN = "unknown"
    WRONG = "wrong"


GOOD = (Judged.RIGHT, Judged.CONVENTION)


@dataclass(frozen=True, slots=True)
class OutputVerdict:
    """One output: "y", or the gradient by a tensor.

    `hypothesis` names the mistakes, made one after the other; `others` fit as well and cannot be told apart on the
    cases; `where` says in which configurations it fails, `evidence` what was found there; `line` is the file's, 0
    where it cannot be told; `example` a smallest failing case in words; `covers`: the mistakes explain what raised
    as well; `written`: the lines that write this output.
    """

    output: str
    judged: Judged
    tried: int
    hypothesis: Hypothesis = ()
    others: tuple[Hypothesis, ...] = ()
    conventions: tuple[str, ...] = ()
    where: str = ""
    evidence: str = ""
    line: int = 0
    example: str = ""
    covers: bool = False
    written: tuple[int, ...] = ()

    @property
    def mistakes(self) -> tuple[str, ...]:
        """The ids of the mistakes, each once: one may be made in several formulas."""
        return tuple(dict.fromkeys(made.fault for made in self.hypothesis))


@dataclass(frozen=True, slots=True)
class LayerVerdict:
    """One layer of a file: how it was called, and its outputs' verdicts; `failure` where it could not be run; its
    arrays lie in the subject's order number `which`."""

    name: str
    subject: Subject
    line: int
    outputs: tuple[OutputVerdict, ...]
    order: str = ""
    failure: str = ""
    which: int = 0

    @property
    def judged(self) -> Judged:
        """The most serious verdict."""
        if self.failure or not self.outputs:
            return Judged.NOT_RUN
        order = list(Judged)
        return max((each.judged for each in self.outputs), key=order.index)


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """All layers of a file; `failure` where it could not be read or imported, or holds no layer; `absent` are modules
    that it imports and that are not installed."""

    file: str
    layers: tuple[LayerVerdict, ...]
    failure: str = ""
    absent: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether all layers are right, or by convention; false if there is none."""
        return bool(self.layers) and not self.failure and all(layer.judged in GOOD for layer in self.layers)

    def to_dict(self) -> Mapping[str, Any]:
        """The file as plain data for JSON."""
        found: dict[str, Any] = {"file": self.file, "layers": [_layer(layer) for layer in self.layers]}
        found |= {"absent": list(self.absent)} if self.absent else {}
        return {**found, "failure": self.failure} if self.failure else found


def _layer(layer: LayerVerdict) -> dict[str, Any]:
    found: dict[str, Any] = {"layer": layer.subject.kind, "name": layer.name, "verdict": layer.judged.value}
    found["outputs"] = [
        {
            "output": each.output,
            "verdict": each.judged.value,
            "mistakes": list(each.mistakes),
            "indistinguishable": [[made.fault for made in other] for other in each.others],
            "conventions": list(each.conventions),
            "where": each.where,
            "evidence": each.evidence,
            "line": each.line or (each.written[-1] if each.written else 0),
            "lines": list(each.written),
            "example": each.example,
            "tried": each.tried,
        }
        for each in layer.outputs
    ]
    return {**found, "failure": layer.failure} if layer.failure else found
