"""Applies one break and verifies its spec: exit code 1 means that the verification caught it."""

import contextlib
import sys

from derive.network.build import build
from derive.spec.read import parse_spec
from derive.verification.run import verify
from tests.breaks.breaks import BREAKS as ALONG_THE_WAY
from tests.breaks.calls import CALLS
from tests.breaks.modes import MODES
from tests.breaks.rules import RULES

BREAKS = ALONG_THE_WAY | MODES | RULES | CALLS


def main(name: str) -> int:
    chosen = BREAKS[name.removeprefix("honest ")]
    with contextlib.nullcontext() if name.startswith("honest ") else chosen.patch():
        record = verify(build(parse_spec(chosen.spec)))
    for check in record.failures:
        print(f"{check.kind.value} {check.subject}: {check.verdict.value}: {check.reason}")
    return 0 if record.ok else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
