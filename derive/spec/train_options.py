"""What a spec may say of training: optimisers, schedules of the learning rate, data, and the counts of a run."""

from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

MOST_EXAMPLES = 1_000_000


class TrainOptions(BaseModel):
    """Options of training; unknown keys and wrong types are refused, nothing is converted."""

    model_config: ClassVar[ConfigDict] = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class OptimiserOptions(TrainOptions):
    """An optimiser's options."""

    learning_rate: float = Field(default=0.1, gt=0, description="the first learning rate; a schedule lowers it")
    weight_decay: float = Field(
        default=0.0, ge=0, description="lambda: draws every parameter towards 0, biases too; 0 is off"
    )
    decoupled: bool = Field(
        default=False,
        description="the decay is taken off the weight, W - alpha lambda W (with adam this is AdamW), and not added to "
        "the gradient, dJ/dW + lambda W",
    )


class SgdOptions(OptimiserOptions):
    """Gradient descent on batches, by the printed update rule: W := W - alpha dJ/dW."""


class MomentumOptions(OptimiserOptions):
    """Gradient descent with momentum: V := momentum V + dJ/dW, W := W - alpha V."""

    learning_rate: float = Field(default=0.01, gt=0, description="the first learning rate; a schedule lowers it")
    momentum: float = Field(default=0.9, ge=0, lt=1, description="the share of the old velocity that is kept")
    nesterov: bool = Field(default=False, description="Nesterov's: W := W - alpha (dJ/dW + momentum V)")


class AdamOptions(OptimiserOptions):
    """Adam: a mean and a mean square of the gradients set each weight's own step."""

    learning_rate: float = Field(default=0.001, gt=0, description="the first learning rate; a schedule lowers it")
    beta1: float = Field(default=0.9, ge=0, lt=1, description="the share of the old mean that is kept")
    beta2: float = Field(default=0.999, ge=0, lt=1, description="the share of the old mean square that is kept")
    epsilon: float = Field(default=1e-8, gt=0, description="added to the root of the mean square")


class ScheduleOptions(TrainOptions):
    """How the learning rate falls while training goes on."""


class StepOptions(ScheduleOptions):
    """The learning rate is multiplied by a factor after every few epochs."""

    every: int = Field(ge=1, description="epochs between two steps")
    factor: float = Field(default=0.1, gt=0, le=1, description="what the learning rate is multiplied by")


class CosineOptions(ScheduleOptions):
    """Up in a straight line for some epochs, then down to a share of the learning rate along half a cosine."""

    warmup: float = Field(default=0.0, ge=0, description="epochs of the rise; a part of one is allowed")
    end: float = Field(default=0.0, ge=0, le=1, description="the last learning rate as a share of the first")


class SourceOptions(TrainOptions):
    """Data that need no file."""


class DrawnOptions(SourceOptions):
    """Images drawn by the program; their targets are the network's own outputs with the weights under `values`."""

    examples: int = Field(default=512, ge=1, le=MOST_EXAMPLES, description="images to train with and to hold out")
    test: int = Field(default=128, ge=1, le=MOST_EXAMPLES, description="images for the test at the end")
    seed: int = Field(default=0, ge=0, description="another number draws other images")


class RunOptions(TrainOptions):
    """The counts of a training run."""

    epochs: int = Field(default=10, ge=1, le=1_000_000, description="passes over the training examples")
    batch: int = Field(default=32, ge=1, le=MOST_EXAMPLES, description="examples for one update of the weights")
    validation: Annotated[int, Field(ge=0)] | Annotated[float, Field(ge=0, lt=1)] = Field(
        default=0.1, description="training examples to hold out: their number, or their share where it is below 1"
    )
    drop_last: bool = Field(
        default=False, description="leave out an epoch's last batch where it is smaller than the others"
    )
    seed: int = Field(default=0, ge=0, description="draws the first weights, the order of the examples, the masks")
    dtype: Literal["float32", "float64"] = Field(default="float32", description="the precision of all arrays")


OPTIMISER_OPTIONS: dict[str, type[OptimiserOptions]] = {
    "sgd": SgdOptions,
    "momentum": MomentumOptions,
    "adam": AdamOptions,
}
SCHEDULE_OPTIONS: dict[str, type[ScheduleOptions]] = {"step": StepOptions, "cosine": CosineOptions}
SOURCE_OPTIONS: dict[str, type[SourceOptions]] = {"drawn_images": DrawnOptions}


@dataclass(frozen=True, slots=True)
class TrainSpec:
    """How a network is trained: the section `train:` of a spec, or its defaults."""

    run: RunOptions = field(default_factory=RunOptions)
    optimiser: OptimiserOptions = field(default_factory=SgdOptions)
    schedule: ScheduleOptions | None = None
    data: SourceOptions | None = None
