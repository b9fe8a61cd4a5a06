"""The dense (fully connected) layer."""

from functools import cache

from pydantic import Field

from derive.algebra.equation import Term, total
from derive.algebra.size import named
from derive.algebra.tensor import Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import EXAMPLE, FEATURES, OVER_BATCH, UNIT_IN, UNIT_OUT, VECTOR, Layout, features_only
from derive.layers.declaration import Declaration, Declared, Example, LayerKind
from derive.layers.options import Options, PositiveSize

UNITS = named("K")


class DenseOptions(Options):
    """A dense layer."""

    units: PositiveSize = Field(description="number of outputs")
    bias: bool = Field(default=True, description="whether each unit has a bias")


@cache
def declare_structure(bias: bool) -> Declaration:
    """z[m,k] = b[k] + sum over c of W[k,c] x[m,c]."""
    x = VECTOR.tensor("x", TensorRole.INPUT)
    w = Tensor("W", (UNITS, FEATURES), TensorRole.PARAMETER, "W")
    b = Tensor("b", (UNITS,), TensorRole.PARAMETER, "b")
    z = VECTOR.tensor("z", TensorRole.ACTIVATION, channels=UNITS)
    weighted = Term(((UNIT_IN, FEATURES),), (), (), w[UNIT_OUT, UNIT_IN] * x[EXAMPLE, UNIT_IN])
    terms = (Term((), (), (), b[UNIT_OUT]), weighted) if bias else (weighted,)
    forward = total(z[EXAMPLE, UNIT_OUT], (OVER_BATCH, (UNIT_OUT, UNITS)), *terms)
    variables = [
        Variable(x[EXAMPLE, UNIT_IN], (OVER_BATCH, (UNIT_IN, FEATURES))),
        Variable(w[UNIT_OUT, UNIT_IN], ((UNIT_OUT, UNITS), (UNIT_IN, FEATURES))),
    ]
    if bias:
        variables.append(Variable(b[UNIT_OUT], ((UNIT_OUT, UNITS),)))
    return Declaration((x,), z, (forward,), tuple(variables), conventions=("weights are (outputs, inputs)",))


def declare(options: DenseOptions, layout: Layout) -> Declared:
    """The equations and this layer's number of units."""
    features_only("dense", layout)
    return Declared(declare_structure(options.bias), {UNITS: options.units})


DENSE = LayerKind(
    "dense",
    DenseOptions,
    declare,
    "every output is a weighted sum of all inputs",
    "Rumelhart, Hinton & Williams 1986",
    weighted=True,
    examples=(Example((5,), "units: 2"), Example((3,), "units: 3")),
)
