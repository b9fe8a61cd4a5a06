"""What a person reads when a spec is wrong: the whole text of each message."""

import pytest

from derive.errors import SpecError
from derive.layers.catalogue import LAYERS
from derive.spec.read import parse_spec, spec_from_dict
from tests.spec.spec_texts import LECTURE, changed, message

KERNEL = "a whole number of 1 or more, a size's name such as n or a list of one for each axis"
SIZE = "a whole number of 1 or more or a size's name such as n"
KNOWN_CONV = "known keys: name, filters, kernel, stride, padding, dilation, groups and bias"
INDICES = "take another name: not one of m c k i j u v r q o g M J"

OPTIONS = {
    'kernel: "3"': f'5:45: layer conv1: kernel is text "3", expected {KERNEL}\n  write 3 without quotes',
    "kernel: 0": f"5:45: layer conv1: kernel is 0, expected {KERNEL}",
    "kernel: 3.0": f"5:45: layer conv1: kernel is 3.0, expected {KERNEL}",
    "kernel: [3, 0]": f"5:49: layer conv1: item 2 of kernel is 0, expected {SIZE}",
    "kernel: [3]": f"5:45: layer conv1: kernel is a list of 1, expected {KERNEL}",
    "kernel: [3, 3, 3, 3]": f"5:45: layer conv1: kernel is a list of 4, expected {KERNEL}",
    "kernel: {a: 1}": f"5:45: layer conv1: kernel is a mapping, expected {KERNEL}",
    "kernel: 99999999999": "5:45: layer conv1: kernel is 99999999999, expected at most 2147483647",
    "kernel: 3-by-3": f'5:45: layer conv1: kernel is text "3-by-3", expected {KERNEL}',
    "strid: 2, kernel: 3": f"5:37: layer conv1: unknown key `strid`\n  did you mean `stride`? {KNOWN_CONV}",
    "xyz: 2, kernel: 3": f"5:37: layer conv1: unknown key `xyz`\n  {KNOWN_CONV}",
    "stride: 2": f"5:5: layer conv1: `kernel` is missing\n  add kernel: {KERNEL}",
    "kernel: 3, groups: true": f"5:56: layer conv1: groups is true, expected {SIZE}",
    "kernel: 3, bias: no": '5:54: layer conv1: bias is text "no", expected true or false\n  write false',
    "kernel: 3, padding: -1": "5:57: layer conv1: padding is -1, expected `valid`, `same`, `causal`, a whole number of "
    "0 or more, a size's name such as n or a list of one for each axis",
    "kernel: 3, padding: sane": "5:57: layer conv1: `sane` is neither valid, same nor causal, and too like them for a "
    "size's name\n  did you mean `same`?",
    "kernel: same": "5:45: layer conv1: `same` is a setting, not a size, and does not belong here\n"
    "  write a number or a size's name",
    "kernel: k": "5:45: layer conv1: the size name `k` is an index of the formulas (the output channel or unit)\n"
    f"  {INDICES}",
    "kernel: [f, M]": "5:49: layer conv1: the size name `M` is an index of the formulas (the batch's size)\n"
    f"  {INDICES}",
    "kernel: lambda": "5:45: layer conv1: the size name `lambda` is a Python keyword\n  take another name",
    "kernel: 3, kernel: 4": "5:48: `kernel` stands twice in one mapping, first on line 5\n  remove one of the two",
    "kernel: &a 3": "5:45: `&a` is an anchor\n  write the value out where used",
    "kernel: !!int 3": "5:45: `!!int` is a tag\n  remove it: a spec holds plain values only",
    "kernel: *a": "5:45: `*a` is an alias\n  write the value out",
    "kernel: 3, 4: 5": "5:48: the key is 4, expected a word",
    "kernel: 3, [a]: 5": "5:48: the key is a list of 1, expected a word",
    "kernel: " + "9" * 5000: "5:45: a number of 5000 digits, expected at most 400",
}


@pytest.mark.parametrize(("options", "expected"), OPTIONS.items(), ids=lambda text: text[:30])
def test_a_wrong_option_is_named_with_its_place_and_a_way_out(options: str, expected: str) -> None:
    assert message(changed("kernel: 3", options)) == f"net.yaml:{expected}"


