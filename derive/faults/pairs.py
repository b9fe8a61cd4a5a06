"""Mistakes that cancel each other: each is wrong alone, and the network's gradient is right with both."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """Two faults by their ids, one in the loss's formula and one in the last layer's."""

    id: str
    name: str
    explanation: str
    hint: str
    example: str
    loss: str
    layer: str


PAIRS = (
    Pair(
        "pair.loss-and-softmax",
        "the loss and the softmax make up for each other",
        "The loss's derivative by the probabilities is taken to be p - t, and the softmax hands it on as it is. The "
        "product is right, both factors are wrong: with another loss, or after another layer, either shows.",
        "Put a squared error behind the softmax: is its gradient still right?",
        "input: {features: 2}\nlayers: [softmax]\nloss: cross_entropy\n",
        "loss.joined-already",
        "softmax.passes-through",
    ),
    Pair(
        "pair.loss-and-sigmoid",
        "the loss and the sigmoid make up for each other",
        "The loss's derivative by the output is taken to be a - t, and the sigmoid hands it on as it is. The product "
        "is right, both factors are wrong: with another loss, or after another layer, either shows.",
        "Put a squared error behind the sigmoid: is its gradient still right?",
        "input: {features: 1}\nlayers: [sigmoid]\nloss: binary_cross_entropy\n",
        "loss.joined-already",
        "elementwise.slope-missing",
    ),
)
