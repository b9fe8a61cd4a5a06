"""The dictionary of options that courses hand to a layer: every key that people use for a number finds it."""

from collections.abc import Mapping
from typing import Any

from derive.diagnosis.child.calling import NotCallableError
from derive.diagnosis.child.vocabulary import FORWARD, role_of

USUAL = {
    "stride": ("stride",),
    "pad": ("pad",),
    "size": ("f",),
    "height": ("pool_height",),
    "width": ("pool_width",),
    "epsilon": ("eps",),
    "rate": ("p",),
}


class Options(dict[str, Any]):
    """A dict with the usual keys, which knows the unusual ones too: hparameters["padding"], conv_param["HH"]."""

    def __init__(self, numbers: Mapping[str, Any], fixed: Mapping[str, Any]) -> None:
        super().__init__({key: numbers[role] for role, keys in USUAL.items() if role in numbers for key in keys})
        self.update(fixed)
        self.numbers = dict(numbers)

    def __missing__(self, key: str) -> Any:
        role = role_of(key, self.numbers, FORWARD)
        if not role:
            raise NotCallableError(f"there is nothing to give for its option {key}")
        return self.numbers[role]

    def get(self, key: str, default: Any = None) -> Any:
        """The value of any of a number's names."""
        if key in self:
            return self[key]
        role = role_of(key, self.numbers, FORWARD)
        return self.numbers[role] if role else default
