"""What the goldens show: each layer's forward and backward formulas, two whole derivations, the lecture's formulas."""

from collections.abc import Callable
from functools import partial

from sympy import Integer

from derive.algebra.equation import Equation, Term
from derive.algebra.size import named
from derive.algebra.tensor import Entry, Tensor, TensorRole, cotangent
from derive.calculus.derivation import Derivation
from derive.document.blocks import Formulas
from derive.document.chain import chain_section
from derive.layers.declaration import Declaration
from derive.network.backward import derive_declaration
from derive.network.build import build
from derive.printing.chains import chain, numbered, numbered_letter, products, shared_sum, update
from derive.printing.compose import statement
from derive.printing.formula import Letter, Tree
from derive.printing.sizes import size_formula
from derive.printing.style import PLAIN, Style
from derive.printing.trace import trace
from derive.spec.read import spec_from_dict
from tests.structures import Structure, structure

Titled = tuple[str, Tree]

LAYERS: dict[str, Structure] = {
    "conv": structure("conv", 3, filters=2, kernel=3),
    "conv_padded": structure("conv", 3, filters=2, kernel=3, padding=1),
    "conv_strided": structure("conv", 3, filters=2, kernel=3, stride=2, padding=1),
    "conv_grouped": structure("conv", 3, filters=2, kernel=3, stride=2, padding=1, dilation=2, groups=2, bias=False),
    "conv_signal": structure("conv", 2, filters=2, kernel=3, stride=2, padding=1),
    "conv_volume": structure("conv", 4, filters=2, kernel=3, stride=2, padding=1),
    "max_pool": structure("max_pool", 3, window=2),
    "max_pool_signal": structure("max_pool", 2, window=2),
    "flatten_volume": structure("flatten", 4),
    "max_pool_ceil": structure("max_pool", 3, window=3, stride=2, padding=1, ceil_mode=True),
    "avg_pool": structure("avg_pool", 3, window=2),
    "avg_pool_same": structure("avg_pool", 3, window=2, padding="same"),
    "flatten": structure("flatten", 3),
    "dense": structure("dense", 1, units=3),
    "max_pool_dilated": structure("max_pool", 3, window=2, stride=1, padding=1, dilation="d"),
    "avg_pool_ceil": structure("avg_pool", 3, window=3, stride=2, padding=1, ceil_mode=True, count_include_pad=False),
    "global_avg_pool": structure("global_avg_pool", 3),
    "sigmoid": structure("sigmoid", 1),
    "relu": structure("relu", 3),
    "tanh": structure("tanh", 1),
    "softmax": structure("softmax", 1),
    "dropout": structure("dropout", 3, rate=0.2),
    "batch_norm": structure("batch_norm", 3),
    "binary_cross_entropy": structure("binary_cross_entropy", 1),
    "cross_entropy": structure("cross_entropy", 1),
    "cross_entropy_unnormalised": structure("cross_entropy", 1, normalised=False),
    "mean_squared_error": structure("mean_squared_error", 1),
    "mean_squared_error_of_entries": structure("mean_squared_error", 3, reduction="mean_over_entries"),
}
CHAINS = (("digits-like", "conv1.W", (0, 0, 1, 1)), ("digits-like", "out.W", (2, 1)), ("regression", "out.W", (0, 1)))
NETWORKS = {
    "digits-like": {
        "name": "digits-like",
        "input": {"channels": 1, "height": 6, "width": 6},
        "layers": [
            {"conv": {"name": "conv1", "filters": 2, "kernel": 3}},
            "relu",
            {"max_pool": {"window": 2}},
            "flatten",
            {"dense": {"name": "out", "units": 3}},
            "softmax",
        ],
        "loss": "cross_entropy",
    },
    "regression": {
        "name": "regression",
        "input": {"features": 3},
        "layers": [{"dense": {"units": 2}}, "sigmoid", {"dense": {"name": "out", "units": 1}}],
        "loss": "mean_squared_error",
    },
}


def derivation(declaration: Declaration, name: str) -> Derivation:
    """The cotangent of the declaration's tensor called `name`."""
    return derive_declaration(declaration)[name]


