"""What stands under a formula: ranges, conditions, for which indices it holds."""

from derive.algebra.affine import affine
from derive.algebra.equation import Equation, Guard, Reduction, Term, total
from derive.algebra.index import Index, Role
from derive.algebra.size import named
from derive.algebra.tensor import Tensor, TensorRole
from derive.printing import latex, unicode
from derive.printing.compose import statement

AT, K, U = Index("i", Role.OUTPUT), Index("k", Role.CHANNEL), Index("u", Role.TAP)
N, F, KN, L = named("n"), named("f"), named("K"), named("L")
X = Tensor("x", (N,), TensorRole.INPUT, "x")
Y = Tensor("y", (N,), TensorRole.ACTIVATION, "y")
W = Tensor("W", (KN,), TensorRole.PARAMETER, "W")
READ = affine(AT) + U - 1
WINDOW = Term(((U, F),), (Guard(READ, N),), (), X[READ])


def test_a_guard_under_a_sum_is_a_condition_of_its_range() -> None:
    written = statement(total(Y[AT], ((AT, N),), WINDOW))
    assert unicode.render(written).splitlines() == [
        "y[i] = Σ_u x[i+u−1]",
        "    sum over  u = 0…f−1",
        "    where     0 ≤ i + u − 1 < n",
        "    for all   i = 0…n−1",
    ]
    assert r"\sum_{\substack{u = 0 \\ 0 \le i + u - 1 < n}}^{f - 1}" in latex.render(written)


def test_a_guard_where_nothing_is_summed_is_a_bracket() -> None:
    shifted = Term((), (Guard(affine(AT) - 1, N),), (), X[affine(AT) - 1])
    assert unicode.render(statement(total(Y[AT], ((AT, N),), shifted))).startswith("y[i] = x[i−1] · [0 ≤ i − 1 < n]\n")


def test_a_scatter_adds_and_limits_its_free_indices() -> None:
    scatter = Equation(Y[READ], ((AT, N), (U, F)), (Term((), (Guard(READ, N),), (), X[AT]),), Reduction.SCATTER)
    assert unicode.render(statement(scatter)).splitlines() == [
        "y[i+u−1] += x[i]",
        "    for all  i = 0…n−1, u = 0…f−1",
        "    where    0 ≤ i + u − 1 < n",
    ]


def test_a_maximum_and_its_winner_have_their_ranges() -> None:
    largest = Equation(Y[AT], ((AT, N),), (WINDOW,), Reduction.MAXIMUM)
    assert unicode.render(statement(largest)).startswith("y[i] = max_u x[i+u−1]\n    max over  u = 0…f−1\n")
    won = Tensor("first", (N, F), TensorRole.SELECTOR, "first")
    winner = Equation(won[AT, U], ((AT, N),), (WINDOW,), Reduction.FIRST)
    assert unicode.render(statement(winner)).splitlines() == [
        "first[i, u] = [u = argmax_u′ x[i+u′−1]]",
        "    argmax over  u′ = 0…f−1",
        "    where        0 ≤ i + u′ − 1 < n",
        "    ties:        the first in row-major order wins",
        "    for all      i = 0…n−1, u = 0…f−1",
    ]


def test_sums_that_use_one_letter_for_two_ranges_are_told_apart() -> None:
    one, other = Term(((K, KN),), (), (), W[K]), Term(((K, L),), (), (), X[K])
    assert unicode.render(statement(total(Y[AT], ((AT, N),), one, other))).splitlines() == [
        "y[i] = Σ_k W[k] + Σ_k x[k]",
        "    first sum over   k = 0…K−1",
        "    second sum over  k = 0…L−1",
        "    for all          i = 0…n−1",
    ]


def test_sums_that_agree_share_a_line() -> None:
    one, other = Term(((K, KN),), (), (), W[K]), Term(((U, F),), (), (), X[U])
    assert "    sum over  k = 0…K−1, u = 0…f−1" in unicode.render(statement(total(Y[AT], ((AT, N),), one, other)))


def test_many_sums_share_one_sign_and_keep_their_ranges() -> None:
    many = tuple((Index(letter, Role.TAP), N) for letter in "abcde")
    written = latex.render(statement(total(Y[AT], ((AT, N),), Term(many, (), (), X[many[0][0]]))))
    assert r"\sum_{a, b, c, d, e}" in written
    assert r"\text{sum over } a = 0 \dots n - 1" in written


def test_an_empty_sum_is_zero() -> None:
    assert unicode.render(statement(total(Y[AT], ((AT, N),)))).startswith("y[i] = 0\n")


def test_a_negative_sum_keeps_its_signs_beside_other_terms() -> None:
    terms = Term((), (), (), W[K]), Term((), (), (), -X[K] - Y[K])
    written = unicode.render(statement(total(Y[K], ((K, KN),), *terms)))
    assert written.startswith("y[k] = W[k] − x[k] − y[k]\n")


def test_a_negative_sum_under_a_sum_sign_lends_it_the_minus() -> None:
    written = unicode.render(statement(total(Y[AT], ((AT, N),), Term(((K, KN),), (), (), -X[K] - W[K]))))
    assert written.startswith("y[i] = −Σ_k (W[k] + x[k])\n")
