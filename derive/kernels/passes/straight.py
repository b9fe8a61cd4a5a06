"""A training step as one function: its calls, line after line, with a local name for each array.

For a small network a loop over calls, and a dict of arrays, cost a tenth of the step.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from derive.kernels.passes.plan import KernelCall
from derive.kernels.runtime.memory import Array

Step: TypeAlias = Callable[[dict[str, Array]], dict[str, Array]]


def straight(calls: Sequence[KernelCall], given: Iterable[str]) -> Step:
    """The function from the given arrays, which it takes out of their dict, to those that are left at the end; each
    other is forgotten where its call says so."""
    first = list(given)
    names = {tensor: f"t{place}" for place, tensor in enumerate([*first, *(call.target for call in calls)])}
    lines = ["def step(given):", *(f"    {names[tensor]} = given.pop({tensor!r})" for tensor in first)]
    left = dict.fromkeys(names)
    for place, call in enumerate(calls):
        arguments = [*(names[tensor] for tensor in call.reads), *map(str, call.sizes)]
        lines.append(f"    {names[call.target]} = f{place}({', '.join(arguments)})")
        for tensor in call.drops:
            lines.append(f"    del {names[tensor]}")
            del left[tensor]
    lines.append(f"    return {{{', '.join(f'{tensor!r}: {names[tensor]}' for tensor in left)}}}")
    namespace: dict[str, Any] = {f"f{place}": call.run for place, call in enumerate(calls)}
    exec(compile("\n".join(lines), "<derive step>", "exec"), namespace)
    step: Step = namespace["step"]
    return step
