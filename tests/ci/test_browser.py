""".ci/browser with pretended programs: when it installs a browser, when it leaves the checks out, when it fails."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEEDED = ("bash", "env", "dirname", "timeout", "mktemp", "rm", "cat", "chmod", "tail", "grep")
STARTS = 'echo "<html><head><title>true</title></head></html>"'
NO_FONT = STARTS.replace("true", "false")
LEFT_OUT = "!!! PAGES WERE NOT CHECKED IN A BROWSER: "


@dataclass(frozen=True, slots=True)
class Machine:
    """A checkout's outline with a PATH of its own; what was run stands in `log`."""

    folder: Path

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def add(self, name: str, body: str) -> None:
        """A program that writes down its call, then does this."""
        program = self.folder / "bin" / name
        program.write_text(f'#!/usr/bin/env bash\necho "{name} $*" >>{self.log}\n{body}\n', encoding="utf-8")
        program.chmod(0o755)

    def installs(self, body: str) -> None:
        """apt-get, with this as the body of the Chromium that it brings."""
        program = self.folder / "bin" / "chromium"
        brought = f"#!/usr/bin/env bash\n{body}"
        self.add("apt-get", f"[[ $1 == update ]] && exit\ncat >{program} <<'END'\n{brought}\nEND\nchmod +x {program}")

    def run(self) -> subprocess.CompletedProcess[str]:
        """The script, as continuous integration calls it."""
        surroundings = {"PATH": str(self.folder / "bin"), "TMPDIR": str(self.folder)}
        script = self.folder / ".ci" / "browser"
        return subprocess.run([script], env=surroundings, capture_output=True, text=True, timeout=60)

    @property
    def calls(self) -> list[str]:
        """The first two words of every call, in order."""
        return [" ".join(line.split()[:2]) for line in self.log.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine without a browser, on which apt-get finds no server and the checks of pages pass."""
    for folder in ("bin", ".ci", ".venv/bin"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "browser", tmp_path / ".ci" / "browser")
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    for name in NEEDED:
        found = shutil.which(name)
        assert found, name
        (tmp_path / "bin" / name).symlink_to(found)
    made = Machine(tmp_path)
    made.add("make", "")
    made.add("apt-get", "echo 'E: no server' >&2; exit 100")
    return made


def test_a_browser_that_is_there_is_used(machine: Machine) -> None:
    machine.add("chromium-browser", STARTS)
    done = machine.run()
    assert (done.returncode, done.stderr) == (0, "")
    assert machine.calls == ["chromium-browser --headless", "make browser-test"]


def test_a_failing_page_fails(machine: Machine) -> None:
    machine.add("chromium", STARTS)
    machine.add("make", "exit 2")
    assert machine.run().returncode == 2


def test_a_missing_browser_is_installed_and_used(machine: Machine) -> None:
    machine.installs(STARTS)
    done = machine.run()
    assert (done.returncode, done.stderr) == (0, "")
    assert machine.calls == ["apt-get update", "apt-get install", "make browser-test"]
    assert "--no-install-recommends chromium" in machine.log.read_text(encoding="utf-8")


def test_failing_pages_fail_in_a_browser_that_was_installed(machine: Machine) -> None:
    machine.installs(STARTS)
    machine.add("make", "exit 2")
    assert machine.run().returncode == 2


def test_checks_are_left_out_loudly_where_no_browser_can_be_had(machine: Machine) -> None:
    done = machine.run()
    assert done.returncode == 0
    assert done.stderr.splitlines()[-1] == f"{LEFT_OUT}there is none, and none could be installed !!!"
    assert machine.calls == ["apt-get update"]


def test_checks_are_left_out_where_there_is_no_apt(machine: Machine) -> None:
    (machine.folder / "bin" / "apt-get").unlink()
    done = machine.run()
    assert done.returncode == 0
    assert f"{LEFT_OUT}there is none" in done.stderr


@pytest.mark.parametrize("body", ["exit 1", "echo; exit 0", "kill -SEGV $$", NO_FONT])
def test_checks_are_left_out_loudly_where_the_browser_does_not_start(machine: Machine, body: str) -> None:
    machine.add("chromium", body)
    done = machine.run()
    assert done.returncode == 0
    assert done.stderr.splitlines()[-1] == f"{LEFT_OUT}{machine.folder}/bin/chromium does not start, or has no font !!!"
    assert machine.calls == ["chromium --headless"]


def test_an_installed_browser_that_does_not_start_is_left_out(machine: Machine) -> None:
    machine.installs("exit 127")
    done = machine.run()
    assert done.returncode == 0
    assert "chromium does not start, or has no font !!!" in done.stderr
    assert machine.calls == ["apt-get update", "apt-get install"]


def test_a_check_that_cannot_even_ask_for_the_browser_fails(machine: Machine) -> None:
    """Only a missing browser is forgiven; checks that are broken themselves are not."""
    (machine.folder / "tests").unlink()
    assert machine.run().returncode != 0
