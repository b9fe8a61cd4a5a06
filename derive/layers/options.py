"""What a spec may say of a layer: the field types that all layers' option models share."""

from typing import Annotated, ClassVar, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from derive.algebra.size_text import LONGEST, is_formula


def _formula(text: str) -> str:
    if not is_formula(text):
        raise ValueError(f"{text!r} is no formula of whole numbers, names, +, -, * and //")
    return text


SizeName = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9]{0,15}(_[A-Za-z0-9]{1,15})?$"),
    Field(description="a named size: the formulas stay symbolic in it"),
]
SizeFormula = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9_ ()]+[-+*/][-A-Za-z0-9_ ()+*/]*$", max_length=LONGEST),
    AfterValidator(_formula),
    Field(description="a size by a formula of named ones, such as 2*k or (n + 1)//2"),
]
NAME_PATTERN = r"^[A-Za-z][A-Za-z0-9_]{0,31}$"
LayerName = Annotated[
    str,
    StringConstraints(pattern=NAME_PATTERN),
    Field(description="the layer's name; by default its kind and ordinal, such as conv1"),
]
Item = TypeVar("Item")
FAINTEST, STRONGEST = 1e-100, 1e100  # of factors in the objective: squares and quotients of them are floats yet
LARGEST = 2**31 - 1  # far above any real size; keeps sums and products of sizes inside int64
PositiveSize = Annotated[int, Field(ge=1, le=LARGEST)] | SizeName | SizeFormula
PaddingSize = Annotated[int, Field(ge=0, le=LARGEST)] | SizeName | SizeFormula
Extent = PositiveSize | tuple[PositiveSize, PositiveSize] | tuple[PositiveSize, PositiveSize, PositiveSize]
BothSides = Annotated[tuple[PaddingSize, PaddingSize], Field(description="a pair [before, behind]")]
Sides = PaddingSize | BothSides
Padding = (
    Literal["valid", "same", "causal"] | PaddingSize | tuple[Sides] | tuple[Sides, Sides] | tuple[Sides, Sides, Sides]
)

Borders = PaddingSize | tuple[PaddingSize, PaddingSize] | tuple[PaddingSize, PaddingSize, PaddingSize]


class Options(BaseModel):
    """One layer's options; unknown keys and wrong types are refused, nothing is converted."""

    model_config: ClassVar[ConfigDict] = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    name: LayerName | None = None


class NoOptions(Options):
    """The options of a layer that has none but its name."""


class LossOptions(BaseModel):
    """A loss's options."""

    model_config: ClassVar[ConfigDict] = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    reduction: Literal["sum", "mean", "mean_over_entries"] = Field(
        default="mean",
        description="sum over examples and outputs; mean: that sum over the batch size M; "
        "mean_over_entries: over M times the number of outputs, as PyTorch's and Keras' mean",
    )
    weight: float = Field(
        default=1, ge=FAINTEST, le=STRONGEST, description="the factor ω that the loss has in the objective"
    )


def pair(value: Item | tuple[Item, Item]) -> tuple[Item, Item]:
    """A number for both axes, or one for each: (height, width)."""
    return value if isinstance(value, tuple) else (value, value)
