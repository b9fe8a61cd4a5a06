"""No size may be called what else is printed: the letters of all tensors, indices and functions are refused."""

import pytest

from derive.algebra.setting import settings
from derive.layers.declaration import Declared
from derive.network.backward import LEARNING_RATE
from derive.spec.reserved import size_name_problem
from tests.structures import STRUCTURES

MEANT = ("n", "n_h", "n_w", "h", "w", "s", "f", "p", "d", "C", "K", "F", "stride")


def letters(declared: Declared) -> set[str]:
    """The letters of every tensor and index in a layer's equations, in training and after."""
    forms = (declared.declaration, *((declared.inference,) if declared.inference else ()))
    equations = [equation for form in forms for equation in form.equations] + list(declared.updates)
    tensors = {tensor for form in forms for tensor in form.inputs} | {equation.left.tensor for equation in equations}
    tensors |= {entry.tensor for eq in equations for term in eq.terms for entry in term.body.atoms(type(eq.left))}
    indices = {index.name for eq in equations for index, _ in (*eq.free, *(r for t in eq.terms for r in t.bound))}
    written = {tensor.letter or tensor.name for tensor in tensors}
    return written | {letter.partition("_")[0] for letter in written} | indices


@pytest.mark.parametrize("structure", STRUCTURES, ids=str)
def test_no_size_is_called_like_a_tensor_or_an_index(structure: object) -> None:
    found = letters(structure.declared)  # type: ignore[attr-defined]
    assert {letter for letter in found if size_name_problem(letter) is None} == set()


INVENTED = ("f_1", "w_11", "omega", "x_shifted", "J_m", "weights", "biases", "uses", "count", "shape", "blank")


@pytest.mark.parametrize(
    "name", [LEARNING_RATE.name, "l", "sigma", "max", "log", "o_h", "t_w", "dW", "dx", "nhat", "N", *INVENTED]
)
def test_nor_like_anything_else_that_is_printed(name: str) -> None:
    what, remedy = size_name_problem(name) or ("", "")
    assert what.startswith(f"the size name `{name}` would print like ")
    assert remedy == f"take another name, such as n_{name}"


@pytest.mark.parametrize("name", MEANT)
def test_what_sizes_are_called_in_lectures_is_free(name: str) -> None:
    assert size_name_problem(name) is None


def test_no_setting_of_a_layer_is_written_like_a_size() -> None:
    forms = [each.declared for each in STRUCTURES]
    equations = [own for form in forms for own in (*form.declaration.equations, *form.updates)]
    assert {each.letter for each in settings(equations)} == {"epsilon", "eta", "rho"}
    assert all(size_name_problem(each.letter) for each in settings(equations))
