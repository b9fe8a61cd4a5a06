"""A step of gradient descent over a batch as a sum over its examples, for losses that sum and that average."""

from dataclasses import dataclass, replace

from derive.algebra.affine import affine
from derive.algebra.equation import Equation, Term
from derive.algebra.index import Index, Role
from derive.algebra.size import Size
from derive.algebra.substitution import change_entries
from derive.algebra.tensor import OWN_OBJECTIVE, Entry, Tensor, TensorRole, cotangent, primal
from derive.calculus.compact import insert_sum
from derive.calculus.derivation import Derivation, Rule, Step

INSERT = Rule("insertion", "a named tensor is replaced by its formula")
SUM = Rule("sum of the losses", "J = sum over m of J_m: dJ/dz[m] = dJ_m/dz[m], as no other J reads z[m]")
MEAN = Rule("mean of the losses", "J = 1/M sum over m of J_m: dJ/dz[m] = 1/M dJ_m/dz[m], as no other J reads z[m]")
SHARES = Rule("one share an example", "sum over m, i of f(m, i) = sum over m of g[m], for g[m] = sum over i of f(m, i)")


@dataclass(frozen=True, slots=True)
class OverExamples:
    """The update of one parameter: `share` is what each example adds to the gradient of the sum of the losses;
    `summed` and `averaged` lead from W := W - alpha dJ/dW to the sum over the shares."""

    share: Equation
    summed: Derivation
    averaged: Derivation


def over_examples(update: Equation, gradient: Equation) -> OverExamples | None:
    """W := W - alpha dJ/dW with dJ/dW = sum over m of g[m].

    Declines unless the gradient is one sum over the batch that has the cotangent of one entry of each example
    as a factor. Layers that mix examples need another treatment: the caller leaves them out.
    """
    if len(gradient.terms) != 1:
        return None
    (term,) = gradient.terms
    batch = [(index, size) for index, size in term.bound if index.role is Role.BATCH]
    seeds = [entry for entry in term.body.atoms(Entry) if entry.tensor.role is TensorRole.COTANGENT]
    if len(batch) != 1 or len(seeds) != 1 or seeds[0].subscripts[0] != affine(batch[0][0]):
        return None
    share = _share(gradient, batch[0], seeds[0])
    inserted = insert_sum(update, gradient)
    if inserted is None:
        return None
    inserted = replace(inserted, terms=tuple(sorted(inserted.terms, key=lambda part: len(part.bound))))
    first = Step(INSERT, update, inserted, "the derivative is replaced by its formula")
    return OverExamples(
        share,
        _derived(first, share, seeds[0], SUM, 1),
        _derived(first, share, seeds[0], MEAN, batch[0][1]),
    )


def own_cotangent(bar: Tensor) -> Tensor:
    """dJ_m/dz[m], by each example's own loss, for dJ/dz."""
    return cotangent(primal(bar), OWN_OBJECTIVE)


def _share(gradient: Equation, batch: tuple[Index, Size], seed: Entry) -> Equation:
    (term,) = gradient.terms
    tensor = gradient.left.tensor
    shares = Tensor(f"{tensor.name}_share", (batch[1], *tensor.shape), TensorRole.ACTIVATION, "g", tensor.level)
    left = Entry(shares, (affine(batch[0]), *gradient.left.subscripts))
    bound = tuple(item for item in term.bound if item != batch)
    own = replace(term, bound=bound, body=_by_own_loss(term, seed.tensor))
    return Equation(left, (batch, *gradient.free), (own,))


def _by_own_loss(term: Term, tensor: Tensor):  # type: ignore[no-untyped-def]
    def change(entry: Entry) -> Entry:
        return Entry(own_cotangent(tensor), entry.subscripts) if entry.tensor == tensor else entry

    return change_entries(term.body, change)


def _derived(first: Step, share: Equation, seed: Entry, rule: Rule, count: Size) -> Derivation:
    inserted = first.after
    terms = tuple(_divided(term, seed.tensor, count) for term in inserted.terms)
    divided = replace(inserted, terms=terms)
    named = replace(divided, terms=tuple(_named(term, share) for term in divided.terms))
    steps = (
        first,
        Step(rule, inserted, divided, "the loss of an example depends on that example alone"),
        Step(SHARES, divided, named, "everything but the sum over the examples has a name"),
    )
    return Derivation(steps, named)


def _divided(term: Term, tensor: Tensor, count: Size) -> Term:
    if not any(entry.tensor == tensor for entry in term.body.atoms(Entry)):
        return term
    return replace(term, body=_by_own_loss(term, tensor) / count)


def _named(term: Term, share: Equation) -> Term:
    """c sum over m, i of f(m, i) as c sum over m of g[m]."""
    (own,) = share.terms
    inside = [item for item in term.bound if item[0].role is not Role.BATCH]
    if not term.bound or len(inside) != len(own.bound):
        return term
    letters = {new: affine(old) for (new, _), (old, _) in zip(own.bound, inside, strict=True)}
    pattern = change_entries(own.body, lambda e: Entry(e.tensor, tuple(s.substitute(letters) for s in e.subscripts)))
    batch = tuple(item for item in term.bound if item[0].role is Role.BATCH)
    factor = term.body / pattern
    if factor.atoms(Entry):
        return term
    left = share.left.subscripts[0].substitute({share.free[0][0]: affine(batch[0][0])})
    return Term(batch, (), (), factor * Entry(share.left.tensor, (left, *share.left.subscripts[1:])))
