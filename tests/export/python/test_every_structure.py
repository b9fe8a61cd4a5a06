"""The one-file export of every layer and loss with each way to set its options: it runs, and tests itself."""

from typing import Any

import pytest

from derive.export.python.standalone import standalone
from tests.export.small import SMALL


@pytest.mark.parametrize("name", SMALL)
def test_its_self_test_passes(name: str) -> None:
    module: dict[str, Any] = {"__name__": "exported"}
    exec(compile(standalone(SMALL[name]), "<exported>", "exec"), module)
    assert module["self_test"]() < 1e-5
