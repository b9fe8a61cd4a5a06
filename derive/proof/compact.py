"""Compact backward formulas: that they are the linked ones, by sums as letters and the laws of a ring.

Tensors that a formula defines are written out down to a few basic ones; every sum is split into coefficients times sums
of products that depend on its indices. These are hints for the script; only Coq judges them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import sympy
from sympy import Expr, Integer, Mul, Symbol

from derive.algebra.affine import Affine
from derive.algebra.equation import Equation, Range, Term, entries
from derive.algebra.folding import match
from derive.algebra.index import Index
from derive.algebra.substitution import change_entries, substitute_entry
from derive.algebra.tensor import Entry
from derive.errors import ProofError
from derive.proof.names import Names
from derive.proof.scalar import applications, denominators
from derive.proof.statement import Statement, equation_text
from derive.proof.terms import body_text, size_text


@dataclass(frozen=True, slots=True)
class Total:
    """A sum that stands in a formula as one letter: its ranges and its summand, a product."""

    ranges: tuple[Range, ...]
    summand: Expr


@dataclass
class Sums:
    """The sums that occur, each under a letter of its own, and the formulas that tensors are written out by."""

    names: Names
    letters: dict[Symbol, Total] = field(default_factory=dict)
    written: dict[str, tuple[Entry, Expr]] = field(default_factory=dict)
    zeros: set[Total] = field(default_factory=set)

    def letter(self, total: Total) -> Expr:
        """The letter of a sum: its text in Coq, so that equal sums have one; a sum of ones is its number."""
        if total in self.zeros:
            return Integer(0)
        if total.summand == 1:
            return Mul(*(size for _, size in total.ranges))
        letter = Symbol(f"({sum_text(total, self.names)})", real=True)
        self.letters[letter] = total
        return letter

    def write_out(self, body: Expr) -> Expr:
        """The body over basic tensors and sums alone, multiplied out."""
        mapping = {e: self.at(e) for e in body.atoms(Entry) if e.tensor.name in self.written}
        return sympy.expand(body.xreplace(mapping))

    def at(self, entry: Entry) -> Expr:
        """What is written out for one entry."""
        left, value = self.written[entry.tensor.name]
        where = match(left, entry)
        if where is None:
            raise ProofError(f"{entry} is not written out by {left}")
        moved = {
            letter: self.letter(_moved(self.letters[letter], where))
            for letter in value.free_symbols & set(self.letters)
        }
        return change_entries(value, lambda own: substitute_entry(own, where)).xreplace(moved)

    def parts(self, ranges: tuple[Range, ...], body: Expr) -> list[tuple[Expr, Expr]]:
        """sum (c1 g1 + c2 g2) as (c1, g1), (c2, g2): c without, g with the indices of the sum."""
        found: dict[Expr, Expr] = {}
        for summand in sympy.Add.make_args(self.write_out(body)):
            factors = Mul.make_args(summand)
            inner = Mul(*(factor for factor in factors if self.depends(factor, ranges)))
            found[inner] = found.get(inner, Integer(0)) + Mul(*(f for f in factors if not self.depends(f, ranges)))
        return [(outer, inner) for inner, outer in found.items()]

    def depends(self, body: Expr, ranges: tuple[Range, ...]) -> bool:
        """Whether any of the indices occurs in the body; a sum hides its own."""
        own = {index for index, _ in ranges}
        if own & _indices(body):
            return True
        totals = (self.letters[letter] for letter in body.free_symbols & set(self.letters))
        return any(own & (_indices(total.summand) - {index for index, _ in total.ranges}) for total in totals)

    def value(self, equation: Equation) -> Expr:
        """The right side over basic tensors and sums."""
        return sympy.expand(sympy.Add(*(self.term(term) for term in equation.terms)))

    def term(self, term: Term) -> Expr:
        if term.guards or term.brackets:
            raise ProofError("a compact form of a sum under conditions is not known")
        if not term.bound:
            return self.write_out(term.body)
        parts = self.parts(term.bound, term.body)
        return sympy.expand(sympy.Add(*(outer * self.letter(Total(term.bound, inner)) for outer, inner in parts)))


def _indices(body: Expr) -> set[Index]:
    return {index for entry in entries(body) for subscript in entry.subscripts for index in subscript.indices}


def _moved(total: Total, where: Mapping[Index, Affine]) -> Total:
    own = {index for index, _ in total.ranges}
    outer = {old: new for old, new in where.items() if old not in own}
    return Total(total.ranges, change_entries(total.summand, lambda entry: substitute_entry(entry, outer)))


def _nested(summands: list[str]) -> str:
    """a + (b + c), as the library's `total` adds."""
    first, *rest = summands
    return f"{first} + ({_nested(rest)})" if rest else first


