"""The committed report on known mistakes is of the shipped specs, has no hole, and stands in the README."""

from derive.faults.catalogue import EVERY
from derive.spec.read import read_spec
from tests.docs.fault_table import END, README, ROOT, START, rows, table


def test_the_readme_shows_the_reports_numbers() -> None:
    shown = README.read_text(encoding="utf-8").partition(START)[2].partition(END)[0]
    assert shown == table(), "run `make faults`"
    assert f"`derive faults` makes {len(EVERY)} known mistakes" in README.read_text(encoding="utf-8")
    assert f"are formulas, too: {len(EVERY)} of them" in README.read_text(encoding="utf-8")


def test_the_report_is_of_every_small_spec_and_of_vgg16() -> None:
    specs = [*sorted((ROOT / "specs").glob("*.yaml")), ROOT / "specs" / "large" / "vgg16.yaml"]
    assert {row["network"] for row in rows()} == {read_spec(path).name for path in specs}, "run `make faults`"


def test_every_mistake_that_changes_something_is_killed() -> None:
    applicable = [row for row in rows() if row["applicable"]]
    assert [row for row in applicable if not row["killed"] and not (row["equivalent"] and row["killed on"])] == []
    assert all(row["proof"] for row in applicable)


def test_the_page_has_every_fault_of_the_catalogue() -> None:
    page = (ROOT / "reports" / "faults.md").read_text(encoding="utf-8")
    assert [fault.id for fault in EVERY if f"\n{fault.id}: " not in page] == []
