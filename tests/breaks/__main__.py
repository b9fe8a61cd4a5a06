"""Applies one break and verifies its spec: exit code 1 means that the verification caught it.

Without a name it reads names, a line each, and answers each with a line: every break has a process of its own, a copy
of this one from before anything was derived, so that only the modules are loaded once.
"""

import contextlib
import io
import json
import os
import signal
import sys
import traceback

from derive.network.build import build
from derive.spec.read import parse_spec
from derive.verification.run import verify
from tests.breaks.breaks import BREAKS as ALONG_THE_WAY
from tests.breaks.calls import CALLS
from tests.breaks.modes import MODES
from tests.breaks.rules import RULES

BREAKS = ALONG_THE_WAY | MODES | RULES | CALLS
SECONDS = 60


def main(name: str) -> int:
    """Verifies the break's spec, without the break if the name begins with honest; what failed is printed."""
    chosen = BREAKS[name.removeprefix("honest ")]
    with contextlib.nullcontext() if name.startswith("honest ") else chosen.patch():
        record = verify(build(parse_spec(chosen.spec)))
    for check in record.failures:
        print(f"{check.kind.value} {check.subject}: {check.verdict.value}: {check.reason}")
    return 0 if record.ok else 1


def serve() -> None:
    """Answers each name with {"code": the exit code, "said": what was printed}."""
    for line in sys.stdin:
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            signal.alarm(SECONDS)
            os.write(write, json.dumps(_answer(line.strip())).encode())
            os._exit(0)
        os.close(write)
        with open(read, "rb") as answer:
            said = answer.read().decode()
        os.waitpid(child, 0)
        print(said or json.dumps({"code": -1, "said": f"no answer in {SECONDS} s"}), flush=True)


def _answer(name: str) -> dict[str, object]:
    with contextlib.redirect_stdout(io.StringIO()) as said:
        try:
            code = main(name)
        except Exception:  # noqa: BLE001 - whatever a break raises past the checks is told, and is no catch
            code = 3
            traceback.print_exc(file=said)
    return {"code": code, "said": said.getvalue()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1])) if sys.argv[1:] else serve()
