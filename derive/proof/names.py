"""Identifiers of a Coq file: sizes, indices and tensors that share a letter are told apart."""

from collections.abc import Iterable
from dataclasses import dataclass

from sympy import Symbol

from derive.algebra.index import Index
from derive.algebra.setting import Setting
from derive.algebra.tensor import Tensor

WORDS = (
    "All D If N O R S Sum Term Z add as at body bound box carrier cond condition digits else end entries "
    "exists fix fn forall fun if in inside inv let list match mul nat num on one opp point points "
    "positive return same sub sum tensor term then total unit val value where where_ with zero Prop Set "
    "Type "
)
RESERVED = frozenset(WORDS.split())  # the library's names, and Coq's own words


@dataclass(frozen=True, slots=True)
class Names:
    """What each size, setting, index and tensor of a certificate is called; no two are called the same."""

    sizes: dict[Symbol, str]
    settings: dict[Setting, str]
    indices: dict[Index, str]
    tensors: dict[str, str]

    @property
    def taken(self) -> frozenset[str]:
        """Every identifier in use."""
        return frozenset(
            (*self.sizes.values(), *self.settings.values(), *self.indices.values(), *self.tensors.values())
        )


def name_all(
    sizes: Iterable[Symbol],
    settings: Iterable[Setting],
    indices: Iterable[Index],
    tensors: Iterable[Tensor],
    known: Names | None = None,
) -> Names:
    """The field's letters where they are free, in the order of the arguments; else with a stroke below.

    What is `known` keeps its name.
    """
    known = known or Names({}, {}, {}, {})
    taken = set(RESERVED | known.taken)

    def own(wanted: str) -> str:
        name = wanted
        while name in taken:
            name += "_"
        taken.add(name)
        return name

    return Names(
        {**known.sizes, **{size: own(size.name) for size in sizes if size not in known.sizes}},
        {**known.settings, **{each: own(each.option) for each in settings if each not in known.settings}},
        {**known.indices, **{index: own(str(index)) for index in indices if index not in known.indices}},
        {**known.tensors, **{tensor.name: own(tensor.name) for tensor in tensors if tensor.name not in known.tensors}},
    )
