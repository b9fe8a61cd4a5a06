"""Settings: letters to a reader, constants to derivatives, numbers to what computes."""

import pickle

from sympy import Rational

from derive.algebra.evaluate import World, compile_body
from derive.algebra.setting import Setting, settings, settled
from derive.layers.axes import VECTOR
from derive.layers.batch_norm import BATCH_NORM, BatchNormOptions
from derive.layers.dropout import DROPOUT, DropoutOptions

EPSILON = Setting("epsilon", "epsilon", Rational(1, 8))


def test_a_setting_is_its_value_to_the_interpreter_and_a_constant_to_a_derivative() -> None:
    assert compile_body(3 * EPSILON, World({}, {}))({}) == Rational(3, 8)
    assert (EPSILON**2).diff("x") == 0


def test_two_values_of_one_letter_are_two_settings_and_both_survive_pickling() -> None:
    other = Setting("epsilon", "epsilon", Rational(1, 4))
    assert other != EPSILON
    assert EPSILON + other != 2 * EPSILON
    assert pickle.loads(pickle.dumps(EPSILON)) == EPSILON


def test_layers_keep_their_letters_until_they_are_settled() -> None:
    dropout = DROPOUT.declare(DropoutOptions(rate=0.2), VECTOR).declaration.equations
    assert [(each.letter, each.value) for each in settings(dropout)] == [("rho", Rational(1, 5))]
    assert settled(dropout[0]).terms[0].body.as_coeff_Mul()[0] == Rational(5, 4)
    moved = BATCH_NORM.declare(BatchNormOptions(momentum=0.25), VECTOR).updates
    assert [(each.letter, each.value) for each in settings(moved)] == [("eta", Rational(1, 4))]
    assert settings(map(settled, moved)) == ()
