"""The colours of all figures: after Okabe and Ito (2008), each in a light and a dark form.

Hue never carries a meaning alone: fills that mean different things differ in lightness, or in a pattern, or are named
beside them, so that a grey print says the same.
"""

from dataclasses import dataclass

DARK_ONLY = "@media screen and (prefers-color-scheme:dark)"


@dataclass(frozen=True, slots=True)
class Paint:
    """One colour by its meaning, on light paper and on dark screens."""

    name: str
    light: str
    dark: str


PAPER = Paint("paper", "#ffffff", "#14171c")
INK = Paint("ink", "#1b1d21", "#eceef2")
QUIET = Paint("quiet", "#595f69", "#a9b0bd")  # secondary text
RULE = Paint("rule", "#8d94a0", "#6f7785")  # lines of grids
PLAIN = Paint("plain", "#f3f4f6", "#242932")  # a cell of no special meaning
READ = Paint("read", "#a9d6f5", "#0f5683")  # cells that are read
RESULT = Paint("result", "#f0b429", "#8a5a00")  # the cell that is computed
WEIGHT = Paint("weight", "#c9e8dc", "#14533f")  # a filter's cells
STRONG = Paint("strong", "#a13f00", "#ffb27a")  # outlines and marks that must be seen
BLUE = Paint("blue", "#0072b2", "#6ab8ec")

# The three sides of a volume, front, top and right, for each sort of stage.
PLAIN_SIDES = (
    Paint("input1", "#eceef1", "#3a404b"),
    Paint("input2", "#f8f9fa", "#4a515e"),
    Paint("input3", "#cfd3da", "#2b303a"),
)
CONV_SIDES = (
    Paint("conv1", "#8fc9ee", "#1f6a9c"),
    Paint("conv2", "#b9def5", "#2f83bb"),
    Paint("conv3", "#5ba6d6", "#154c71"),
)
POOL_SIDES = (
    Paint("pool1", "#f5cf80", "#8f6410"),
    Paint("pool2", "#fae3b3", "#aa7a1c"),
    Paint("pool3", "#dba638", "#67480b"),
)
DENSE_SIDES = (
    Paint("dense1", "#7cc5ab", "#1d7a5c"),
    Paint("dense2", "#b1decd", "#2a9673"),
    Paint("dense3", "#4aa585", "#125440"),
)
