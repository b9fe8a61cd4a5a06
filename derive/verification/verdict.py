"""The verdict on a kernel's array and the engine's: equal within the error model's bound."""

from typing import Any

import numpy as np

from derive.verification.record import Check, Kind, Verdict, counted
from derive.verification.tolerance import COARSEST, LOOSEST, Bound, Comparison, compare


def verdict(subject: str, mine: Any, theirs: Any, bound: Bound) -> Check:
    """One check of kind ENGINE; a bound that would say nothing counts as not checked."""
    result: Comparison = compare(mine, theirs, bound)
    good = result.within and result.meaningful
    reason = ""
    if not result.within:
        reason = f"largest difference {result.difference:.1e}, bound {result.bound:.1e}"
    elif not result.meaningful:
        reason = _too_loose(result)
    return Check(
        Kind.ENGINE,
        subject,
        "kernel = engine, entry by entry within what rounding may do to its equations",
        Verdict.VERIFIED if good else Verdict.FAILED if not result.within else Verdict.COULD_NOT_RUN,
        counted(int(np.size(mine)), "entry", "entries"),
        {"difference": result.difference, "bound": result.bound},
        reason,
    )


def _too_loose(result: Comparison) -> str:
    if result.share > LOOSEST:
        return f"the bound {result.share:.1e} of what is summed is looser than {LOOSEST:.0e}: not checked"
    return f"the bound {result.bound:.1e} is looser than {COARSEST:.0e} of the largest entry: not checked"
