"""The one-file export: NumPy alone, the kernels' numbers, short, and a self-test that can fail."""

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from derive.errors import SizeError
from derive.export.python import plain_runtime
from derive.export.python.standalone import standalone
from derive.kernels.network import kernels
from derive.network.build import build
from derive.spec.read import read_spec, spec_from_dict
from tests.export.numeric import MODELS, QUICK


def by_name(inputs: dict[str, Any]) -> Any:
    """One input as it is, several by name."""
    return inputs if len(inputs) > 1 else next(iter(inputs.values()))


def loaded(text: str) -> dict[str, Any]:
    namespace: dict[str, Any] = {"__name__": "exported"}
    exec(compile(text, "<exported>", "exec"), namespace)
    return namespace


@pytest.mark.parametrize("stem", QUICK)
def test_its_numbers_are_the_kernels(stem: str) -> None:
    model = MODELS[stem]
    module, made = loaded(standalone(model)), kernels(model)
    t = module["example"](3, np.random.default_rng(5))
    module["backward"](module["forward"](t))
    masks = {layer: t[tensor.name] for layer, tensor in model.masks.items()}
    params = {name: t[name] for name in model.parameters}
    x = by_name({tensor.name: t[tensor.name] for tensor in model.inputs})
    output = made.forward(x, params, masks=masks)
    outputs = output if isinstance(output, dict) else {model.output.name: output}
    for name, array in outputs.items():
        np.testing.assert_allclose(t[name], array, rtol=1e-12, atol=1e-14)
    if not model.terms:
        theirs = made.vjp(x, params, t[f"{model.output.name}_bar"], masks=masks)
    else:
        loss, theirs = made.loss_and_gradients(
            x, {name: t[name] for name in model.targets}, params, wrt_input=True, masks=masks
        )
        assert t["loss"] == pytest.approx(loss, rel=1e-12)
    for name, slope in theirs.items():
        floor = 1e-13 * max(1.0, float(np.max(np.abs(slope))))
        np.testing.assert_allclose(t[f"{name}_bar"], slope, rtol=1e-9, atol=floor)


@pytest.mark.parametrize("stem", MODELS)
def test_it_imports_numpy_and_the_standard_library_alone(stem: str) -> None:
    tree = ast.parse(standalone(MODELS[stem]))
    modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {module.partition(".")[0] for module in modules} <= {"numpy", *sys.stdlib_module_names}


@pytest.mark.parametrize("stem", MODELS)
def test_no_line_is_too_wide_to_read(stem: str) -> None:
    assert max(map(len, standalone(MODELS[stem]).split("\n"))) <= 120


def test_the_digits_network_has_fewer_than_300_lines() -> None:
    assert len(standalone(MODELS["digits"]).split("\n")) < 300


def run(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = folder / "exported.py"
    path.write_text(text)
    return subprocess.run([sys.executable, "-I", str(path)], capture_output=True, text=True, timeout=60, check=False)


def test_run_as_a_file_it_tests_itself(tmp_path: Path) -> None:
    done = run(standalone(MODELS["sigmoid_cnn_max"]), tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("largest relative difference")


def test_its_self_test_fails_when_a_derivative_is_wrong(tmp_path: Path) -> None:
    text = standalone(MODELS["sigmoid_cnn_max"])
    wrong = text.replace(
        'contract("mkij, mcijuv -> kcuv", z_bar, x_windows)', 'contract("mkij, mcijuv -> kcuv", z_bar, 1.01*x_windows)'
    )
    assert wrong != text
    assert run(wrong, tmp_path).returncode == 1


def test_layers_of_one_kind_share_a_function_and_different_strides_do_not() -> None:
    spec = Path("specs/digits.yaml")
    text = standalone(build(read_spec(spec)))
    assert text.count("def dense_z(") == 1
    assert text.count("= dense_z(") == 2


def test_every_function_stands_under_its_formula() -> None:
    text = standalone(MODELS["digits"])
    assert "# z[m, k, i, j] = b[k] + Σ_{c,u,v} W[k, c, u, v] · x[m, c, i+u, j+v]\ndef conv_z(" in text
    assert "# y[m, c, i, j] = max_{u,v} x[m, c, 2i+u, 2j+v]\ndef max_pool_y(" in text


def test_a_title_may_have_quotes_and_backslashes() -> None:
    spec = {"title": 'the "small" net: \\u, \\N and """', "input": {"features": 2}, "layers": ["sigmoid"]}
    text = standalone(build(spec_from_dict({"name": "small", **spec})))
    assert ast.get_docstring(ast.parse(text)).startswith('the "small" net: \\u, \\N and """.')


def test_a_size_without_a_number_is_refused_with_what_to_add() -> None:
    with pytest.raises(SizeError, match="--bind"):
        standalone(build(read_spec(Path("specs/symbolic_conv.yaml"))))


def test_a_nan_at_the_edge_of_the_map_wins_and_not_the_padding() -> None:
    read = plain_runtime.windows(
        np.array([[[[np.nan, 1.0], [2.0, 3.0]]]]), (3, 3), (2, 2), (1, 1), (1, 1), fill=-np.inf
    )
    assert plain_runtime.first_maximum(read, plain_runtime.largest(read)).tolist() == [[[[4]]]]
