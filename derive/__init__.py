"""derive: proved formulas, readable kernels and a verification report for neural networks.

    net = derive.load("specs/sigmoid_cnn.yaml")
    print(net.gradient("conv1.W").unicode())

Names are resolved when first used, so that importing the package (and `derive --help`) costs nothing.
"""

from typing import TYPE_CHECKING, Any

from derive.version import VERSION

if TYPE_CHECKING:
    from derive.interface import DeriveError, Gradient, Network, Parameter, check, load, loads, verify

__version__ = VERSION
LATE = ("DeriveError", "Gradient", "Network", "Parameter", "check", "load", "loads", "verify")
__all__ = ["DeriveError", "Gradient", "Network", "Parameter", "__version__", "check", "load", "loads", "verify"]


def __getattr__(name: str) -> Any:
    if name not in LATE:
        raise AttributeError(f"module 'derive' has no attribute {name!r}")
    from derive import interface

    return getattr(interface, name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
