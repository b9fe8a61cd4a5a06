"""What is installed: a distribution with a name of its own, which is usable outside the checkout."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import derive
from derive.export.catalogue import FORMATS
from derive.export.media import MEDIA
from derive.version import VERSION

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_the_distribution_has_a_name_of_its_own_and_the_command_is_derive() -> None:
    assert PROJECT["project"]["name"] == "derive-networks"
    assert PROJECT["project"]["scripts"] == {"derive": "derive.cli:main"}
    assert derive.__version__ == VERSION


def test_every_optional_package_is_in_the_lock_and_in_an_extra() -> None:
    packages = {each.package for each in (*FORMATS, *MEDIA)} - {""}
    extras = PROJECT["project"]["optional-dependencies"]
    listed = {text.partition(">=")[0] for name in ("pdf", "notebook") for text in extras[name]}
    assert packages == listed
    locked = {line.partition("==")[0] for line in (ROOT / "requirements.lock").read_text().splitlines()}
    assert packages <= locked


def test_no_text_tells_to_install_something_called_derive() -> None:
    files = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "derive").rglob("*.py")]
    told = [file.name for file in files if file.name != "CHANGELOG.md" and "derive[" in file.read_text("utf-8")]
    assert told == []


def test_a_package_laid_out_as_its_wheel_works_without_the_checkout(tmp_path: Path) -> None:
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["only-include"] == ["derive", "specs"]
    for folder in wheel["only-include"]:
        shutil.copytree(ROOT / folder, tmp_path / "site" / wheel["sources"].get(folder, folder))
    (tmp_path / "work").mkdir()
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    for words in (
        ["examples"],
        ["sizes", "example:vgg16"],
        ["new", "first.yaml", "--input", "6x6", "--layer", "conv 2 3"],
        ["export", "example:pooling_max", "--to", "html", "--no-verify", "-o", "out"],
    ):
        command = [sys.executable, "-m", "derive.cli", *words]
        done = subprocess.run(
            command, cwd=tmp_path / "work", env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "work").iterdir()} == {"first.yaml", "derive.schema.json", "out"}
