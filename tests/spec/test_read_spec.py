"""What a spec that is right turns into."""

import pickle
from fractions import Fraction
from pathlib import Path

import pytest

from derive.layers.conv import ConvOptions
from derive.layers.options import LossOptions
from derive.spec.read import parse_spec, read_spec, spec_from_dict
from derive.spec.spec import ImageInput, LossSpec, VectorInput
from derive.spec.values import batched, shape
from tests.spec.spec_texts import LECTURE, changed

SPECS = sorted((Path(__file__).parents[2] / "specs").glob("*.yaml"))
AS_DICT = {
    "name": "sigmoid-cnn",
    "title": "The lecture's layers",
    "input": {"channels": 1, "height": 6, "width": 6},
    "layers": [
        {"conv": {"name": "conv1", "filters": 2, "kernel": 3}},
        "sigmoid",
        {"avg_pool": {"window": 2}},
        "flatten",
        {"dense": {"units": 3}},
        {"sigmoid": {}},
        {"dense": {"name": "out", "units": 1}},
        {"sigmoid": None},
    ],
    "loss": {"binary_cross_entropy": {"reduction": "sum"}},
}


def test_the_lectures_network_reads_as_written() -> None:
    spec = parse_spec(LECTURE)
    assert (spec.name, spec.title, spec.source) == ("sigmoid-cnn", "The lecture's layers", "<text>")
    assert spec.input == ImageInput(channels=1, height=6, width=6)
    assert spec.input.shape == (1, 6, 6)
    assert spec.layers[0].options == ConvOptions(name="conv1", filters=2, kernel=3)
    assert spec.loss == LossSpec("binary_cross_entropy", LossOptions(reduction="sum"))


def test_unnamed_layers_are_called_by_kind_and_ordinal_and_named_ones_count() -> None:
    names = [layer.name for layer in parse_spec(LECTURE).layers]
    assert names == ["conv1", "sigmoid1", "avg_pool1", "flatten1", "dense1", "sigmoid2", "out", "sigmoid3"]
    third_dense = parse_spec(changed("  - flatten", "  - dense: {units: 2}")).layers[6]
    assert third_dense.name == "out"


def test_a_dict_and_a_text_that_say_the_same_are_equal() -> None:
    assert spec_from_dict(AS_DICT) == parse_spec(LECTURE)


def test_a_loss_may_be_a_bare_name_or_missing_or_empty() -> None:
    bare = parse_spec(changed("{binary_cross_entropy: {reduction: sum}}", "mean_squared_error"))
    assert bare.loss == LossSpec("mean_squared_error", LossOptions(reduction="mean"))
    assert parse_spec(changed("loss: {binary_cross_entropy: {reduction: sum}}", "")).loss is None
    assert parse_spec(changed("{binary_cross_entropy: {reduction: sum}}", "")).loss is None


def test_a_vector_input_has_features() -> None:
    spec = parse_spec("input: {features: n}\nlayers: [{dense: {units: K}}]\n")
    assert spec.input == VectorInput(features="n")
    assert spec.input.shape == ("n",)


def test_pairs_settings_and_size_names_are_kept_as_written() -> None:
    options = parse_spec(changed("kernel: 3", "kernel: [f_h, 5], padding: same, stride: s")).layers[0].options
    assert isinstance(options, ConvOptions)
    assert (options.kernel, options.padding, options.stride) == (("f_h", 5), "same", "s")


def test_name_and_title_have_defaults(tmp_path: Path) -> None:
    text = "input: {features: 2}\nlayers: [sigmoid]\n"
    path = tmp_path / "tiny_net.yaml"
    path.write_text(text)
    assert (read_spec(path).name, read_spec(path).title) == ("tiny_net", "tiny_net")
    assert parse_spec(text).name == "network"


def test_a_folded_title_becomes_one_line() -> None:
    assert parse_spec(changed("The lecture's layers", ">\n  in two\n  lines")).title == "in two lines"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "net.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + LECTURE.replace("\n", "\r\n").encode())
    assert read_spec(path) == parse_spec(LECTURE)


