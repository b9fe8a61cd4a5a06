"""A linear layer seen as a dense one: the weight that joins a unit to an input entry, with the taps eliminated."""

from sympy import Expr, Integer

from derive.algebra.affine import Affine
from derive.algebra.bounds import Facts, drop_implied_guards
from derive.algebra.elimination import eliminate, split_digits
from derive.algebra.equation import Bracket, Equation, Range, Reduction, Term, total
from derive.algebra.index import Index
from derive.algebra.substitution import apart, rename_indices
from derive.algebra.tensor import Entry, Tensor, TensorRole
from derive.calculus.derivation import Derivation, Rule, Step
from derive.calculus.vjp import DIGITS, ELIMINATE, GUARD, Variable

CONNECT = Rule("connection", "y[o] = sum over t of f(t) x[a(o,t)]: w[o, r] = sum over t of f(t) [a(o,t) = r]")
BATCH_AXIS = 0


def connection(forward: Equation, variable: Variable, facts: Facts = (), letter: str = "w") -> Derivation | None:
    """y[m,o] = g(o) + sum over t of f(t) x[m,a(o,t)]  =>  w[o,r] = sum over t of f(t) [a(o,t) = r], taps eliminated.

    `letter` is w's. Subscripts of w: those of the output, then those of the input, both without the batch. Declines
    unless the layer is a sum in which the input occurs once, as a factor. Where a tap's coefficient is not +-1 its
    bracket stays.
    """
    own = _apart(forward, variable)
    terms = [term for term in own.terms if _reads(term, variable)]
    if own.reduction is not Reduction.SUM or len(terms) != 1:
        return None
    entry = single_factor(terms[0].body, variable.entry.tensor)
    if entry is None or not _same_example(own, terms[0].body, entry, variable):
        return None
    start = _start(own, terms[0], entry, variable, letter)
    return _simplify(start, facts)


def as_dense(forward: Equation, variable: Variable, weights: Equation) -> Equation:
    """y[m,o] = g(o) + sum over r of w[o,r] x[m,r]: the same layer through its connections."""
    own = _apart(forward, variable)
    others = tuple(term for term in own.terms if not _reads(term, variable))
    example = _renaming(variable.entry.subscripts[BATCH_AXIS], own.left.subscripts[BATCH_AXIS])
    x = Entry(variable.entry.tensor, tuple(s.substitute(example) for s in variable.entry.subscripts))
    bound = tuple(item for item in variable.ranges if item[0] not in example)
    joined = Term(bound, (), (), weights.left * x)
    return Equation(own.left, own.free, (*others, joined))


def single_factor(body: Expr, tensor: Tensor) -> Entry | None:
    """The only entry of a tensor in a body, if it is a factor of it; None otherwise."""
    found: list[Entry] = [entry for entry in body.atoms(Entry) if entry.tensor == tensor]
    if len(found) != 1 or body.xreplace({found[0]: Integer(0)}) != 0 or (body / found[0]).has(found[0]):
        return None
    return found[0]


def _apart(forward: Equation, variable: Variable) -> Equation:
    """The forward equation in letters of which none is the variable's."""
    renamed = apart(forward, (index for index, _ in variable.ranges))
    example = _renaming(renamed.left.subscripts[BATCH_AXIS], variable.entry.subscripts[BATCH_AXIS])
    back = {old: new.indices[0] for old, new in example.items()}
    return rename_indices(renamed, back)


def _renaming(old: Affine, new: Affine) -> dict[Index, Affine]:
    return {old.indices[0]: new} if len(old.indices) == 1 else {}


def _reads(term: Term, variable: Variable) -> bool:
    return any(entry.tensor == variable.entry.tensor for entry in term.body.atoms(Entry))


def _same_example(forward: Equation, body: Expr, entry: Entry, variable: Variable) -> bool:
    """Whether each example of the output reads the same example of the input, with the same weights."""
    batch = forward.left.subscripts[BATCH_AXIS]
    weights = {subscript for other in body.atoms(Entry) - {entry} for subscript in other.subscripts}
    return entry.subscripts[BATCH_AXIS] == batch == variable.entry.subscripts[BATCH_AXIS] and batch not in weights


def _start(forward: Equation, term: Term, entry: Entry, variable: Variable, letter: str) -> Equation:
    pairs = list(zip(entry.subscripts, variable.entry.subscripts, strict=True))[BATCH_AXIS + 1 :]
    brackets = (*term.brackets, *(Bracket(left, right) for left, right in pairs))
    subscripts = (*forward.left.subscripts[BATCH_AXIS + 1 :], *variable.entry.subscripts[BATCH_AXIS + 1 :])
    shape = (*forward.left.tensor.shape[BATCH_AXIS + 1 :], *variable.entry.tensor.shape[BATCH_AXIS + 1 :])
    weights = Tensor(f"{forward.left.tensor.name}_connection", shape, TensorRole.PARAMETER, letter)
    used = {index for subscript in subscripts for index in subscript.indices}
    free = _only(used, (*forward.free, *variable.ranges))
    body = term.body.xreplace({entry: Integer(1)})
    return total(Entry(weights, subscripts), free, Term(term.bound, term.guards, brackets, body))


def _only(used: set[Index], ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    return tuple(dict.fromkeys(item for item in ranges if item[0] in used))


def _simplify(start: Equation, facts: Facts) -> Derivation:
    steps: list[Step] = []

    def record(rule: Rule, term: Term, reason: str, solved: tuple[Index, Affine] | None = None) -> None:
        before = steps[-1].after if steps else start
        steps.append(Step(rule, before, Equation(start.left, start.free, (term,)), reason, solved))

    term = start.terms[0]
    while (split := split_digits(term, start.free)) is not None:
        term = split
        record(DIGITS, term, "channels are numbered group by group")
    while (solved := eliminate(term, start.free, lambda bracket: True, facts)) is not None:
        term = solved[0]
        record(ELIMINATE, term, "only one tap can join this unit to this input entry", (solved[1], solved[2]))
    shorter = drop_implied_guards(term, start.free, facts)
    if shorter is not None:
        record(GUARD, shorter, "the condition follows from the ranges of the indices")
    return Derivation(tuple(steps), steps[-1].after if steps else start)
