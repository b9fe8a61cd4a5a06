"""The factor of one layer in the chain rule, dy[o]/dx[r], read off its formula: a 1 in place of one cotangent."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from derive.algebra.affine import Affine, affine
from derive.algebra.bounds import Facts, drop_implied_guards
from derive.algebra.elimination import eliminate
from derive.algebra.equation import Bracket, Equation, Range, Term
from derive.algebra.folding import match
from derive.algebra.index import Index, fresh
from derive.algebra.substitution import apart, substitute
from derive.algebra.tensor import Entry, Partial, Tensor, primal
from derive.calculus.compose import factor_of, without_factor


@dataclass(frozen=True, slots=True)
class Jacobian:
    """x_bar[r] = sum over o of y_bar[o] dy[o]/dx[r], in two parts.

    `chain` is that sum, dy[o]/dx[r] left as a Partial; `slope` are the terms of dy[o]/dx[r], at `of` = y[o] and
    `wrt` = x[r], nothing bound in them.
    """

    chain: Equation
    of: Entry
    wrt: Entry
    slope: tuple[Term, ...]

    def at(self, partial: Partial) -> tuple[Term, ...] | None:
        """The terms of the factor that a Partial stands for."""
        where = [match(own, entry) for own, entry in ((self.of, partial.of), (self.wrt, partial.wrt))]
        if None in where:
            return None
        mapping = {index: value for found in where if found for index, value in found.items()}
        return tuple(substitute(term, mapping) for term in self.slope)


def jacobian(pulled: Equation, wrt: Tensor, facts: Facts = ()) -> Jacobian | None:
    """sum over o of y_bar[o] J[o, r] = x_bar[r]: a bracket [a = o] in place of the cotangent y_bar[a] gives J[o, r].

    Subscripts of y_bar that are the same in every term and hold no bound index stay; for each other axis o has a
    fresh index. Declines unless each term has one cotangent, as a factor, and its sums can be carried out.
    """
    seeds = [_seed(term) for term in pulled.terms]
    if not seeds or None in seeds or len({seed.tensor for seed in seeds if seed}) != 1:
        return None
    found = [seed for seed in seeds if seed]
    own = _output_at(pulled, found)
    if own is None:
        return None
    ranges, seed = own
    pulled = apart(pulled, [index for index, _ in ranges])
    found = [each for term in pulled.terms if (each := _seed(term))]
    slope = tuple(
        _with_bracket(t, s, seed, (*pulled.free, *ranges), facts) for t, s in zip(pulled.terms, found, strict=True)
    )
    if any(term.bound for term in slope):
        return None
    of, by = Entry(primal(seed.tensor), seed.subscripts), Entry(wrt, pulled.left.subscripts)
    chain = replace(pulled, terms=(Term(ranges, (), (), seed * Partial(of, by)),))
    return Jacobian(chain, of, by, slope)


def _seed(term: Term) -> Entry | None:
    """The only cotangent of a term, if it is a factor."""
    found = [entry for entry in term.body.atoms(Entry) if entry.tensor.bar is not None]
    return factor_of(term.body, found[0].tensor) if len(found) == 1 else None


def _output_at(pulled: Equation, seeds: list[Entry]) -> tuple[tuple[Range, ...], Entry] | None:
    """The fresh indices with their ranges, and the output's cotangent at them."""
    free = {index for index, _ in pulled.free}
    taken = [*free]
    ranges: list[Range] = []
    subscripts: list[Affine] = []
    for axis, size in enumerate(seeds[0].tensor.shape):
        places = {seed.subscripts[axis] for seed in seeds}
        (first, *others) = sorted(places, key=str)
        if not others and set(first.indices) <= free:
            subscripts.append(first)
            continue
        letter = _letter(places)
        if letter is None:
            return None
        index = fresh(letter, taken)
        taken.append(index)
        ranges.append((index, size))
        subscripts.append(affine(index))
    return tuple(ranges), Entry(seeds[0].tensor, tuple(subscripts))


def _letter(places: Iterable[Affine]) -> Index | None:
    found = sorted((index for place in places for index in place.indices), key=lambda index: index.key)
    return found[0] if found else None


def _with_bracket(term: Term, seed: Entry, at: Entry, ranges: tuple[Range, ...], facts: Facts) -> Term:
    """[a = o] f for y_bar[a] f, its sums carried out as far as the bracket solves them."""
    pairs = zip(seed.subscripts, at.subscripts, strict=True)
    brackets = tuple(Bracket(own, other) for own, other in pairs if own != other)
    found = replace(term, brackets=(*term.brackets, *brackets), body=without_factor(term.body, seed))
    while (solved := eliminate(found, ranges, lambda bracket: True, facts)) is not None:
        found = solved[0]
    return drop_implied_guards(found, ranges, facts) or found
