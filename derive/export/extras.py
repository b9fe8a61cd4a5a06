"""Optional packages: loaded when a format needs them, and missed by their own names."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from derive.errors import MissingExtraError


def require(package: str) -> ModuleType:
    """The package, or a module in it. Raises MissingExtraError where it is not installed."""
    outermost = package.partition(".")[0]
    try:
        return import_module(package)
    except ModuleNotFoundError as error:
        if error.name is not None and error.name.partition(".")[0] == outermost:
            raise MissingExtraError(outermost) from None
        raise


def installed(package: str) -> bool:
    """Whether a package can be loaded; none at all always can."""
    return not package or find_spec(package) is not None
