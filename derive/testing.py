"""For somebody's own tests: a forward and a backward function held against the derived formulas.

def test_conv() -> None:
    derive.testing.gradcheck(conv_forward, conv_backward, layer="conv")
"""

from collections.abc import Callable
from typing import Any

from derive.diagnosis.direct import check_functions
from derive.diagnosis.verdict import GOOD
from derive.document.diagnosis import explained


def gradcheck(forward: Callable[..., Any], backward: Callable[..., Any] | None = None, *, layer: str) -> None:
    """Raises AssertionError, whose text is the verdict, if the functions (or a class with both) are not right.

    Right by another convention passes. NameNotFoundError for a layer that cannot be checked.
    """
    verdict = check_functions([forward] if backward is None else [forward, backward], layer)
    if verdict.judged not in GOOD:
        raise AssertionError(explained(verdict))
