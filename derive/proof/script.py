"""The proof's script: one correspondence of summands after the other, then the sums are added. Only Coq judges it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sympy import Expr, Pow, Rational

from derive.algebra.equation import Equation, Range, Term
from derive.algebra.folding import pointwise
from derive.algebra.tensor import Entry
from derive.calculus.derivation import Derivation
from derive.calculus.vjp import Variable
from derive.layers.declaration import Declaration
from derive.proof.correspondence import Match, Solved, matches
from derive.proof.names import Names
from derive.proof.scalar import slope_by
from derive.proof.statement import Statement, bar_text
from derive.proof.terms import affine_text, body_text, condition_text, entry_text, factor_text, size_text


def size_facts(declaration: Declaration, names: Names) -> list[str]:
    """The declared facts about sizes, from the formulas that define these."""
    lines = []
    rules = [f"size_{names.sizes[rule.symbol]}" for rule in declaration.sizes]
    for number, fact in enumerate(declaration.facts):
        lines.append(f"assert (fact_{number} : (0 <= {size_text(fact, names)})%Z) by size_fact.")
    return [*lines, *(f"try clear {rule}." for rule in rules if lines)]


HALVED = (
    "match goal with |- ?a = ?b => transitivity ((inv (num 2) + inv (num 2)) * b); [ring | rewrite halves; ring] end"
)


def _halves_a_square(body: Expr) -> bool:
    """Whether it is like 1/2 W^2."""
    return bool(body.is_Mul and body.as_coeff_Mul()[0] == Rational(1, 2) and body.atoms(Pow))


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """One entry that a forward term reads: its slope is a summand of that term's pairing."""

    name: str
    entry: Entry


def script(
    declaration: Declaration, said: Statement, own: Mapping[str, Derivation], scattered: tuple[str, ...]
) -> list[str]:
    """The lines between Proof and Qed."""
    writer = _Script(declaration, said)
    lines = ["intros.", *size_facts(declaration, said.names), *writer.halves(), *writer.constants()]
    for place, equation in enumerate(said.forward):
        if equation not in writer.held:
            lines += writer.forward(place, equation)
    for target, backward in said.backward:
        name = target.tensor.name
        lines += writer.backward(target, backward)
        for match in matches(said.forward, target, own[name], backward, name in scattered):
            lines += writer.matched(match, target, backward)
    return [*lines, *writer.close()]


