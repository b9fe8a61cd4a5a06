"""Vector-Jacobian products, in reverse order: x_bar[r] = sum over o of y_bar[o] * d y[o] / d x[r]."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sympy import Expr, Integer, Mul

from derive.algebra.affine import Affine
from derive.algebra.bounds import Facts, drop_implied_guards
from derive.algebra.elimination import eliminate, gather, is_shift, scatter, split_digits
from derive.algebra.equation import Bracket, Equation, Range, Reduction, Term, total
from derive.algebra.folding import fold_definition, name_expression
from derive.algebra.index import Index
from derive.algebra.substitution import apart
from derive.algebra.tensor import Entry, Partial, Tensor, cotangent
from derive.calculus.derivation import Derivation, Rule, Step
from derive.calculus.law_steps import law_steps
from derive.errors import DerivationError

CHAIN = Rule("chain rule", "x_bar[r] = sum over o of y_bar[o] * dy[o]/dx[r], summed over all uses of x")
ENTRY = Rule("entry rule", "dx[a]/dx[r] = [a = r]: an entry depends on itself alone")
DIGITS = Rule("digits", "[n g + k = n g' + k'] = [g = g'] [k = k'] for 0 <= k, k' < n")
ELIMINATE = Rule("elimination", "sum over k of [a + k = r] f(k) = [0 <= r - a < K] f(r - a)")
GUARD = Rule("guard", "a condition that always holds is left out")
FOLD = Rule("fold", "an expression is replaced by the name of the tensor that it defines")
SCATTER = Rule("scatter form", "y[r] = sum [a = r] g  is  y[a] += g over all i, u with 0 <= a < n")


@dataclass(frozen=True, slots=True)
class Variable:
    """The tensor to differentiate by, written at generic indices with their ranges."""

    entry: Entry
    ranges: tuple[Range, ...]

    @property
    def tensor(self) -> Tensor:
        """The tensor itself."""
        return self.entry.tensor


@dataclass(frozen=True, slots=True)
class _Trace:
    """The steps so far and the equation that they have led to."""

    steps: tuple[Step, ...]
    equation: Equation

    def step(self, rule: Rule, after: Equation, reason: str, solved: tuple[Index, Affine] | None = None) -> "_Trace":
        return self.through((Step(rule, self.equation, after, reason, solved),))

    def through(self, steps: tuple[Step, ...]) -> "_Trace":
        return _Trace((*self.steps, *steps), steps[-1].after)


def pull_back(
    uses: tuple[Equation, ...],
    variable: Variable,
    facts: Facts = (),
    definitions: tuple[Equation, ...] = (),
) -> Derivation:
    """The cotangent of the variable from the cotangents of the equations that read it.

    Args: `uses`, every equation that reads the variable's tensor; `facts`, sizes known to be >= 0;
    `definitions`, named equations that the result may be folded by. Source: reverse accumulation
    (Linnainmaa 1970); the index laws are derive.algebra's.
    """
    taken = [index for index, _ in variable.ranges]
    uses = tuple(apart(_as_sum(use), taken) for use in uses)
    start = _chain(uses, variable)
    trace = _Trace((), start)
    trace = trace.through(law_steps(start, uses, _differentiate(start, uses)))
    trace = trace.step(ENTRY, *_entry_rule(trace.equation))
    trace = _digits(trace)
    trace = _eliminate_shifts(trace, facts)
    scattered = scatter(trace.equation, facts)
    if scattered is not None:
        branch = trace.step(
            SCATTER, scattered, "the bracket says where each product lands; no index has to be solved for"
        )
        trace = _Trace(branch.steps, trace.equation)
    several = trace.equation if scattered is None and _adds_scatters(trace.equation, facts) else None
    trace = _eliminate(trace, lambda bracket: True, facts)
    trace = _drop_guards(trace, facts)
    trace = _fold(trace, definitions)
    return Derivation(trace.steps, trace.equation, scattered, several=several)


def _as_sum(use: Equation) -> Equation:
    """A use as a sum, which is what is differentiated."""
    gathered = gather(use) or use
    if gathered.reduction is not Reduction.SUM:
        raise DerivationError(f"{use.left}: only sums are differentiated; write a {use.reduction.name} as a selection")
    return gathered


def _adds_scatters(equation: Equation, facts: Facts) -> bool:
    """Whether several summands have brackets, each of which could be scattered if it stood alone."""
    bracketed = [term for term in equation.terms if term.brackets]
    alone = (replace(equation, terms=(term,)) for term in bracketed)
    return bool(bracketed) and all(scatter(each, facts) is not None for each in alone)


def _chain(uses: tuple[Equation, ...], variable: Variable) -> Equation:
    terms = []
    for use in uses:
        seed = Entry(cotangent(use.left.tensor), use.left.subscripts)
        factor = Integer(1) if _is_loss(use) else seed
        terms.append(Term(use.free, (), (), factor * Partial(use.left, variable.entry)))
    return total(_cotangent_entry(variable), variable.ranges, *terms)


def _is_loss(use: Equation) -> bool:
    return not use.left.subscripts


def _cotangent_entry(variable: Variable) -> Entry:
    return Entry(cotangent(variable.entry.tensor), variable.entry.subscripts)


def _differentiate(equation: Equation, uses: tuple[Equation, ...]) -> Equation:
    """d/dx moved all the way inside: a term for each entry of x that the forward formula reads."""
    by_name = {use.left.tensor.name: use for use in uses}
    terms: list[Term] = []
    for outer in equation.terms:
        (partial,) = outer.body.atoms(Partial)
        seed = outer.body.xreplace({partial: Integer(1)})
        for inner in by_name[partial.of.tensor.name].terms:
            for entry in _reads(inner.body, partial.wrt):
                slope = slope_by(inner.body, entry)
                body = seed * slope * Partial(entry, partial.wrt)
                terms.append(Term((*outer.bound, *inner.bound), inner.guards, inner.brackets, body))
    return Equation(equation.left, equation.free, tuple(terms))


def slope_by(body: Expr, entry: Entry) -> Expr:
    """d(x f)/dx = f for factors f without x, the common case; everything else by SymPy's diff."""
    factors = Mul.make_args(body)
    if factors.count(entry) == 1:
        others = Mul(*(factor for factor in factors if factor != entry))
        if not others.has(entry):
            return others
    return body.diff(entry)


