"""The checker of identities accepts right witnesses alone; every obligation of the catalogue's derivations has one."""

import ast
import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from derive.algebra.affine import affine
from derive.algebra.equation import Equation, Guard, Reduction
from derive.algebra.size import named
from derive.calculus.derivation import Step
from derive.network.backward import derive_declaration
from derive.proof import obligations, witness
from derive.proof.obligations import INDEX_KIND, Obligation, for_all_sizes, holds, of_reads, of_sizes, of_step, sizes_of
from derive.proof.search import find
from derive.proof.witness import Given, Polynomial, Witness, collect, constant, letter, refutes
from tests.structures import STRUCTURES, Structure, structure

WINDOWED = ("conv", "max_pool", "avg_pool")
SLICE = (
    *[own for own in STRUCTURES if own.kind in WINDOWED][::5],
    *[own for own in STRUCTURES if own.kind not in WINDOWED],
)
CONV = structure("conv", 3, filters=2, kernel=2, stride="s", dilation=1, padding="p")
FULL = structure("conv", 3, filters=2, kernel=2, stride=1, dilation=1, padding=0)
GROUPED = structure("conv", 3, filters="K", kernel="f", groups="g", bias=False)
A, B, N = letter("a"), letter("b"), letter("n")
LINES = 150

# 0 <= a < n and b = n - 1 - a, of which b < 0 is wrong: -1 = (n - 1 - a) + (-b - 1) + (b - (n - 1 - a))
KNOWN = Given((A, N - A - constant(1)), (B - (N - A - constant(1)),)).but_not(B)
RIGHT = Witness(((Fraction(1), (1,)), (Fraction(1), (2,))), ((constant(1), 0),))
WRONG = {
    "a factor too many": Witness(((Fraction(2), (1,)), (Fraction(1), (2,))), ((constant(1), 0),)),
    "a negative factor": Witness(((Fraction(-1), (0,)), *RIGHT.products), ((constant(1), 0),)),
    "another polynomial": Witness(((Fraction(1), (0,)), (Fraction(1), (2,))), ((constant(1), 0),)),
    "a place that is none": Witness(((Fraction(1), (1,)), (Fraction(1), (-1,))), ((constant(1), 0),)),
    "a zero that is none": Witness(RIGHT.products, ((constant(1), 1),)),
    "without the claim's opposite": Witness(((Fraction(1), (1,)),), ((constant(1), 0),)),
    "nothing": Witness((), ()),
}


def test_a_right_witness_is_accepted() -> None:
    assert refutes(RIGHT, KNOWN)
    assert find(KNOWN) is not None


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_witness_is_refused(name: str) -> None:
    assert not refutes(WRONG[name], KNOWN)


def test_minus_one_by_a_negative_factor_is_no_proof() -> None:
    one_at_least = Given((A - constant(1), A))
    assert not refutes(Witness(((Fraction(1), (0,)), (Fraction(-1), (1,)))), one_at_least)


def test_products_are_multiplied_out() -> None:
    given = Given((A, B, constant(-1) - A * B))
    assert refutes(Witness(((Fraction(1), (0, 1)), (Fraction(1), (2,)))), given)
    assert not refutes(Witness(((Fraction(1), (0, 0)), (Fraction(1), (2,)))), given)
    assert find(given) is not None


def test_what_can_be_has_no_witness() -> None:
    source = random.Random(0)
    for _ in range(60):
        point = {name: source.randint(0, 5) for name in "abn"}
        drawn = [_drawn(source) for _ in range(6)]
        given = Given(tuple(p + constant(max(0, -_at(p, point))) for p in drawn), (_drawn(source) - constant(0),))
        given = Given(given.positive, tuple(z - constant(_at(z, point)) for z in given.zero))
        assert find(given) is None, f"all of it holds at {point}"


def _drawn(source: random.Random) -> Polynomial:
    monomials = [(), ("a",), ("b",), ("n",), ("a", "n"), ("b", "n")]
    return collect((m, Fraction(source.randint(-2, 2))) for m in source.sample(monomials, 3))


def _at(polynomial: Polynomial, point: dict[str, int]) -> int:
    total = Fraction(0)
    for monomial, value in polynomial.terms.items():
        for name in monomial:
            value *= point[name]
        total += value
    return int(total)


