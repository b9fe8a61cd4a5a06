"""How often a windowed layer uses each entry of its input: the windows and taps that read it, counted."""

from dataclasses import dataclass, replace

from sympy import Integer

from derive.algebra.affine import Affine
from derive.algebra.bounds import Facts, drop_implied_guards
from derive.algebra.elimination import eliminate
from derive.algebra.equation import Bracket, Equation, Range, Term, subscripts_of, total
from derive.algebra.index import Index, Role, fresh
from derive.algebra.tensor import Entry, Tensor, TensorRole
from derive.calculus.derivation import Derivation, Rule, Step
from derive.calculus.vjp import ELIMINATE, GUARD, Variable

COUNT = Rule("count", "uses[r] = sum over windows i and taps u of [a(i,u) = r]: one for each time that r is read")


def uses(forward: Equation, variable: Variable, facts: Facts = ()) -> Derivation | None:
    """uses[r] = sum over windows of [the window covers r], from y[m,i] = f of x[m,a(i,u)] over taps u.

    For one channel and one filter. Taps are eliminated before windows, so that the sum runs over windows;
    where a tap's coefficient is not +-1, the windows go if theirs is. Declines unless the layer reads its
    input once, by output positions and taps.
    """
    read = _read(forward, variable)
    if read is None:
        return None
    taken = [index for index, _ in variable.ranges]
    own = {index: fresh(index, taken) for index in read.indices}
    places = tuple(subscript.substitute({i: Affine(0, ((n, 1),)) for i, n in own.items()}) for subscript in read.places)
    rows = tuple(item for item in variable.ranges if item[0].role is Role.INPUT)
    brackets = tuple(Bracket(place, Affine(0, ((r, 1),))) for place, (r, _) in zip(places, rows, strict=True))
    bound = tuple((own[index], size) for index, size in (*read.windows, *read.taps))
    counted = Tensor("uses", tuple(size for _, size in rows), TensorRole.COUNT, "uses")
    left = Entry(counted, tuple(Affine(0, ((r, 1),)) for r, _ in rows))
    return _simplify(total(left, rows, Term(bound, (), brackets, Integer(1))), facts)


def separated(equation: Equation) -> tuple[Equation, ...]:
    """sum over i, j of [f(r, i)] [g(q, j)] = (sum over i of [f]) (sum over j of [g]): one factor for each free index.

    The equation counts: its body is 1, and each condition speaks of one free index.
    """
    (term,) = equation.terms
    factors = []
    for (index, size), subscript in zip(equation.free, equation.left.subscripts, strict=True):
        guards = tuple(guard for guard in term.guards if index in guard.affine.indices)
        brackets = tuple(bracket for bracket in term.brackets if index in bracket.difference.indices)
        part = Term((), guards, brackets, Integer(1))
        inside = {other for place in subscripts_of(part) for other in place.indices}
        bound = tuple(item for item in term.bound if item[0] in inside)
        tensor = replace(equation.left.tensor, name=f"uses_{index.name}", shape=(size,))
        factors.append(total(Entry(tensor, (subscript,)), ((index, size),), replace(part, bound=bound)))
    return tuple(factors)


@dataclass(frozen=True, slots=True)
class _Read:
    """Where a window reads: one subscript for each spatial axis, the ranges of positions and of taps."""

    places: tuple[Affine, ...]
    windows: tuple[Range, ...]
    taps: tuple[Range, ...]

    @property
    def indices(self) -> tuple[Index, ...]:
        return tuple(index for index, _ in (*self.windows, *self.taps))


def _read(forward: Equation, variable: Variable) -> _Read | None:
    found = [
        (term, entry)
        for term in forward.terms
        for entry in term.body.atoms(Entry)
        if entry.tensor == variable.entry.tensor
    ]
    if len(found) != 1:
        return None
    term, entry = found[0]
    spatial = [axis for axis, place in enumerate(variable.entry.subscripts) if _runs_along(place)]
    places = tuple(entry.subscripts[axis] for axis in spatial)
    inside = {index for place in places for index in place.indices}
    windows = tuple(item for item in forward.free if item[0] in inside)
    taps = tuple(item for item in term.bound if item[0] in inside)
    if not spatial or len(windows) != len(spatial) or len(taps) != len(spatial):
        return None
    return _Read(places, windows, taps)


def _runs_along(place: Affine) -> bool:
    return any(index.role is Role.INPUT for index in place.indices)


def _simplify(start: Equation, facts: Facts) -> Derivation:
    steps: list[Step] = []

    def now() -> Equation:
        return steps[-1].after if steps else start

    def record(rule: Rule, term: Term, reason: str, solved: tuple[Index, Affine] | None = None) -> None:
        before = now()
        steps.append(Step(rule, before, Equation(start.left, start.free, (term,)), reason, solved))

    for role, reason in (
        (Role.TAP, "a window covers the pixel with one tap, or not at all"),
        (None, "one window fits"),
    ):
        while (solved := _without(now(), role, facts)) is not None:
            record(ELIMINATE, solved[0], reason, (solved[1], solved[2]))
    shorter = drop_implied_guards(now().terms[0], start.free, facts)
    if shorter is not None:
        record(GUARD, shorter, "the condition follows from the ranges of the indices")
    return Derivation(tuple(steps), now())


def _without(equation: Equation, role: Role | None, facts: Facts) -> tuple[Term, Index, Affine] | None:
    """An index of this role (any, for None) eliminated; the other bound indices stay where they are."""
    (term,) = equation.terms
    kept = tuple(item for item in term.bound if role is not None and item[0].role is not role)
    inner = replace(term, bound=tuple(item for item in term.bound if item not in kept))
    solved = eliminate(inner, (*equation.free, *kept), lambda bracket: True, facts)
    if solved is None:
        return None
    shorter, index, value = solved
    return replace(shorter, bound=(*kept, *shorter.bound)), index, value
