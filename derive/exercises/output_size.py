"""Compute the shape of a layer's output."""

from collections.abc import Mapping
from random import Random
from typing import Any

import numpy as np

from derive.document.blocks import Formulas, Paragraph
from derive.document.layer import shapes
from derive.document.shapes import size_rules
from derive.errors import SpecError
from derive.exercises.exercise import Exercise, ExerciseKind, Problem
from derive.exercises.wording import options_in_words
from derive.grammar import an, sentence
from derive.layers.avg_pool import AvgPoolOptions
from derive.layers.conv import ConvOptions
from derive.layers.max_pool import MaxPoolOptions
from derive.layers.options import Options
from derive.network.build import build
from derive.network.model import Model
from derive.printing.style import Style
from derive.spec.read import spec_from_dict

TRIES = 50


def make(model: Model, level: int, random: Random) -> Exercise | None:
    """One of the kinds of windowed layers that the network has, with other numbers."""
    kinds = {item.kind: item.options for item in model.spec.layers if _windowed(item.options)}
    if not kinds:
        return None
    kind = random.choice(sorted(kinds))
    spec, asked = _fitting(kind, kinds[kind], level, random)
    layer, style = asked.layers[0], Style(numbers=asked.values)
    c, height, width = (int(asked.number(size)) for size in asked.input.shape[1:])
    question = Paragraph(
        f"{sentence(an(kind))} layer ({options_in_words(asked.spec.layers[0].options)}) reads images of {height} rows "
        f"and {width} columns with {c} channel{'s' if c > 1 else ''}. What is the shape of its output: how "
        "many channels, rows and columns?"
    )
    answer = (Formulas(size_rules(asked, layer, style)), Formulas(shapes(layer, style)[-1:]))
    shape = np.array([int(asked.number(size)) for size in layer.output.shape[1:]])
    return Exercise("Output size", (question,), answer, Problem(spec, {}, {"shape": shape}))


def _windowed(options: Options) -> bool:
    return isinstance(options, ConvOptions | MaxPoolOptions | AvgPoolOptions)


def _fitting(kind: str, options: Options, level: int, random: Random) -> tuple[Mapping[str, Any], Model]:
    """A layer that fits its image. Level 1: stride 1 without padding, or windows that tile; 3: a rectangle."""
    for _ in range(TRIES):
        spec = _drawn(kind, options, level, random)
        try:
            return spec, build(spec_from_dict(spec))
        except SpecError:
            continue
    raise ValueError(f"no {kind} layer fits in {TRIES} draws")


def _drawn(kind: str, options: Options, level: int, random: Random) -> Mapping[str, Any]:
    height = random.randint(8, 32)
    width = random.randint(8, 32) if level == 3 else height
    window = random.choice((2, 3) if level == 1 else (2, 3, 4, 5))
    stride = 1 if level == 1 else random.choice((1, 2, 3))
    padding = 0 if level == 1 else random.choice((0, 1))
    image = {"channels": random.choice((1, 3)), "height": height, "width": width}
    own: dict[str, Any] = {"padding": padding}
    if isinstance(options, ConvOptions):
        own |= {"filters": random.choice((4, 8, 16)), "kernel": window, "stride": stride}
    else:
        own |= {"window": window, "stride": window if level == 1 else stride}
    return {"input": image, "layers": [{kind: own}]}


OUTPUT_SIZE = ExerciseKind("size", "compute the shape of an output", make)
