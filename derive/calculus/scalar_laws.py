"""The laws of the differential calculus of one variable, each by its name: one law is applied to one derivative.

    d(f)/dx  ->  an expression over derivatives of the parts of f

The derivative of an entry of x itself is left to the entry rule.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import sympy
from sympy import Add, Expr, Function, Integer, Mul, Pow

from derive.algebra.functions import relu, relu6, sigmoid, softplus
from derive.algebra.tensor import Entry, Partial
from derive.calculus.derivation import Rule

SUM = Rule("derivative of a sum", "d/dx sum of c f = sum of c df/dx, for c without x")
FACTOR = Rule("constant factor", "d/dx (c f) = c df/dx, for c without x")
PRODUCT = Rule("product rule", "d/dx (u w) = du/dx w + u dw/dx")
QUOTIENT = Rule("quotient rule", "d/dx (u/w) = (du/dx w - u dw/dx)/w^2")
RECIPROCAL = Rule("reciprocal rule", "d/dx (1/w) = -dw/dx / w^2")
POWER = Rule("power rule", "d/dx u^n = n u^(n - 1) du/dx, for a number n")
SEVERAL = Rule("chain rule in several variables", "d/dx f(u, w) = f_u du/dx + f_w dw/dx")

SIGNS: dict[type, str] = {sigmoid: "σ"}
SLOPES: dict[type, str] = {
    sympy.exp: "exp(u)′ = exp(u) · u′",
    sympy.log: "log(u)′ = u′/u",
    sympy.tanh: "tanh(u)′ = (1 − tanh(u)²) · u′",
    sigmoid: "σ(u)′ = σ(u) · (1 − σ(u)) · u′",
    softplus: "softplus(u)′ = σ(u) · u′",
    relu: "max(0, u) is u where u > 0 and else 0, so its slope is 1 or 0; at 0 it is taken as 0",
    relu6: "min(6, max(0, u)) is u where 0 < u < 6 and else a constant, so its slope is 1 or 0; at 0 and 6 it is "
    "taken as 0",
}


@dataclass(frozen=True, slots=True)
class Worked:
    """A derivative after one law: the law, the reason in words, what came of it, and the function whose slope
    was used, if it was one's."""

    rule: Rule
    reason: str
    after: Expr
    function: type | None = None


def work(partial: Partial) -> Worked | None:
    """One law applied to a derivative; None for that of an entry, which no law of one variable takes apart.

    Numbers and factors without x come out on the way: d(c f) is c times what the law makes of df.
    """
    constant, varying = constant_factor(partial.of, partial.wrt)
    inner = Partial(varying, partial.wrt)
    if isinstance(varying, Entry):
        return (
            None if constant == 1 else Worked(FACTOR, "what does not depend on it stays as a factor", constant * inner)
        )
    found = next(worked for law in LAWS if (worked := law(inner)) is not None)
    return Worked(found.rule, found.reason, constant * found.after, found.function)


def depends(expression: Expr, wrt: Entry) -> bool:
    """Whether any entry of the tensor occurs that is differentiated by."""
    return any(entry.tensor == wrt.tensor for entry in expression.atoms(Entry))


def constant_factor(expression: Expr, wrt: Entry) -> tuple[Expr, Expr]:
    """(c, f) with c f the expression, and c without x."""
    factors = Mul.make_args(expression)
    constant = Mul(*(factor for factor in factors if not depends(factor, wrt)))
    return constant, Mul(*(factor for factor in factors if depends(factor, wrt)))


def linear(expression: Expr, wrt: Entry) -> Expr:
    """d(sum of c f) = sum of c df: as far as sums and constant factors go, and no further."""
    if not depends(expression, wrt):
        return Integer(0)
    constant, varying = constant_factor(expression, wrt)
    if isinstance(varying, Add):
        return constant * Add(*(linear(summand, wrt) for summand in varying.args))
    return constant * Partial(varying, wrt)


def _sum(partial: Partial) -> Worked | None:
    if not isinstance(partial.of, Add):
        return None
    lost = not all(depends(summand, partial.wrt) for summand in partial.of.args)
    return Worked(SUM, sum_reason(lost), linear(partial.of, partial.wrt))


def sum_reason(lost: bool) -> str:
    """The law of sums in words; `lost` says that a summand does not depend on what is differentiated by."""
    note = "; what does not depend on it drops out" if lost else ""
    return f"the derivative of a sum is the sum of the derivatives{note}"


def _quotient(partial: Partial) -> Worked | None:
    over = Mul(*(factor for factor in Mul.make_args(partial.of) if not _is_below(factor)))
    below = Mul(*(1 / factor for factor in Mul.make_args(partial.of) if _is_below(factor)))
    if over == 1 or below == 1:
        return None
    u, w = Partial(over, partial.wrt), Partial(below, partial.wrt)
    return Worked(QUOTIENT, "(u/w)′ = (u′ · w − u · w′)/w²", (u * below - over * w) / below**2)


def _is_below(factor: Expr) -> bool:
    return isinstance(factor, Pow) and factor.exp.is_Rational and factor.exp.is_negative


def _product(partial: Partial) -> Worked | None:
    if not isinstance(partial.of, Mul):
        return None
    factors = partial.of.args
    parts = [
        Mul(*factors[:place], Partial(factor, partial.wrt), *factors[place + 1 :])
        for place, factor in enumerate(factors)
    ]
    return Worked(PRODUCT, "(u · w)′ = u′ · w + u · w′", Add(*parts))


def _power(partial: Partial) -> Worked | None:
    if not isinstance(partial.of, Pow) or depends(partial.of.exp, partial.wrt):
        return None
    base, exponent = partial.of.as_base_exp()
    inner = Partial(base, partial.wrt)
    if exponent == -1:
        return Worked(RECIPROCAL, "(1/w)′ = −w′/w²", -inner / base**2)
    number = str(exponent).replace("-", "−")
    reason = f"the exponent {number} comes down as a factor and falls by 1, times the derivative of the base"
    return Worked(POWER, reason, exponent * base ** (exponent - 1) * inner)


def _function(partial: Partial) -> Worked | None:
    if not isinstance(partial.of, Function) or len(partial.of.args) != 1:
        return None
    function, argument = partial.of.func, partial.of.args[0]
    sign = SIGNS.get(function, function.__name__)
    reason = SLOPES.get(function, f"{sign}(u)′ = {sign}′(u) · u′")
    return Worked(function_rule(sign), reason, partial.of.fdiff(1) * Partial(argument, partial.wrt), function)


@cache
def function_rule(sign: str) -> Rule:
    """The chain rule for one function of one variable."""
    return Rule(f"chain rule for {sign}", f"d/dx {sign}(u) = {sign}'(u) du/dx")


def _several(partial: Partial) -> Worked | None:
    """What no other law knows: SymPy's own derivative by each entry."""
    read = sorted((e for e in partial.of.atoms(Entry) if e.tensor == partial.wrt.tensor), key=lambda e: e.key)
    slopes = (partial.of.diff(entry) * Partial(entry, partial.wrt) for entry in read)
    return Worked(SEVERAL, "each entry of it contributes its slope", Add(*slopes))


LAWS: tuple[Callable[[Partial], Worked | None], ...] = (_sum, _quotient, _product, _power, _function, _several)