KINDS = (
    "conv, avg_pool, max_pool, global_avg_pool, flatten, dense, batch_norm, dropout, sigmoid, tanh, relu, softmax, "
    f"add, subtract, multiply, concat, slice, split, pad and {len(LAYERS) - 19} more"
)
ITEMS = {
    "flaten": f"8:5: layer 4: there is no `flaten`\n  did you mean `flatten`? known: {KINDS}",
    "Flatten": f"8:5: layer 4: there is no `Flatten`\n  did you mean `flatten`? known: {KINDS}",
    "lstm": f"8:5: layer 4: there is no `lstm`\n  known: {KINDS}",
    "conv: 3": "8:11: layer conv2: the options of conv are 3, expected a mapping\n  write conv: {filters: ...}",
    "sigmoid: 3": "8:14: layer sigmoid2: the options of sigmoid are 3, expected a mapping\n"
    "  write sigmoid: {name: ...}",
    "conv:\n    filters: 2\n    kernel: 3": "9:5: layer 4: `filters` stands beside conv, not under it\n"
    "  indent the options further than conv, or write conv: {filters: ...}",
    "flatten:\n    relu:": "9:5: layer 4: flatten and relu in one item\n  start each of them with its own `- `",
    "type: conv\n    filters: 3": "8:5: layer 4 is a mapping of 2 keys, expected one key with the options under it\n"
    "  write conv: {...}",
    "": f"8:4: layer 4 is empty, expected a word or one key with options\n  one of {KINDS.replace(' and ', ' or ')}",
    "relu: {name: input}": "8:18: the layer name `input` already means the network's own input\n  take another name",
    "relu: {name: class}": "8:18: the layer name `class` is a Python keyword\n  take another name",
    "relu: {name: out}": "12:13: layers 4 and 7 are both called out\n  give each layer a name of its own",
    "relu: {name: sigmoid2}": "10:5: layer 6 has no name and would be called sigmoid2, as layer 4 is already\n"
    "  give each layer a name of its own",
    "relu: {name: conv1x, size: 2}": "8:26: layer conv1x: unknown key `size`\n  known keys: name",
    "relu: {name: 1st}": '8:18: layer 1st: name is text "1st", expected a name of at most 32 letters, digits and _ '
    "that starts with a letter",
}


@pytest.mark.parametrize(("item", "expected"), ITEMS.items(), ids=lambda text: text[:30])
def test_a_wrong_layer_is_named_with_its_place_and_a_way_out(item: str, expected: str) -> None:
    assert message(changed("- flatten", f"- {item}")) == f"net.yaml:{expected}"


def test_a_name_that_an_earlier_layer_has_by_its_number_is_refused() -> None:
    text = changed("  - flatten", "  - relu: {name: sigmoid1}")
    assert message(text) == (
        "net.yaml:8:18: layer 4 is called sigmoid1, as layer 2 is already by its kind and number\n"
        "  give each layer a name of its own"
    )