def all_of(own: Structure) -> Iterator[Obligation]:
    """Of facts, of steps of the index kind, of every read, forward and backward."""
    sizes = sizes_of(own.declared)
    yield from of_sizes(own.declared)
    derived = derive_declaration(own.declared.declaration).values()
    for step in (step for each in derived for step in each.steps if step.rule.name in INDEX_KIND):
        found = of_step(step, sizes)
        assert found is not None, f"{own}: {step.rule.name} is not of the index kind"
        yield from found
    forward = [e for e in own.declared.declaration.equations if e.reduction is not Reduction.FIRST]
    for equation in (*forward, *(form for each in derived for form in each.forms)):
        yield from of_reads(equation, sizes)


@pytest.mark.parametrize("own", SLICE, ids=str)
def test_every_obligation_of_a_structure_holds_for_all_sizes(own: Structure) -> None:
    assert [obligation.what for obligation in all_of(own) if not holds(obligation)] == []


def index_steps(own: Structure) -> list[Step]:
    derived = derive_declaration(own.declared.declaration).values()
    return [step for each in derived for step in each.steps if step.rule.name in INDEX_KIND]


def shown(own: Structure, step: Step) -> bool:
    return for_all_sizes((step,), own.declared).shown == 1


def with_guards(equation: Equation, *guards: Guard) -> Equation:
    (term,) = equation.terms
    return replace(equation, terms=(replace(term, guards=guards),))


@pytest.mark.parametrize("own", [CONV, FULL], ids=str)
def test_a_condition_that_is_forgotten_is_refused(own: Structure) -> None:
    tried = 0
    for step in index_steps(own):
        for term in step.after.terms[:1]:
            for guard in term.guards if len(step.after.terms) == 1 and not term.brackets else ():
                kept = [other for other in term.guards if other != guard]
                assert not shown(own, replace(step, after=with_guards(step.after, *kept))), f"without {guard}"
                tried += 1
    assert tried > 1


def test_a_condition_that_is_too_strict_is_refused() -> None:
    step = next(
        step for step in index_steps(FULL) if step.rule.name == "elimination" and not step.after.terms[0].guards
    )
    index, size = step.after.free[0]
    assert shown(FULL, step)
    assert shown(FULL, replace(step, after=with_guards(step.after, Guard(affine(index), size))))
    assert not shown(FULL, replace(step, after=with_guards(step.after, Guard(affine(index), size - 1))))


def test_an_index_that_is_solved_wrongly_is_refused() -> None:
    steps = [step for step in index_steps(GROUPED) if step.solved is not None]
    assert len(steps) > 5
    for step in steps:
        index, value = step.solved  # type: ignore[misc]
        assert shown(GROUPED, step)
        assert not shown(GROUPED, replace(step, solved=(index, value + 1)))


def test_digits_in_the_wrong_order_are_refused() -> None:
    step = next(step for step in index_steps(GROUPED) if step.rule.name == "digits")
    (term,) = step.after.terms
    some = [replace(b, right=b.right + 1) if n == 1 else b for n, b in enumerate(term.brackets)]
    wrong = replace(step.after, terms=(replace(term, brackets=tuple(some)),))
    assert shown(GROUPED, step)
    assert not shown(GROUPED, replace(step, after=wrong))


def test_steps_that_use_a_fact_that_does_not_follow_are_not_shown() -> None:
    declaration = CONV.declared.declaration
    wrong = replace(declaration, facts=(*declaration.facts, named("n_h") - named("o_h") - 5))
    declared = replace(CONV.declared, declaration=wrong)
    steps = index_steps(CONV)
    assert for_all_sizes(steps, CONV.declared).shown == len(steps)
    assert for_all_sizes(steps, declared).shown == 0


def test_a_found_witness_that_the_checker_refuses_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    obligation = Obligation(Given((A,)), (A + constant(1),), "a + 1 >= 0")
    obligations._decided.cache_clear()
    assert holds(obligation)
    obligations._decided.cache_clear()
    monkeypatch.setattr(obligations, "find", lambda given: Witness((), ()))
    assert not holds(obligation)
    obligations._decided.cache_clear()


def test_the_checker_is_short_and_needs_the_standard_library_alone() -> None:
    text = Path(witness.__file__).read_text("utf-8")
    names = {node.module for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)}
    assert {str(name).partition(".")[0] for name in names} <= set(sys.stdlib_module_names)
    assert not [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import)]
    assert len(text.splitlines()) <= LINES
