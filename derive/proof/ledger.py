"""The ledger: the certificates that Coq has accepted, by what they say. `make prove` alone writes it.

A certificate is found in it only by the very text that was accepted, with the library that it needs: whoever changes a
statement, a script or a definition has no acceptance until Coq has looked again.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from derive.proof.certificate import Certificate, libraries

LEDGER = Path(__file__).parent / "ledger.json"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """That a certificate was accepted: its name then, by which assistant, and in how many seconds."""

    certificate: str
    assistant: str
    seconds: float


def fingerprint(certificate: Certificate) -> str:
    """A hash of the statement, its script and the libraries: of all that an acceptance is about. A certificate that is
    proved from others names them, and their names are hashes of their texts."""
    return hashlib.sha256("\0".join((*libraries([certificate]).values(), certificate.text)).encode()).hexdigest()


def recorded(certificate: Certificate, path: Path = LEDGER) -> Acceptance | None:
    """The acceptance that the ledger has of this very certificate."""
    return rows_of(path).get(fingerprint(certificate))


@cache
def rows_of(path: Path) -> dict[str, Acceptance]:
    """All acceptances of a ledger, by fingerprint; read once."""
    return {key: Acceptance(**each) for key, each in json.loads(path.read_text("utf-8")).items()}


def ledger_text(accepted: Iterable[tuple[Certificate, str, float]]) -> str:
    """The ledger of certificates that were accepted by an assistant in some seconds."""
    rows = {
        fingerprint(certificate): {"certificate": certificate.name, "assistant": by, "seconds": round(seconds, 1)}
        for certificate, by, seconds in sorted(accepted, key=lambda each: each[0].name)
    }
    return json.dumps(rows, indent=2) + "\n"