def _reads(body: Expr, wrt: Entry) -> list[Entry]:
    return sorted((e for e in body.atoms(Entry) if e.tensor == wrt.tensor), key=lambda e: e.key)


def _entry_rule(equation: Equation) -> tuple[Equation, str]:
    """Law: d T[a] / d T[r] = product over axes of [a_d = r_d], r being fresh."""
    terms = []
    for term in equation.terms:
        (partial,) = term.body.atoms(Partial)
        pairs = zip(partial.of.subscripts, partial.wrt.subscripts, strict=True)
        brackets = (*term.brackets, *(Bracket(left, right) for left, right in pairs if left != right))
        terms.append(Term(term.bound, term.guards, brackets, term.body.xreplace({partial: Integer(1)})))
    reason = "only the entry with the same subscripts contributes; each bracket is 1 where they agree, else 0"
    return Equation(equation.left, equation.free, tuple(terms)), reason


def _each_term(trace: _Trace, position: int, term: Term) -> Equation:
    old = trace.equation
    terms = (*old.terms[:position], term, *old.terms[position + 1 :])
    return Equation(old.left, old.free, terms, old.reduction)


def _digits(trace: _Trace) -> _Trace:
    for position, term in enumerate(trace.equation.terms):
        split = split_digits(term, trace.equation.free)
        if split is not None:
            reason = "channels are numbered group by group, so equal numbers mean equal group and equal place in it"
            return _digits(trace.step(DIGITS, _each_term(trace, position, split), reason))
    return trace


def _eliminate_shifts(trace: _Trace, facts: Facts) -> _Trace:
    for position, term in enumerate(trace.equation.terms):
        solved = eliminate(term, trace.equation.free, is_shift, facts)
        if solved is not None:
            return _eliminate_shifts(_record(trace, position, solved), facts)
    return trace


def _eliminate(trace: _Trace, wanted: Callable[[Bracket], bool], facts: Facts) -> _Trace:
    for position, term in enumerate(trace.equation.terms):
        solved = eliminate(term, trace.equation.free, wanted, facts)
        if solved is not None:
            return _eliminate(_record(trace, position, solved), wanted, facts)
    return trace


def _record(trace: _Trace, position: int, solved: tuple[Term, Index, Affine]) -> _Trace:
    term, index, solution = solved
    reason = (
        "the sum has one nonzero summand, where the bracket is 1"
        if not any(guard.affine == solution for guard in term.guards)
        else "the sum has at most one nonzero summand, where the bracket is 1, and none if that is out of range"
    )
    if trace.steps[-1].rule == SCATTER:
        reason = f"from the form before the scatter: {reason}"
    return trace.step(ELIMINATE, _each_term(trace, position, term), reason, (index, solution))


def _drop_guards(trace: _Trace, facts: Facts) -> _Trace:
    for position, term in enumerate(trace.equation.terms):
        shorter = drop_implied_guards(term, trace.equation.free, facts)
        if shorter is not None:
            reason = "the condition follows from the ranges of the indices and the output-size formula"
            trace = trace.step(GUARD, _each_term(trace, position, shorter), reason)
    return trace


def _fold(trace: _Trace, definitions: tuple[Equation, ...]) -> _Trace:
    for definition in definitions:
        for position, term in enumerate(trace.equation.terms):
            name = definition.left.tensor.letter or definition.left.tensor.name
            body, reason = name_expression(term.body, definition), f"the expression that defines {name} occurs here"
            if body is None:
                body = fold_definition(term.body, definition)
                reason = f"the definition of {name}, solved for the expression that occurs here"
            if body is not None:
                after = _each_term(trace, position, Term(term.bound, term.guards, term.brackets, body))
                trace = trace.step(FOLD, after, reason)
    return trace
