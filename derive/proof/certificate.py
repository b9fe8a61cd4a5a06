"""A certificate: a Coq file that states and proves what a layer's derived backward formulas are."""

from collections.abc import Mapping
from dataclasses import replace

from derive.algebra.equation import Equation
from derive.calculus.derivation import Derivation
from derive.layers.declaration import Declared
from derive.network.backward import derive_declaration
from derive.proof.compact import compact_script
from derive.proof.script import script
from derive.proof.statement import Statement, state

HEAD = """From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.
"""
Derivations = Mapping[str, Derivation]


def certificate(declared: Declared, title: str) -> str:
    """The whole file for a structure: a theorem for each form that its backward formulas have."""
    derived = derive_declaration(declared.declaration)
    own = {letter: replace(found, equation=found.linked or found.equation) for letter, found in derived.items()}
    gathered = state(declared, {letter: found.equation for letter, found in own.items()})
    parts = [_theorem(gathered, "gathered", script(declared.declaration, gathered, own, ()))]
    scattered = tuple(letter for letter, found in own.items() if found.scatter is not None)
    if scattered:
        said = state(declared, {letter: found.scatter or found.equation for letter, found in own.items()})
        parts.append(_theorem(said, "scattered", script(declared.declaration, said, own, scattered)))
    if any(found.linked is not None for found in derived.values()):
        parts.append(_compact(declared, derived, own, gathered))
    return "\n".join((f"(* {title} *)", HEAD, *parts, "End Certificate.", ""))


def _compact(declared: Declared, derived: Derivations, own: Derivations, gathered: Statement) -> str:
    """The theorem of the compact formulas, without the cotangents of inner tensors."""
    inner = {equation.left.tensor.name for equation in gathered.forward}
    said = state(declared, {letter: d.equation for letter, d in derived.items() if letter not in inner}, gathered)
    return _theorem(said, "compact", compact_script(said, gathered))


def _theorem(said: Statement, name: str, lines: list[str]) -> str:
    return "\n".join((*statement_lines(said, name), "Proof.", *(f"  {line}" for line in lines), "Qed.", ""))


def statement_lines(said: Statement, name: str) -> list[str]:
    """The theorem's own text."""
    sizes = f" ({' '.join(said.names.sizes.values())} : Z)" if said.names.sizes else ""
    functions = f"({' '.join(said.functions)} : R -> R) " if said.functions else ""
    head = f"Theorem {name}{sizes} {functions}({' '.join(said.tensors)} : tensor R)"
    last = len(said.hypotheses) - 1
    given = [f"  ({label} : {text}){' :' if place == last else ''}" for place, (label, text) in enumerate(said.hypotheses)]
    left, right = said.goal
    return [head, *given, f"  {left} =", f"    {right}."]
