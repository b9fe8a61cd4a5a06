"""Files that are no specs at all, or mean harm: one clear message each, soon."""

import time
from pathlib import Path

import pytest

from derive.errors import SpecError
from derive.spec.read import read_spec
from tests.spec.spec_texts import LECTURE, message

LIMIT = 2.0  # seconds of processor time, so that a busy machine does not matter; an idle one takes half a second
DEEP = "nested more than 40 deep\n  close some of the brackets before it"
MANY = "more than 20000 values in one file\n  keep worked values small; large arrays are passed from Python"
HALF_MEGABYTE = 512 * 1024

TEXTS = {
    "brackets": ("[" * 100_000, f"1:42: {DEEP}"),
    "braces": ("{" * 100_000, f"1:42: {DEEP}"),
    "brackets on lines": ("[\n" * 100_000, f"42:1: {DEEP}"),
    "dashes": ("- " * 100_000, f"1:83: {DEEP}"),
    "question marks": ("? " * 100_000, f"1:83: {DEEP}"),
    "indentation": ("\n".join(" " * depth + "a:" for depth in range(900)), f"41:41: {DEEP}"),
    "numbers": (f"values: [{'1, ' * 60_000}]", f"1:60001: {MANY}"),
    "empty": ("", " is empty, expected a spec with input and layers"),
    "comments": ("# nothing\n" * 1000, " is empty, expected a spec with input and layers"),
    "blank": (" \n" * 1000, " is empty, expected a spec with input and layers"),
    "word": ("hello", '1:1: the spec is text "hello", expected a mapping with input and layers'),
    "list": ("- a\n- b\n", "1:1: the spec is a list of 2, expected a mapping with input and layers"),
    "large": ("#" * (HALF_MEGABYTE + 1), " is larger than 512 KB\n"
              "  keep worked values small; large arrays are passed from Python"),
    "NUL": ("name: a\0b", "1:8: the character U+0000 may not stand in a spec\n  remove it"),
    "escape code": ("\nname: \x1b[31m", "2:7: the character U+001B may not stand in a spec\n  remove it"),
    "surrogate": ("name: \ud800", "1:7: the character U+D800 may not stand in a spec\n  remove it"),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_gets_one_clear_message_soon(name: str) -> None:
    text, expected = TEXTS[name]
    start = time.process_time()
    assert message(text) == f"net.yaml:{expected}"
    assert time.process_time() - start < LIMIT


SLOW = {
    "long word": "a: " + "x" * 500_000,
    "many misspelt keys": "".join(f"lyers{number}: 1\n" for number in range(9_000)),
    "many misspelt options": LECTURE.replace("kernel: 3", ",".join(f"kernl{number}: 3" for number in range(9_000))),
    "many values of no layer": LECTURE + "values:\n" + "".join(f"  con{number}.W: [1]\n" for number in range(6_000)),
    "many wrong layers": "input: {features: 2}\nlayers:\n" + "- xonv: {a: 3}\n" * 1_000,
    "too many layers": "input: {features: 2}\nlayers:\n" + "- relu\n" * 10_000,
    "many aliases": "[" + "*a, " * 100_000 + "]",
    "many anchors": "&a " * 100_000,
    "billion laughs": "a: &a [1, 1]\n" + "".join(f"b{n}: &b{n} [*a, *a, *b{n - 1}]\n" for n in range(2_000)),
    "many documents": "---\n" * 100_000,
    "a line of dots": "." * 500_000,
    "a number of many digits": "9" * 500_000,
    "a long exponent": "1e" + "9" * 500_000,
    "quotes": "'" * 500_001,
    "line breaks in a text": 'a: "' + "\n" * 500_000,
    "a long directive": "%YAML " + "9" * 5_000 + ".1\n---\na: 1\n",
}


@pytest.mark.parametrize("name", SLOW)
def test_reading_takes_no_longer_than_its_length(name: str) -> None:
    start = time.process_time()
    assert message(SLOW[name]).startswith("net.yaml:")
    assert time.process_time() - start < LIMIT


FILES = {
    "utf16.yaml": ("name: a\n".encode("utf-16"), " is UTF-16 text, expected UTF-8\n  save the file as UTF-8"),
    "utf32.yaml": ("name: a\n".encode("utf-32"), " is UTF-32 text, expected UTF-8\n  save the file as UTF-8"),
    "latin.yaml": (b"name: a\ntitle: \xe9\n", "2:8: byte 0xe9 is not UTF-8\n  save the file as UTF-8"),
    "marked.yaml": (b"\xef\xbb\xbfname: \xff\n", "1:7: byte 0xff is not UTF-8\n  save the file as UTF-8"),
    "binary.yaml": (bytes(range(256)), " is a binary file, expected YAML text"),
    "large.yaml": (b"#" * 600_000, " is larger than 512 KB\n"
                   "  keep worked values small; large arrays are passed from Python"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_utf8_text_is_refused(name: str, tmp_path: Path) -> None:
    data, expected = FILES[name]
    path = tmp_path / name
    path.write_bytes(data)
    assert refused(path) == f"{path}:{expected}"


def test_a_folder_a_missing_file_and_an_impossible_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "lenet.yaml").write_text(LECTURE)
    assert refused(tmp_path) == f"{tmp_path}: is a folder, expected a spec file\n  name a file in it: {tmp_path}/*.yaml"
    missing = tmp_path / "lenat.yaml"
    assert refused(missing) == f"{missing}: there is no such file\n  did you mean `lenet.yaml`?"
    assert refused(tmp_path / "none" / "x") == f"{tmp_path / 'none' / 'x'}: there is no such file"
    assert refused("a\0b") == "a\\x00b: is not a possible file name"
    assert refused(tmp_path / "lenet.yaml" / "x").endswith("cannot be read: Not a directory")
    assert refused("x" * 5000).endswith("cannot be read: File name too long")


def test_an_unreadable_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*arguments: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "secret.yaml"
    path.write_text(LECTURE)
    monkeypatch.setattr(Path, "open", denied)
    assert refused(path) == f"{path}: cannot be read: Permission denied"


def test_a_message_never_prints_control_characters() -> None:
    text = 'input: {features: 2}\nlayers:\n- relu: {name: "a\\e[31m"}\n- relu: {name: "a\\e[31m"}\n"\\e[2J": 1\n'
    text += "values: {x.W: [1]}\n"
    assert message(text).replace("\n", "").isprintable()
    assert "layers 1 and 2 are both called a\\x1b[31m" in message(text)


def test_an_endless_file_is_refused() -> None:
    assert refused("/dev/zero").startswith("/dev/zero: is larger than 512 KB")


def refused(path: str | Path) -> str:
    with pytest.raises(SpecError) as caught:
        read_spec(path)
    return str(caught.value)
