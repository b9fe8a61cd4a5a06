"""What is worked out once for a model, however many sheets ask for it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Concatenate, ParamSpec, TypeVar

from derive.network.model import Model

MODELS = 512  # results that are kept
Others = ParamSpec("Others")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A model that is equal to itself alone: its mappings have no hash."""

    model: Model

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.model is self.model

    def __hash__(self) -> int:
        return id(self.model)


def once(work: Callable[Concatenate[Model, Others], Result]) -> Callable[Concatenate[Model, Others], Result]:
    """The function, its results kept by model and by its other arguments, which must be hashable."""

    @lru_cache(maxsize=MODELS)
    def kept(same: _Same, *others: Others.args, **named: Others.kwargs) -> Result:
        return work(same.model, *others, **named)

    def asked(model: Model, /, *others: Others.args, **named: Others.kwargs) -> Result:
        return kept(_Same(model), *others, **named)  # type: ignore[arg-type]

    return asked
