"""A network's certificate: that its layers' formulas, put together, are the derivative of what it ends in.

A tensor's cotangent has a pairing with the tensor's movement. A layer's theorem says that the pairing of its output is
the sum of those of what it reads; a cotangent that is a sum over uses splits into its shares. So D J is the sum of the
pairings of parameters and inputs, over all paths and shared weights. The theorem is proved from the structures' own.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sympy import Symbol

from derive.algebra.equation import entries
from derive.algebra.tensor import Tensor, cotangent, primal
from derive.layers.declaration import BATCH
from derive.network.model import Model, Placed
from derive.network.schedule import Total, leading, names, schedule, seeds
from derive.proof.certificate import HEAD, Certificate
from derive.proof.names import RESERVED, Names
from derive.proof.statement import equation_text
from derive.proof.terms import size_text
from derive.proof.whole import Structure, box, definition, nested, pairing, structures

LIBRARY = "Composed.v"
_LINES = ";\n      "
SAYS = """{name}: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of {end} is the sum of the pairings of {what}."""


def network_certificate(model: Model) -> Certificate:
    """The certificate of a network; it needs those of its structures beside it."""
    own = structures(model)
    once = {each.certificate.name: each for each in own.values()}
    writer = _Writer(model, own)
    theorem = "\n".join(writer.theorem())
    outputs = " and ".join(tensor.name for tensor in model.outputs)
    end = "the objective" if model.terms else f"{outputs}, paired with what is given,"
    said = SAYS.format(name=model.name, end=end, what=", ".join(tensor.name for tensor in writer.ends))
    needs = tuple(once)
    head = f"From derive Require Import {LIBRARY.removesuffix('.v')}.\nFrom derive Require {' '.join(needs)}.\n{HEAD}"
    parts = (definition(each) for each in once.values())
    text = "\n".join((f"(* {said} *)", head, *parts, theorem, "End Certificate.", "Print Assumptions network.", ""))
    name = f"network_{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return Certificate(name, text, ("network",), (model.name,), (LIBRARY,), needs)


class _Writer:
    """The network's theorem; every name in it is made from the network's."""

    def __init__(self, model: Model, own: Mapping[str, Structure]) -> None:
        self.model = model
        self.placed = leading(model)
        self.structures = own
        self.steps = schedule(model)
        self.taken = {*RESERVED, *(word for each in own.values() for word in (each.holds, each.pairs))}
        self.functions = tuple(dict.fromkeys(word for each in own.values() for word in each.said.functions))
        self.taken |= {*self.functions}
        self.sizes = {size: self.word(size.name) for size in (BATCH, *model.sizes)}
        self.tensors: dict[str, str] = {}
        self.settings: list[str] = []
        self.same: dict[tuple[str, str], int] = {}
        ends = {tensor.name: tensor for tensor in (*model.parameters.values(), *model.inputs)}
        self.ends = tuple(ends[name] for name in names(self.steps) if name in ends)

    def word(self, name: str) -> str:
        """An identifier that nothing else is called: of layer1.0.conv.W, layer1_0_conv_W."""
        word = "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in name).strip("_") or "t"
        word = word if word[0].isalpha() else f"t{word}"
        while word in self.taken:
            word += "_"
        self.taken.add(word)
        return word

    def tensor(self, own: Tensor) -> str:
        """What a tensor of the network is called."""
        if own.name not in self.tensors:
            self.tensors[own.name] = self.word(own.name)
        return self.tensors[own.name]

    def theorem(self) -> list[str]:
        """Its text and its proof."""
        layers = [self.layer(placed) for placed in self.placed]
        totals = [self.total(step) for step in self.steps if isinstance(step, Total)]
        goal, start, summed = self.goal(layers, totals), self.start(), self.summed()
        groups = (
            (self.sizes.values(), "Z"),
            (self.functions, "R -> R"),
            (self.settings, "R"),
            (self.tensors.values(), "tensor R"),
        )
        spoken = "".join(f" ({' '.join(words)} : {kind})" for words, kind in groups if words)
        given = [
            *(f"(of_{n} : {layer.holds}) (* {layer.name} *)" for n, layer in enumerate(layers)),
            *(f"(same_{n} : ({first} = {second})%Z)" for n, (first, second) in enumerate(self.same)),
            *(f"(total_{n} : {total.text})" for n, total in enumerate(totals)),
            *summed,
        ]
        return [
            f"Theorem network{spoken}",
            *(f"  {each}" for each in given),
            f"  : {goal}.",
            "Proof.",
            *(f"  {line}" for n, layer in enumerate(layers) for line in layer.moves(n)),
            *([f"  transitivity (total [{'; '.join(start)}])."] if self.model.terms else []),
            *(
                ["  { " + ("rewrite objective; slopes; " if summed else "") + "cbn; ring. }"]
                if self.model.terms
                else []
            ),
            *self.added(start, layers, totals),
            "Qed.",
        ]

    def layer(self, placed: Placed) -> "_Layer":
        """A layer's formulas in the network's names, and the pairing of its output by those of what it reads."""
        own = self.structures[placed.name]
        said = own.said
        sizes = {size: self.size(placed, size) for size in said.names.sizes}
        settings = [self.word(f"{name}_{placed.name}") for name in said.names.settings.values()]
        self.settings += settings
        tensors = {name: self.tensor(tensor) for name, tensor in _tensors(placed).items()}
        mine = {coq: tensors[name] for name, coq in said.names.tensors.items() if coq in said.tensors}
        words = " ".join((*sizes.values(), *said.functions, *settings, *(mine[coq] for coq in said.tensors)))
        local = Names(sizes, {}, {}, {})
        output = placed.declaration.output
        bars = [(output, cotangent(output)), *((tensor, cotangent(tensor)) for tensor in own.ends)]
        boxes = [(box(tensor.shape, local), self.box(placed.tensors[tensor.name])) for tensor, _ in bars]
        met = tuple(name for each, _ in bars for name in self.meet(placed.tensors[each.name], each, placed, local))
        pairs = [
            tuple(pairing(b, tensors[bar.name] if own.shape else "(fun _ => 1)", tensors[own.name]) for b in both)
            for both, (own, bar) in zip(boxes, bars, strict=True)
        ]
        (_, left), *right = pairs
        moved = tuple((mine, wanted) for mine, wanted in pairs if mine != wanted)
        ends = tuple(each for _, each in right)
        return _Layer(placed.name, f"{own.holds} {words}", left, ends, f"{own.pairs} {words}", moved, met)

    def added(self, start: list[str], layers: "list[_Layer]", totals: "list[_Total]") -> Iterator[str]:
        """All equations of pairings added: what stands on both sides goes; start = ends is left."""
        number: dict[str, int] = {}

        def numbers(pairings: Iterable[str]) -> str:
            return f"[{'; '.join(str(number.setdefault(each, len(number))) for each in pairings)}]%Z"

        events = tuple(self.events(layers, totals))
        ends = numbers(self.found(layers, totals))
        equations = "; ".join(f"({numbers(gone)}, {numbers(come)})" for _, gone, come in events)
        first = numbers(start)
        proofs = f"{''.join(f'(conj {proof} ' for proof, _, _ in events)}I{')' * len(events)}"
        yield f"  pose (v := numbered [{'; '.join(number)}])."
        yield f"  assert (H : hold v [{equations}]) by exact {proofs}."
        yield f"  exact (balance v [{equations}] {first} {ends} H eq_refl)."

    def found(self, layers: "list[_Layer]", totals: "list[_Total]") -> list[str]:
        """The pairings of parameters and inputs, in backward order."""
        ends = {self.end(tensor) for tensor in self.ends}
        return [each for _, _, come in self.events(layers, totals) for each in come if each in ends]

    def events(self, layers: "list[_Layer]", totals: "list[_Total]") -> Iterator[tuple[str, list[str], list[str]]]:
        """The equations of pairings by their names, in backward order: what each replaces by what."""
        places = {placed.name: n for n, placed in enumerate(self.placed)}
        last, number = "", 0
        for step in self.steps:
            if isinstance(step, Total):
                total = totals[number]
                yield f"(eq_sym ({total.lemma} total_{number}))", list(total.parts), [total.whole]
                number += 1
            elif step.placed.name != last:
                last = step.placed.name
                layer = layers[places[last]]
                yield layer.proof(places[last]), [layer.left], list(layer.right)

    def end(self, tensor: Tensor) -> str:
        """The pairing of a parameter or an input."""
        return pairing(self.box(tensor), self.tensor(cotangent(tensor)), self.tensor(tensor))

    def size(self, placed: Placed, own: Symbol) -> str:
        """What one of a layer's letters for sizes stands for."""
        text = size_text(placed.sizes.get(own, own), Names(self.sizes, {}, {}, {}))
        return text if text.isidentifier() or text.isdigit() else f"({text})"

    def box(self, tensor: Tensor) -> str:
        """The shape of a tensor of the network."""
        return box(tensor.shape, Names(self.sizes, {}, {}, {}))

    def meet(self, tensor: Tensor, own: Tensor, placed: Placed, local: Names) -> Iterator[str]:
        """Sizes of a tensor that have to be those which a layer that reads it takes them for: what these are called."""
        for size, letter in zip(tensor.shape, own.shape, strict=True):
            if placed.size(letter) != size:
                pair = size_text(size, Names(self.sizes, {}, {}, {})), size_text(letter, local)
                yield f"same_{self.same.setdefault(pair, len(self.same))}"

    def total(self, step: Total) -> "_Total":
        """A cotangent that is the sum of its shares, and its pairing."""
        equation = step.equation
        shares = [self.tensor(entry.tensor) for term in equation.terms for entry in entries(term.body)]
        own = primal(step.bar)
        bar, tensor, shape = self.tensor(step.bar), self.tensor(own), self.box(own)
        indices = {index: str(index) for index, _ in equation.free}
        words = {
            each.name: self.tensor(each)
            for each in (step.bar, *(e.tensor for t in equation.terms for e in entries(t.body)))
        }
        text = equation_text(equation, Names(self.sizes, {}, indices, words))
        parts = [pairing(shape, share, tensor) for share in shares]
        return _Total(
            text,
            pairing(shape, bar, tensor),
            tuple(parts),
            f"pairing_shares {shape} [{'; '.join(shares)}] {bar} {tensor}",
        )

    def goal(self, layers: "list[_Layer]", totals: "list[_Total]") -> str:
        """What is proved: the change of what the network ends in; parameters and inputs stand in backward order."""
        right = f"total [{_LINES.join(self.found(layers, totals))}]"
        whole = self.objective
        if whole is None:
            return f"total [{'; '.join(self.start())}] =\n    {right}"
        return f"D ({self.tensor(whole)}@[]) =\n    {right}"

    @property
    def objective(self) -> Tensor | None:
        """J, the sum of several terms or the only one; None for a network that ends in its outputs."""
        if self.model.objective is not None:
            return self.model.objective.left.tensor
        return self.model.terms[0].output if self.model.terms else None

    def start(self) -> list[str]:
        """The pairings of what the network ends in: of the terms of its objective, or of its outputs with what is
        given of their cotangents."""
        if self.model.terms:
            return [pairing("[]%Z", "(fun _ => 1)", self.tensor(term.output)) for term in self.model.terms]
        given = seeds(self.model)
        return [pairing(self.box(t), self.tensor(given[t.name]), self.tensor(t)) for t in self.model.outputs]

    def summed(self) -> list[str]:
        """J as the sum of its terms, where there are several: what the theorem is told."""
        equation = self.model.objective
        if equation is None:
            return []
        tensors = (equation.left.tensor, *(entry.tensor for term in equation.terms for entry in entries(term.body)))
        words = {tensor.name: self.tensor(tensor) for tensor in tensors}
        return [f"(objective : {equation_text(equation, Names(self.sizes, {}, {}, words))})"]