INPUT_FIX = (
    "write input: {channels: 1, height: 6, width: 6}, {features: 4} for a vector, {channels: 1, length: 8} for a "
    "signal, or {channels: 1, depth: 4, height: 6, width: 6} for a volume"
)
TOP = {
    ("height: 6", "hight: 6"): f"3:8: input: `height` is missing\n  add height: {SIZE}\n"
    "net.yaml:3:22: input: unknown key `hight`\n  did you mean `height`? known keys: channels, height and width",
    ("height: 6", "height: m"): "3:30: input: the size name `m` is an index of the formulas (the example in the "
    f"batch)\n  {INDICES}",
    (
        "height: 6",
        "features: 6",
    ): f"3:8: input has features beside channels and width, which belong to different inputs\n  {INPUT_FIX}",
    ("input: {channels: 1, height: 6, width: 6}", "input: 6"): f"3:8: input is 6, expected a mapping\n  {INPUT_FIX}",
    ("input: {channels: 1, height: 6, width: 6}", "input: {}"): f"3:8: input is an empty mapping\n  {INPUT_FIX}",
    ("input: {channels: 1, height: 6, width: 6}", ""): f"1:1: `input` is missing\n  {INPUT_FIX}",
    ("layers:", "layrs:"): "1:1: `layers` is missing\n  write layers: and under it a list, one layer on a line, each "
    "after `- `\nnet.yaml:4:1: unknown key `layrs`\n  did you mean `layers`? known keys: name, title, input, inputs, "
    "blocks, layers, loss, losses, regularise, outputs, values and train",
    ("name: sigmoid-cnn", "name: ../etc"): '1:7: name is text "../etc", expected a word that can name a file\n'
    "  use at most 64 letters, digits, - _ and ., for example sigmoid-cnn",
    ("The lecture's layers", '"\\e[31m"'): '2:8: title is text "\\x1b[31m", with a character that cannot be printed\n'
    "  remove it",
    ("The lecture's layers", "3"): "2:8: title is 3, expected one line of at most 200 characters\n"
    "  put it in quotes if it looks like a number or contains a colon",
    ("The lecture's layers", '"\\ud800"'): "2:8: text with half of a surrogate pair\n  write the character itself",
    ("binary_cross_entropy", "binary_crossentropy"): "15:8: loss: there is no `binary_crossentropy`\n"
    "  did you mean `binary_cross_entropy`? known: binary_cross_entropy, cross_entropy and mean_squared_error",
    ("reduction: sum", "reduction: summ"): '15:42: loss binary_cross_entropy: reduction is text "summ", expected '
    "`sum`, `mean` or `mean_over_entries`",
}


@pytest.mark.parametrize(("change", "expected"), TOP.items(), ids=lambda change: change[1][:30])
def test_a_wrong_key_at_the_top_is_named_with_its_place_and_a_way_out(change: tuple[str, str], expected: str) -> None:
    assert message(changed(*change)) == f"net.yaml:{expected}"


SYNTAX = {
    ("  - flatten", "\t- flatten"): "8:1: a tab where a value should start\n  indent with spaces, not with tabs",
    ("width: 6}", "width: 6"): "3:8: a mapping {...} starts here, and after one of its entries comes neither a comma "
    "nor }\n  close the brace, or put a comma between the entries",
    ("title: The", "title: 'The"): "2:21: this line does not fit into the mapping around it\n"
    "  indent it like the entries that it belongs to, and write `key: value`",
    ("title: The lecture's", 'title: "The lecture'): "2:8: a quote is opened here and not closed\n  close it",
    ("title: The", "title: The: a"): "2:11: a second colon in one entry\n  one key on a line, or keys in {...} with "
    "commas between; quote text that contains a colon",
    ("  - sigmoid\n", "   - sigmoid\n"): "6:4: this line does not fit into the list around it\n"
    "  start each item with `- `, and indent all of them alike",
    ("name: sigmoid-cnn", "name: @x"): "1:7: a character that no unquoted word may start with\n"
    "  put the word in quotes, or remove the character",
    ("name: sigmoid-cnn", "name: [a, , b]"): "1:11: a value is missing here\n  write one, or remove the comma or "
    "bracket in front of it",
    (
        "The lecture's layers",
        '"\\Uffffffff"',
    ): "2:1: what follows here is not readable as YAML: Python int too large to convert to C "
    "int\n  see whether an escape is wrong",
    ("name: sigmoid-cnn", "%YAML 1.1\n---"): "2:1: a directive (a line that starts with %) stands before this\n"
    "  remove it: specs are YAML 1.2",
    ("loss:", "---\nloss:"): "15:1: a second document starts here\n  one file holds one spec: remove the `---`",
}


@pytest.mark.parametrize(("change", "expected"), SYNTAX.items(), ids=lambda change: change[1][:30])
def test_a_slip_in_the_yaml_is_told_in_plain_words(change: tuple[str, str], expected: str) -> None:
    assert message(changed(*change)) == f"net.yaml:{expected}"