def sum_text(total: Total, names: Names) -> str:
    """SUM m < M, g."""
    sums = "".join(f"SUM {names.indices[index]} < {size_text(size, names)}, " for index, size in total.ranges)
    return f"{sums}{body_text(total.summand, names)}"


def written_out(forward: tuple[Equation, ...]) -> tuple[Equation, ...]:
    """The equations by which tensors are written out: rational ones at a point, and sums that nothing is divided by."""
    below = {e.tensor for q in forward for t in q.terms for base in denominators(t.body) for e in entries(base)}
    plain = (q for q in forward if not any(applications(t.body) for t in q.terms))
    inner = {e.tensor for q in forward for t in q.terms for node, _ in applications(t.body) for e in entries(node)}
    return tuple(q for q in plain if q.left.tensor not in below | inner)


def compact_script(said: Statement, linked: Statement) -> list[str]:
    """The lines of the compact theorem: inner cotangents by their linked formulas, then the linked theorem."""
    writer = _Script(said.names, tuple(name for name, text in said.hypotheses if text.startswith("unit ")))
    lines = ["intros.", "unfold unit in *."]
    for equation in written_out(said.forward):
        lines += writer.define(equation)
        lines += writer.vanishing(equation, said.forward)
    ends = {target.tensor.name: equation for target, equation in said.backward}
    pairs = [(ends.get(target.tensor.name), equation) for target, equation in linked.backward]
    for equation in (equation for compact, equation in pairs if compact == equation):
        lines += writer.define(equation)
    for equation in _in_order([equation for compact, equation in pairs if compact is None]):
        lines += [*writer.pose(equation), *writer.define(equation)]
    for compact, equation in pairs:
        if compact not in (None, equation):
            lines += writer.equal(compact, equation)
    given = " ".join((*said.names.sizes.values(), *linked.functions, *said.names.settings.values(), *linked.tensors))
    return [*lines, f"apply (gathered {given}); assumption."]


def _in_order(equations: list[Equation]) -> list[Equation]:
    """Each after those that it reads."""
    waiting, found = list(equations), []
    while waiting:
        names = {equation.left.tensor.name for equation in waiting}
        ready = [q for q in waiting if not any(e.tensor.name in names for t in q.terms for e in entries(t.body))]
        found += ready
        waiting = [equation for equation in waiting if equation not in ready]
    return found


