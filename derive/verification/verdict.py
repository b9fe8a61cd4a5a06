"""The verdict on a kernel's array and the engine's: equal within the error model's bound."""

from typing import Any

import numpy as np

from derive.verification.record import Check, Kind, Verdict
from derive.verification.tolerance import LOOSEST, Comparison, compare


def verdict(subject: str, mine: Any, theirs: Any, magnitude: Any, operations: int) -> Check:
    """One check of kind ENGINE; a bound looser than 1e-9 counts as not checked."""
    result: Comparison = compare(mine, theirs, magnitude, operations)
    good = result.within and result.meaningful
    reason = ""
    if not result.within:
        reason = f"largest difference {result.difference:.1e}, bound {result.bound:.1e}"
    elif not result.meaningful:
        reason = f"the bound {result.bound:.1e} is looser than {LOOSEST:.0e}: not checked"
    return Check(
        Kind.ENGINE,
        subject,
        "kernel = engine, entry by entry within 2 gamma_n times the same on absolute values",
        Verdict.VERIFIED if good else Verdict.FAILED if not result.within else Verdict.COULD_NOT_RUN,
        f"{np.size(mine):,} entries, n={operations}",
        {"difference": result.difference, "bound": result.bound},
        reason,
    )
