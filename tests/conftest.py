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
