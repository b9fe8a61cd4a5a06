"""One network verified and written down: what a report has of it, from its spec alone."""

import platform
import time
from importlib.metadata import version

from derive.network.build import build
from derive.report.pages import measured, page
from derive.spec.spec import Spec
from derive.verification.record import Record
from derive.verification.run import Progress, verify
from derive.version import VERSION


def reported(spec: Spec, progress: Progress) -> tuple[Record, str, str]:
    """The record, the page, and the measured figures as JSON; plain data both ways, for work in other processes."""
    start = time.perf_counter()
    model = build(spec)
    record = verify(model, progress)
    about = {"derive": VERSION, **{name: version(name) for name in ("numpy", "sympy")}}
    about |= {"python": platform.python_version(), "machine": platform.machine()}
    written = page(model, record)
    seconds = round(time.perf_counter() - start, 2)
    return record, written, measured(record, {**about, "seconds": seconds})
