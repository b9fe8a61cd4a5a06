"""A headless Chromium driven through its DevTools pipe: no package between, no port, a profile of its own."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
MISSING = f"no browser: none of {', '.join(NAMES)} is installed (apt-get install chromium, or the like)"
PATIENCE = 60.0  # seconds without an answer: the browser hangs
Message = dict[str, Any]


def executable() -> str | None:
    """The browser's path, or None where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


class Browser:
    """The DevTools protocol: commands with their answers, and the events that came in between."""

    def __init__(self, read: int, write: int) -> None:
        self._read, self._write, self._buffer, self._count = read, write, b"", 0
        self.session: str | None = None
        self.events: list[Message] = []

    def ask(self, method: str, **parameters: Any) -> Message:
        """The answer to a command. Raises RuntimeError where the browser refuses it."""
        self._count += 1
        message: Message = {"id": self._count, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                result: Message = answer["result"]
                return result
            self.events.append(answer)

    def wait(self, event: str) -> None:
        """Returns when the event has come."""
        while not any(each.get("method") == event for each in self.events):
            self.events.append(self._next())

    def _next(self) -> Message:
        while b"\0" not in self._buffer:
            if not select([self._read], [], [], PATIENCE)[0]:
                raise TimeoutError(f"no answer from the browser within {PATIENCE:.0f} s")
            part = os.read(self._read, 1 << 20)
            if not part:
                raise EOFError("the browser ended")
            self._buffer += part
        line, _, self._buffer = self._buffer.partition(b"\0")
        found: Message = json.loads(line)
        return found

    def _attach(self) -> None:
        """A tab of our own, which reports what happens in it."""
        if self.session is None:
            target = self.ask("Target.createTarget", url="about:blank")["targetId"]
            self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            for domain in ("Page", "Network", "Log", "Runtime"):
                self.ask(f"{domain}.enable")

    def open(self, file: Path) -> None:
        """Loads a page from disk and waits for its fonts; events from before are forgotten."""
        self._attach()
        self.events.clear()
        self.ask("Page.navigate", url=file.resolve().as_uri())
        self.wait("Page.loadEventFired")
        self._settle()

    def look(self, width: int, height: int, scheme: str = "light", media: str = "") -> None:
        """Sets the window's size, the colour scheme, and the medium ("print", or the screen)."""
        self._attach()
        self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        wanted = [{"name": "prefers-color-scheme", "value": scheme}]
        self.ask("Emulation.setEmulatedMedia", media=media, features=wanted)
        self._settle()

    def _settle(self) -> None:
        """Lays the page out, which asks for its fonts, and waits for them."""
        self.run("document.body.offsetHeight && document.fonts.ready.then(() => true)")

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression in the page."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def picture(self, whole: bool = False) -> bytes:
        """A PNG of the window, or of the whole page."""
        return b64decode(self.ask("Page.captureScreenshot", captureBeyondViewport=whole)["data"])

    def pdf(self) -> bytes:
        """The page as printed on A4, by its own style sheet."""
        return b64decode(self.ask("Page.printToPDF", preferCSSPageSize=True)["data"])


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser, ended with all its processes. Raises FileNotFoundError where none is installed."""
    program = executable()
    if program is None:
        raise FileNotFoundError(MISSING)
    commands, ours_out = os.pipe()
    ours_in, answers = os.pipe()
    with tempfile.TemporaryDirectory(prefix="derive-chromium-", ignore_cleanup_errors=True) as profile:
        # the browser reads from its descriptor 3 and writes to 4
        wiring = ("bash", "-c", f'exec 3<&{commands} 4>&{answers}; exec "$@"', "bash")
        process = subprocess.Popen(
            (*wiring, program, *OPTIONS, f"--user-data-dir={profile}", "about:blank"),
            pass_fds=(commands, answers),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "TMPDIR": profile},  # what it leaves there when it is killed goes with the profile
        )
        os.close(commands)
        os.close(answers)
        try:
            yield Browser(ours_in, ours_out)
        finally:
            os.close(ours_out)
            os.close(ours_in)
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
