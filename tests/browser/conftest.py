"""One browser for all checks, and the pages on disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Browser, chromium
from tests.export.html.reading import text_of

STEMS = sorted(path.stem for path in Path("specs").glob("*.yaml"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser that is missing is an error: these tests run only when they are asked for."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session", params=STEMS)
def page(request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shipped spec's page as a file, opened once for all its checks."""
    file = tmp_path_factory.mktemp("pages") / f"{request.param}.html"
    file.write_text(text_of(request.param), encoding="utf-8")
    browser.look(1366, 768)
    browser.open(file)
    return file