VALUES = {
    "x: [1]": "16:10: values: unknown key `x`\n  write a parameter such as conv1.W, or one of: input and target",
    "conv9.W: [1]": "16:10: values: no layer is called `conv9`\n  did you mean `conv1`? layers: conv1, sigmoid1, "
    "avg_pool1, flatten1, dense1, sigmoid2, out and sigmoid3",
    "input: [[1, 2], [3]]": "16:26: values: input: a list of 1 where the lists before it have 2\n"
    "  give all rows of an array the same length",
    "input: [[1], 2]": "16:23: values: input: 2 where a list belongs\n  nest all rows alike",
    "input: [1, [2]]": "16:21: values: input: a list of 1 where a number belongs\n  nest all rows alike",
    "input: []": "16:17: values: input: an empty list\n  give it numbers",
    "input: 3": "16:17: values: input is 3, expected nested lists of numbers",
    "input: [.nan]": "16:18: values: input: nan is not a finite number\n  write a number that is",
    "input: [1e999]": "16:18: 1e999 is too large a number, expected at most 1.8e+308",
    "input: [true]": "16:18: values: input: true where a number belongs\n  write a number or a fraction such as 1/9",
    "input: [1/0]": '16:18: values: input: text "1/0" where a number belongs\n'
    "  write a number or a fraction such as 1/9",
}


@pytest.mark.parametrize(("values", "expected"), VALUES.items(), ids=lambda text: text[:30])
def test_a_wrong_worked_value_is_named_with_its_place(values: str, expected: str) -> None:
    assert message(LECTURE + f"values: {{{values}}}\n") == f"net.yaml:{expected}"


def test_values_of_a_misspelt_layer_are_not_complained_about_again() -> None:
    text = changed("dense: {units: 3}", "dens: {units: 3}") + "values: {dense1.W: [1]}\n"
    assert message(text).count("net.yaml") == 1


def test_all_errors_come_at_once_and_in_the_files_order() -> None:
    text = "loss: mse\nlayers:\n- conv: {kernel: 0, filters: true}\n- relux\ninput: {features: -1}\ntitel: x\n"
    lines = [line for line in message(text).split("\n") if line.startswith("net.yaml")]
    assert [line.split(":")[1] for line in lines] == ["1", "3", "3", "4", "5", "6"]
    assert "kernel is 0" in lines[1]


def test_of_very_many_errors_a_hundred_are_shown_and_the_rest_counted() -> None:
    text = LECTURE + "".join(f"lyers{number}: 1\n" for number in range(250))
    with pytest.raises(SpecError) as caught:
        parse_spec(text, "net.yaml")
    assert len(caught.value.problems) == 101
    assert str(caught.value.problems[-1]) == "net.yaml: 150 more problems, not shown"


def test_errors_of_a_dict_name_the_path() -> None:
    wrong = {"input": {"features": 2}, "layers": ["relu", {"dense": {"units": "3", "bais": 1}}], "values": {1: 2}}
    with pytest.raises(SpecError) as caught:
        spec_from_dict(wrong)
    assert str(caught.value) == (
        f'layers[1].dense.units: layer dense1: units is text "3", expected {SIZE}\n  write 3 without quotes\n'
        "layers[1].dense.bais: layer dense1: unknown key `bais`\n"
        "  did you mean `bias`? known keys: name, units and bias\n"
        "values: the key 1 is no text\n  use text for all keys"
    )


def test_a_dict_with_other_objects_is_refused() -> None:
    with pytest.raises(SpecError) as caught:
        spec_from_dict({"input": {"features": object()}, "layers": ["relu"]})
    assert str(caught.value) == (
        "input.features: a value of type object, expected a number, text, list or dict\n"
        "  turn an array into nested lists with .tolist()"
    )


def test_a_dict_that_contains_itself_is_refused() -> None:
    layers: list[object] = []
    layers.append(layers)
    with pytest.raises(SpecError, match="more than 40 deep"):
        spec_from_dict({"input": {"features": 2}, "layers": layers})


def test_a_list_in_place_of_a_dict_is_refused() -> None:
    with pytest.raises(SpecError, match="<dict>: the spec is a list of 1, expected a mapping"):
        spec_from_dict(["relu"])  # type: ignore[arg-type]
