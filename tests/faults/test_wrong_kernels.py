"""A faulty kernel computes the wrong formula, entry by entry: what is tried is the mistake and not another one."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from sympy import Symbol

from derive.algebra.evaluate import World, evaluate
from derive.algebra.size import value_of
from derive.algebra.tensor import Tensor
from derive.errors import PlanError
from derive.faults.catalogue import FAULTS
from derive.faults.exhibit import example_network, exhibit
from derive.faults.fault import Fault
from derive.faults.formula import formulas_in
from derive.kernels.lowering.function import Function
from derive.kernels.network import kernels
from derive.layers.declaration import BATCH
from derive.verification.trial import in_numbers
from tests.floats import Floats
from tests.selectors import as_read, winners
from tests.worlds import cells_of

EXAMPLES = 3
KERNELS = [fault for fault in FAULTS if fault.family != "step"]


@pytest.mark.parametrize("fault", KERNELS, ids=lambda fault: fault.id)
def test_the_kernel_of_a_wrong_formula_has_its_values(fault: Fault) -> None:
    model = example_network(fault.example)
    formulas = formulas_in(model)
    place, wrong = next((place, own) for place, f in formulas.items() if (own := fault.apply(f)) is not None)
    assert wrong == exhibit(fault).wrong
    try:
        made = kernels(model, replaced={place: wrong})
    except PlanError:  # it reads past an axis, but where two sizes are equal, as they are in this network
        wrong = in_numbers(model, place, wrong)
        made = kernels(model, replaced={place: wrong})
    function = next(name for name, planned in made.module.planned.items() if planned.function.equation == wrong)
    planned = made.module.planned[function]
    own = next((form.sizes for form in model.forms if form.name == place[0]), {})
    sizes: dict[Symbol, int] = {
        symbol: value_of(size, {**model.values, BATCH: EXAMPLES}) for symbol, size in own.items()
    }
    sizes |= {**model.values, BATCH: EXAMPLES}
    arrays = _arrays(planned.function, sizes)
    found = made.functions[function](*arrays.values(), *(value_of(s, sizes) for s in planned.function.sizes.values()))
    tensors = {
        tensor.name: cells_of(as_read(tensor, arrays[name], _shape(tensor, sizes)))
        for name, tensor in planned.function.arrays.items()
    }
    meant = evaluate(wrong, World(tensors, sizes, Floats()))  # type: ignore[arg-type]
    assert np.size(found) == len(meant)
    for cell, value in meant.items():
        assert float(np.asarray(found)[cell]) == pytest.approx(float(value), rel=1e-12, abs=1e-12), cell


def _arrays(function: Function, sizes: Mapping[Symbol, int]) -> dict[str, Any]:
    """Numbers between 0 and 1, which logarithms and roots allow; winners for a selector."""
    random = np.random.default_rng(5)
    found = {}
    for name, tensor in function.arrays.items():
        shape = _shape(tensor, sizes)
        numbers = winners(tensor, shape, random, function.equation)
        found[name] = random.uniform(0.1, 0.9, shape) if numbers is None else numbers
    return found


def _shape(tensor: Tensor, sizes: Mapping[Symbol, int]) -> tuple[int, ...]:
    return tuple(value_of(size, sizes) for size in tensor.shape)
