"""A step as one function: each array is forgotten after its last use, and what is left is returned."""

import weakref
from typing import Any

import numpy as np

from derive.kernels.passes.plan import KernelCall
from derive.kernels.passes.straight import straight


def test_an_array_is_gone_after_the_call_that_drops_it() -> None:
    seen: dict[str, Any] = {}
    alive: list[dict[str, bool]] = []

    def made(name: str) -> Any:
        def run(*given: Any) -> Any:
            alive.append({each: found() is not None for each, found in seen.items()})
            array = sum(given) + 1
            seen[name] = weakref.ref(array)
            return array

        return run

    calls = (
        KernelCall("one", made("one"), ("x",), (), ("x",)),
        KernelCall("two", made("two"), ("one",), (5,), ("one",)),
        KernelCall("idle", made("idle"), ("two",), (), ("idle",)),
        KernelCall("three", made("three"), ("two",), (), ("two",)),
    )
    x = np.zeros(3)
    given = {"x": x, "kept": np.ones(2)}
    seen["x"] = weakref.ref(x)
    step = straight(calls, list(given))
    del x
    left = step(given)
    assert given == {}
    assert list(left) == ["kept", "three"]
    assert left["three"].tolist() == [8, 8, 8]
    assert alive == [
        {"x": True},
        {"x": False, "one": True},
        {"x": False, "one": False, "two": True},
        {"x": False, "one": False, "two": True, "idle": False},
    ]


def test_names_of_tensors_may_be_any_text() -> None:
    odd = "a'b\"\n\\.W"
    step = straight([KernelCall(f"{odd}_bar", np.negative, (odd,), (), (odd,))], [odd])
    assert step({odd: np.ones(1)}) == {f"{odd}_bar": -1}
