"""The boxes of a network's picture: how large each stage is drawn, and what is written below it."""

from dataclasses import dataclass
from math import prod, sqrt

from derive.algebra.size import Size
from derive.document.graph import counted, in_words
from derive.export.figures.measure import text_width
from derive.export.figures.stages import Stage
from derive.export.figures.words import by_windows
from derive.network.model import Model

SLANT = (0.34, 0.26)  # how far the width's axis goes right and up, of its length
THIN, LOW = 5.0, 9.0
MOST_UNITS = 10  # a vector of so few values is drawn as single circles


@dataclass(frozen=True, slots=True)
class Look:
    """What a picture is drawn for: how wide a row may be and how many there are, the sizes of letters, the room
    between boxes, the largest box; `brief` leaves the words at names and sizes."""

    widest: int
    rows: int | None
    large: float
    small: float
    gap: float
    tallest: float
    deepest: float
    brief: bool

    @property
    def line(self) -> float:
        """From one line of words to the next."""
        return self.large + 2


PAGE = Look(widest=900, rows=None, large=14, small=12, gap=34, tallest=104, deepest=74, brief=False)
# A phone is 390 points wide, of which 16 on each side are free.
PHONE = Look(widest=340, rows=None, large=14, small=12, gap=12, tallest=80, deepest=52, brief=False)
# A slide is about 760 points wide, and 330 high below its title.
SLIDE = Look(widest=765, rows=2, large=17, small=15, gap=14, tallest=92, deepest=66, brief=True)


@dataclass(frozen=True, slots=True)
class Box:
    """A stage's drawn lengths: along the depth, upwards, and slanting back; and its words with their width."""

    stage: Stage
    length: float
    height: float
    back: float
    texts: tuple[str, ...]
    words: float

    @property
    def drawn(self) -> float:
        """The width of the drawing alone."""
        return self.length + self.back * SLANT[0]

    @property
    def width(self) -> float:
        """The width of drawing or words, whichever is wider."""
        return max(self.drawn, self.words)

    @property
    def top(self) -> float:
        """How far the drawing reaches above its foot."""
        return self.height + self.back * SLANT[1]


def boxes(found: tuple[Stage, ...], model: Model, look: Look) -> tuple[Box, ...]:
    """A box for each stage, all on one scale."""
    volumes = [_slices(_nominal(found, at)) for at in range(len(found)) if found[at].solid]
    longest = max((shape[0] for shape in volumes), default=1.0)
    highest = max((side for shape in volumes for side in shape[1:]), default=1.0)
    vectors = [_nominal(found, at)[0] for at in range(len(found)) if not found[at].solid]
    most = max(vectors, default=1.0)
    lengths = (
        _volume(_slices(_nominal(found, at)), longest, highest, look)
        if stage.solid
        else _vector(stage, _nominal(found, at)[0] / most, look)
        for at, stage in enumerate(found)
    )
    texts = [_texts(stage, model, look.brief) for stage in found]
    return tuple(
        Box(stage, *drawn, said, _width(said, look)) for stage, drawn, said in zip(found, lengths, texts, strict=True)
    )


def few(count: Size) -> bool:
    """Whether a vector is drawn value by value."""
    return isinstance(count, int) and count <= MOST_UNITS


def _nominal(found: tuple[Stage, ...], at: int) -> tuple[float, ...]:
    """The sizes as numbers; for a name without a number something plausible, so that it can be drawn."""
    shape = found[at].shape
    deep, wide = 3.0 * 2 ** min(at, 5), 16.0 * 0.75**at
    guesses = (deep, *(wide for _ in shape[1:])) if found[at].solid else (8.0,)
    return tuple(float(size) if isinstance(size, int) else guess for size, guess in zip(shape, guesses, strict=True))


def _slices(shape: tuple[float, ...]) -> tuple[float, ...]:
    """How many maps there are, and their sides, of which a signal has one; the slices of volumes are maps too."""
    channels, *sides = shape
    return (channels * prod(sides[:-2]), *sides[-2:])


def _volume(sizes: tuple[float, ...], longest: float, highest: float, look: Look) -> tuple[float, float, float]:
    number, *sides = sizes
    height, *back = (max(LOW, look.tallest * sqrt(side / highest)) for side in sides)
    return max(THIN, look.deepest * sqrt(number / max(longest, 64))), height, sum(back)


def _vector(stage: Stage, share: float, look: Look) -> tuple[float, float, float]:
    count = stage.shape[0]
    height = 14.0 * int(count) - 2 if few(count) else max(40.0, 1.25 * look.tallest * sqrt(share))
    return 12, height, 0


def _texts(stage: Stage, model: Model, brief: bool) -> tuple[str, ...]:
    if brief:
        return stage.name, "×".join(map(counted, stage.shape))
    weights = stage.parameters
    counts = (f"{counted(weights)} parameters",) if weights != 0 else ()
    then = tuple(f"then {kind}" for kind in stage.then)
    return (
        stage.name,
        in_words(stage.shape),
        *(by_windows(model, stage.layers[0]) if stage.layers else ()),
        *counts,
        *then,
    )


def _width(texts: tuple[str, ...], look: Look) -> float:
    """The width of the words: the name large and bold, the rest small."""
    name, *others = texts
    return max(text_width(name, look.large, True), *(text_width(text, look.small) for text in others))
