"""The generated source: the same bytes under every hash seed, readable, without loops, with nothing unused."""

import ast
import os
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest

from derive.errors import SpecError
from tests.kernels.networks import LAYERS, image, kernels_named, kernels_of

PROGRAM = """
from tests.kernels.networks import LAYERS, kernels_named
for name in LAYERS:
    print(name)
    print(kernels_named(name).source)
"""
LOOPS = (ast.For, ast.While, ast.AsyncFor, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def _tree(name: str) -> ast.Module:
    return ast.parse(kernels_named(name).source)


def _printed(seed: str) -> bytes:
    environment = os.environ | {"PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, check=True, timeout=120
    )
    return done.stdout


def test_the_source_is_the_same_bytes_under_three_hash_seeds() -> None:
    first = _printed("0")
    assert first.count(b"def ") > 100
    assert _printed("1") == first
    assert _printed("2") == first


def test_the_source_does_not_depend_on_what_was_generated_before() -> None:
    first = kernels_named("conv grouped").source
    for name in LAYERS:
        assert kernels_named(name).source == kernels_named(name).source
    assert kernels_named("conv grouped").source == first


@pytest.mark.parametrize("name", LAYERS)
def test_no_kernel_loops_in_python(name: str) -> None:
    assert [node for node in ast.walk(_tree(name)) if isinstance(node, LOOPS)] == []


@pytest.mark.parametrize("name", LAYERS)
def test_every_name_is_an_argument_an_import_or_assigned_before(name: str) -> None:
    tree = _tree(name)
    imported = {alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        known = imported | {argument.arg for argument in function.args.args}
        for statement in function.body:
            read = [n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]
            assert set(read) - known - {"max"} == set(), f"{function.name}: {ast.unparse(statement)}"
            known |= {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


@pytest.mark.parametrize("name", LAYERS)
def test_every_import_and_every_intermediate_is_used(name: str) -> None:
    tree = _tree(name)
    imported = {alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    read = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    assert imported - read == set()
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        loads = [n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]
        stores = [n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
        assert set(stores) <= set(loads), function.name
        assert {argument.arg for argument in function.args.args} <= set(loads), function.name


@pytest.mark.parametrize("name", LAYERS)
def test_nothing_random_reaches_the_source(name: str) -> None:
    source = kernels_named(name).source
    assert "Dummy" not in source
    assert "lambdify" not in source


@pytest.mark.parametrize("name", LAYERS)
def test_every_line_fits_the_page(name: str) -> None:
    assert max(map(len, kernels_named(name).source.splitlines())) <= 120


def test_the_source_runs_as_it_stands() -> None:
    space: dict[str, object] = {}
    exec(kernels_named("conv padded").source, space)
    arrays = {"x": np.ones((2, 2, 5, 3)), "W": np.ones((3, 2, 3, 2)), "b": np.zeros(3)}
    z = space["conv1_z"](**arrays)  # type: ignore[operator]
    assert z.shape == (2, 3, 7, 4)


def test_a_size_called_like_an_array_of_the_loss_reaches_the_source_under_another_name() -> None:
    loss = {"binary_cross_entropy": {"reduction": "mean_over_entries"}}
    kernels = kernels_of(image("w", 2, 3), "flatten", "sigmoid", loss=loss)
    assert kernels.loss(np.zeros((2, 5, 2, 3)), np.ones((2, 30)), {}) == pytest.approx(np.log(2))
    for letter in ("t", "a", "z"):
        with pytest.raises(SpecError, match="would print like"):
            kernels_of(image(letter, 2, 3), "flatten", "sigmoid", loss=loss)


def test_the_mean_over_a_flattened_volumes_entries_is_computed() -> None:
    kernels = kernels_named("cross-entropy, mean over a flattened volume's entries")
    assert kernels.loss(np.zeros((2, 2, 3, 5)), np.ones((2, 30)), {}) == pytest.approx(np.log(2))


@pytest.mark.parametrize("kind", ["conv", "avg_pool", "max_pool"])
def test_sizes_named_like_intermediates_and_runtime_functions_work(kind: str) -> None:
    word = "kernel" if kind == "conv" else "window"
    filters = {"filters": 2} if kind == "conv" else {}
    for name in ("parts", "windows", "x_windows", "inside_i", "summands", "scatter", "o_h", "n_h", "f_h", "M"):
        try:
            kernels = kernels_of(image(1, 5, 7), {kind: {word: name, "stride": 2, "padding": 1, **filters}})
        except SpecError:  # refused as a reserved name
            continue
        params = {key: np.ones(array.shape) for key, array in kernels.init(seed=0, sizes={name: 3}).items()}
        y = kernels.forward(np.ones((1, 1, 5, 7)), params, sizes={name: 3})
        assert kernels.vjp(np.ones((1, 1, 5, 7)), params, y, sizes={name: 3})["input"].shape == (1, 1, 5, 7)


@pytest.mark.parametrize("name", LAYERS)
def test_every_kernel_stands_under_its_formula(name: str) -> None:
    lines = kernels_named(name).source.split("\n")
    for above, line in pairwise(lines):
        if line.startswith("def "):
            assert above.startswith("# "), line
    source = kernels_named(name).source
    assert source.count("\n# ") >= source.count("\ndef ")
