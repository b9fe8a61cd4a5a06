"""A spec as frozen data: the network that a file describes, before any shape is known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from derive.layers.axes import BY_NAMES, Layout
from derive.layers.options import FAINTEST, STRONGEST, LossOptions, Options, PositiveSize
from derive.spec.complaint import where
from derive.spec.node import Path, Place
from derive.spec.train_options import TrainSpec
from derive.spec.values import Values


class InputSpec(BaseModel):
    """What an input's examples are: a size for each axis, in the order of a layout's axes."""

    model_config: ClassVar[ConfigDict] = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    @property
    def shape(self) -> tuple[int | str, ...]:
        """One example's shape, such as (channels, height, width)."""
        return tuple(value for _, value in self)

    @property
    def layout(self) -> Layout:
        """The axes of one example."""
        return BY_NAMES[tuple(type(self).model_fields)]


class ImageInput(InputSpec):
    """An image or a stack of feature maps."""

    channels: PositiveSize = Field(description="channels of one example: 1 for grey, 3 for colours")
    height: PositiveSize = Field(description="rows of one example")
    width: PositiveSize = Field(description="columns of one example")


class VectorInput(InputSpec):
    """A vector of features."""

    features: PositiveSize = Field(description="entries of one example")


class SignalInput(InputSpec):
    """A signal: channels along one axis, as of sound or of a sensor."""

    channels: PositiveSize = Field(description="channels of one example: what is measured at each place")
    length: PositiveSize = Field(description="places of one example")


class VolumeInput(InputSpec):
    """A volume, as of a scan, or a film: maps in a row."""

    channels: PositiveSize = Field(description="channels of one example: 1 for grey, 3 for colours")
    depth: PositiveSize = Field(description="slices, or frames, of one example")
    height: PositiveSize = Field(description="rows of one example")
    width: PositiveSize = Field(description="columns of one example")


INPUTS: tuple[type[InputSpec], ...] = (ImageInput, VectorInput, SignalInput, VolumeInput)


def input_of(layout: Layout, sizes: Iterable[int | str]) -> InputSpec:
    """What a spec says of an input of these axes and sizes."""
    names = [axis.name for axis in layout.axes]
    kind = next(kind for kind in INPUTS if list(kind.model_fields) == names)
    return kind(**dict(zip(names, sizes, strict=True)))


@dataclass(frozen=True, slots=True)
class Share:
    """Weights that a layer takes from the layer `of` in place of its own: all of them, or as its `letter` the other's
    `its`, with the two axes exchanged where `transpose`."""

    of: str
    letter: str | None
    its: str | None
    transpose: bool


@dataclass(frozen=True, slots=True)
class LayerSpec:
    """One layer: its kind in the catalogue, its name (given, or kind and ordinal; stage2.conv1 inside a block's use),
    its options, the path to it in the spec, such as ("layers", 3, "conv"), the names of what it reads: earlier layers,
    or "input"; and the weights that it shares."""

    kind: str
    name: str
    options: Options
    path: Path
    sources: tuple[str, ...]
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class LossSpec:
    """A loss: its kind in the catalogue and its options, its name, what it reads, by default the last layer, the path
    to it, and the layer or input that is its target, if it is not given: differentiated too, unless `held`."""

    kind: str
    options: LossOptions
    name: str = "loss"
    source: str | None = None
    target: str | None = None
    held: bool = False
    path: Path = field(default=("loss",), compare=False)


def _factor(value: float) -> float:
    if 0 < value < FAINTEST:
        raise ValueError(f"{value!r} is too small a factor: give 0, or {FAINTEST} or more")
    return value


class Regularise(BaseModel):
    """What is added to the objective for each weight, by the kind's name its factor, and of which parameters: always
    of those with two axes or more."""

    model_config: ClassVar[ConfigDict] = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    l2: Annotated[float, AfterValidator(_factor)] = Field(
        default=0, ge=0, le=STRONGEST, description="λ of λ/2 times the sum of the squares of each weight"
    )
    biases: bool = Field(default=False, description="whether a bias beside a weight counts as one")
    norms: bool = Field(default=False, description="whether scale and shift of a normalisation count")

    @property
    def factors(self) -> Mapping[str, float]:
        """The kinds that are said, each with its factor."""
        return {key: value for key, value in self if not isinstance(value, bool) and value}


NOTHING_ADDED = Regularise()


@dataclass(frozen=True, slots=True)
class Spec:
    """A whole spec. `inputs` are by name, and a single one is called "input"; `values` holds worked values by name
    ("input", "target", "conv1.W"), `train` how the network is trained, if the spec says so; two specs are equal when
    they say the same, wherever they come from."""

    name: str
    title: str
    inputs: Mapping[str, InputSpec]
    layers: tuple[LayerSpec, ...]
    losses: tuple[LossSpec, ...]
    values: Mapping[str, Values]
    source: str = field(compare=False)
    positions: Mapping[Path, Place] = field(compare=False, repr=False)
    train: TrainSpec | None = None
    regularise: Regularise = NOTHING_ADDED
    outputs: tuple[str, ...] = ()

    @property
    def input(self) -> InputSpec:
        """The input of a network that has one; ValueError for one of several."""
        (only,) = self.inputs.values()
        return only

    @property
    def loss(self) -> LossSpec | None:
        """The loss of a spec that has at most one; ValueError for several."""
        if not self.losses:
            return None
        (only,) = self.losses
        return only

    @property
    def is_chain(self) -> bool:
        """Whether every layer reads just the one before it, and one loss the last."""
        before = (*self.inputs, *(item.name for item in self.layers))[:-1]
        alone = all(loss.source in (None, self.layers[-1].name) and loss.target is None for loss in self.losses)
        chained = [item.sources for item in self.layers] == [(name,) for name in before]
        return len(self.inputs) == 1 and len(self.losses) < 2 and alone and chained

    def leading_to(self, name: str) -> tuple[LayerSpec, ...]:
        """The layers that a layer reads or shares weights with, at once or through others, and itself, in order."""
        wanted = {name}
        for item in reversed(self.layers):
            wanted |= {*item.sources, *(share.of for share in item.shares)} if item.name in wanted else set()
        return tuple(item for item in self.layers if item.name in wanted)

    def where(self, *path: str | int) -> str:
        """file:line:column of the value at a path, or of the nearest thing around it that the spec says; for a
        spec made from a dict a dotted path such as layers[3].conv.kernel."""
        while path not in self.positions:
            path = path[:-1]
        return where(self.positions[path], self.source)
