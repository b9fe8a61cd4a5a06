"""A certificate: a Coq file that states and proves what a layer's derived backward formulas are."""

from collections.abc import Mapping

from derive.algebra.equation import Equation
from derive.calculus.derivation import Derivation
from derive.layers.declaration import Declared
from derive.network.backward import derive_declaration
from derive.proof.script import script
from derive.proof.statement import Statement, state

HEAD = """From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.
"""


def certificate(declared: Declared, title: str) -> str:
    """The whole file for a structure: the gathered forms, and the scattered ones where there are any."""
    own = {letter: _linked(found) for letter, found in derive_declaration(declared.declaration).items()}
    parts = [theorem(declared, own, "gathered", {letter: False for letter in own})]
    scattered = {letter: found.scatter is not None for letter, found in own.items()}
    if any(scattered.values()):
        parts.append(theorem(declared, own, "scattered", scattered))
    return "\n".join((f"(* {title} *)", HEAD, *parts, "End Certificate.", ""))


def _linked(found: Derivation) -> Derivation:
    return found if found.linked is None else Derivation(found.steps, found.linked, found.scatter)


def theorem(
    declared: Declared, own: Mapping[str, Derivation], name: str, scattered: Mapping[str, bool]
) -> str:
    """One theorem with its proof."""
    forms: dict[str, Equation] = {
        letter: found.scatter if scattered[letter] and found.scatter else found.equation for letter, found in own.items()
    }
    said = state(declared, forms)
    lines = script(declared.declaration, said, own, scattered)
    return "\n".join((*statement_lines(said, name), "Proof.", *(f"  {line}" for line in lines), "Qed.", ""))


def statement_lines(said: Statement, name: str) -> list[str]:
    """The theorem's own text."""
    sizes = f" ({' '.join(said.names.sizes.values())} : Z)" if said.names.sizes else ""
    functions = f"({' '.join(said.functions)} : R -> R) " if said.functions else ""
    head = f"Theorem {name}{sizes} {functions}({' '.join(said.names.tensors.values())} : tensor R)"
    last = len(said.hypotheses) - 1
    given = [f"  ({label} : {text}){' :' if place == last else ''}" for place, (label, text) in enumerate(said.hypotheses)]
    left, right = said.goal
    return [head, *given, f"  {left} =", f"    {right}."]
