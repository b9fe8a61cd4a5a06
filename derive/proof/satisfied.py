"""That a certificate's hypotheses can hold: sizes, functions and tensors, in a ring of series, that obey all of them.

Nothing here is trusted: the hypotheses are printed as the theorem has them, and Coq checks that they hold.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import product

from sympy import Expr, Symbol

from derive.algebra.affine import Affine, affine
from derive.algebra.equation import Equation, entries
from derive.algebra.index import Index
from derive.algebra.size import Size, value_of
from derive.algebra.tensor import Entry, Tensor
from derive.errors import EvaluationError, ProofError, SizeError
from derive.layers.declaration import Declared
from derive.proof.statement import HELD, Statement, equation_text, fixed_sizes
from derive.proof.terms import size_text

LIBRARY = "Series.v"
SECTION = """(* The hypotheses can hold, and things can move: in the ring of series, these tensors obey them. *)
From derive Require Import Series.
Section Model.
Notation R := series_ring.
Add Ring series_laws : (ring_laws R).
Local Open Scope R_scope.
"""
HELD_HALF = (
    "assert (half_held : D (inv (num 2) : R) = 0) by (rewrite D_inv by (apply unit_series; vm_compute; reflexivity); "
    "rewrite D_num; ring)."
)
EXTENTS, OTHERS, FROM_ZERO = (4, 5, 3, 2, 6, 8), (2, 1, 3, 4), (1, 0, 2)


def model_lines(declared: Declared, said: Statement, theorem: str) -> list[str]:
    """The theorem that the hypotheses of another have a model, with its proof."""
    sizes = small_sizes(declared, said)
    words = {name: _tensor(said, name) for name in said.tensors}
    settings = said.names.settings.values()
    inner = {equation.left.tensor.name for equation in said.forward}
    moving = next(target.tensor for target, _ in said.backward if target.tensor.name not in inner)
    moved = f"D ({said.names.tensors[moving.name]}@[{', '.join('0' * len(moving.shape))}]) = 1"
    groups = (
        (said.names.sizes.values(), "Z"),
        (said.functions, "R -> R"),
        (settings, "R"),
        (said.tensors, "tensor R"),
    )
    spoken = "".join(f" ({' '.join(names)} : {kind})" for names, kind in groups if names)
    given = " /\\\n  ".join((*(f"({text})" for _, text in said.hypotheses), moved))
    poses = [f"pose ({name} := {number}%Z)." for name, number in sizes.items()]
    poses += [f"pose ({name} := inv (num 2) : R)." for name in settings]
    poses += [f"pose ({name} := ({words[name]}) : tensor R)." for name in _in_order(said)]
    shown = [*said.names.sizes.values(), *said.functions, *settings, *said.tensors]
    return [
        f"Theorem {theorem}_satisfiable : exists{spoken},",
        f"  {given}.",
        "Proof.",
        *(f"  {pose}" for pose in poses),
        f"  exists {', '.join(shown)}.",
        *([f"  {HELD_HALF}"] if settings else []),
        f"  repeat apply conj; {_tactic(said)}.",
        "Qed.",
    ]


def _tactic(said: Statement) -> str:
    """What shows each hypothesis: settings are a half, entries that are numbered through are looked at one by one."""
    half = ["exact half_held"] if said.names.settings else []
    digits = ["(intros; each; reflexivity)"] if any(map(_numbered, _definitions(said).values())) else []
    return f"first [{' | '.join((*half, 'satisfied', *digits))}]" if half or digits else "satisfied"


def small_sizes(declared: Declared, said: Statement) -> dict[str, int]:
    """Numbers for the sizes of a statement that obey its hypotheses. Raises ProofError where none of a few does."""
    declaration, names = declared.declaration, said.names.sizes
    equations = (*said.forward, *(equation for _, equation in said.backward))
    fixed = {symbol: int(number) for symbol, number in fixed_sizes(declared, equations).items()}
    rules = {rule.symbol: rule.definition for rule in declaration.sizes}
    for extent, other, least in product(EXTENTS, OTHERS, FROM_ZERO):
        given = {symbol: _candidate(symbol, extent, other, least) for symbol in names if symbol not in rules}
        found = _completed({**fixed, **given}, rules)
        if found is not None and all(value_of(limit.size, found) >= limit.least for limit in declaration.limits):
            return {name: found[symbol] for symbol, name in names.items()}
    raise ProofError("no small sizes were found that obey the hypotheses")


def _candidate(symbol: Symbol, extent: int, other: int, least: int) -> int:
    if not symbol.is_positive:
        return least
    return extent if symbol.name.startswith("n") else other


def _completed(given: Mapping[Symbol, int], rules: Mapping[Symbol, Expr]) -> dict[Symbol, int] | None:
    """The sizes with those that rules define; None where one is less than it may be, or no whole number."""
    found, open_ = dict(given), dict(rules)
    while open_:
        ready = [symbol for symbol, rule in open_.items() if rule.free_symbols <= found.keys()]
        if not ready:
            return None
        for symbol in ready:
            try:
                found[symbol] = value_of(open_.pop(symbol), found)
            except (EvaluationError, SizeError):
                return None
            if found[symbol] < (1 if symbol.is_positive else 0):
                return None
    return found


def _definitions(said: Statement) -> dict[str, Equation]:
    """The equation that gives a tensor, by what the tensor is called."""
    equations = (*said.forward, *(equation for _, equation in said.backward))
    return {said.names.tensors[equation.left.tensor.name]: equation for equation in equations}


def _tensor(said: Statement, name: str) -> str:
    """What a tensor is: its formula where it has one, 1 where it is held, else a number that moves."""
    equation = _definitions(said).get(name)
    if equation is None:
        roles = {
            own.role for q in _definitions(said).values() for own in _read(q) if said.names.tensors[own.name] == name
        }
        return "fun _ => 1" if roles & set(HELD) else "fun _ => moving"
    places = equation.left.subscripts
    if _is_copied_anew(equation):
        return "fun _ => moving"  # all that is copied is the same
    _, right = equation_text(equation, said.names).split(" = ", 1)
    if _numbered(equation):
        letters = [f"l_{number}" for number, _ in enumerate(places)]
        digits = "".join(map(partial(_digits, said=said, sizes=dict(equation.free)), letters, places))
        return f"val {len(places)} (fun {' '.join(letters)} => {digits}{right})"
    given = " ".join(said.names.indices[place.indices[0]] if place.indices else "_" for place in places)
    return f"val {len(places)} (fun {given} => {right})" if places else f"fun _ => {right}"


def _is_plain(place: Affine) -> bool:
    return not place.indices or place == affine(place.indices[0])


def _is_copied_anew(equation: Equation) -> bool:
    """Whether its entries are those of another tensor, numbered anew."""
    (first, *others) = equation.terms
    return (
        not all(map(_is_plain, equation.left.subscripts))
        and not (others or first.bound)
        and isinstance(first.body, Entry)
    )


def _numbered(equation: Equation) -> bool:
    """Whether its entries are numbered through, and more than copies."""
    return not all(map(_is_plain, equation.left.subscripts)) and not _is_copied_anew(equation)


def _digits(letter: str, place: Affine, said: Statement, sizes: Mapping[Index, Size]) -> str:
    """let g := (l / K_g) mod G in let k := (l / 1) mod K_g in: the digits of a place."""
    found = ""
    for index, value in place.terms:
        one, size = size_text(value, said.names), size_text(sizes[index], said.names)
        found += f"let {said.names.indices[index]} := ({letter} / ({one}) mod ({size}))%Z in "
    return found


def _read(equation: Equation) -> Iterator[Tensor]:
    yield from (entry.tensor for term in equation.terms for entry in entries(term.body))


def _in_order(said: Statement) -> list[str]:
    """The tensors, each behind those that its formula reads."""
    definitions, found = _definitions(said), list[str]()
    waiting = list(said.tensors)
    while waiting:
        ready = [name for name in waiting if name not in definitions or not _open(definitions[name], said, waiting)]
        if not ready:
            raise ProofError("the formulas define each other in a circle")
        found += ready
        waiting = [name for name in waiting if name not in ready]
    return found


def _open(equation: Equation, said: Statement, waiting: Iterable[str]) -> set[str]:
    return {said.names.tensors[tensor.name] for tensor in _read(equation)} & set(waiting)
