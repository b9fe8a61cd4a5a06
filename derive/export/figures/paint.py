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

# Few to many, from light to strong; numbers stand on all of them.
RAMP = (
    Paint("ramp0", "#f7fbff", "#1a2029"),
    Paint("ramp1", "#dcebf7", "#1b3145"),
    Paint("ramp2", "#bddaee", "#1d4261"),
    Paint("ramp3", "#98c6e5", "#20537c"),
    Paint("ramp4", "#6fb0da", "#256496"),
)
# Weights of a filter: each fill is named in its cells; the lines differ in lightness, width and dashes too.
FILLS = (
    Paint("fill1", "#9ccbea", "#0f5683"),
    Paint("fill2", "#f7d58b", "#7a5200"),
    Paint("fill3", "#7fcdb0", "#0b6a4e"),
    Paint("fill4", "#f2b08a", "#8f3d0b"),
    Paint("fill5", "#e3bcd3", "#7a3a63"),
    Paint("fill6", "#f5eea0", "#5f5a06"),
    Paint("fill7", "#d5d9e0", "#4a515e"),
    Paint("fill8", "#b9aede", "#4b3d86"),
    Paint("fill9", "#dcc9b4", "#5c4630"),
)
LINES = (
    Paint("line1", "#005a8c", "#7cc4f2"),
    Paint("line2", "#b36b00", "#f5c04f"),
    Paint("line3", "#00704f", "#4fd1a5"),
    Paint("line4", "#c03f00", "#ff9a66"),
    Paint("line5", "#8f3f6f", "#eaa6cb"),
    Paint("line6", "#7d7400", "#ece05a"),
    Paint("line7", "#1b1d21", "#eceef2"),
    Paint("line8", "#55479f", "#b8abf5"),
    Paint("line9", "#76582f", "#d9b98d"),
)
