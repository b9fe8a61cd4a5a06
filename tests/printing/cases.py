"""What the goldens show: each layer's forward and backward formulas, two whole derivations, the lecture's formulas."""

from collections.abc import Callable
from functools import partial

from sympy import Integer

from derive.algebra.equation import Equation, Reduction, Term, reads
from derive.algebra.size import named
from derive.algebra.tensor import Entry, Tensor, TensorRole, cotangent
from derive.calculus.derivation import Derivation
from derive.calculus.vjp import pull_back
from derive.layers.declaration import Declaration
from derive.printing.chains import chain, numbered, numbered_letter, products, shared_sum, update
from derive.printing.compose import statement
from derive.printing.formula import Letter, Tree
from derive.printing.sizes import size_formula
from derive.printing.style import PLAIN, Style
from derive.printing.trace import trace
from tests.structures import Structure, structure

Titled = tuple[str, Tree]

LAYERS: dict[str, Structure] = {
    "conv": structure("conv", 3, filters=2, kernel=3),
    "conv_padded": structure("conv", 3, filters=2, kernel=3, padding=1),
    "conv_strided": structure("conv", 3, filters=2, kernel=3, stride=2, padding=1),
    "conv_grouped": structure("conv", 3, filters=2, kernel=3, stride=2, padding=1, dilation=2, groups=2, bias=False),
    "max_pool": structure("max_pool", 3, window=2),
    "max_pool_ceil": structure("max_pool", 3, window=3, stride=2, padding=1, ceil_mode=True),
    "avg_pool": structure("avg_pool", 3, window=2),
    "avg_pool_same": structure("avg_pool", 3, window=2, padding="same"),
    "flatten": structure("flatten", 3),
    "dense": structure("dense", 1, units=3),
    "sigmoid": structure("sigmoid", 1),
    "relu": structure("relu", 3),
    "binary_cross_entropy": structure("binary_cross_entropy", 1),
    "mean_squared_error": structure("mean_squared_error", 1),
}


def derivation(declaration: Declaration, name: str) -> Derivation:
    """The cotangent of the declaration's tensor called `name`."""
    (target,) = (target for target in declaration.targets if target.entry.tensor.name == name)
    sums = (equation for equation in declaration.equations if equation.reduction is Reduction.SUM)
    uses = tuple(equation for equation in sums if reads(equation, name))
    return pull_back(uses, target, declaration.facts, declaration.equations)


def layer_formulas(case: str, style: Style = PLAIN) -> list[Titled]:
    """A layer's sizes, forward equations and backward equations."""
    declaration = LAYERS[case].declared.declaration
    found: list[Titled] = [("size", size_formula(rule.symbol, rule.definition)) for rule in declaration.sizes]
    if declaration.stated:
        found.append(("stated", statement(declaration.stated, style)))
    found += [("forward", statement(equation, style)) for equation in declaration.equations]
    for target in declaration.targets:
        name = target.entry.tensor.name
        derived = derivation(declaration, name)
        if derived.scatter:
            found.append((f"backward {name}, scatter", statement(derived.scatter, style)))
        found.append((f"backward {name}", statement(derived.equation, style)))
    return found


def conv_derivations() -> list[Titled]:
    """The input's and the filter's cotangents of a strided, padded convolution, step by step."""
    declaration = LAYERS["conv_strided"].declared.declaration
    return [(f"derivation of {name}", trace(derivation(declaration, name))) for name in ("x", "W")]


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
    (target,) = (target for target in declaration.targets if target.entry.tensor.name == "W")
    new = target.entry
    slope = Entry(cotangent(new.tensor), new.subscripts)
    step = Term((), (), (), new - named("alpha") * Integer(1) * slope)
    return Equation(new, target.ranges, (step,))


CASES: dict[str, Callable[[], list[Titled]]] = {
    **{case: partial(layer_formulas, case) for case in LAYERS},
    "derivation": conv_derivations,
    "cotangents": cotangent_notations,
    "lecture": lecture_formulas,
}
