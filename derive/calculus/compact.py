"""Compacting: a cotangent over a layer's named sub-equations, rewritten over few tensors, rule by rule.

Softmax's product and batch norm's backward pass come out of the same rules: insert the named cotangents,
multiply out, replace a tensor by its definition solved for it, recognise named sums, use declared facts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import sympy
from sympy import Expr, Integer

from derive.algebra.affine import Affine, affine
from derive.algebra.canonical import same_form
from derive.algebra.equation import Equation, Term
from derive.algebra.folding import match, solve_for
from derive.algebra.index import Index
from derive.algebra.size import normal
from derive.algebra.substitution import bound_apart, change_entries, substitute, substitute_entry
from derive.algebra.tensor import Entry, Fact
from derive.calculus.derivation import Derivation, Rule, Step

INSERT = Rule("insertion", "a named tensor is replaced by its formula")
EXPAND = Rule("linearity", "sum (f + g) = sum f + sum g")
SOLVED = Rule("definition solved", "a = f(e) gives e = f^-1(a), so e can go")
NAMED = Rule("named sum", "a sum that defines a named tensor is replaced by its name")
ONES = Rule("sum of ones", "sum over j of c = n c, for a summand without j")
FACT = Rule("declared fact", "a sum that is declared to be 1 is 1")
ZERO = Rule("sum of zero", "a sum that vanishes by the definitions of its tensors is left out")
EQUAL = Rule("equal sums", "sum f - sum f = 0")
COLLECT = Rule("collection", "summands with the same sum are added and factored")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a compact form may use: cotangents to insert, definitions to solve (by the tensor that goes),
    named sums to recognise, and definitions by which a sum may be shown to vanish."""

    inserts: tuple[Equation, ...]
    solves: tuple[tuple[str, Equation], ...]
    sums: tuple[Equation, ...]
    definitions: tuple[Equation, ...] = ()


Change = Callable[[Equation], Equation | None]


def compact(derivation: Derivation, recipe: Recipe) -> Derivation:
    """The derivation continued to the compact form; unchanged where a rule declines on the way."""
    steps = list(derivation.steps)
    equation = derivation.equation

    def apply(rule: Rule, reason: str, change: Change) -> None:
        nonlocal equation
        after = change(equation)
        if after is not None and after != equation:
            steps.append(Step(rule, equation, after, reason))
            equation = after

    for definition in recipe.inserts:
        name = definition.left.tensor.letter
        apply(INSERT, f"the derivative by {name} is replaced by its formula", lambda e, d=definition: insert_sum(e, d))  # type: ignore[misc]
    apply(EXPAND, "products are multiplied out and every sum is split", expand)
    for gone, definition in recipe.solves:
        name = definition.left.tensor.letter
        apply(SOLVED, f"the definition of {name} says what {gone} is", lambda e, g=gone, d=definition: solve(e, g, d))  # type: ignore[misc]
    for definition in recipe.sums:
        name = definition.left.tensor.letter
        what = f"the derivative by {name}" if definition.left.tensor.bar else name
        apply(NAMED, f"this sum is the formula of {what}", lambda e, d=definition: name_sums(e, d))  # type: ignore[misc]
    apply(FACT, "the entries are declared to sum to 1", use_facts)
    apply(ONES, "the summand does not depend on the index of the sum", sum_ones)
    apply(ZERO, "by the definition of the mean, the centred values sum to 0", lambda e: drop_zero(e, recipe))
    apply(EQUAL, "two sums that differ in nothing but their sign and their letters add up to 0", cancel_sums)
    apply(COLLECT, "summands with the same factors are put together", collect)
    return Derivation(tuple(steps), equation, linked=derivation.equation)


