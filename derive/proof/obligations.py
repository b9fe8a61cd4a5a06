"""What has to hold of indices, for all sizes, for a step of a derivation to keep every sum; and whether it does.

A step of the index kind replaces a sum over points by a sum over other points: they correspond one to one, and the
summands are equal. That the summands are equal is seen by substitution; that each point's partner is inside its ranges
and under its conditions are obligations: what is known of whole numbers, and what must follow, q >= 0.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import sympy
from sympy import Expr

from derive.algebra.affine import Affine, affine
from derive.algebra.equation import Bracket, Equation, Guard, Range, Reduction, Term
from derive.algebra.index import Index
from derive.algebra.size import CeilQuotient, ExactQuotient, FloorQuotient, LargerOf, Size
from derive.algebra.substitution import substitute
from derive.algebra.tensor import Entry
from derive.calculus.derivation import Step
from derive.layers.declaration import Declared
from derive.proof.search import find
from derive.proof.statement import fixed_sizes
from derive.proof.witness import Given, Polynomial, collect, constant, letter, refutes

INDEX_KIND = ("elimination", "digits", "guard", "scatter form")
Claims = tuple[Polynomial, ...]


@dataclass(frozen=True)
class Obligation:
    """Where all that is `given` of whole numbers holds, each of the `claims` is >= 0."""

    given: Given
    claims: Claims
    what: str


@dataclass(frozen=True)
class Sizes:
    """Expressions in sizes that are >= 0, and sizes that are defined by others."""

    facts: tuple[Expr, ...]
    defined: tuple[tuple[sympy.Symbol, Expr], ...]


@dataclass(frozen=True, slots=True)
class ForAllSizes:
    """Of so many steps of the index kind in a derivation, how many keep every sum for all sizes, by witnesses."""

    steps: int
    shown: int


def for_all_sizes(steps: Iterable[Step], declared: Declared) -> ForAllSizes:
    """Counts the steps of the index kind, and those all of whose obligations have an accepted witness; none has where
    a declared fact about sizes, which they may use, does not follow from the formulas of the sizes."""
    own = [step for step in steps if step.rule.name in INDEX_KIND]
    if not own or not all(map(holds, of_sizes(declared))):
        return ForAllSizes(len(own), 0)
    asked = [of_step(step, sizes_of(declared)) for step in own]
    return ForAllSizes(len(own), sum(found is not None and all(map(holds, found)) for found in asked))


def holds(obligation: Obligation) -> bool:
    """Whether a witness was found for every claim, and accepted; a claim may use those before it."""
    given = obligation.given
    for claim in obligation.claims:
        if not _follows(given, claim):
            return False
        given = Given((*given.positive, claim), given.zero)
    return True


def _follows(given: Given, claim: Polynomial) -> bool:
    return _decided(tuple(p.key for p in given.positive), tuple(p.key for p in given.zero), claim.key)


@cache
def _decided(positive, zero, claim) -> bool:  # type: ignore[no-untyped-def]
    """The same over plain data, each once."""
    known = Given(tuple(Polynomial(dict(p)) for p in positive), tuple(Polynomial(dict(z)) for z in zero))
    opposite = known.but_not(Polynomial(dict(claim)))
    witness = find(opposite)
    return witness is not None and refutes(witness, opposite)


def of_sizes(declared: Declared) -> Iterator[Obligation]:
    """The declared facts about sizes follow from the formulas of the sizes, and from what the layer says must hold."""
    limits = tuple(limit.size - limit.least for limit in declared.declaration.limits)
    for fact in declared.declaration.facts:
        known = _Known(Sizes(limits, _definitions(declared)))
        known.meet(fact)
        yield Obligation(known.given(), (_of(fact),), f"fact {fact} >= 0")


def sizes_of(declared: Declared) -> Sizes:
    """What steps may use of a structure's sizes: the declared facts, and what divides without a rest. What is rounded
    speaks through the facts alone."""
    exact = tuple(pair for pair in _definitions(declared) if isinstance(pair[1], ExactQuotient))
    return Sizes(declared.declaration.facts, exact)


def _definitions(declared: Declared) -> tuple[tuple[sympy.Symbol, Expr], ...]:
    fixed = fixed_sizes(declared, declared.declaration.equations)
    return tuple((rule.symbol, rule.definition.xreplace(fixed)) for rule in declared.declaration.sizes)


def of_step(step: Step, sizes: Sizes) -> tuple[Obligation, ...] | None:
    """What a step of the index kind asks for; None where it is of another kind, or changes a summand."""
    if step.rule.name not in INDEX_KIND:
        return None
    found: list[Obligation] = []
    before, after = step.before, _as_sum(step.after, step.before)
    if before.left != after.left or before.free != after.free or len(before.terms) != len(after.terms):
        return None
    for old, new in zip(before.terms, after.terms, strict=True):
        if old == new:
            continue
        solved = dict([step.solved]) if step.solved and step.solved[0] in dict(old.bound) else {}
        if _ranges(old.bound, solved) != _ranges(new.bound, {}):
            return None
        moved = substitute(old, solved)
        if moved.body != new.body:
            return None
        there = [affine(index) - value for index, value in solved.items()]
        found.append(_implies(step, before.free, old, sizes, (new.guards, new.brackets), there))
        inside = [Guard(value, dict(old.bound)[index]) for index, value in solved.items()]
        found.append(_implies(step, before.free, new, sizes, ((*moved.guards, *inside), moved.brackets), []))
    return (*found, *of_reads(step.after, sizes))


def of_reads(equation: Equation, sizes: Sizes) -> Iterator[Obligation]:
    """Every entry that the equation reads or writes lies inside its tensor, where the term is present."""
    for term in equation.terms:
        for entry in (equation.left, *sorted(term.body.atoms(Entry), key=lambda entry: entry.key)):
            guards = tuple(Guard(s, n) for s, n in zip(entry.subscripts, entry.tensor.shape, strict=True))
            known = _point(equation.free, term, sizes, (*guards, Guard(affine(0), 1)))
            yield Obligation(known.given(), _inside(guards), f"{entry} lies inside its tensor")


def _implies(
    step: Step,
    free: tuple[Range, ...],
    term: Term,
    sizes: Sizes,
    wanted: tuple[tuple[Guard, ...], tuple[Bracket, ...]],
    equal: list[Affine],
) -> Obligation:
    guards, brackets = wanted
    known = _point(free, term, sizes, guards)
    differences = [_affine(each) for each in (*equal, *(bracket.difference for bracket in brackets))]
    claims = (*_inside(guards), *(each for d in differences for each in (d, constant(-1) * d)))
    return Obligation(known.given(), tuple(c for c in claims if c not in known.positive), f"{step.rule.name}")


def _inside(guards: Iterable[Guard]) -> Claims:
    return tuple(claim for g in guards for claim in (_affine(g.affine), _of(g.size) - _affine(g.affine) - constant(1)))


def _as_sum(equation: Equation, like: Equation) -> Equation:
    """A scatter as the sum over its points of [a = r] g: what it means."""
    if equation.reduction is not Reduction.SCATTER:
        return equation
    (term,) = equation.terms
    pairs = [(own, at) for own, at in zip(equation.left.subscripts, like.left.subscripts, strict=True) if own != at]
    bound = tuple(item for item in equation.free if item not in like.free)
    brackets = tuple(Bracket(own, at) for own, at in pairs)
    whole = Term((*bound, *term.bound), term.guards, (*term.brackets, *brackets), term.body)
    return Equation(Entry(equation.left.tensor, like.left.subscripts), like.free, (whole,))


def _ranges(bound: tuple[Range, ...], solved: Mapping[Index, Affine]) -> dict[Index, Size]:
    return {index: size for index, size in bound if index not in solved}


class _Known:
    """What is known of the numbers that have been met: sizes, quotients, indices."""

    def __init__(self, sizes: Sizes) -> None:
        self.positive = [_of(fact) for fact in sizes.facts]
        self.zero = [_defined(symbol, definition) for symbol, definition in sizes.defined]
        self.met: set[Expr] = set()
        for size in (*sizes.facts, *(each for pair in sizes.defined for each in pair)):
            for part in size.args if isinstance(size, ExactQuotient) else (size,):
                self.meet(part)

    def meet(self, size: Size) -> None:
        """The least values of named sizes, and what rounding says of quotients."""
        if isinstance(size, int):
            return
        for symbol in sorted(size.atoms(sympy.Symbol) - self.met, key=str):
            self.met.add(symbol)
            self.positive.append(_of(symbol) - constant(1 if symbol.is_positive else 0))
        kinds = (FloorQuotient, CeilQuotient, ExactQuotient, LargerOf)
        for node in sorted(size.atoms(*kinds) - self.met, key=str):
            self.met.add(node)
            first, second = (_of(part) for part in node.args)
            below, above = _rounding(node, first, second)
            self.positive += below
            self.zero += above

    def given(self) -> Given:
        """All of it."""
        return Given(tuple(self.positive), tuple(self.zero))


def _defined(symbol: sympy.Symbol, definition: Expr) -> Polynomial:
    """What is 0 where a size has its definition; g K_g - K where K_g = K / g without a rest."""
    if isinstance(definition, ExactQuotient):
        whole, part = definition.args
        return _of(part) * _of(symbol) - _of(whole)
    return _of(symbol) - _of(definition)


def _rounding(node: Expr, first: Polynomial, second: Polynomial) -> tuple[list[Polynomial], list[Polynomial]]:
    """b q <= a < b q + b for floor(a / b), and the like; what is divided by is at least 1, as all sizes there are."""
    own = _of(node)
    match node:
        case FloorQuotient():
            return [first - second * own, second * own + second - constant(1) - first], []
        case CeilQuotient():
            return [second * own - first, first + second - constant(1) - second * own], []
        case ExactQuotient():
            return [], [second * own - first]
        case _:
            return [own - first, own - second], [(own - first) * (own - second)]


def _point(free: tuple[Range, ...], term: Term, sizes: Sizes, asked: Iterable[Guard]) -> _Known:
    """What is known of a summand's indices: ranges, conditions, brackets; of sizes, the declared facts."""
    known = _Known(sizes)
    for index, size in (*free, *term.bound):
        known.positive += _inside((Guard(affine(index), size),))
        known.meet(size)
    known.positive += _inside(term.guards)
    known.zero += [_affine(bracket.difference) for bracket in term.brackets]
    extents = [guard.size for guard in (*asked, *term.guards)]
    affines = [guard.affine for guard in (*asked, *term.guards)] + [b.difference for b in term.brackets]
    for size in (*extents, *(part for each in affines for part in (each.const, *(v for _, v in each.terms)))):
        known.meet(size)
    return known


def _affine(value: Affine) -> Polynomial:
    total = _of(value.const)
    for index, coefficient in value.terms:
        total = total + _of(coefficient) * letter(f"{index.role.name.lower()} {index}")
    return total


@cache
def _of(size: Size) -> Polynomial:
    """A size as a polynomial; a rounded quotient is a letter of its own."""
    if isinstance(size, int):
        return constant(size)
    terms = []
    for part in sympy.Add.make_args(sympy.expand(size)):
        coefficient, rest = part.as_coeff_Mul()
        letters: list[str] = []
        for factor in sympy.Mul.make_args(rest):
            base, power = factor.as_base_exp()
            letters += [str(base)] * int(power) if factor != 1 else []  # a quotient's arguments are expanded, too
        terms.append((tuple(sorted(letters)), Fraction(int(coefficient.p), int(coefficient.q))))
    return collect(terms)
