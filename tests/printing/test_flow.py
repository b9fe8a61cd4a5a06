"""Formulas in pieces: nothing is lost, signs stay where they belong, and pieces are small."""

import pytest

from derive.printing import mathml
from derive.printing.compose import statement
from derive.printing.flow import Flow, Run, Unbroken, flow, sides
from derive.printing.formula import (
    Addend,
    Big,
    Fraction,
    Group,
    Letter,
    Number,
    Product,
    Relation,
    Statement,
    Sum,
    Trace,
    Tree,
)
from derive.printing.rows import Lead
from derive.printing.spacing import Gap
from derive.printing.unicode import render
from tests.printing.cases import CASES
from tests.structures import structure

TREES = [(f"{case}: {title}", tree) for case in CASES for title, tree in CASES[case]()]
A, B, C = Letter("a"), Letter("b"), Letter("c")


def relations(tree: Tree) -> list[Relation]:
    match tree:
        case Relation():
            return [tree]
        case Statement():
            return [tree.relation]
        case Trace():
            return [step.statement.relation for step in tree.steps]
        case _:
            return []


def pieces(part: Flow) -> list[Unbroken]:
    return [part] if isinstance(part, Unbroken) else [each for inner in part.parts for each in pieces(inner)]


SIGNS = {Lead.PLUS: "+", Lead.MINUS: "−", Gap.DOT: "·", Gap.THIN: "·"}


def letters(text: str) -> str:
    """What is written without spaces and parentheses, which the line of text puts where it needs them."""
    return "".join(sign for sign in text if sign not in " ()")


@pytest.mark.parametrize(("name", "tree"), TREES, ids=[name for name, _ in TREES])
def test_the_pieces_of_a_formula_are_the_whole_formula(name: str, tree: Tree) -> None:
    for relation in relations(tree):
        for (sign, right), part in zip(relation.rights, sides(relation), strict=True):
            first, *others = pieces(part)
            assert first.before is sign
            written = letters(render(first.body)) + "".join(
                SIGNS[each.before] + letters(render(each.body))
                for each in others  # type: ignore[index]
            )
            assert written == letters(render(right)), name


def test_a_sum_breaks_before_its_signs_and_keeps_a_leading_minus() -> None:
    node = Sum((Addend(True, A), Addend(False, B), Addend(True, C)))
    assert flow(node) == Run((Unbroken(None, Sum((Addend(True, A),))), Unbroken(Lead.PLUS, B), Unbroken(Lead.MINUS, C)))


def test_a_negated_product_has_its_minus_at_its_first_factor() -> None:
    node = Sum((Addend(True, Product((A, B))), Addend(False, C)))
    inner = Run((Unbroken(None, Sum((Addend(True, A),))), Unbroken(Gap.DOT, B)))
    assert flow(node) == Run((inner, Unbroken(Lead.PLUS, C)))


def test_a_parenthesis_opens_in_one_piece_and_closes_in_another() -> None:
    node = Product((A, Group((Sum((Addend(False, B), Addend(False, C))),))))
    first, second, third = pieces(flow(node))
    assert (first.body, first.before) == (A, None)
    assert second == Unbroken(Gap.DOT, Group((B,), closed=False))
    assert third == Unbroken(Lead.PLUS, Group((C,), opened=False))


def test_what_no_sign_parts_stays_together() -> None:
    assert flow(Product((Number("2"), A), tight=True)) == Unbroken(None, Product((Number("2"), A), tight=True))
    assert flow(Group((A, B))) == Unbroken(None, Group((A, B)))


def test_a_sum_sign_stays_with_the_first_factor_under_it() -> None:
    equation = structure("dense", 1, units=3).declared.declaration.equations[0]
    relation = statement(equation).relation
    _, last = sides(relation)[0].parts  # type: ignore[union-attr]
    first, second = pieces(last)
    assert isinstance(first.body, Big)
    assert first.before is Lead.PLUS
    assert second.before is Gap.DOT


def test_parentheses_in_two_pieces_know_what_is_high_between_them() -> None:
    high = Sum((Addend(False, A), Addend(False, Fraction(B, C)), Addend(False, C)))
    first, _, last = pieces(flow(Group((high,))))
    assert isinstance(first.body, Group)
    assert isinstance(last.body, Group)
    assert first.body.high
    assert last.body.high
    written = mathml.piece(first), mathml.piece(last)
    assert all('minsize="2.6em"' in each for each in written)


def test_a_wide_fraction_becomes_a_factor_before_its_numerator() -> None:
    def mean(count: int) -> Fraction:
        return Fraction(Sum(tuple(Addend(False, A) for _ in range(count))), Number("9"))

    assert flow(mean(9)) == Unbroken(None, mean(9))
    first, second, third, *_, last = pieces(flow(mean(20)))
    assert first == Unbroken(None, Fraction(Number("1"), Number("9")))
    assert second == Unbroken(Gap.DOT, Group((A,), closed=False))
    assert third == Unbroken(Lead.PLUS, A)
    assert last == Unbroken(Lead.PLUS, Group((A,), opened=False))