def insert_sum(equation: Equation, definition: Equation) -> Equation | None:
    """f * a[r] = sum over k of f * g(r, k), for a[i] = sum over k of g(i, k) and a once, as a factor."""
    terms: list[Term] = []
    for term in equation.terms:
        own = [entry for entry in term.body.atoms(Entry) if entry.tensor == definition.left.tensor]
        if not own:
            terms.append(term)
            continue
        where = match(definition.left, own[0]) if len(own) == 1 else None
        if where is None or term.body.diff(own[0], 2) != 0:
            return None
        factor, rest = term.body.diff(own[0]), term.body.xreplace({own[0]: Integer(0)})
        taken = [index for index, _ in (*equation.free, *term.bound)]
        for inner in definition.terms:
            apart = bound_apart(inner, [*taken, *definition_free(definition)])
            placed = substitute(apart, where)
            guards, brackets = (*term.guards, *placed.guards), (*term.brackets, *placed.brackets)
            terms.append(Term((*term.bound, *apart.bound), guards, brackets, factor * placed.body))
        if rest != 0:
            terms.append(Term(term.bound, term.guards, term.brackets, rest))
    return _with_terms(equation, terms)


def definition_free(definition: Equation) -> list[Index]:
    """The free indices of a definition, which the caller's indices replace."""
    return [index for index, _ in definition.free]


def expand(equation: Equation) -> Equation | None:
    """sum (f + g) = sum f + sum g, products multiplied out."""
    terms = []
    for term in equation.terms:
        for summand in sympy.Add.make_args(sympy.expand(term.body)):
            terms.append(Term(term.bound, term.guards, term.brackets, summand))
    return _with_terms(equation, terms)


def solve(equation: Equation, gone: str, definition: Equation) -> Equation | None:
    """Every entry of the tensor called `gone` is replaced by what the pointwise definition says it is."""
    solved = solve_for(definition, gone)
    if solved is None:
        return None
    pattern, value = solved

    def change(body: Expr) -> Expr | None:
        mapping: dict[Expr, Expr] = {}
        for entry in body.atoms(Entry):
            if entry.tensor == pattern.tensor:
                where = match(pattern, entry)
                if where is None:
                    return None
                mapping[entry] = change_entries(value, lambda e, w=where: substitute_entry(e, w))  # type: ignore[misc]
        return sympy.powsimp(sympy.expand(body.xreplace(mapping)))

    bodies = [change(term.body) for term in equation.terms]
    if any(body is None for body in bodies):
        return None
    terms = [Term(t.bound, t.guards, t.brackets, b) for t, b in zip(equation.terms, bodies, strict=True)]
    return _with_terms(equation, terms)


def name_sums(equation: Equation, definition: Equation) -> Equation | None:
    """f * sum over k of g(r, k) = f * a[r], for a[i] = sum over k of g(i, k) and f without k."""
    terms = [_name_sum(term, definition) or term for term in equation.terms]
    return _with_terms(equation, terms)


def _name_sum(term: Term, definition: Equation) -> Term | None:
    if len(definition.terms) != 1 or not definition.terms[0].bound or not term.bound:
        return None
    (inner,) = definition.terms
    if inner.guards != () or inner.brackets != () or term.guards or term.brackets:
        return None
    first = min(inner.body.atoms(Entry), key=lambda entry: entry.key)
    for entry in sorted(term.body.atoms(Entry), key=lambda e: e.key):
        where = match(first, entry) if entry.tensor == first.tensor else None
        named = None if where is None else _replace_sum(term, definition, where)
        if named is not None:
            return named
    return None


def _replace_sum(term: Term, definition: Equation, where: Mapping[Index, Affine]) -> Term | None:
    (inner,) = definition.terms
    sizes = dict(term.bound)
    summed: list[Index] = []
    for index, size in inner.bound:
        target = where.get(index)
        if target is None or target != affine(target.indices[0] if target.indices else 0):
            return None
        if sizes.get(target.indices[0]) != size:
            return None
        summed.append(target.indices[0])
    pattern = change_entries(inner.body, lambda entry: substitute_entry(entry, where))
    quotient = sympy.cancel(term.body / pattern)
    left = substitute_entry(definition.left, where)
    if len(set(summed)) != len(summed) or _mentions(quotient, summed) or _mentions(left, summed):
        return None
    bound = tuple(item for item in term.bound if item[0] not in summed)
    return Term(bound, (), (), quotient * left)


