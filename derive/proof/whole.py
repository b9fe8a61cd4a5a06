"""What a structure's theorem says of whole tensors: its formulas as one property, and pairings that are equal."""

from collections.abc import Iterable
from dataclasses import dataclass

from derive.algebra.size import Size
from derive.algebra.tensor import Tensor, cotangent
from derive.layers.declaration import Declared
from derive.network.backward import derive_declaration
from derive.network.model import Model, Placed
from derive.network.schedule import leading
from derive.proof.certificate import Certificate, binders, certificate_of, proofs, structure
from derive.proof.names import Names
from derive.proof.statement import Statement, bar_text, pairing_text
from derive.proof.terms import size_text


@dataclass(frozen=True, slots=True)
class Structure:
    """A structure in a network: its certificate, and the theorem about its simplest formulas, with what that says."""

    certificate: Certificate
    theorem: str
    said: Statement
    declared: Declared

    @property
    def holds(self) -> str:
        """What its definition is called: that tensors obey the structure's formulas."""
        return f"{self.certificate.name}_holds"

    @property
    def pairs(self) -> str:
        """What its theorem about whole tensors is called."""
        return f"{self.certificate.name}_pairs"

    @property
    def ends(self) -> tuple[Tensor, ...]:
        """The inputs and parameters whose cotangents the theorem gives."""
        inner = {equation.left.tensor.name for equation in self.said.forward}
        return tuple(target.tensor for target, _ in self.said.backward if target.tensor.name not in inner)


def structures(model: Model) -> dict[str, Structure]:
    """The structure of each layer and of the loss, by its name; layers of one structure share it."""
    found: dict[object, Structure] = {}
    own: dict[str, Structure] = {}
    for placed in leading(model):
        declared = Declared(placed.declaration, placed.binding)
        key = structure(placed)
        if key not in found:
            found[key] = _structure(placed, declared)
        own[placed.name] = found[key]
    return own


def _structure(placed: Placed, declared: Declared) -> Structure:
    """With its compact theorem where there is one: that is without the cotangents of inner tensors."""
    every = {name: said for name, (said, _) in proofs(declared, derive_declaration(placed.declaration)).items()}
    theorem = "compact" if "compact" in every else "gathered"
    return Structure(certificate_of(placed), theorem, every[theorem], declared)


def definition(own: Structure) -> str:
    """What a structure's formulas are, and its theorem in pairings of whole tensors."""
    said, output = own.said, own.declared.declaration.output
    given = " /\\\n  ".join(f"({text})" for _, text in said.hypotheses)
    words = " ".join(_spoken(said))
    labels = " & ".join(label for label, _ in said.hypotheses)
    tensors, left, right = said.names.tensors, *said.goal
    bar = tensors[cotangent(output).name] if output.shape else "(fun _ => 1)"
    whole = pairing(box(output.shape, said.names), bar, tensors[output.name])
    inner = {equation.left.tensor.name for equation in said.forward}
    outer = [target for target, _ in said.backward if target.tensor.name not in inner]
    summed = nested([f"({pairing_text(bar_text(t.entry, said.names), t.ranges, t.entry, said.names)})" for t in outer])
    numbered = len(outer) > 1 and any(len(place.indices) > 1 for t in outer for place in t.entry.subscripts)
    whole_right = f"transitivity ({summed}); [ring|whole] " if numbered else "whole"
    ends = nested([_own_pairing(said, tensor) for tensor in own.ends])
    return (
        f"(* {', '.join(own.certificate.parts)} *)\n"
        f"Definition {own.holds}{binders(said)} : Prop :=\n  {given}.\n"
        f"Lemma {own.pairs}{binders(said)} : {own.holds} {words} ->\n  {whole} = {ends}.\n"
        f"Proof. intros ({labels}). transitivity ({left}); [whole|]. transitivity ({right}); [|{whole_right}].\n"
        f"  apply ({own.certificate.name}.{own.theorem} R {words}); assumption. Qed.\n"
    )


def _spoken(said: Statement) -> tuple[str, ...]:
    return (*said.names.sizes.values(), *said.functions, *said.names.settings.values(), *said.tensors)


def _own_pairing(said: Statement, tensor: Tensor) -> str:
    own = said.names.tensors
    return pairing(box(tensor.shape, said.names), own[cotangent(tensor).name], own[tensor.name])


def pairing(shape: str, bar: str, tensor: str) -> str:
    """The sum of bar D tensor over all entries."""
    return f"pairing {shape} {bar} {tensor}"


def box(shape: Iterable[Size], own: Names) -> str:
    """A shape: [M; K]."""
    return f"[{'; '.join(size_text(size, own) for size in shape)}]%Z"


def nested(parts: list[str]) -> str:
    """a + (b + c), as the library adds."""
    first, *rest = parts
    return f"{first} + {f'({nested(rest)})' if len(rest) > 1 else rest[0]}" if rest else first
