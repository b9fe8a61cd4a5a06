"""derive course: two editions, one folder a network, a page that links to every file, nothing overwritten unasked."""

import re
from pathlib import Path

import pytest

from derive.cli import main

SPECS = ["specs/pooling_max.yaml", "specs/symbolic_dense.yaml"]
QUICK = [
    "--to",
    "html",
    "--to",
    "figures",
    "--to",
    "python",
    "--to",
    "worksheet",
    "--to",
    "key",
    "--as",
    "latex",
    "--jobs",
    "1",
]


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("course") / "out"
    assert main(["course", *SPECS, "-o", str(out), "--title", "Pooling & more", "--students", "9", *QUICK]) == 0
    return out


@pytest.fixture(scope="module", params=["student", "teacher"])
def course(editions: Path, request: pytest.FixtureRequest) -> Path:
    return editions / str(request.param)


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_students_have_all_but_the_keys_and_the_teacher_has_all(editions: Path) -> None:
    student, teacher = (files_of(editions / name) for name in ("student", "teacher"))
    keys = {name for name in teacher if "-key-" in name}
    assert len(keys) == 18
    assert set(teacher) - set(student) == keys
    assert all(teacher[name] == content for name, content in student.items() if name != "index.html")
    assert {path.name for path in editions.iterdir()} == {"student", "teacher"}


def test_nothing_of_the_students_names_a_key(editions: Path) -> None:
    text = (editions / "student" / "index.html").read_text()
    assert "key" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    assert "worksheets with their keys" in (editions / "teacher" / "index.html").read_text()


def test_every_file_is_linked_and_every_link_arrives(course: Path) -> None:
    text = (course / "index.html").read_text()
    links = {link for link in re.findall(r'(?:href|src)="([^"#]+)', text) if not link.startswith("data:")}
    files = {str(path.relative_to(course)) for path in course.rglob("*") if path.is_file()} - {"index.html"}
    assert links == files


def test_the_page_names_the_course_and_says_what_was_checked(course: Path) -> None:
    text = (course / "index.html").read_text()
    assert "<h1>Pooling &amp; more</h1>" in text
    assert text.count('class="verdict verified"') == 2
    assert 'href="pooling_max/pooling_max.html#checks"' in text
    assert '<a href="#pooling-max">' in text


def test_files_are_called_what_a_teacher_calls_them(course: Path) -> None:
    text = (course / "index.html").read_text()
    assert '<dt>web page</dt><dd><a href="pooling_max/pooling_max.html">html</a></dd>' in text
    assert "<dt>Python module</dt>" in text


def test_many_worksheets_unfold(course: Path) -> None:
    assert "<summary>9 files</summary>" in (course / "index.html").read_text()


def test_a_network_in_letters_has_no_files_that_need_numbers(course: Path) -> None:
    names = {path.suffix for path in (course / "symbolic_dense").iterdir()}
    assert names == {".html", ".svg", ".tex"}
    assert (course / "pooling_max" / "pooling_max.py").exists()


def test_a_folder_that_holds_something_is_kept_without_force(
    course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").write_text("mine")
    assert main(["course", *SPECS, "-o", str(tmp_path), *QUICK]) == 2
    assert "is not empty\n  --force overwrites" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_two_specs_of_one_name_are_refused(tmp_path: Path) -> None:
    assert main(["course", SPECS[0], SPECS[0], "-o", str(tmp_path / "out"), *QUICK]) == 2
    assert not (tmp_path / "out").exists()


def test_where_a_missing_package_leaves_nothing_to_make_it_is_named_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    assert main(["course", SPECS[0], "--to", "pdf", "--to", "slides", "-o", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err == "the package typst is not installed\n  pip install typst\n"
    assert not (tmp_path / "out").exists()
