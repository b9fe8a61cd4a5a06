"""From a chain rule to slopes, law by law: d/dx moves inwards until only entries of x are left to differentiate."""

from collections.abc import Iterator
from functools import cache

import sympy
from sympy import Expr, Integer, exp

from derive.algebra.equation import Equation, Term, total
from derive.algebra.functions import sigmoid, softplus, unfold
from derive.algebra.tensor import Partial, Tensor, TensorRole, cotangent
from derive.calculus.derivation import Derivation, Lemma, Rule, Step
from derive.calculus.scalar_laws import FACTOR, SIGNS, SUM, Worked, depends, linear, sum_reason, work

COPY = Rule("insertion", "a named tensor is replaced by its formula")
SAME = Rule("entry rule", "dz/dz = 1")
REWRITE = Rule("rewriting", "two ways to write one fraction")
NAME = Rule("fold", "an expression is replaced by the name of the function that it defines")

Z = Tensor("z", (), TensorRole.INPUT, "z")
DEFINITIONS: dict[type, Expr] = {
    sigmoid: 1 / (1 + exp(-Z.entry())),
    softplus: sympy.log(1 + exp(Z.entry())),
    sympy.tanh: (exp(Z.entry()) - exp(-Z.entry())) / (exp(Z.entry()) + exp(-Z.entry())),
}


def law_steps(start: Equation, uses: tuple[Equation, ...], end: Equation) -> tuple[Step, ...]:
    """The steps from sum of y_bar dy/dx to `end`, sum of y_bar f'(x) dx/dx, each by a law with a name.

    `uses` are the equations of the y's; `end` has the slopes as the rest of the derivation writes them.
    """
    opened = insert_uses(start, uses)
    steps = list(rounds(opened))
    if _is_sum(uses):
        first = Step(SUM, start, opened, sum_reason(_lost(uses, start)))
        steps.insert(0, first)
    elif steps:
        steps[0] = _between(steps[0], start, steps[0].after)
    else:
        steps = [_one_factor(start, opened)]
    steps[-1] = _between(steps[-1], steps[-1].before, end)
    return tuple(steps)


def insert_uses(start: Equation, uses: tuple[Equation, ...]) -> Equation:
    """d(sum of c f)/dx = sum of c df/dx: the formulas of the y's, with d/dx before whatever is not linear in it."""
    by_name = {use.left.tensor.name: use for use in uses}
    terms: list[Term] = []
    for outer in start.terms:
        (partial,) = outer.body.atoms(Partial)
        seed = outer.body.xreplace({partial: Integer(1)})
        for inner in by_name[partial.of.tensor.name].terms:
            if depends(inner.body, partial.wrt):
                bound, body = (*outer.bound, *inner.bound), seed * linear(inner.body, partial.wrt)
                terms.append(Term(bound, inner.guards, inner.brackets, body))
    return Equation(start.left, start.free, tuple(terms))


def rounds(equation: Equation) -> Iterator[Step]:
    """One law at a time, each wherever it applies, until all derivatives are those of single entries."""
    while (worked := _worked(equation)) is not None:
        rule, changes = worked
        after = _with_bodies(equation, {partial: found.after for partial, found in changes.items()})
        law = next(iter(changes.values()))
        lemma = None if law.function is None else slope(law.function)
        reason = law.reason if lemma is None else f"{law.reason}, by a derivation of its own"
        yield Step(rule, equation, after, reason, because=lemma)
        equation = after


def _worked(equation: Equation) -> tuple[Rule, dict[Partial, Worked]] | None:
    """The law of the first derivative that has one, and what it makes of every derivative that it applies to."""
    found: dict[Partial, Worked] = {}
    for term in equation.terms:
        for partial in sorted(term.body.atoms(Partial), key=str):
            worked = work(partial)
            if worked is not None:
                found[partial] = worked
    if not found:
        return None
    rule = next(iter(found.values())).rule
    return rule, {partial: worked for partial, worked in found.items() if worked.rule == rule}


@cache
def slope(function: type) -> Lemma | None:
    """df/dz from the definition of f, step by step, to the form that derivations use; None for exp, log and others
    that have no definition by simpler functions."""
    if function not in DEFINITIONS:
        return None
    z = Z.entry()
    definition, named = DEFINITIONS[function], function(z).fdiff(1)
    sign = SIGNS.get(function, function.__name__)
    start = _scalar(Partial(definition, z), sign)
    steps = [_leaves_worked_out(step) for step in rounds(start)]
    unnamed = _scalar(unfold(named).xreplace({function(z): definition}), sign)
    steps.append(Step(REWRITE, steps[-1].after, unnamed, f"so that the definition of {sign} can be seen in it"))
    steps.append(Step(NAME, unnamed, _scalar(named, sign), "the definition is given its name again"))
    return Lemma(z, (), Derivation(tuple(steps), steps[-1].after), "sigma" if sign == "σ" else sign)


def _scalar(body: Expr, function: str) -> Equation:
    return total(cotangent(Z, by=function).entry(), (), Term((), (), (), body))


def _leaves_worked_out(step: Step) -> Step:
    """dz/dz = 1, at once."""
    done = {Partial(Z.entry(), Z.entry()): Integer(1)}
    before, after = _with_bodies(step.before, done), _with_bodies(step.after, done)
    return Step(step.rule, before, after, step.reason)


def _with_bodies(equation: Equation, mapping: dict[Partial, Expr]) -> Equation:
    terms = (Term(t.bound, t.guards, t.brackets, t.body.xreplace(mapping)) for t in equation.terms)
    return Equation(equation.left, equation.free, tuple(terms))


def _between(step: Step, before: Equation, after: Equation) -> Step:
    return Step(step.rule, before, after, step.reason, because=step.because)


def _one_factor(start: Equation, end: Equation) -> Step:
    """Where nothing is added and no slope is needed: a constant factor, or a mere copy."""
    seeds = [term.body.xreplace({p: Integer(1) for p in term.body.atoms(Partial)}) for term in start.terms]
    after = [term.body.xreplace({p: Integer(1) for p in term.body.atoms(Partial)}) for term in end.terms]
    if seeds == after:
        return Step(COPY, start, end, "each output is a copy of one entry")
    return Step(FACTOR, start, end, "what does not depend on it stays as a factor")


def _is_sum(uses: tuple[Equation, ...]) -> bool:
    """Whether any of the formulas adds something up."""
    return any(len(use.terms) > 1 or any(term.bound for term in use.terms) for use in uses)


def _lost(uses: tuple[Equation, ...], start: Equation) -> bool:
    """Whether some summand of a formula does not depend on what is differentiated by."""
    (partial, *_) = (p for term in start.terms for p in term.body.atoms(Partial))
    return not all(depends(term.body, partial.wrt) for use in uses for term in use.terms)
