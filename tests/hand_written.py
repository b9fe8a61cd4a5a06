"""Layers that nobody ships, with equations written by hand: no derivation and no plan may get them wrong in silence."""

import sympy
from sympy import Expr

from derive.algebra.affine import Affine, affine
from derive.algebra.bounds import Facts
from derive.algebra.equation import Bracket, Equation, Guard, Reduction, Term, total
from derive.algebra.functions import relu, sigmoid
from derive.algebra.index import Index, Role
from derive.algebra.size import named
from derive.algebra.tensor import Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.declaration import BATCH as M
from derive.layers.declaration import Declaration

Sizes = dict[str, int]

m = Index("m", Role.BATCH)
c, k = (Index(letter, Role.CHANNEL) for letter in "ck")
i, j = (Index(letter, Role.OUTPUT) for letter in "ij")
a, b = (Index(letter, Role.INPUT) for letter in "ab")
r, q = (Index(letter, Role.INPUT) for letter in "rq")
u, v = (Index(letter, Role.TAP) for letter in "uv")
C, K, H, W, O_H, O_W, F_H, F_W, S, D = (named(each) for each in ("C", "K", "h", "w", "oh", "ow", "fh", "fw", "s", "d"))
P, T = named("p", 0), named("t")
N, E = named("n"), named("e")


def _window(position: Index, tap: Index) -> Affine:
    return affine(position) * S + affine(tap) * D - P


def transposed_convolution(scattered: bool) -> Declaration:
    """z[m,k,r,q] = sum over c, a, b, u, v of [s a + d u - p = r] [s b + d v - p = q] x[m,c,a,b] W[c,k,u,v].

    As a sum with brackets, or as additions into z.
    """
    x = Tensor("x", (M, C, H, W), TensorRole.INPUT, "x")
    z = Tensor("z", (M, K, O_H, O_W), TensorRole.ACTIVATION, "z")
    weights = Tensor("W", (C, K, F_H, F_W), TensorRole.PARAMETER, "W")
    rows, columns = _window(a, u), _window(b, v)
    body = x[m, c, a, b] * weights[c, k, u, v]
    maps, places, taps = ((c, C),), ((a, H), (b, W)), ((u, F_H), (v, F_W))
    if scattered:
        guards = (Guard(rows, O_H), Guard(columns, O_W))
        free = ((m, M), (k, K), *places, *taps)
        forward = Equation(z[m, k, rows, columns], free, (Term(maps, guards, (), body),), Reduction.SCATTER)
    else:
        at = (Index("r", Role.OUTPUT), Index("q", Role.OUTPUT))
        brackets = (Bracket(rows, affine(at[0])), Bracket(columns, affine(at[1])))
        free = ((m, M), (k, K), (at[0], O_H), (at[1], O_W))
        forward = total(z[m, k, at[0], at[1]], free, Term((*maps, *places, *taps), (), brackets, body))
    variables = (
        Variable(x[m, c, r, q], ((m, M), (c, C), (r, H), (q, W))),
        Variable(weights[c, k, u, v], ((c, C), (k, K), *taps)),
    )
    return Declaration((x,), z, (forward,), variables)


def two_convolutions() -> Declaration:
    """y = left right, entry by entry: two strided convolutions, unlike in all sizes, that read one x."""
    x = Tensor("x", (M, H, W), TensorRole.INPUT, "x")
    left, right, y = (Tensor(name, (M, O_H, O_W), TensorRole.ACTIVATION, name) for name in ("left", "right", "y"))
    first = Tensor("V", (F_H, F_W), TensorRole.PARAMETER, "V")
    second = Tensor("W", (E, E), TensorRole.PARAMETER, "W")
    free = ((m, M), (i, O_H), (j, O_W))
    read = (affine(i) * S + affine(u) * D, affine(j) * S + affine(v) * D)
    other = (affine(i) * T + affine(u), affine(j) * T + affine(v))
    equations = (
        total(left[m, i, j], free, Term(((u, F_H), (v, F_W)), (), (), x[(m, *read)] * first[u, v])),
        total(right[m, i, j], free, Term(((u, E), (v, E)), (), (), x[(m, *other)] * second[u, v])),
        total(y[m, i, j], free, Term((), (), (), left[m, i, j] * right[m, i, j])),
    )
    variables = (
        Variable(x[m, r, q], ((m, M), (r, H), (q, W))),
        Variable(first[u, v], ((u, F_H), (v, F_W))),
        Variable(second[u, v], ((u, E), (v, E))),
        Variable(left[m, i, j], free),
        Variable(right[m, i, j], free),
    )
    return Declaration((x,), y, equations, variables)


def concatenation() -> Declaration:
    """y[m, k] = x[m, k] for k < n, and W[k - n] behind."""
    x = Tensor("x", (M, N), TensorRole.INPUT, "x")
    weights = Tensor("W", (E,), TensorRole.PARAMETER, "W")
    y = Tensor("y", (M, N + E), TensorRole.ACTIVATION, "y")
    unit, behind = Index("k", Role.UNIT), Index("j", Role.UNIT)
    terms = (
        Term((), (Guard(affine(unit), N),), (), x[m, unit]),
        Term((), (Guard(affine(unit) - N, E),), (), weights[affine(unit) - N]),
    )
    forward = total(y[m, unit], ((m, M), (unit, N + E)), *terms)
    return Declaration(
        (x,), y, (forward,), (Variable(x[m, unit], ((m, M), (unit, N))), Variable(weights[behind], ((behind, E),)))
    )


def pointwise(function: Expr, facts: Facts = ()) -> Declaration:
    """a = f(z) for every entry, f an expression in the symbol z."""
    z, out = Tensor("z", (M, N), TensorRole.INPUT, "z"), Tensor("a", (M, N), TensorRole.ACTIVATION, "a")
    unit = Index("k", Role.UNIT)
    ranges = ((m, M), (unit, N))
    forward = total(out[m, unit], ranges, Term((), (), (), function.xreplace({Z: z[m, unit]})))
    return Declaration((z,), out, (forward,), (Variable(z[m, unit], ranges),), facts=facts)


Z = sympy.Symbol("z", real=True)
SILU = Z * sigmoid(Z)
HARD_SIGMOID = (relu(Z + 3) - relu(Z - 3)) / 6
