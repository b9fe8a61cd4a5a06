"""Records that are kept: found again for the same network, code and versions, and for nothing else."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from derive.cache import FOLDER, cache_folder
from derive.network.build import bind, build
from derive.network.model import Model
from derive.spec.read import parse_spec
from derive.verification import kept
from derive.verification.kept import code, keep, key, read_record, record_of, verified
from derive.verification.record import Check, Kind, Record, Verdict

TEXT = "name: pooled\ninput: {channels: 1, height: n, width: 4}\nlayers: [{max_pool: {window: 2}}]\n"
PACKAGE = Path(kept.__file__).parents[1]
GOOD = Check(Kind.ENGINE, "x", "y", Verdict.VERIFIED, "z", {"difference": 1e-17, "steps": 5, "side": "left"}, "why")


def network(text: str = TEXT) -> Model:
    return build(parse_spec(text))


@pytest.fixture
def verifications(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The networks that were verified, one after the other; a cache of their own."""
    seen: list[str] = []

    def verify(model: Model, progress: object) -> Record:
        seen.append(model.name)
        return Record(model.name, (GOOD,))

    monkeypatch.setenv(FOLDER, str(tmp_path / "cache"))
    monkeypatch.setattr(kept, "verify", verify)
    return seen


def test_a_network_is_verified_once_and_its_record_is_the_same_again(verifications: list[str]) -> None:
    first, second = verified(network()), verified(network())
    assert first == second == Record("pooled", (GOOD,))
    assert verifications == ["pooled"]


def test_a_changed_option_size_or_value_is_another_network() -> None:
    texts = (TEXT, TEXT.replace("window: 2", "window: 1"), TEXT.replace("width: 4", "width: 6"), TEXT + "train:\n")
    keys = [key(network(text)) for text in texts]
    assert len(set(keys)) == 3
    assert keys[0] == keys[3]
    assert key(bind(network(), {"n": 4})) != keys[0]
    assert key(network(TEXT + "title: only words\n")) == keys[0]


def test_a_record_is_not_used_once_a_line_of_derive_has_changed(verifications: list[str], tmp_path: Path) -> None:
    sources = tmp_path / "derive"
    shutil.copytree(PACKAGE, sources, ignore=shutil.ignore_patterns("__pycache__"))
    verified(network(), sources=sources)
    verified(network(), sources=PACKAGE)
    assert verifications == ["pooled"], "a copy of the same lines is the same code"
    file = sources / "calculus" / "vjp.py"
    file.write_text(file.read_text().replace("return", "return ", 1))
    code.cache_clear()
    verified(network(), sources=sources)
    assert verifications == ["pooled", "pooled"]


@pytest.mark.parametrize("place", range(4))
def test_other_versions_are_other_records(place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = key(network())
    found = list(kept.versions())
    found[place] += "1"
    monkeypatch.setattr(kept, "versions", lambda: tuple(found))
    assert key(network()) != before


def test_what_is_not_all_verified_is_looked_at_again(
    verifications: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bad = Record("pooled", (GOOD, Check(Kind.EXACT, "x", "y", Verdict.FAILED, "z")))
    monkeypatch.setattr(kept, "verify", lambda model, progress: bad)
    assert verified(network()) == bad
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"network": "x", "checks": [{}]}', '{"checks": 3}', "\udcff"]
)
def test_a_damaged_record_is_as_none(content: str, verifications: list[str], tmp_path: Path) -> None:
    verified(network())
    (file,) = (tmp_path / "cache" / "records").iterdir()
    file.write_text(content, errors="surrogateescape")
    assert verified(network()).ok
    assert verifications == ["pooled", "pooled"]
    assert read_record(file) == Record("pooled", (GOOD,))


def test_a_cache_that_cannot_be_written_is_no_error(
    verifications: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(FOLDER, str(tmp_path / "file"))
    assert verified(network()).ok
    assert verified(network()).ok
    assert verifications == ["pooled", "pooled"]


def test_many_at_once_read_whole_records_only(tmp_path: Path) -> None:
    path, record = tmp_path / "one.json", Record("pooled", (GOOD,) * 500)

    def once(number: int) -> Record | None:
        keep(path, record)
        return read_record(path)

    with ThreadPoolExecutor(8) as pool:
        assert set(map(len, (found.checks for found in pool.map(once, range(64)) if found))) == {500}
    assert [file.name for file in tmp_path.iterdir()] == ["one.json"]


def test_of_too_many_records_the_oldest_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 3)
    for number in range(5):
        keep(tmp_path / f"{number}.json", Record("pooled", (GOOD,)))
    assert len(list(tmp_path.iterdir())) == 3
    assert (tmp_path / "4.json").exists()


def test_plain_data_and_back_is_the_same_record() -> None:
    record = Record("pooled", (GOOD, Check(Kind.SIZES, "a", "b", Verdict.NOT_APPLICABLE, "")))
    assert record_of(record.to_dict()) == record


def test_the_folder_is_where_the_system_keeps_such_things(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    assert cache_folder({}, "linux") == Path("/home/ada/.cache/derive")
    assert cache_folder({"XDG_CACHE_HOME": "/fast"}, "linux") == Path("/fast/derive")
    assert cache_folder({"XDG_CACHE_HOME": "not/absolute"}, "linux") == Path("/home/ada/.cache/derive")
    assert cache_folder({"XDG_CACHE_HOME": "/fast"}, "darwin") == Path("/home/ada/Library/Caches/derive")
    assert cache_folder({FOLDER: "here"}, "linux") == Path("here")

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    assert cache_folder({}, "linux") is None
