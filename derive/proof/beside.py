"""What a certificate shows beside its theorems: every read is inside its range, and what a selector selects."""

from collections.abc import Iterable, Iterator, Mapping

from derive.algebra.equation import Equation, Range, Reduction, entries
from derive.algebra.size import ExactQuotient
from derive.layers.declaration import Declaration
from derive.proof.script import size_facts
from derive.proof.statement import Statement, equation_text
from derive.proof.terms import affine_text, body_text, condition_text, entry_text, size_text

ORDERED = "Ordered.v"
ABOUT_SIZES = ("least_", "limit_", "size_")


def reads_theorems(declaration: Declaration, statements: Mapping[str, Statement]) -> dict[str, list[str]]:
    """The theorems that every entry that is read or written lies inside its tensor, where its term is present: what
    the formulas of an earlier theorem read is not said again."""
    known: set[str] = set()
    found = {}
    for theorem, said in statements.items():
        equations = (*said.forward, *(equation for _, equation in said.backward))
        claims = dict.fromkeys(claim for equation in equations for claim in _reads(equation, said))
        new = [claim for claim in claims if claim not in known]
        known |= set(claims)
        if new:
            found[f"{theorem}_reads"] = _theorem(declaration, said, theorem, new)
    return found


def _theorem(declaration: Declaration, said: Statement, theorem: str, claims: list[str]) -> list[str]:
    return [
        f"Theorem {theorem}_reads{_sizes(said)}{_given(said)} :",
        "  " + " /\\\n  ".join(f"({claim})" for claim in claims) + ".",
        "Proof.",
        "  intros.",
        *(f"  {line}" for line in size_facts(declaration, said.names) if line not in _kept(declaration, said)),
        "  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].",
        "Qed.",
        "",
    ]


def _kept(declaration: Declaration, said: Statement) -> set[str]:
    """The lines by which it would be forgotten what divides without a rest, which digits need."""
    exact = (rule.symbol for rule in declaration.sizes if isinstance(rule.definition, ExactQuotient))
    return {f"try clear size_{said.names.sizes[symbol]}." for symbol in exact}


def _reads(equation: Equation, said: Statement) -> Iterator[str]:
    for term in equation.terms:
        ranges = (*equation.free, *term.bound)
        condition = condition_text(term, said.names)
        present = "" if condition == "true" else f"{condition} = true -> "
        for entry in (equation.left, *sorted(entries(term.body), key=lambda entry: entry.key)):
            places = "; ".join(affine_text(place, said.names) for place in entry.subscripts)
            shape = "; ".join(size_text(size, said.names) for size in entry.tensor.shape)
            if entry.subscripts:
                yield f"{_every(ranges, said)}{present}box [{shape}]%Z [{places}]%Z"


def _every(ranges: Iterable[Range], said: Statement) -> str:
    return "".join(f"ALL {said.names.indices[index]} < {size_text(size, said.names)}, " for index, size in ranges)


def _sizes(said: Statement) -> str:
    return f" ({' '.join(said.names.sizes.values())} : Z)" if said.names.sizes else ""


def _given(said: Statement) -> str:
    own = (f"\n  ({label} : {text})" for label, text in said.hypotheses if label.startswith(ABOUT_SIZES))
    return "".join(own)


def selected_lines(declaration: Declaration, said: Statement) -> list[str]:
    """The theorem that the place of a maximum is one cell of the window, the first of the greatest, and that the
    output is its value, over a ring with an order; nothing for a layer that selects nothing."""
    found = [e for e in declaration.equations if e.reduction is Reduction.FIRST]
    if not found:
        return []
    (choice,) = found
    value = next(
        e for e in said.forward if any(x.tensor == choice.left.tensor for t in e.terms for x in entries(t.body))
    )
    (term,), (candidate,) = value.terms, choice.terms
    names = said.names
    box = f"[{'; '.join(size_text(size, names) for _, size in term.bound)}]%Z"
    letters = [names.indices[index] for index, _ in term.bound]

    def own(kind: str, text: str) -> str:
        return f"({kind} {len(letters)} (fun {' '.join(letters)} => {text}))"

    condition = own("cond", condition_text(candidate, names))
    read, first = own("val", body_text(candidate.body, names)), entry_text(choice.left, names)
    selector, output = own("val", first), entry_text(value.left, names)
    every = _every(value.free, said)
    point = f"[{'; '.join(letters)}]%Z"
    free = {names.indices[index] for index, _ in value.free}
    cell, w, v = (_fresh(word, free) for word in ("l", "w", "v"))
    covered = f"{every}exists {cell}, box {box} {cell} /\\ {condition} {cell} = true"
    guarded = bool(candidate.guards or candidate.brackets)
    zeros = f"exists [{'; '.join('0' for _ in letters)}]%Z; cbn; split; [repeat split; lia | reflexivity]"
    words = dict.fromkeys(names.tensors[x.tensor.name] for x in (choice.left, value.left, *entries(candidate.body)))
    return [
        f"Theorem selected{_sizes(said)} (le : order R) ({' '.join(words)} : tensor R){_given(said)}",
        f"  (H_first : {every}{_every(term.bound, said)}{first} = If (selects le {box} {condition} {read} {point}) 1)",
        f"  (H_value : {equation_text(value, names)})" + ("" if guarded else " :"),
        *([f"  (covered : {covered}) :"] if guarded else []),
        f"  {every}exists {w}, box {box} {w} /\\ {condition} {w} = true /\\ {output} = {read} {w} /\\",
        f"    (forall {v}, box {box} {v} -> {selector} {v} = If (same {v} {w}) 1) /\\",
        f"    (forall {v}, box {box} {v} -> {condition} {v} = true -> le ({read} {v}) ({read} {w}) = true) /\\",
        f"    exists before after, filter {condition} (rows {box}) = before ++ {w} :: after /\\",
        f"      forall {v}, In {v} before -> le ({read} {w}) ({read} {v}) = false.",
        "Proof.",
        f"  intros. apply (maximum le {box} {condition} {read} {selector} {own('val', body_text(term.body, names))}).",
        "  - cbn. intros. apply H_first; assumption.",
        "  - cbn. intros. ring.",
        "  - rewrite H_value by assumption. reflexivity.",
        f"  - {'eapply covered; eassumption' if guarded else zeros}.",
        "Qed.",
        "",
    ]


def _fresh(word: str, taken: set[str]) -> str:
    """A name that captures no index of the layer: a volume has a position l."""
    while word in taken:
        word += "_"
    return word
