"""Bodies of terms, as the planner needs them: their factors, their sizes, the arrays that they spread."""

from collections.abc import Mapping

import sympy
from sympy import Expr, Integer, Symbol

from derive.algebra.tensor import Entry
from derive.kernels.lowering.function import Code, Scope


def sized(expression: Expr, scope: Scope) -> Expr:
    """Sizes in a body become their Python text; a product of several gets a name."""
    for product in sorted(expression.atoms(sympy.Mul), key=str):
        for power in (1, -1):
            sizes = [factor for factor in product.args if _is_size(factor**power)]
            if len(sizes) > 1 and any(not _is_size(factor**power) for factor in product.args):
                text = "*".join(scope.size(size**power) for size in sorted(sizes, key=str))
                count = scope.name("count", Code(text))
                rest = [factor for factor in product.args if factor not in sizes]
                expression = expression.xreplace({product: sympy.Mul(*rest, count**power)})
    texts = {s: scope.size(s) for s in sorted(expression.free_symbols, key=str) if s.is_integer}
    return expression.xreplace({s: Integer(t) if t.isdigit() else Code(t) for s, t in texts.items()})


def product_of_entries(body: Expr) -> list[Entry] | None:
    """The entries of a plain product of entries; None for anything else."""
    factors = [] if body == 1 else list(sympy.Mul.make_args(body))
    if not all(isinstance(factor, Entry) for factor in factors):
        return None
    return sorted(factors, key=lambda entry: str(entry.key))


def spread_once(product: Expr, spread: Mapping[Expr, str]) -> Expr:
    """gamma[:, None]*r[:, None] = (gamma*r)[:, None]: arrays that are spread alike are multiplied before."""
    views: dict[str, list[Expr]] = {}
    for factor in product.args:
        if factor in spread:
            views.setdefault(spread[factor].partition("[")[2], []).append(factor)
    for view, factors in views.items():
        if len(factors) > 1:
            names = "*".join(spread[factor].partition("[")[0] for factor in factors)
            others = [factor for factor in product.args if factor not in factors]  # which may hold the same arrays
            product = sympy.Mul(*others, Code(f"({names})[{view}"))
    return product


def _is_size(factor: Expr) -> bool:
    return isinstance(factor, Symbol) and bool(factor.is_integer)


def vanishes(body: Expr, entry: Entry) -> bool:
    """Whether the body is 0 where the entry is, so that a fill of 0 means an absent term."""
    return bool(body.xreplace({entry: Integer(0)}) == 0)
