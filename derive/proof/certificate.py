"""A certificate: a Coq file that states and proves what a structure's derived backward formulas are."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from derive.algebra.equation import Equation, Reduction
from derive.calculus.derivation import Derivation
from derive.layers.declaration import Declared
from derive.network.backward import derive_declaration
from derive.network.model import Model, Placed
from derive.printing.compose import statement
from derive.printing.notation import Notation, write
from derive.printing.style import Style
from derive.proof.compact import compact_script
from derive.proof.script import script
from derive.proof.statement import Statement, fixed_sizes, state

LIBRARY = "Indexed.v"
WIDE = 400
HEAD = f"""From derive Require Import {LIBRARY.removesuffix(".v")}.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.
"""
SAYS = """{what}

{formulas}

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is."""
Derivations = Mapping[str, Derivation]


@dataclass(frozen=True, slots=True)
class Certificate:
    """A file of Coq: `name` without its ending, `text`, the names of its theorems, which parts of a network it is
    about, the files of derive that it needs besides, and the other certificates that it is proved from, by name.

    `models` are theorems that hypotheses can hold; they may rest on functional extensionality.
    """

    name: str
    text: str
    theorems: tuple[str, ...]
    parts: tuple[str, ...]
    libraries: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    models: tuple[str, ...] = ()


def library(name: str = LIBRARY) -> str:
    """The text of a file that certificates need; all of them need Indexed.v."""
    return (Path(__file__).parent / name).read_text("utf-8")


def libraries(found: Iterable[Certificate]) -> dict[str, str]:
    """All files that some certificates need, each behind those that it needs."""
    return {name: library(name) for name in (LIBRARY, *(own for each in found for own in each.libraries))}


def rounds(found: Iterable[Certificate], new: Iterable[Certificate]) -> tuple[list[Certificate], list[Certificate]]:
    """What has to be checked for the `new` ones of all that were found: what they are proved from first, then those
    that are proved from others."""
    wanted = {own for each in new for own in (each.name, *each.needs)}
    checked = [each for each in found if each.name in wanted]
    return [each for each in checked if not each.needs], [each for each in checked if each.needs]


def certificates(model: Model, known: dict[object, Certificate] | None = None) -> tuple[Certificate, ...]:
    """One for each structure among the layers, their later forms and the loss of a network, in the network's order.

    Forms of one declaration and the same numbers are looked at once; so they are in several networks that share what
    is `known`.
    """
    found: dict[str, Certificate] = {}
    known = {} if known is None else known
    for form in model.forms:
        key = structure(form)
        if key not in known:
            known[key] = certificate_of(form)
        made = replace(known[key], parts=(form.name,))
        earlier = found.get(made.name)
        found[made.name] = replace(made, parts=(*(earlier.parts if earlier else ()), form.name))
    return tuple(found.values())


def structure(form: Placed) -> object:
    """What a form's certificate depends on: its kind, its declaration and the sizes that its options fix."""
    fixed = fixed_sizes(Declared(form.declaration, form.binding), form.declaration.equations)
    return form.kind.kind, form.declaration, frozenset(fixed.items())  # type: ignore[attr-defined]


def certificate_of(form: Placed) -> Certificate:
    """The certificate of a layer, its later form or the loss, at its place in a network."""
    return certify(Declared(form.declaration, form.binding), form.kind.kind, (form.name,))  # type: ignore[attr-defined]


def certify(
    declared: Declared,
    kind: str,
    parts: tuple[str, ...] = (),
    derived: Derivations | None = None,
) -> Certificate:
    """The certificate of a structure: a theorem for each form that its backward formulas have.

    `derived` are derivations in place of derive's own: how it is tried that a mistake is not accepted. Raises
    ProofError for a formula that has no Coq form yet.
    """
    found = proofs(declared, derived or derive_declaration(declared.declaration))
    theorems = [_theorem(said, name, lines) for name, (said, lines) in found.items()]
    said = SAYS.format(
        what=f"{kind}: its derived backward formulas, for all sizes. Proved if Coq accepts this file.",
        formulas=_formulas(declared),
    )
    rests = (f"Print Assumptions {name}." for name in found)
    text = "\n".join((f"(* {said} *)", HEAD, *theorems, "End Certificate.", *rests, ""))
    return Certificate(f"{kind}_{hashlib.sha256(text.encode()).hexdigest()[:8]}", text, tuple(found), parts)


def proofs(declared: Declared, derived: Derivations) -> dict[str, tuple[Statement, list[str]]]:
    """The statement and the script of each theorem, by its name; the last is about the simplest formulas."""
    own = {letter: replace(found, equation=found.linked or found.equation) for letter, found in derived.items()}
    gathered = state(declared, {letter: found.equation for letter, found in own.items()})
    found = {"gathered": (gathered, script(declared.declaration, gathered, own, ()))}
    scattered = tuple(letter for letter, each in own.items() if each.scatter is not None)
    if scattered:
        said = state(declared, {letter: each.scatter or each.equation for letter, each in own.items()})
        found["scattered"] = (said, script(declared.declaration, said, own, scattered))
    if any(each.linked is not None for each in derived.values()):
        inner = {equation.left.tensor.name for equation in gathered.forward}
        said = state(declared, {letter: d.equation for letter, d in derived.items() if letter not in inner}, gathered)
        found["compact"] = (said, compact_script(said, gathered))
    return found


def _theorem(said: Statement, name: str, lines: list[str]) -> str:
    proof = ("Proof.", *(f"  {line}" for line in lines), "Qed.", "")
    return "\n".join((*statement_lines(said, name), *proof))


def statement_lines(said: Statement, name: str) -> list[str]:
    """The theorem's own text."""
    head = f"Theorem {name}{binders(said)}"
    last = len(said.hypotheses) - 1
    given = [f"  ({label} : {text}){' :' if n == last else ''}" for n, (label, text) in enumerate(said.hypotheses)]
    left, right = said.goal
    return [head, *given, f"  {left} =", f"    {right}."]


def binders(said: Statement) -> str:
    """What a statement speaks of: (M K n : Z) (exp : R -> R) (epsilon : R) (z W x : tensor R)."""
    groups = (
        (said.names.sizes.values(), "Z"),
        (said.functions, "R -> R"),
        (said.names.settings.values(), "R"),
        (said.tensors, "tensor R"),
    )
    return "".join(f" ({' '.join(names)} : {kind})" for names, kind in groups if names)


def _formulas(declared: Declared) -> str:
    """The formulas as a textbook prints them, one a line."""
    forward = [equation for equation in declared.declaration.equations if equation.reduction is Reduction.SUM]
    backward = [found.equation for found in derive_declaration(declared.declaration).values()]
    return "\n".join(f"    {_written(equation)}" for equation in (*forward, *backward))


def _written(equation: Equation) -> str:
    return " ".join(write(statement(equation, Style()).relation, Notation.UNICODE, WIDE).split())
