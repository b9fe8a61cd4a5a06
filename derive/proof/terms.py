"""Sizes, subscripts, conditions and bodies in Coq's notation. What is printed here is what is proved."""

import sympy
from sympy import Expr, Integer, Symbol

from derive.algebra.affine import Affine
from derive.algebra.equation import Bracket, Guard, Term
from derive.algebra.functions import positive, relu, relu6, sigmoid, softplus
from derive.algebra.setting import Setting
from derive.algebra.size import CeilQuotient, CeilSize, ExactQuotient, FloorQuotient, LargerOf, Size
from derive.algebra.tensor import Entry
from derive.errors import ProofError
from derive.proof.names import Names

FUNCTIONS = {
    sympy.exp: "exp",
    sympy.log: "log",
    sympy.tanh: "tanh",
    sigmoid: "sigmoid",
    softplus: "softplus",
    relu: "relu",
    relu6: "relu6",
    positive: "step",
}

ROUNDED = {CeilQuotient: "ceil_quotient", CeilSize: "ceil_size", LargerOf: "Z.max"}


def size_text(size: Size, names: Names) -> str:
    """A size as a whole number of Coq: a polynomial in named sizes, or a rounded quotient."""
    match size:
        case int() | Integer():
            return str(int(size)) if int(size) >= 0 else f"({int(size)})"
        case Symbol():
            return names.sizes[size]
        case sympy.Add():
            return f"({_sum([size_text(part, names) for part in size.as_ordered_terms()])})"
        case sympy.Mul():
            coefficient, rest = size.as_coeff_Mul()
            if coefficient == -1:
                return f"- {size_text(rest, names)}"
            return " * ".join(size_text(part, names) for part in size.as_ordered_factors())
        case sympy.Pow() if size.exp.is_Integer and size.exp > 0:
            return " * ".join([size_text(size.base, names)] * int(size.exp))
        case FloorQuotient() | ExactQuotient():
            above, below = (size_text(part, names) for part in size.args)
            return f"(({above}) / ({below}))"
        case CeilQuotient() | CeilSize() | LargerOf():
            given = " ".join(f"({size_text(part, names)})" for part in size.args)
            return f"({ROUNDED[type(size)]} {given})"
        case _:
            raise ProofError(f"no Coq form of the size {size} is known; have you added a new kind of size?")


def affine_text(affine: Affine, names: Names) -> str:
    """A subscript: s * i + d * u - p."""
    parts = [_multiple(value, names.indices[index], names) for index, value in affine.terms]
    if affine.const != 0 or not parts:
        parts.append(size_text(affine.const, names))
    return _sum(parts)


def _sum(parts: list[str]) -> str:
    """a + b - c."""
    positive_first = sorted(parts, key=lambda part: part.startswith("-"))
    return " + ".join(positive_first).replace("+ - ", "- ")


def _multiple(coefficient: Size, index: str, names: Names) -> str:
    if coefficient in (1, -1):
        return index if coefficient == 1 else f"- {index}"
    return f"{size_text(coefficient, names)} * {index}"


def condition_text(term: Term, names: Names) -> str:
    """All guards and brackets of a term as one boolean; "true" without any."""
    guards = [_guard(guard, names) for guard in term.guards]
    brackets = [_bracket(bracket, names) for bracket in term.brackets]
    return " && ".join((*guards, *brackets)) or "true"


def _guard(guard: Guard, names: Names) -> str:
    return f"inside ({affine_text(guard.affine, names)}) ({size_text(guard.size, names)})"


def _bracket(bracket: Bracket, names: Names) -> str:
    return f"({affine_text(bracket.left, names)} =? {affine_text(bracket.right, names)})%Z"


def entry_text(entry: Entry, names: Names) -> str:
    """W@[k, c, u, v]."""
    places = ", ".join(affine_text(subscript, names) for subscript in entry.subscripts)
    return f"{names.tensors[entry.tensor.name]}@[{places}]"


def body_text(body: Expr, names: Names) -> str:
    """A scalar expression over entries, in the ring; sizes and numbers stand in it as `num`."""
    match body:
        case sympy.Add():
            return _added(body.as_ordered_terms(), names)
        case sympy.Mul():
            return _product(body, names)
        case sympy.Rational() if body.q != 1 or body < 0:
            return (
                f"0 - {factor_text(-body, names)}"
                if body < 0
                else f"{body_text(Integer(body.p), names)} / num {body.q}"
            )
        case sympy.Pow() if _below(body):
            return _divided("1", body, names)
        case sympy.Pow() if body.exp.is_Integer:
            return " * ".join([factor_text(body.base, names)] * int(body.exp))
        case sympy.Pow() if (-2 * body.exp).is_Integer and body.exp < 0:
            return " * ".join([f"rsqrt {_argument(body.base, names)}"] * int(-2 * body.exp))
        case Entry():
            return entry_text(body, names)
        case Setting():
            return names.settings[body]
        case Integer():
            return str(int(body)) if body in (0, 1) else f"num {int(body)}"
        case Symbol():
            return f"num {names.sizes[body]}"
        case sympy.Function() if type(body) in FUNCTIONS:
            return f"{FUNCTIONS[type(body)]} {_argument(body.args[0], names)}"
        case _:
            raise ProofError(f"no Coq form of {type(body).__name__} {body} is known; have you added a new function?")


def factor_text(body: Expr, names: Names) -> str:
    """A body as a factor of a product: in parentheses where it is a sum, a product, a quotient or a negative number."""
    text = body_text(body, names)
    loose = isinstance(body, sympy.Add | sympy.Mul) or (body.is_Rational and not (body.is_Integer and body >= 0))
    powers = isinstance(body, sympy.Pow) and body.exp != sympy.Rational(-1, 2)
    return f"({text})" if loose or powers else text


def _added(parts: list[Expr], names: Names) -> str:
    """a + b - c, the negative parts last."""
    above = [part for part in parts if not _negative(part)]
    text = " + ".join(body_text(part, names) for part in above) or "0"
    return "".join((text, *(f" - {factor_text(-part, names)}" for part in parts if _negative(part))))


def _negative(part: Expr) -> bool:
    return bool(part.as_coeff_Mul()[0].is_negative)


def _argument(body: Expr, names: Names) -> str:
    return entry_text(body, names) if isinstance(body, Entry) else f"({body_text(body, names)})"


def _product(body: sympy.Mul, names: Names) -> str:
    coefficient, _ = body.as_coeff_Mul()
    if coefficient.is_negative:
        return f"- {factor_text(-body, names)}"
    parts = body.as_ordered_factors()
    text = " * ".join(factor_text(part, names) for part in parts if not _below(part)) or "1"
    for part in (part for part in parts if _below(part)):
        text = _divided(text, part, names)
    return text


def _below(part: Expr) -> bool:
    return bool(part.is_Pow and part.exp.is_Integer and part.exp < 0)


def _divided(text: str, part: sympy.Pow, names: Names) -> str:
    return text + f" / {factor_text(part.base, names)}" * -int(part.exp)
