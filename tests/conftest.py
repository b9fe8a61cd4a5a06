"""Under CI a skipped test is a failure: nothing may pass by not running."""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

# A loaded machine is not a wrong formula; everything else stays as the surroundings (such as CI) have set it.
settings.register_profile("derive", parent=settings.default, deadline=None)
settings.load_profile("derive")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped under CI: {report.longrepr}"
    return report


@pytest.fixture(scope="session", autouse=True)
def _records_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Records are kept apart from the user's, and all workers of a run share them."""
    base = tmp_path_factory.getbasetemp()
    os.environ["DERIVE_CACHE"] = str((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "derive-cache")