class _Script:
    """The lines of one certificate; every name is made from the statement's."""

    def __init__(self, declaration: Declaration, said: Statement) -> None:
        self.declaration = declaration
        self.said = said
        self.names: Names = said.names
        moved = {declaration.output, *(variable.tensor for variable in declaration.variables)}
        self.held = tuple(equation for equation in said.forward if equation.left.tensor not in moved)
        self.algebra = "algebra"
        self.still = [name for name, _ in said.hypotheses if name.startswith("held_")]

    def halves(self) -> list[str]:
        """That two halves are 1, where half of a square is differentiated."""
        unit = next((name for name, text in self.said.hypotheses if text == "unit (num 2 : R)"), None)
        bodies = [term.body for equation in self.said.forward for term in equation.terms]
        if unit is None or not any(_halves_a_square(body) for body in bodies):
            return []
        self.algebra = f"first [algebra | {HALVED}]"
        claim = "assert (halves : inv (num 2) + inv (num 2) = (1 : R))"
        return [f"{claim} by (rewrite <- {unit}; rewrite ?num_2; ring)."]

    def constants(self) -> list[str]:
        """Tensors of which nothing moves do not move: numbers of cells, what running statistics give."""
        lines = []
        for equation in self.held:
            name = self.tensor(equation)
            every = "".join(f"ALL {i} < {n}, " for i, n in self.binders(equation.free))
            moves = f"{self.differentiate()}; {self.algebra}"
            proof = f"intros; rewrite H_{name} by assumption; first [held; fail | {moves}]"
            moved = f"D ({entry_text(equation.left, self.names)}) = 0"
            lines.append(f"assert (held_{name} : {every}{moved}) by ({proof}).")
            self.still.append(f"held_{name}")
        return lines

    def binders(self, ranges: tuple[Range, ...]) -> list[tuple[str, str]]:
        return [(self.names.indices[index], size_text(size, self.names)) for index, size in ranges]

    def tensor(self, equation: Equation) -> str:
        return self.names.tensors[equation.left.tensor.name]

    def function(self, kind: str, ranges: tuple[Range, ...], text: str) -> str:
        """(val 2 (fun m k => ...))."""
        letters = " ".join(self.names.indices[index] for index, _ in ranges)
        return f"({kind} {len(ranges)} (fun {letters} => {text}))" if ranges else f"({kind} 0 ({text}))"

    def box(self, ranges: tuple[Range, ...]) -> str:
        return f"[{'; '.join(size_text(size, self.names) for _, size in ranges)}]%Z"

    def pieces(self, place: int, number: int, term: Term) -> list[ReadEntry]:
        """The entries of a term that something is differentiated by, in order."""
        wanted = {target.tensor for target, _ in self.said.backward}
        read = sorted((e for e in term.body.atoms(Entry) if e.tensor in wanted), key=lambda entry: entry.key)
        base = f"f{place}_{number}"
        return [ReadEntry(f"{base}_{k}", entry) for k, entry in enumerate(read)]

    def forward(self, place: int, equation: Equation) -> list[str]:
        """The pairing of a forward equation, as the sum of its pieces."""
        name = self.tensor(equation)
        lines, terms = [], []
        for number, term in enumerate(equation.terms):
            ranges = (*equation.free, *term.bound)
            lines.append(
                f"pose (c{place}_{number} := {self.function('cond', ranges, condition_text(term, self.names))})."
            )
            body = self.function("val", ranges, body_text(term.body, self.names))
            terms.append(f"Term {self.box(term.bound)} c{place}_{number} {body}")
        bar = self.function("val", equation.free, bar_text(equation.left, self.names))
        own = self.function("val", equation.free, entry_text(equation.left, self.names))
        listed = "; ".join(terms)
        lines.append(f"assert (F_{name} := pairing_forward {self.box(equation.free)} [{listed}] {bar} {own} H_{name}).")
        lines.append(f"cbn [map total bound condition body app length] in F_{name}.")
        for number, term in enumerate(equation.terms):
            lines += self.split(place, number, equation, term)
        lines.append(f"cbn [map total] in F_{name}.")
        return lines

    def split(self, place: int, number: int, equation: Equation, term: Term) -> list[str]:
        """D of a body is the sum over its entries of slope times D of the entry."""
        ranges = (*equation.free, *term.bound)
        pieces = self.pieces(place, number, term)
        bar = bar_text(equation.left, self.names)
        lines = []
        for piece in pieces:
            slope = factor_text(slope_by(term.body, piece.entry), self.names)
            text = f"{bar} * {slope} * D ({entry_text(piece.entry, self.names)})"
            lines.append(f"pose ({piece.name} := {self.function('val', ranges, text)}).")
        listed = [piece.name for piece in pieces]
        unfolded = f"subst {' '.join(listed)}; " if listed else ""
        summands = f"{self.box(ranges)} c{place}_{number} _ [{'; '.join(listed)}]"
        proof = f"{unfolded}points; {self.differentiate()}; {self.algebra}"
        lines.append(f"rewrite (where_total {summands}) in F_{self.tensor(equation)} by ({proof}).")
        return lines

    def differentiate(self) -> str:
        """Rewrites D of everything by the laws that the statement assumes."""
        laws = [name for name, _ in self.said.hypotheses if name.startswith("slope_")]
        rewrites = [f"rewrite {law} by arithmetic" for law in (*laws, *self.still)]
        rewrites.append(f"rewrite D_inv by ({self.unit()})")
        once = f"repeat first [{' | '.join(rewrites)}]"
        return f"slopes; repeat (progress ({once}; slopes))"

    def unit(self) -> str:
        units = [name for name, _ in self.said.hypotheses if name.startswith("unit_")]
        return f"first [{' | '.join(['assumption', *(f'(apply {name}; arithmetic)' for name in units), 'fail'])}]"

    def backward(self, target: Variable, equation: Equation) -> list[str]:
        """The pairing of a cotangent, as the sum of its terms."""
        name = self.names.tensors[target.tensor.name]
        bar_name = self.tensor(equation)
        lines, terms = [], []
        for number, term in enumerate(equation.terms):
            ranges = (*equation.free, *term.bound)
            lines.append(
                f"pose (d_{name}{number} := {self.function('cond', ranges, condition_text(term, self.names))})."
            )
            lines.append(
                f"pose (g_{name}{number} := {self.function('val', ranges, body_text(term.body, self.names))})."
            )
            terms.append(f"Term {self.box(term.bound)} d_{name}{number} g_{name}{number}")
        bar = self.function("val", target.ranges, entry_text(equation.left, self.names))
        lines.append(
            f"assert (B_{name} := pairing_backward {self.box(target.ranges)} [{'; '.join(terms)}] {bar} "
            f"{self.own(target)} H_{bar_name})."
        )
        lines.append(f"cbn [map total bound condition body app length] in B_{name}.")
        return lines

    def own(self, target: Variable) -> str:
        return self.function("val", target.ranges, entry_text(target.entry, self.names))

    def matched(self, match: Match, target: Variable, backward: Equation) -> list[str]:
        """The summands of a use are those of the cotangent's term."""
        use = match.use
        equation = self.said.forward[use.equation]
        term, other = equation.terms[use.term], backward.terms[match.term]
        name = self.names.tensors[target.tensor.name]
        piece = next(p for p in self.pieces(use.equation, use.term, term) if p.entry == use.read)
        before, after = (*equation.free, *term.bound), (*target.ranges, *other.bound)
        c, d, g = f"c{use.equation}_{use.term}", f"d_{name}{match.term}", f"g_{name}{match.term}"
        label = f"E_{name}{match.term}"
        right = f"(fun l => {g} l * D ({self.own(target)} (firstn {len(target.ranges)} l)))"
        there, back = self.map(before, after, match.there), self.map(after, before, match.back)
        return [
            f"assert ({label} : where_ {self.box(before)} {c} {piece.name} = where_ {self.box(after)} {d} {right}).",
            f"{{ apply (reindex {there} {back}); subst {c} {piece.name} {d} {g}; points; places. "
            f"all: entries; {self.unfolded()}entries; {self.algebra}. }}",
            f"rewrite {label} in F_{self.tensor(equation)}.",
        ]

    def map(self, given: tuple[Range, ...], wanted: tuple[Range, ...], values: Solved) -> str:
        listed = "; ".join(affine_text(values[index], self.names) for index, _ in wanted)
        return self.function("point", given, f"[{listed}]%Z")

    def unfolded(self) -> str:
        """Tensors that are named expressions are replaced by these, where the formulas may use either."""
        named = [e for e in self.said.forward if pointwise(e) is not None]
        return "".join(f"repeat rewrite H_{self.tensor(e)} by arithmetic; " for e in reversed(named))

    def close(self) -> list[str]:
        """The goal in pairings; inner tensors' pairings are equal by their two formulas; the rest is addition."""
        said = self.said
        output = next(e for e in said.forward if e.left.tensor == self.declaration.output)
        targets = {target.tensor.name: target for target, _ in said.backward}
        inner = [e for e in said.forward if e.left.tensor.name in targets]
        ends = [t for name, t in targets.items() if name not in {e.left.tensor.name for e in inner}]
        left = self.pairing(output.free, output.left)
        right = " + ".join(self.pairing(target.ranges, target.entry) for target in ends)
        lines = [f"transitivity ({left}); [cbn; ring|].", f"transitivity ({right}); [|cbn; ring]."]
        lines.append(f"rewrite F_{self.tensor(output)}{''.join(f', B_{self.letter(t)}' for t in ends)}.")
        for equation in inner:
            name = self.tensor(equation)
            lines.append(f"rewrite B_{name} in F_{name}.")
        if not inner:
            return [*lines, "ring."]
        whole = f"F_{self.tensor(inner[0])}"
        for equation in inner[1:]:
            whole = f"(f_equal2 add {whole} F_{self.tensor(equation)})"
        return [*lines, f"apply (by_difference _ _ _ _ {whole}).", "ring."]

    def letter(self, target: Variable) -> str:
        return self.names.tensors[target.tensor.name]

    def pairing(self, ranges: tuple[Range, ...], entry: Entry) -> str:
        bar = self.function("val", ranges, bar_text(entry, self.names))
        return f"pairing {self.box(ranges)} {bar} {self.function('val', ranges, entry_text(entry, self.names))}"
