"""A layer that reads a matrix of weights with its two axes exchanged, as a tied decoder does."""

from dataclasses import replace
from functools import cache

from derive.algebra.equation import Equation
from derive.algebra.substitution import change_entries
from derive.algebra.tensor import Entry
from derive.calculus.vjp import Variable
from derive.errors import SizeError
from derive.layers.declaration import Declaration


@cache
def transposed(declaration: Declaration, letter: str) -> Declaration:
    """The declaration with W[c, k] where it reads W[k, c]; SizeError where that tensor has not two axes."""
    own = declaration.variable(letter)
    if len(own.tensor.shape) != 2:
        raise SizeError(f"{letter} has {len(own.tensor.shape)} axes; only a matrix, of two, can be transposed")
    turned = replace(own.tensor, shape=own.tensor.shape[::-1], axes=own.tensor.axes[::-1])

    def change(entry: Entry) -> Entry:
        return Entry(turned, entry.subscripts[::-1]) if entry.tensor == own.tensor else entry

    def changed(equation: Equation) -> Equation:
        terms = tuple(replace(term, body=change_entries(term.body, change)) for term in equation.terms)
        return replace(equation, terms=terms)

    variables = tuple(
        Variable(change(each.entry), each.ranges[::-1]) if each is own else each for each in declaration.variables
    )
    stated = None if declaration.stated is None else changed(declaration.stated)
    return replace(
        declaration, equations=tuple(map(changed, declaration.equations)), variables=variables, stated=stated
    )
