"""The committed report is what `derive report` writes today, on any machine."""

import json
import re
from pathlib import Path

import pytest

from tests.report.conftest import ROOT, write_report

pytestmark = pytest.mark.xdist_group("report")
REPORTS = ROOT / "reports"
SPEC = "specs/pooling_avg.yaml"


OTHERS = ("faults.md", "headline.md")  # written by make faults and make headline


def pages(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.md")) if path.name not in OTHERS}


def test_the_committed_pages_are_those_of_today(written: Path) -> None:
    today, committed = pages(written), pages(REPORTS)
    assert list(today) == list(committed), "run make report"
    stale = [name for name, text in today.items() if committed[name] != text]
    assert not stale, f"run make report: {', '.join(stale)} are stale"


def test_the_index_links_to_every_page_and_every_link_resolves(written: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\)", (written / "index.md").read_text("utf-8"))
    assert sorted(links) == sorted(name for name in pages(written) if name != "index.md")


def test_no_measured_number_stands_in_a_page(written: Path) -> None:
    for path in sorted((written / "measured").glob("*.json")):
        text = (written / f"{path.stem}.md").read_text("utf-8")
        record = json.loads(path.read_text("utf-8"))
        measured = [value for check in record["checks"] for value in check["measured"].values()]
        for value in (value for value in measured if isinstance(value, float) and value and value != round(value, 6)):
            assert repr(value) not in text
            assert f"{value:.1e}" not in text
        for word in ("numpy", "python", "seconds", "machine"):
            alone = rf"(?<![\d.]){re.escape(str(record['about'][word]))}(?![\d.])"  # 6.1 s is no part of Coq 8.16.1
            assert re.search(alone, text.split("## Checks")[-1]) is None


def test_measured_figures_are_json_with_versions_and_time(written: Path) -> None:
    record = json.loads((written / "measured" / "pooling_avg.json").read_text("utf-8"))
    assert set(record["about"]) == {"derive", "numpy", "sympy", "python", "machine", "seconds"}
    assert record["ok"]


def test_pages_are_the_same_under_two_hash_seeds(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        assert write_report(tmp_path / seed, SPEC, seed=seed).returncode == 0
    assert pages(tmp_path / "1") == pages(tmp_path / "2")


def test_a_spec_error_writes_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("input: {features: 0}\nlayers:\n  - relu\n")
    done = write_report(tmp_path / "out", SPEC, str(broken))
    assert done.returncode == 2
    assert "broken.yaml:1" in done.stderr
    assert not (tmp_path / "out").exists()


def test_two_specs_of_one_name_are_refused(tmp_path: Path) -> None:
    done = write_report(tmp_path / "out", SPEC, SPEC)
    assert done.returncode == 2
    assert "rename one" in done.stderr


def test_a_page_is_written_whole_and_leaves_no_other_file(tmp_path: Path) -> None:
    assert write_report(tmp_path, SPEC).returncode == 0
    names = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    assert names == ["index.md", "measured/pooling_avg.json", "pooling_avg.md"]
