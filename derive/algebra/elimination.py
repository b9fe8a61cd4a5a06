"""Brackets: splitting, solving and moving them. Each function is one law and returns None where it does not apply."""

from collections.abc import Callable

import sympy

from derive.algebra.affine import Affine, affine
from derive.algebra.bounds import Facts, always
from derive.algebra.equation import Bracket, Equation, Guard, Range, Reduction, Term
from derive.algebra.index import Index, Role, fresh
from derive.algebra.size import Size, normal
from derive.algebra.substitution import substitute
from derive.algebra.tensor import Entry

PLACES = (Index("r", Role.OUTPUT), Index("q", Role.OUTPUT))


def is_shift(bracket: Bracket) -> bool:
    """Whether the bracket only equates two indices, up to a constant and a sign: [i + c = k], [c - i = k]."""
    return all(len(side.terms) == 1 and side.terms[0][1] in (1, -1) for side in (bracket.left, bracket.right))


def split_digits(term: Term, free: tuple[Range, ...]) -> Term | None:
    """[n g + k = n g' + k'] = [g = g'] [k = k'] for 0 <= k, k' < n: division by n has one remainder."""
    ranges = dict((*free, *term.bound))
    for position, bracket in enumerate(term.brackets):
        split = _digits(bracket, ranges)
        if split is not None:
            brackets = (*term.brackets[:position], *split, *term.brackets[position + 1 :])
            return Term(term.bound, term.guards, brackets, term.body)
    return None


def _digits(bracket: Bracket, ranges: dict[Index, Size]) -> tuple[Bracket, Bracket] | None:
    if bracket.left.const != 0 or bracket.right.const != 0:
        return None
    for low_left in bracket.left.indices:
        for low_right in bracket.right.indices:
            base = ranges[low_left]
            highs = [_high_digit(s, low, base) for s, low in ((bracket.left, low_left), (bracket.right, low_right))]
            if ranges[low_right] == base and highs[0] is not None and highs[1] is not None:
                return Bracket(highs[0], highs[1]), Bracket(affine(low_left), affine(low_right))
    return None


def _high_digit(side: Affine, low: Index, base: Size) -> Affine | None:
    """g where side = base * g + low, with one index or several in g."""
    rest = [(index, _quotient(value, base)) for index, value in side.terms if index != low]
    if side.coefficient(low) != 1 or not rest:
        return None
    high = affine(0)
    for index, factor in rest:
        if factor is None:
            return None
        high = high + affine(index) * factor
    return high


def _quotient(value: Size, base: Size) -> Size | None:
    """value / base where it is a whole number of sizes; None for a quotient with a rest."""
    found = sympy.cancel(sympy.Integer(1) * value / base)
    return normal(found) if sympy.denom(found) == 1 else None


def eliminate(
    term: Term, free: tuple[Range, ...], wanted: Callable[[Bracket], bool], facts: Facts = ()
) -> tuple[Term, Index, Affine] | None:
    """sum_k [a + k = r] f(k) = [0 <= r - a < K] f(r - a), if k's coefficient is +1 or -1.

    Takes the first wanted bracket that can be solved; prefers an output position over a tap. A guard that the
    substitution makes is left out only where the ranges prove it. Returns the term, the index, its value.
    """
    for bracket in filter(wanted, term.brackets):
        solved = _solve(bracket, term)
        if solved is None:
            continue
        index, solution = solved
        size = dict(term.bound)[index]
        kept = tuple(other for other in term.brackets if other != bracket)
        bound = tuple(item for item in term.bound if item[0] != index)
        moved = substitute(Term(bound, term.guards, kept, term.body), {index: solution})
        guards = dict.fromkeys((*moved.guards, Guard(solution, size)))
        new = [guard for guard in guards if guard not in term.guards and always(guard, (*free, *bound), facts)]
        kept_guards = tuple(guard for guard in guards if guard not in new)
        return Term(bound, kept_guards, moved.brackets, moved.body), index, solution
    return None


