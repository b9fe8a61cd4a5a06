"""Pieces that the reading tests share."""

import pytest

from derive.errors import SpecError
from derive.spec.read import parse_spec

LECTURE = """\
name: sigmoid-cnn
title: The lecture's layers
input: {channels: 1, height: 6, width: 6}
layers:
  - conv: {name: conv1, filters: 2, kernel: 3}
  - sigmoid
  - avg_pool: {window: 2}
  - flatten
  - dense: {units: 3}
  - sigmoid: {}
  - dense:
      name: out
      units: 1
  - sigmoid:
loss: {binary_cross_entropy: {reduction: sum}}
"""


def changed(old: str, new: str) -> str:
    """The lecture's spec with one piece replaced, which must be there."""
    assert old in LECTURE
    return LECTURE.replace(old, new, 1)


def message(text: str) -> str:
    """The whole message with which a text is refused, as a file called net.yaml."""
    with pytest.raises(SpecError) as caught:
        parse_spec(text, "net.yaml")
    return str(caught.value)
