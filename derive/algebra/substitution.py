"""Capture-free substitution: of indices, of tensors, of sizes. One level of binding makes it one pass."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from sympy import Expr, Symbol

from derive.algebra.affine import Affine
from derive.algebra.equation import Bracket, Equation, Guard, Range, Term
from derive.algebra.index import Index, fresh
from derive.algebra.size import Size, normal
from derive.algebra.tensor import Entry, Partial, Tensor, cotangent

EntryChange = Callable[[Entry], Entry]


def change_entries(body: Expr, change: EntryChange) -> Expr:
    """`body` with every entry replaced, also inside partial derivatives."""
    mapping: dict[Expr, Expr] = {entry: change(entry) for entry in body.atoms(Entry)}
    for partial in body.atoms(Partial):
        mapping[partial] = Partial(change_entries(partial.of, change), change(partial.wrt))
    return body.xreplace({old: new for old, new in mapping.items() if old != new})


def substitute_entry(entry: Entry, mapping: Mapping[Index, Affine]) -> Entry:
    """T[a] with indices replaced in its subscripts."""
    return Entry(entry.tensor, tuple(subscript.substitute(mapping) for subscript in entry.subscripts))


def substitute(term: Term, mapping: Mapping[Index, Affine]) -> Term:
    """The term with indices replaced everywhere but in its binder."""
    return Term(
        term.bound,
        tuple(Guard(guard.affine.substitute(mapping), guard.size) for guard in term.guards),
        tuple(Bracket(b.left.substitute(mapping), b.right.substitute(mapping)) for b in term.brackets),
        change_entries(term.body, lambda entry: substitute_entry(entry, mapping)),
    )


def rename_ranges(ranges: tuple[Range, ...], mapping: Mapping[Index, Index]) -> tuple[Range, ...]:
    """The binder with its letters replaced."""
    return tuple((mapping.get(index, index), size) for index, size in ranges)


def rename_bound(term: Term, mapping: Mapping[Index, Index]) -> Term:
    """sum_i f(i) = sum_k f(k): bound (or enclosing free) letters replaced, in the binder and everywhere."""
    renamed = substitute(term, {old: Affine(0, ((new, 1),)) for old, new in mapping.items()})
    return Term(rename_ranges(term.bound, mapping), renamed.guards, renamed.brackets, renamed.body)


def rename_indices(equation: Equation, mapping: Mapping[Index, Index]) -> Equation:
    """The same equation in other letters, free ones included."""
    left = substitute_entry(equation.left, {old: Affine(0, ((new, 1),)) for old, new in mapping.items()})
    terms = tuple(rename_bound(term, mapping) for term in equation.terms)
    return Equation(left, rename_ranges(equation.free, mapping), terms, equation.reduction)


def apart(equation: Equation, taken: Iterable[Index]) -> Equation:
    """The same equation in letters of which none is taken."""
    ranges = (*equation.free, *(item for term in equation.terms for item in term.bound))
    return rename_indices(equation, _fresh_letters(ranges, taken))


def bound_apart(term: Term, taken: Iterable[Index]) -> Term:
    """The same term with bound letters of which none is taken."""
    return rename_bound(term, _fresh_letters(term.bound, taken))


def _fresh_letters(ranges: tuple[Range, ...], taken: Iterable[Index]) -> dict[Index, Index]:
    others, mapping = tuple(taken), dict[Index, Index]()
    for index in dict.fromkeys(index for index, _ in ranges):
        mapping[index] = fresh(index, [*others, *mapping.values()])
    return mapping


def instantiate(equation: Equation, tensors: Mapping[str, Tensor], sizes: Mapping[Symbol, Expr]) -> Equation:
    """The equation over other tensors (by name) and sizes: how a layer's template enters a network."""

    changed: dict[Size, Size] = {}

    def change_size(size: Size) -> Size:
        if isinstance(size, int):
            return size
        if size not in changed:
            changed[size] = normal(size.xreplace(sizes))
        return changed[size]

    def change_tensor(old: Tensor) -> Tensor:
        if old.name in tensors:
            return tensors[old.name]
        if old.bar is not None:
            return cotangent(change_tensor(old.bar.of), old.bar.by, old.bar.through)
        return replace(old, shape=tuple(map(change_size, old.shape)))

    def change_entry(entry: Entry) -> Entry:
        subscripts = tuple(subscript.over_sizes(change_size) for subscript in entry.subscripts)
        return Entry(change_tensor(entry.tensor), subscripts)

    def change_ranges(ranges: tuple[Range, ...]) -> tuple[Range, ...]:
        return tuple((index, change_size(size)) for index, size in ranges)

    def change_term(term: Term) -> Term:
        return Term(
            change_ranges(term.bound),
            tuple(Guard(g.affine.over_sizes(change_size), change_size(g.size)) for g in term.guards),
            tuple(Bracket(b.left.over_sizes(change_size), b.right.over_sizes(change_size)) for b in term.brackets),
            change_entries(term.body, change_entry).xreplace(sizes),
        )

    return Equation(
        change_entry(equation.left),
        change_ranges(equation.free),
        tuple(map(change_term, equation.terms)),
        equation.reduction,
    )