class _Script:
    """The lines by which formulas are written out over basic tensors and sums."""

    def __init__(self, names: Names, units: tuple[str, ...]) -> None:
        self.names = names
        self.sums = Sums(names)
        self.units = units
        self.known: list[str] = []

    def pose(self, equation: Equation) -> list[str]:
        """An inner cotangent is the function that its formula says."""
        name = self.name(equation)
        letters = " ".join(self.names.indices[index] for index, _ in equation.free)
        _, right = equation_text(equation, self.names).split(" = ", 1)
        body = f"fun {letters} => {right}" if letters else right
        return [
            f"pose ({name} := val {len(equation.free)} ({body})).",
            f"assert (H_{name} : {equation_text(equation, self.names)}) by (intros; reflexivity).",
            f"clearbody {name}.",
        ]

    def define(self, equation: Equation) -> list[str]:
        """N_y : y = its formula over basic tensors and sums."""
        name = self.name(equation)
        value = self.sums.value(equation)
        sums = self.split_sums(equation, name)
        left = body_text(equation.left, self.names)
        proof = f"{{ intros. rewrite H_{name} by assumption. {self.rewrites(sums)}{self.end()} }}"
        lines = [*sums.values(), f"assert (N_{name} : {self.every(equation)}{left} = {self.text(value)}).", proof]
        self.sums.written[equation.left.tensor.name] = (equation.left, value)
        self.known.append(f"N_{name}")
        return lines

    def vanishing(self, equation: Equation, forward: tuple[Equation, ...]) -> list[str]:
        """Z_y : a sum of y is 0, as of centred values; y then stays as it is in all formulas."""
        name = self.name(equation)
        read = {entry.tensor for term in equation.terms for entry in entries(term.body)}
        for bound in (term.bound for q in forward if q.left.tensor in read for term in q.terms if term.bound):
            free = tuple(item for item in equation.free if item not in bound)
            if len(free) + len(bound) != len(equation.free) or self.sums.term(Term(bound, (), (), equation.left)) != 0:
                continue
            over = Equation(equation.left, free, (Term(bound, (), (), equation.left),))
            label, whole = f"L_{name}", sum_text(Total(bound, equation.left), self.names)
            lines = [self.split(label, over, over.terms[0]), f"assert (Z_{name} : {self.every(over)}({whole}) = 0)."]
            lines.append(f"{{ intros. rewrite {label} by assumption. {self.rewrites({})}{self.end()} }}")
            self.sums.zeros.add(Total(bound, equation.left))
            del self.sums.written[equation.left.tensor.name]
            self.known = [f"Z_{name}", *(known for known in self.known if known != f"N_{name}")]
            return lines
        return []

    def equal(self, compact: Equation, linked: Equation) -> list[str]:
        """The compact formula is the linked one."""
        name = self.name(compact)
        before, after = self.split_sums(compact, f"{name}_c"), self.split_sums(linked, f"{name}_l")
        return [
            *before.values(),
            *after.values(),
            f"assert (K_{name} : {equation_text(linked, self.names)}).",
            f"{{ intros. rewrite H_{name} by assumption. {self.rewrites({**before, **after})}{self.end()} }}",
        ]

    def split_sums(self, equation: Equation, name: str) -> dict[str, str]:
        """L_y0 : a sum of the right side is coefficients times sums of products; the lines by their names."""
        lines = {}
        for number, term in enumerate(equation.terms):
            if term.bound and self.sums.parts(term.bound, term.body) != [(Integer(1), term.body)]:
                label = f"L_{name}{number}"
                lines[label] = self.split(label, equation, term)
        return lines

    def split(self, label: str, equation: Equation, term: Term) -> str:
        parts = self.sums.parts(term.bound, term.body)
        totals = [(self.text(outer), Total(term.bound, inner)) for outer, inner in parts]
        right = _nested([f"({outer}) * ({sum_text(total, self.names)})" for outer, total in totals])
        whole = Total(term.bound, term.body)
        listed = "; ".join(f"({outer}, {self.function(total)})" for outer, total in totals)
        box = f"[{'; '.join(size_text(size, self.names) for _, size in term.bound)}]%Z"
        return (
            f"assert ({label} : {self.every(equation)}({sum_text(whole, self.names)}) = {right}).\n"
            f"  {{ intros. apply (Sum_linear {box} {self.function(whole)} [{listed}]). points. "
            f"{self.rewrites({})}{self.end()} }}"
        )

    def function(self, total: Total) -> str:
        letters = " ".join(self.names.indices[index] for index, _ in total.ranges)
        return f"(val {len(total.ranges)} (fun {letters} => {body_text(total.summand, self.names)}))"

    def every(self, equation: Equation) -> str:
        return "".join(f"ALL {self.names.indices[i]} < {size_text(n, self.names)}, " for i, n in equation.free)

    def rewrites(self, sums: Mapping[str, str]) -> str:
        """Rewrites by the sums that have just been split, then by what is written out, the last first."""
        return "".join(f"repeat rewrite {name} by arithmetic. " for name in (*sums, *reversed(self.known)))

    def end(self) -> str:
        """The laws of a ring, with u / u = 1 for the numbers that are divided by."""
        given = f" [{' '.join(self.units)}]" if self.units else ""
        return f"rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring{given}."

    def text(self, value: Expr) -> str:
        """A formula in which letters stand for sums."""
        letters = {letter: f"@{number}@" for number, letter in enumerate(self.sums.letters)}
        text = body_text(value, replace(self.names, sizes={**self.names.sizes, **letters}))
        for letter, mark in letters.items():
            text = text.replace(f"num {mark}", letter.name)
        return text

    def name(self, equation: Equation) -> str:
        return self.names.tensors[equation.left.tensor.name]
