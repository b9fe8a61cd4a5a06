"""A layer that shares weights, with a weight of its own for every output: the locally connected layer."""

from dataclasses import replace

from derive.algebra.equation import Equation, Term
from derive.algebra.substitution import change_entries
from derive.algebra.tensor import Entry, Tensor, TensorRole


def unshared(forward: Equation) -> Equation:
    """z[m,o] = sum over t of W[k,t] x[m,a(o,t)]  ->  z[m,o] = sum over t of W[o,t] x[m,a(o,t)], and b[k] -> b[o].

    Every parameter gets the output's subscripts that it lacks, all but the example's. With W[o,t] = W[k,t]
    for all o the layer is the one that it comes from.
    """
    terms = tuple(replace(term, body=_own_weights(term, forward)) for term in forward.terms)
    return Equation(forward.left, forward.free, terms, forward.reduction)


def parameters_of(equation: Equation) -> tuple[Tensor, ...]:
    """The parameters that an equation reads, those that multiply something first."""
    found = {e.tensor for term in equation.terms for e in term.body.atoms(Entry)}
    parameters = [tensor for tensor in found if tensor.role is TensorRole.PARAMETER]
    return tuple(sorted(parameters, key=lambda tensor: (-len(tensor.shape), tensor.name)))


def _own_weights(term: Term, forward: Equation):  # type: ignore[no-untyped-def]
    output = forward.left

    def change(entry: Entry) -> Entry:
        if entry.tensor.role is not TensorRole.PARAMETER:
            return entry
        others = [
            (subscript, size)
            for subscript, size in zip(entry.subscripts, entry.tensor.shape, strict=True)
            if subscript not in output.subscripts
        ]
        shape = (*output.tensor.shape[1:], *(size for _, size in others))
        own = replace(entry.tensor, shape=shape)
        return Entry(own, (*output.subscripts[1:], *(subscript for subscript, _ in others)))

    return change_entries(term.body, change)
