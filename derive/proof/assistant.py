"""The proof assistant: whether Coq accepts a certificate. It alone judges."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from derive.errors import OutputError
from derive.proof.certificate import Certificate

ASSISTANT = "coqc"
CLOSED = "Closed under the global context"
AXIOM = re.compile(r"^(\S+)\s*:", re.MULTILINE)  # as Print Assumptions lists it
MODELS_NEED = {"Axioms", "FunctionalExtensionality.functional_extensionality_dep"}


class Judgement(Enum):
    """What came of a certificate."""

    PROVED = "proved for all sizes"
    REFUSED = "refused"
    OUT_OF_TIME = "out of time"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Judged:
    """A certificate with its judgement; `reason` is Coq's own message where it refused, `seconds` how long it took;
    `before` says that it was accepted by an earlier run."""

    certificate: Certificate
    judgement: Judgement
    reason: str = ""
    seconds: float = 0.0
    before: bool = False


def assistant() -> str | None:
    """The program that checks proofs, if it is installed."""
    return shutil.which(ASSISTANT)


def version(program: str) -> str:
    """What the program calls itself: "Coq 8.16.1"."""
    said = subprocess.run([program, "--print-version"], capture_output=True, text=True, check=False).stdout.split()
    return f"Coq {said[0]}" if said else "Coq of a version that it does not say"


def compile_libraries(folder: Path, program: str, names: Iterable[str], seconds: float) -> None:
    """Checks the libraries beside the certificates. Raises OutputError where Coq refuses one."""
    for name in names:
        done = _run(program, folder, name, seconds)
        if done is None or done.returncode:
            said = "took too long" if done is None else _message(done.stderr)
            raise OutputError(f"{folder / name}: {program} does not accept the library of index notation: {said}")


def judge(folder: Path, certificate: Certificate, program: str, seconds: float) -> Judged:
    """Checks one certificate that stands in the folder: accepted only without any axiom, but functional extensionality
    for models."""
    start = time.perf_counter()
    done = _run(program, folder, f"{certificate.name}.v", seconds)
    took = time.perf_counter() - start
    if done is None:
        return Judged(certificate, Judgement.OUT_OF_TIME, f"not decided within {seconds:g} s", took)
    if done.returncode:
        return Judged(certificate, Judgement.REFUSED, _message(done.stderr), took)
    axioms, asked = set(AXIOM.findall(done.stdout)), certificate.text.count("\nPrint Assumptions ")
    if done.stdout.count(CLOSED) != asked - bool(certificate.models) or axioms != (
        MODELS_NEED if certificate.models else set()
    ):
        return Judged(certificate, Judgement.REFUSED, f"it rests on axioms: {' '.join(done.stdout.split())}", took)
    return Judged(certificate, Judgement.PROVED, "", took)


def _run(program: str, folder: Path, file: str, seconds: float) -> "subprocess.CompletedProcess[str] | None":
    command = [program, "-q", "-R", ".", "derive", file]
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return None


def _message(text: str) -> str:
    return " ".join(text.split())[:300]
