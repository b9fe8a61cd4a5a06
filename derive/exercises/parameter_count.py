"""Count a layer's parameters."""

from random import Random

import numpy as np

from derive.document.blocks import Block, Formulas, Paragraph
from derive.document.layer import size_section
from derive.exercises.exercise import Exercise, ExerciseKind, Problem
from derive.exercises.wording import options_in_words
from derive.grammar import an, sentence
from derive.layers.conv import ConvOptions
from derive.layers.dense import DenseOptions
from derive.layers.options import Options
from derive.network.build import build
from derive.network.model import Model
from derive.printing.style import Style
from derive.spec.read import spec_from_dict


def make(model: Model, level: int, random: Random) -> Exercise | None:
    """A dense or conv layer, as the network has them, with other numbers; from level 2 with a bias."""
    kinds = {item.kind: item.options for item in model.spec.layers if _weighted(item.options)}
    if not kinds:
        return None
    kind = random.choice(sorted(kinds))
    spec = _drawn(kind, kinds[kind], level, random)
    asked = build(spec_from_dict(spec))
    layer = asked.layers[0]
    options = asked.spec.layers[0].options
    bias = "with" if getattr(options, "bias", False) else "without"
    read = " × ".join(str(asked.number(size)) for size in asked.input.shape[1:])
    question = Paragraph(
        f"{sentence(an(kind))} layer ({options_in_words(options)}), {bias} bias, reads {read} numbers. "
        "How many parameters does it have?"
    )
    style = Style(numbers=asked.values)
    answer: tuple[Block, ...] = size_section(asked, layer, style).blocks
    total = sum(int(np.prod([int(asked.number(size)) for size in tensor.shape])) for tensor in layer.parameters)
    kept = tuple(block for block in answer if isinstance(block, Formulas) and block.label != "output size")
    return Exercise("Number of parameters", (question,), kept, Problem(spec, {}, {"parameters": np.array(total)}))


def _weighted(options: Options) -> bool:
    return isinstance(options, ConvOptions | DenseOptions)


def _drawn(kind: str, options: Options, level: int, random: Random) -> dict[str, object]:
    bias = level > 1
    if isinstance(options, DenseOptions):
        own: dict[str, object] = {"units": random.choice((2, 5, 10, 20)), "bias": bias}
        return {"input": {"features": random.choice((4, 12, 100))}, "layers": [{kind: own}]}
    channels = 1 if level == 1 else random.choice((1, 3, 16))
    own = {"filters": random.choice((2, 8, 32)), "kernel": random.choice((2, 3, 5)), "bias": bias}
    return {"input": {"channels": channels, "height": 12, "width": 12}, "layers": [{kind: own}]}


PARAMETER_COUNT = ExerciseKind("parameters", "count a layer's parameters", make)
