"""A fault's example is a smallest one: with any of its numbers one smaller, the mistake changes nothing or is gone."""

import re
from collections.abc import Iterator

import pytest

from derive.errors import DeriveError
from derive.faults.catalogue import FAULTS
from derive.faults.fault import Fault
from derive.network.build import build
from derive.network.model import Layer, Loss
from derive.spec.read import parse_spec
from derive.verification.trial import all_made, equivalent

SHAPES_FIT = ("bias.gradient-wrong-axis", "weights.channels-not-swapped")  # the smallest where nothing crashes
WHOLE = re.compile(r"(?<![\d.])\d+(?![\d.])")


def _shows(text: str, fault: Fault) -> bool:
    model = build(parse_spec(text))
    owners: tuple[type[Layer] | type[Loss], ...] = (Layer, Loss) if model.loss else (Layer,)
    made = (one for owner in owners for one in all_made(model, owner) if one.fault is fault)
    return any(not equivalent(one) for one in made)


def _smaller(text: str) -> Iterator[str]:
    for number in WHOLE.finditer(text):
        less = int(number.group()) - 1
        if less >= 0:
            yield f"{text[: number.start()]}{less}{text[number.end() :]}"


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.id)
def test_an_example_is_as_small_as_it_can_be(fault: Fault) -> None:
    assert _shows(fault.example, fault)
    if fault.id in SHAPES_FIT:
        return
    for text in _smaller(fault.example):
        try:
            assert not _shows(text, fault), text
        except DeriveError:
            continue
