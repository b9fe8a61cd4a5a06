"""Certificates that Coq has accepted on this machine: kept in the user's cache, so that none is checked twice."""

import json
from pathlib import Path

from derive.cache import remember
from derive.proof.assistant import Judged, Judgement
from derive.proof.certificate import Certificate
from derive.proof.ledger import fingerprint

ROOM = "proofs"


def accepted_before(folder: Path | None, certificate: Certificate, version: str) -> Judged | None:
    """The judgement, where this version of the assistant has accepted this very certificate before."""
    if folder is None:
        return None
    try:
        seconds = float(json.loads(_path(folder, certificate, version).read_text("utf-8"))["seconds"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Judged(certificate, Judgement.PROVED, "", seconds, before=True)


def keep_acceptance(folder: Path | None, judged: Judged, version: str) -> None:
    """Remembers that a certificate was accepted; nothing else is worth keeping."""
    if folder is not None and judged.judgement is Judgement.PROVED and not judged.before:
        remember(_path(folder, judged.certificate, version), json.dumps({"seconds": round(judged.seconds, 2)}))


def _path(folder: Path, certificate: Certificate, version: str) -> Path:
    said = "".join(letter if letter.isalnum() else "_" for letter in version)
    return folder / ROOM / f"{fingerprint(certificate)}.{said}.json"
