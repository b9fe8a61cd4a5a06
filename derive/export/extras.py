"""Optional packages: loaded when a format needs them, and missed by name."""

from collections.abc import Iterable
from importlib import import_module
from types import ModuleType

from derive.errors import MissingExtraError

PACKAGES = {"pdf": "typst", "notebook": "nbformat"}  # what each extra brings


def require(package: str, extra: str) -> ModuleType:
    """The package, which `pip install "derive[extra]"` brings. Raises MissingExtraError where it is not installed."""
    try:
        return import_module(package)
    except ModuleNotFoundError as error:
        if error.name is not None and error.name.partition(".")[0] == package.partition(".")[0]:
            raise MissingExtraError(package, extra) from None
        raise


def check(extras: Iterable[str]) -> None:
    """Raises MissingExtraError for the first extra that is not installed, before long work begins."""
    for extra in extras:
        if extra:
            require(PACKAGES[extra], extra)
