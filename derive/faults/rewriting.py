"""How formulas are changed: bodies, entries, the windows that they read. Each returns None where nothing changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sympy import Expr

from derive.algebra.affine import Affine, affine
from derive.algebra.bounds import Facts, drop_implied_guards
from derive.algebra.equation import Equation, Guard, Reduction, Term, entries
from derive.algebra.index import Index, Role
from derive.algebra.size import Size, normal
from derive.algebra.substitution import change_entries
from derive.algebra.tensor import Entry, TensorRole


@dataclass(frozen=True, slots=True)
class Read:
    """The subscript s*i + d*u - p of a window."""

    position: Index
    tap: Index
    stride: Size
    dilation: Size
    padding: Size

    @property
    def affine(self) -> Affine:
        """The subscript itself."""
        return affine(self.position) * self.stride + affine(self.tap) * self.dilation - self.padding


def window_read(subscript: Affine) -> Read | None:
    """The subscript as a window's, if it is one."""
    by_role = {index.role: index for index in subscript.indices}
    if len(subscript.terms) != 2 or set(by_role) != {Role.OUTPUT, Role.TAP}:
        return None
    i, u = by_role[Role.OUTPUT], by_role[Role.TAP]
    return Read(i, u, subscript.coefficient(i), subscript.coefficient(u), normal(-1 * subscript.const))


def window_reads(equation: Equation) -> tuple[Read, ...]:
    """The windows that a formula reads or adds into."""
    subscripts = [s for entry in _all_entries(equation) for s in entry.subscripts]
    return tuple(dict.fromkeys(read for s in subscripts if (read := window_read(s)) is not None))


def tiles(equation: Equation) -> bool:
    """Whether each window begins where the one before it ends, so that no cell lies in two."""
    ranges = dict((*equation.free, *(item for term in equation.terms for item in term.bound)))
    found = window_reads(equation)
    return bool(found) and all(normal(read.stride - ranges[read.tap]) == 0 for read in found)


def change_windows(equation: Equation, facts: Facts, change: Callable[[Read], Read]) -> Equation | None:
    """The formula with other windows; a term is absent where a window's cell is no cell of the tensor."""
    moved = {read.affine: change(read).affine for read in window_reads(equation)}
    if all(old == new for old, new in moved.items()):
        return None
    left = _moved(equation.left, moved)
    terms = []
    for term in equation.terms:
        body = change_entries(term.body, lambda entry: _moved(entry, moved))
        windows = [guard for entry in (left, *entries(body)) for guard in _inside(entry)]
        kept = [guard for guard in term.guards if guard.affine not in moved]
        changed = Term(term.bound, tuple(dict.fromkeys((*kept, *windows))), term.brackets, body)
        terms.append(drop_implied_guards(changed, equation.free, facts) or changed)
    return Equation(left, equation.free, tuple(terms), equation.reduction)


def _moved(entry: Entry, moved: Mapping[Affine, Affine]) -> Entry:
    return Entry(entry.tensor, tuple(moved.get(subscript, subscript) for subscript in entry.subscripts))


def _inside(entry: Entry) -> list[Guard]:
    """What makes the windowed subscripts of an entry be cells of its tensor."""
    pairs = zip(entry.subscripts, entry.tensor.shape, strict=True)
    return [Guard(subscript, size) for subscript, size in pairs if window_read(subscript) is not None]


def _all_entries(equation: Equation) -> list[Entry]:
    return [equation.left, *(entry for term in equation.terms for entry in entries(term.body))]


def change_bodies(equation: Equation, change: Callable[[Expr], Expr]) -> Equation | None:
    """Every term's body changed; None where all stay as they are."""
    bodies = [change(term.body) for term in equation.terms]
    if all(new == term.body for new, term in zip(bodies, equation.terms, strict=True)):
        return None
    changed = (replace(term, body=body) for term, body in zip(equation.terms, bodies, strict=True) if body != 0)
    return replace(equation, terms=tuple(changed))


def scaled(equation: Equation, factor: Expr) -> Equation | None:
    """The right side times a factor; None for a maximum."""
    if equation.reduction not in (Reduction.SUM, Reduction.SCATTER):
        return None
    return change_bodies(equation, lambda body: body * factor)


def replaced(equation: Equation, values: Mapping[Expr, Expr]) -> Equation | None:
    """Expressions in the bodies replaced by others; summands that become 0 go."""
    return change_bodies(equation, lambda body: body.xreplace(dict(values)))


def read_of(equation: Equation, *names: str) -> tuple[Entry, ...]:
    """The entries of the tensors called so, in the formula's bodies."""
    found = dict.fromkeys(entry for term in equation.terms for entry in entries(term.body))
    return tuple(entry for entry in found if entry.tensor.name in names)


def with_role(equation: Equation, role: TensorRole) -> tuple[Entry, ...]:
    """The entries of one role in the formula's bodies."""
    found = dict.fromkeys(entry for term in equation.terms for entry in entries(term.body))
    return tuple(entry for entry in found if entry.tensor.role is role)


def change_subscripts(equation: Equation, name: str, change: Callable[[Entry], tuple[Affine, ...]]) -> Equation | None:
    """Other subscripts for a tensor, on the left and in the bodies."""

    def changed(entry: Entry) -> Entry:
        return Entry(entry.tensor, change(entry)) if entry.tensor.name == name else entry

    terms = tuple(replace(term, body=change_entries(term.body, changed)) for term in equation.terms)
    found = replace(equation, left=changed(equation.left), terms=terms)
    return None if found == equation else found