def sum_ones(equation: Equation) -> Equation | None:
    """sum over j < n of c = n c, for a summand without j."""
    terms = []
    for term in equation.terms:
        body, bound = term.body, term.bound
        if not term.guards and not term.brackets:
            idle = [(index, size) for index, size in bound if not _mentions(body, [index])]
            for _, size in idle:
                body = body * size
            bound = tuple(item for item in bound if item not in idle)
        terms.append(Term(bound, term.guards, term.brackets, body))
    return _with_terms(equation, terms)


def use_facts(equation: Equation) -> Equation | None:
    """f * sum over k of t[m, k] = f, for a tensor that is declared to sum to 1 over its last axis."""
    return _with_terms(equation, [_sum_to_one(term) or term for term in equation.terms])


def _sum_to_one(term: Term) -> Term | None:
    for entry in sorted(term.body.atoms(Entry), key=lambda e: e.key):
        if Fact.SUMS_TO_ONE not in entry.tensor.facts:
            continue
        last = entry.subscripts[-1]
        index = last.indices[0] if len(last.indices) == 1 and last == affine(last.indices[0]) else None
        size = dict(term.bound).get(index) if index is not None else None
        quotient = sympy.cancel(term.body / entry)
        if index is None or size is None or normal(entry.tensor.shape[-1]) != size or term.guards or term.brackets:
            continue
        if not _mentions(quotient, [index]):
            return Term(tuple(item for item in term.bound if item[0] != index), (), (), quotient)
    return None


def drop_zero(equation: Equation, recipe: Recipe) -> Equation | None:
    """A term that is 0 once its tensors are replaced by their definitions is left out."""
    kept = [term for term in equation.terms if not (term.bound and _vanishes(equation, term, recipe))]
    return _with_terms(equation, kept)


def _vanishes(equation: Equation, term: Term, recipe: Recipe) -> bool:
    current = _with_terms(equation, [term])
    for definition in recipe.definitions:
        current = insert_sum(current, definition) or current
        current = expand(current) or current
    for definition in recipe.definitions:
        current = name_sums(current, definition) or current
    current = sum_ones(current) or current
    total = collect(current) or current
    return all(sympy.expand(part.body) == 0 for part in total.terms)


def cancel_sums(equation: Equation) -> Equation | None:
    """sum over j of f(j) - sum over k of f(k) = 0: pairs of terms with a sum that are equal but for their sign."""
    kept: list[Term] = []
    for term in equation.terms:
        opposite = next((other for other in kept if term.bound and _cancel(equation, term, other)), None)
        if opposite is None:
            kept.append(term)
        else:
            kept.remove(opposite)
    return _with_terms(equation, kept)


def _cancel(equation: Equation, one: Term, other: Term) -> bool:
    negative = Term(other.bound, other.guards, other.brackets, -other.body)
    return same_form(_with_terms(equation, [one]), _with_terms(equation, [negative]))


def collect(equation: Equation) -> Equation | None:
    """Terms without a sum are added and factored; declines where there are none."""
    single = [t for t in equation.terms if not (t.bound or t.guards or t.brackets)]
    others = [t for t in equation.terms if t.bound or t.guards or t.brackets]
    if not single:
        return None
    body = sympy.factor(sympy.Add(*(term.body for term in single)))
    terms = [*others] if body == 0 and others else [Term((), (), (), body), *others]
    return _with_terms(equation, terms)


def _mentions(expression: Expr, indices: list[Index]) -> bool:
    return any(
        index in subscript.indices
        for entry in expression.atoms(Entry)
        for subscript in entry.subscripts
        for index in indices
    )


def _with_terms(equation: Equation, terms: list[Term]) -> Equation:
    return Equation(equation.left, equation.free, tuple(terms), equation.reduction)