def _solve(bracket: Bracket, term: Term) -> tuple[Index, Affine] | None:
    difference = bracket.difference
    solvable = [index for index, _ in term.bound if difference.coefficient(index) in (1, -1)]
    if not solvable:
        return None
    index = min(solvable, key=lambda candidate: (candidate.role is Role.TAP, candidate.role is not Role.OUTPUT))
    sign = difference.coefficient(index)
    rest = difference - Affine(0, ((index, sign),))
    return index, rest * -sign


def scatter(equation: Equation, facts: Facts = ()) -> Equation | None:
    """y[r] = sum_iu [a(i,u) = r] g(i,u)  <=>  y[a(i,u)] += g(i,u) for all i, u with 0 <= a(i,u) < n.

    The exact transpose of a strided read; applies to a single term whose brackets each equate a free index
    of the left side, in no other bracket and nowhere else in the term, with bound ones.
    """
    if len(equation.terms) != 1 or equation.reduction is not Reduction.SUM or not equation.terms[0].brackets:
        return None
    term = equation.terms[0]
    targets = {b.right.indices[0]: b.left for b in term.brackets if _is_index(b.right)}
    free = dict(equation.free)
    if len(targets) != len(term.brackets) or not all(index in free for index in targets):
        return None
    moved = {index for left in targets.values() for index in left.indices}
    if any(index in targets for index in moved) or _occur_in_body(term, tuple(targets)):
        return None
    left = Entry(equation.left.tensor, tuple(s.substitute(targets) for s in equation.left.subscripts))
    outer = tuple(item for item in equation.free if item[0] not in targets)
    ranges = (*outer, *(item for item in term.bound if item[0] in moved))
    bound = tuple(item for item in term.bound if item[0] not in moved)
    landing = tuple(Guard(targets[index], free[index]) for index in targets)
    guards = tuple(dict.fromkeys((*term.guards, *landing)))
    kept = tuple(guard for guard in guards if not always(guard, (*ranges, *bound), facts))
    return Equation(left, ranges, (Term(bound, kept, (), term.body),), Reduction.SCATTER)


def gather(equation: Equation) -> Equation | None:
    """y[a(i,u)] += g(i,u) for all i, u  <=>  y[r] = sum over i, u of [a(i,u) = r] g(i,u), for fresh r < n.

    Axes at a single index that no other axis has stay as they are. Declines for what is no scatter.
    """
    if equation.reduction is not Reduction.SCATTER:
        return None
    left = equation.left
    taken = [index for index, _ in (*equation.free, *(item for term in equation.terms for item in term.bound))]
    places: list[Affine] = []
    new: list[Range] = []
    for axis, subscript in enumerate(left.subscripts):
        others = {index for place, s in enumerate(left.subscripts) if place != axis for index in s.indices}
        if _is_index(subscript) and not others & set(subscript.indices):
            places.append(subscript)
            continue
        index = fresh(PLACES[len(new) % len(PLACES)], [*taken, *(index for index, _ in new)])
        new.append((index, left.tensor.shape[axis]))
        places.append(affine(index))
    kept = tuple(item for item in equation.free if affine(item[0]) in places)
    moved = tuple(item for item in equation.free if item not in kept)
    pairs = zip(left.subscripts, places, strict=True)
    brackets = tuple(Bracket(old, place) for old, place in pairs if old != place)
    terms = (Term((*moved, *t.bound), t.guards, (*t.brackets, *brackets), t.body) for t in equation.terms)
    return Equation(Entry(left.tensor, tuple(places)), (*kept, *new), tuple(terms))


def _is_index(value: Affine) -> bool:
    return len(value.terms) == 1 and value == affine(value.indices[0])


def _occur_in_body(term: Term, indices: tuple[Index, ...]) -> bool:
    affines = [guard.affine for guard in term.guards]
    affines += [s for entry in term.body.atoms(Entry) for s in entry.subscripts]
    return any(index in a.indices for a in affines for index in indices)
