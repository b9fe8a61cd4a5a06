"""The letters and sizes of a layer's input: batch and channel, and one or three axes besides the batch."""

from derive.algebra.equation import Range
from derive.algebra.index import Index, Role
from derive.algebra.size import named
from derive.errors import SizeError
from derive.layers.declaration import BATCH

EXAMPLE = Index("m", Role.BATCH)
CHANNEL = Index("c", Role.CHANNEL)
FILTER = Index("k", Role.CHANNEL)
UNIT_IN = Index("c", Role.UNIT)
UNIT_OUT = Index("k", Role.UNIT)
CHANNELS = named("C")
HEIGHT, WIDTH = named("n_h"), named("n_w")
FEATURES = named("n")
OVER_BATCH: Range = (EXAMPLE, BATCH)


def elementwise_ranges(rank: int) -> tuple[Range, ...]:
    """The generic indices of a tensor that a layer treats entry by entry."""
    if rank == 1:
        return (OVER_BATCH, (UNIT_IN, FEATURES))
    i, j = Index("i", Role.OUTPUT), Index("j", Role.OUTPUT)
    return (OVER_BATCH, (CHANNEL, CHANNELS), (i, HEIGHT), (j, WIDTH))


def volume_only(kind: str, rank: int) -> None:
    """Refuses a vector where a layer needs channel, height and width."""
    if rank != 3:
        raise SizeError(f"{kind} needs an input of channels, height and width; it gets a vector of features")
