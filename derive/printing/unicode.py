"""Unicode text: Σ, ∂, floors, combining bars, subscript digits where all subscripts are digits."""

from unicodedata import normalize

from derive.printing.formula import Compare, Letter, Mark, Operator, Statement, Tree
from derive.printing.layout import lay_out
from derive.printing.linear import Signs
from derive.printing.names import GREEK

COMBINING = {Mark.HAT: "\u0302", Mark.BAR: "\u0304"}
SUBSCRIPT_DIGITS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
POWERS = {"2": "²", "3": "³"}


def render(tree: Tree, width: int | None = None) -> str:
    """The tree as lines of Unicode text, broken to `width` columns where one is given."""
    return lay_out(tree, SIGNS, width)


def spoken(tree: Tree) -> str:
    """The tree in one line: what is read out, or shown, where a formula cannot be."""
    return "; ".join(" ".join(line.split()) for line in render(tree).split("\n"))


def ranges_spoken(tree: Statement) -> str:
    """The lines under a statement's formula, in one."""
    return spoken(tree).removeprefix(spoken(tree.relation)).removeprefix("; ")


def _letter(letter: Letter) -> str:
    base = GREEK.get(letter.base, letter.base)
    if len(base) == 1:
        base = normalize("NFC", base + "".join(COMBINING[mark] for mark in letter.marks))
    else:
        base += "".join(f"_{mark.value}" for mark in letter.marks)
    return base + "′" * letter.primes


def _joined(name: str, digits: str) -> str:
    return name + digits.translate(SUBSCRIPT_DIGITS)


def _power(exponent: str) -> str:
    return POWERS.get(exponent) or (f"^{exponent}" if exponent.isalnum() else f"^({exponent})")


SIGNS = Signs(
    minus="−",
    times="·",
    dots="…",
    partial="∂",
    differential="d",
    root="√",
    floor=("⌊", "⌋"),
    ceil=("⌈", "⌉"),
    operators={Operator.SUM: "Σ", Operator.MAX: "max", Operator.ARGMAX: "argmax"},
    compare={
        Compare.EQUAL: "=",
        Compare.LESS: "<",
        Compare.AT_MOST: "≤",
        Compare.GREATER: ">",
        Compare.AT_LEAST: "≥",
    },
    letter=_letter,
    joined=_joined,
    power=_power,
)
