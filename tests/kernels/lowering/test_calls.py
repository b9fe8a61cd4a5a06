"""How calls and views are written."""

from derive.algebra.index import Index, Role
from derive.kernels.lowering.calls import Operand, arranged, called, contracted, over_axes, turned_round
from derive.kernels.lowering.function import Contraction

M, K, N = Index("m", Role.BATCH), Index("k", Role.CHANNEL), Index("k", Role.UNIT)


def test_a_call_is_its_function_and_its_arguments() -> None:
    assert str(called("spread", "value", (2, 3))) == "spread(value, (2, 3))"


def test_indices_of_one_name_have_letters_of_their_own_in_a_product() -> None:
    found = contracted([Operand("x", (M, K)), Operand("w", (K, N))], (M, N))
    assert (found.text, found.labels) == ('contract("ma, ak -> mk", x, w)', (M, N))
    assert isinstance(arranged(found, (M, N)), Contraction)


def test_an_array_is_turned_and_spread_to_the_axes_that_are_asked() -> None:
    assert str(arranged(Operand("x", (M, K)), (M, K))) == "x"
    assert str(arranged(Operand("x", (M, K)), (K, N, M))) == "x.transpose(1, 0)[:, None, :]"
    assert str(arranged(Operand("x", (M,), windowed=True), (M, K))) == "asarray(x)[:, None]"


def test_axes_are_summed_and_turned_by_number() -> None:
    assert over_axes("x", "sum") == "x.sum()"
    assert over_axes("x", "max", (0, 2)) == "x.max(axis=(0, 2))"
    assert str(turned_round("x", (False, True))) == "x[:, ::-1]"
