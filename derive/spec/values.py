"""Worked values of a spec: nested lists of exact numbers, and how they fit the shapes of a network."""

import math
import re
import sys
from fractions import Fraction
from typing import TypeAlias

from derive.spec.complaint import Complaints, described, shown
from derive.spec.node import BrokenNode, Entry, ListNode, MapNode, Node, Place, Scalar, ScalarNode, is_broken

Number: TypeAlias = int | float | Fraction
Values: TypeAlias = "tuple[Number | Values, ...]"
FRACTION = re.compile(r"([-+]?[0-9]{1,100})/([0-9]{1,100})")
PARAMETER = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def shape(values: Values) -> tuple[int, ...]:
    """The length of each axis of rectangular values: ((1, 2, 3), (4, 5, 6)) has (2, 3)."""
    sizes: list[int] = []
    level: Number | Values = values
    while isinstance(level, tuple):
        sizes.append(len(level))
        level = level[0]
    return tuple(sizes)


def batched(values: Values, axes: int) -> "Values | None":
    """The values with a batch axis in front of the `axes` axes of one example.

    A single example may be given without it, and an image of one channel without the channel's axis too:
    (H, W), (C, H, W) and (M, C, H, W) all become (M, C, H, W). None if they have too many or too few axes."""
    missing = axes + 1 - len(shape(values))
    if missing not in ((0, 1, 2) if axes == 3 else (0, 1)):
        return None
    for _ in range(missing):
        values = (values,)
    return values


def read_values(
    node: Node, inputs: tuple[str, ...], names: tuple[str, ...] | None, complaints: Complaints
) -> dict[str, Values]:
    """The worked values by name: input, target and parameters of the named layers (None: names not known)."""
    if isinstance(node, BrokenNode) or (isinstance(node, ScalarNode) and node.value is None):
        return {}
    if not isinstance(node, MapNode):
        what = f"values is {described(node)}, expected a mapping"
        complaints.add(node.place, what, "for example values: {input: [[1, 2], [3, 4]]}")
        return {}
    found: dict[str, Values] = {}
    for each in node.entries:
        if is_known(each, inputs, names, complaints) and not is_broken(each.node):
            values = read_nested(each.node, each.key, complaints)
            if values is not None:
                found[each.key] = values
    return found


def is_known(each: Entry, inputs: tuple[str, ...], names: tuple[str, ...] | None, complaints: Complaints) -> bool:
    """Whether a key is input, target or a parameter such as conv1.W of a layer that exists; if not, says so."""
    layer, dot, parameter = each.key.rpartition(".")
    if each.key in (*inputs, "target") or (names is None and dot):
        return True
    names = names or ()
    if layer in names and PARAMETER.fullmatch(parameter):
        return True
    if dot and layer not in names:
        what = f"values: no layer is called `{shown(layer)}`"
        complaints.add(each.place, what, "layers", layer, names)
        return False
    what = f"values: unknown key `{shown(each.key)}`"
    fix = "write a parameter such as conv1.W, or one of"
    complaints.add(each.place, what, fix, each.key, (*inputs, "target"))
    return False


def read_nested(node: Node, name: str, complaints: Complaints) -> "Values | None":
    """Nested lists as nested tuples; None after a complaint: the first defect of an array is enough."""
    if not isinstance(node, ListNode):
        complaints.add(node.place, f"values: {name} is {described(node)}, expected nested lists of numbers")
        return None
    defect = first_defect(node, expected_sizes(node))
    if defect is not None:
        place, what, fix = defect
        complaints.add(place, f"values: {shown(name)}: {what}", fix)
        return None
    return tuple(number_or_tuple(item) for item in node.items)


def expected_sizes(node: ListNode) -> tuple[int, ...]:
    """The length of each axis, as the first item of each list has it."""
    sizes = []
    level: Node = node
    while isinstance(level, ListNode):
        sizes.append(len(level.items))
        if not level.items:
            break
        level = level.items[0]
    return tuple(sizes)


def first_defect(node: Node, sizes: tuple[int, ...]) -> tuple[Place, str, str] | None:
    """The first thing that keeps nested lists from being an array of these sizes: place, what, fix."""
    if not isinstance(node, ListNode):
        return (
            scalar_defect(node)
            if not sizes
            else (node.place, f"{described(node)} where a list belongs", "nest all rows alike")
        )
    if not node.items:
        return node.place, "an empty list", "give it numbers"
    if not sizes:
        return node.place, f"{described(node)} where a number belongs", "nest all rows alike"
    if len(node.items) != sizes[0]:
        what = f"{described(node)} where the lists before it have {sizes[0]}"
        return node.place, what, "give all rows of an array the same length"
    defects = (first_defect(item, sizes[1:]) for item in node.items)
    return next((defect for defect in defects if defect is not None), None)


def scalar_defect(node: Node) -> tuple[Place, str, str] | None:
    """Why this is no number of a worked example; None if it is one."""
    value = node.value if isinstance(node, ScalarNode) else None
    if isinstance(value, float) and not math.isfinite(value):
        return node.place, f"{described(node)} is not a finite number", "write a number that is"
    if isinstance(value, int) and abs(value) > sys.float_info.max:
        what = f"a whole number of {len(str(abs(value)))} digits; float64 ends at {sys.float_info.max:.2g}"
        return node.place, what, "write a smaller number"
    if number(value) is None:
        return node.place, f"{described(node)} where a number belongs", "write a number or a fraction such as 1/9"
    return None


def number(value: Scalar) -> Number | None:
    """The value as an exact number or a float, a text such as 1/9 as a Fraction; None if it is none."""
    if isinstance(value, bool) or value is None:
        return None
    if not isinstance(value, str):
        return value
    match = FRACTION.fullmatch(value)
    if match is None or int(match[2]) == 0:
        return None
    return Fraction(int(match[1]), int(match[2]))


def number_or_tuple(node: Node) -> "Number | Values":
    """Nested lists without defects as nested tuples of numbers."""
    if isinstance(node, ListNode):
        return tuple(number_or_tuple(item) for item in node.items)
    found = number(node.value) if isinstance(node, ScalarNode) else None
    if found is None:
        raise TypeError(f"no number at {node.place}")
    return found
