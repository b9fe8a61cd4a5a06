"""The JSON Schema: committed as it is generated, and saying the same as the reader."""

import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from derive.spec.schema import json_schema, schema_text
from derive.spec.vocabulary import layer_options, loss_options
from tests.spec.json_schema_check import allows
from tests.spec.spec_texts import LECTURE, changed

ROOT = Path(__file__).parents[2]
SPECS = sorted((ROOT / "specs").glob("*.yaml"))


def allowed(text: str) -> bool:
    return allows(json_schema(), YAML(typ="safe", pure=True).load(text))


def test_the_committed_schema_is_the_generated_one() -> None:
    committed = (ROOT / "derive.schema.json").read_text("utf-8")
    assert committed == schema_text(), "run: derive schema > derive.schema.json"


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_every_shipped_spec_satisfies_the_schema(path: Path) -> None:
    assert allowed(path.read_text("utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        changed("kernel: 3", "kernel: '3 '"),
        changed("kernel: 3", "kernel: 0"),
        changed("kernel: 3", "kernel: 3.5"),
        changed("kernel: 3", "kernel: [3, 3, 3, 3]"),
        changed("kernel: 3", "kernel: 3, strid: 1"),
        changed(", kernel: 3", ""),
        changed("flatten", "flaten"),
        changed("flatten", "conv"),
        changed("height: 6", "hight: 6"),
        changed("binary_cross_entropy", "cross"),
        LECTURE + "values: {x: [1]}\n",
        LECTURE + "values: {input: 1}\n",
    ],
)
def test_what_the_reader_refuses_the_schema_refuses_too(text: str) -> None:
    assert not allowed(text)


def test_the_schema_allows_all_ways_to_write_a_layer_and_a_loss() -> None:
    assert allowed(LECTURE)
    assert allowed(changed("{binary_cross_entropy: {reduction: sum}}", "mean_squared_error"))
    assert allowed(changed("kernel: 3", "kernel: [f, 3], padding: same, stride: s"))
    assert allowed("input: {features: n}\nlayers: [relu]\nloss:\nvalues: {input: [1, 1/9], relu1.x: [[2]]}\n")


def test_every_layer_and_loss_stands_in_the_schema() -> None:
    schema = json_schema()
    layer, loss = schema["$defs"]["layer"], schema["properties"]["loss"]
    for found, kinds in ((layer, layer_options()), (loss, loss_options())):
        keyed = [key for each in found["oneOf"] for key in each.get("properties", {})]
        assert keyed == list(kinds)


def test_the_schema_is_the_same_under_another_hash_seed() -> None:
    code = "from derive.spec.schema import schema_text; print(schema_text(), end='')"
    texts = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, cwd=ROOT, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert texts == {schema_text().encode()}