@dataclass(frozen=True, slots=True)
class _Layer:
    """A layer: `holds` says that its formulas do, by `lemma` its output's pairing is the sum of those on the `right`;
    `moved` are pairings over its own shapes, with those over the network's, which are equal because `met` sizes are."""

    name: str
    holds: str
    left: str
    right: tuple[str, ...]
    lemma: str
    moved: tuple[tuple[str, str], ...]
    met: tuple[str, ...]

    def proof(self, place: int) -> str:
        """What shows the equation of its pairings."""
        return f"L_{place}" if self.moved else f"({self.lemma} of_{place})"

    def moves(self, place: int) -> Iterator[str]:
        """The equation over the network's shapes, where the layer's own are others."""
        if self.moved:
            kept = f"clear - {' '.join(self.met)}" if self.met else "clear"
            changed = "".join(
                f"replace ({own}) with ({wanted}) in E by ({kept}; same_shape). " for own, wanted in self.moved
            )
            yield f"assert (L_{place} : {self.left} = {nested(list(self.right))})."
            yield f"{{ pose proof ({self.lemma} of_{place}) as E. {changed}exact E. }}"


@dataclass(frozen=True, slots=True)
class _Total:
    """A cotangent that is a sum: `text` says it, by `lemma` its pairing is the sum of its parts."""

    text: str
    whole: str
    parts: tuple[str, ...]
    lemma: str


def _tensors(placed: Placed) -> dict[str, Tensor]:
    """The network's tensors by the names that the declaration has for them, cotangents among them."""
    found = dict(placed.tensors)
    for variable in placed.declaration.variables:
        found[cotangent(variable.tensor).name] = placed.bar(variable.tensor.name)
    output = placed.declaration.output
    return found | {cotangent(output).name: cotangent(placed.output)}