def layer_formulas(case: str, style: Style = PLAIN) -> list[Titled]:
    """A layer's sizes, forward and backward equations, how training moves its state, and its form at inference."""
    declared = LAYERS[case].declared
    declaration = declared.declaration
    found: list[Titled] = [("size", size_formula(rule.symbol, rule.definition)) for rule in declaration.sizes]
    if declaration.stated:
        found.append(("stated", statement(declaration.stated, style)))
    found += [("forward", statement(equation, style)) for equation in declaration.equations]
    for variable in declaration.variables:
        name = variable.tensor.name
        derived = derivation(declaration, name)
        if derived.scatter:
            found.append((f"backward {name}, scatter", statement(derived.scatter, style)))
        if derived.linked:
            found.append((f"backward {name}, linked", statement(derived.linked, style)))
        found.append((f"backward {name}", statement(derived.equation, style)))
    found += [("update", update(equation, style)) for equation in declared.updates]
    if declared.inference:
        found += [("at inference", statement(equation, style)) for equation in declared.inference.equations]
    return found


def conv_derivations() -> list[Titled]:
    """The input's and the filter's cotangents of a strided, padded convolution, step by step."""
    declaration = LAYERS["conv_strided"].declared.declaration
    return [(f"derivation of {name}", trace(derivation(declaration, name))) for name in ("x", "W")]


def compact_derivations() -> list[Titled]:
    """How batch norm and softmax get their textbook forms."""
    return [
        (f"derivation of {case}", trace(derivation(LAYERS[case].declared.declaration, name)))
        for case, name in (("batch_norm", "x"), ("softmax", "z"))
    ]


def chains() -> list[Titled]:
    """The chain rule for single weights: the chain, its factors, the whole formula."""
    return [
        (f"{tensor} of {network}: {block.label}", formula.tree)
        for network, tensor, place in CHAINS
        for block in chain_section(build(spec_from_dict(NETWORKS[network])), tensor, place, PLAIN).blocks
        if isinstance(block, Formulas)
        for formula in block.formulas
    ]


def cotangent_notations() -> list[Titled]:
    """One formula in each notation of cotangents."""
    (equation,) = (derivation(LAYERS["sigmoid"].declared.declaration, "z").equation,)
    return [
        ("partial", statement(equation, Style("partial"))),
        ("d", statement(equation, Style("d"))),
        ("bar", statement(equation, Style("bar"))),
    ]


def lecture_formulas() -> list[Titled]:
    """The update, the chain for one weight, the shared weight's sum, a window's products, a size with its numbers."""
    w, a, z = (Tensor(name, (), TensorRole.ACTIVATION, name, "2") for name in ("w", "a", "z"))
    shared = [numbered_letter(Letter("w"), places) for places in ([1, 1], [2, 2], [3, 4], [4, 5])]
    pixels, weights = (("3", "0", "1", "1", "5", "8", "2", "7", "2"), ("1", "0", "-1") * 3)
    rule = LAYERS["conv_strided"].declared.declaration.sizes[0]
    n, p, f, s = named("n_h"), named("p_h", 0), named("f_h"), named("s_h")
    return [
        ("update", update(filter_update())),
        ("chain", chain([numbered(a[0], 1), numbered(z[0], 1), numbered(w[0, 0], 1)])),
        ("shared weight", shared_sum(numbered_letter(Letter("f"), [1]), shared)),
        ("products", products(numbered_letter(Letter("z"), [1, 1]), zip(pixels, weights, strict=True), "-5")),
        ("size", size_formula(rule.symbol, rule.definition, {n: 6, p: 0, f: 3, s: 1})),
    ]


def filter_update() -> Equation:
    """W = W - alpha dJ/dW."""
    declaration = LAYERS["conv"].declared.declaration
    variable = declaration.variable("W")
    new = variable.entry
    slope = Entry(cotangent(new.tensor), new.subscripts)
    step = Term((), (), (), new - named("alpha") * Integer(1) * slope)
    return Equation(new, variable.ranges, (step,))


CASES: dict[str, Callable[[], list[Titled]]] = {
    **{case: partial(layer_formulas, case) for case in LAYERS},
    "derivation": conv_derivations,
    "derivation_compact": compact_derivations,
    "chains": chains,
    "cotangents": cotangent_notations,
    "lecture": lecture_formulas,
}
