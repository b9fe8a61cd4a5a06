"""One browser for all checks, and the pages on disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import MISSING, Browser, chromium, executable
from tests.browser.pages import PAGES, files


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser that is missing ends the run: these tests run only when they are asked for."""
    if executable() is None:
        pytest.exit(MISSING, returncode=2)
    with chromium() as running:
        yield running


@pytest.fixture(scope="session", params=PAGES)
def page(request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page as a file in a folder of its own, opened once for all its checks."""
    folder = tmp_path_factory.mktemp("pages")
    for path, content in files(request.param).items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)
    file = folder / f"{request.param}.html"
    browser.look(1366, 768)
    browser.open(file)
    return file