def test_where_gives_file_line_and_column() -> None:
    spec = parse_spec(LECTURE, "net.yaml")
    assert spec.layers[0].path == ("layers", 0, "conv")
    assert spec.where(*spec.layers[0].path) == "net.yaml:5:5"
    assert spec.where("layers", 0, "conv", "kernel") == "net.yaml:5:45"
    assert spec.where("layers", 6, "dense", "units") == "net.yaml:13:14"
    assert spec.where("loss", "binary_cross_entropy") == "net.yaml:15:8"


def test_where_falls_back_to_the_nearest_thing_around() -> None:
    spec = parse_spec(LECTURE, "net.yaml")
    assert spec.where("layers", 0, "conv", "stride") == "net.yaml:5:5"
    assert spec.layers[1].path == ("layers", 1, "sigmoid")
    assert spec.where(*spec.layers[1].path) == "net.yaml:6:5"
    assert spec.where("nothing", "here") == "net.yaml:1:1"


def test_where_is_a_dotted_path_in_a_spec_from_a_dict() -> None:
    spec = spec_from_dict(AS_DICT)
    assert spec.where("layers", 0, "conv", "kernel") == "layers[0].conv.kernel"
    assert spec.where("layers", 0, "conv", "stride") == "layers[0].conv"
    assert spec.where("layers", 3, "flatten") == "layers[3]"
    assert spec.where() == "<dict>"


def test_a_spec_survives_pickling() -> None:
    spec = parse_spec(LECTURE, "net.yaml")
    assert pickle.loads(pickle.dumps(spec)) == spec
    assert pickle.loads(pickle.dumps(spec)).where("layers", 1) == "net.yaml:6:5"


def test_values_are_nested_tuples_of_exact_numbers() -> None:
    spec = parse_spec(LECTURE + "values: {input: [[1, -2], [1/9, '3/6']], conv1.W: [[0.5]], target: [1e-3, 0x1F]}\n")
    assert spec.values["input"] == ((1, -2), (Fraction(1, 9), Fraction(1, 2)))
    assert spec.values["conv1.W"] == ((0.5,),)
    assert spec.values["target"] == (0.001, 31)


def test_values_of_a_dict_may_be_fractions_and_tuples() -> None:
    spec = spec_from_dict({**AS_DICT, "values": {"input": ((Fraction(1, 3), 2),)}})
    assert spec.values["input"] == ((Fraction(1, 3), 2),)


@pytest.mark.parametrize(
    ("values", "axes", "expected"),
    [
        (((1, 2, 3), (4, 5, 6)), 3, (1, 1, 2, 3)),
        ((((1, 2, 3), (4, 5, 6)),), 3, (1, 1, 2, 3)),
        (((((1,), (2,)),),), 3, (1, 1, 2, 1)),
        ((1, 2), 1, (1, 2)),
        (((1, 2, 3),), 1, (1, 3)),
    ],
)
def test_values_get_the_axes_that_a_single_example_lacks(values: tuple, axes: int, expected: tuple) -> None:  # type: ignore[type-arg]
    found = batched(values, axes)
    assert found is not None
    assert shape(found) == expected


def test_values_with_too_few_or_too_many_axes_do_not_fit() -> None:
    assert batched((1, 2), 3) is None
    assert batched((((1,),),), 1) is None


def test_words_are_read_as_yaml_1_2_says() -> None:
    options = parse_spec(changed("kernel: 3", "kernel: 010, bias: False")).layers
    assert options[0].options.model_dump()["kernel"] == 10
    assert options[0].options.model_dump()["bias"] is False


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_every_shipped_spec_reads_and_names_its_schema(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../derive.schema.json\n")
    spec = read_spec(path)
    assert spec.name == path.stem.replace("_", "-")
    assert spec.title != spec.name


def test_all_promised_specs_are_there() -> None:
    promised = (
        "edge_detection mlp_sigmoid pooling_avg pooling_max sigmoid_cnn sigmoid_cnn_max strided_example "
        "symbolic_conv symbolic_dense symbolic_pool unrolled_3x3"
    )
    assert set(promised.split()) <= {path.stem for path in SPECS}
