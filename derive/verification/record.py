"""What a verification found: a list of checks, each with its verdict and the figures behind it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import Enum

from derive.grammar import digits
from derive.proof.mark import Mark


class Kind(Enum):
    """The five checks, by the question that each answers."""

    SIZES = "sizes"
    EXACT = "exact"
    ENGINE = "engine"
    DIFFERENCES = "differences"
    TRAINING = "training"


TITLES = {
    Kind.SIZES: "output sizes against counted windows and array shapes",
    Kind.EXACT: "derived formulas against independent exact derivatives",
    Kind.ENGINE: "generated kernels against the hand-written engine",
    Kind.DIFFERENCES: "generated kernels against finite differences",
    Kind.TRAINING: "five training steps against the engine",
}


FOR_ALL_SIZES = "backward formulas as theorems, under the hypotheses of each certificate; not checked again here"


class Verdict(Enum):
    """NOT_APPLICABLE is decided from the spec alone; COULD_NOT_RUN is a failure."""

    VERIFIED = "verified"
    FAILED = "failed"
    NOT_APPLICABLE = "not applicable"
    COULD_NOT_RUN = "could not run"


@dataclass(frozen=True, slots=True)
class Check:
    """One claim about one subject (a layer, a tensor, the network).

    `figure` says what was compared and within which bound, and is the same on every machine; `measured`
    holds the figures of this run; `reason` says why a check failed, did not run, or does not apply.
    """

    kind: Kind
    subject: str
    claim: str
    verdict: Verdict
    figure: str
    measured: Mapping[str, float | int | str] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """All checks of one network, and what is recorded of its layers' formulas for all sizes: no check of this run."""

    network: str
    checks: tuple[Check, ...]
    marks: tuple[Mark, ...] = ()

    def count(self, *verdicts: Verdict) -> int:
        """How many checks ended so."""
        return sum(check.verdict in verdicts for check in self.checks)

    @property
    def failures(self) -> tuple[Check, ...]:
        """The checks that failed or could not run."""
        return tuple(c for c in self.checks if c.verdict in (Verdict.FAILED, Verdict.COULD_NOT_RUN))

    @property
    def ok(self) -> bool:
        """True if something was verified and nothing failed; nothing checked is not ok."""
        return not self.failures and self.count(Verdict.VERIFIED) > 0

    def to_dict(self) -> dict[str, object]:
        """The record as plain data."""
        checks = [
            {
                "check": check.kind.value,
                "subject": check.subject,
                "claim": check.claim,
                "verdict": check.verdict.value,
                "figure": check.figure,
                "measured": dict(check.measured),
                "reason": check.reason,
            }
            for check in self.checks
        ]
        counts = {verdict.value: self.count(verdict) for verdict in Verdict}
        marks = [asdict(mark) for mark in self.marks]
        return {"network": self.network, "ok": self.ok, "counts": counts, "checks": checks, "marks": marks}

    def to_json(self) -> str:
        """The record as JSON text."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False)


def counted(number: int, one: str, several: str) -> str:
    """1 entry, 2 entries, 11,024 entries."""
    return f"{digits(number)} {one if number == 1 else several}"
