"""Plain ASCII text, for terminals and files that know nothing else."""

from derive.printing.formula import Compare, Letter, Operator, Tree
from derive.printing.layout import lay_out
from derive.printing.linear import Signs
from derive.printing.names import SPELLED

WORDS = {
    "−": "-",
    "·": "*",
    "…": "...",
    "≤": "<=",
    "≥": ">=",
    "×": "x",
    "∂": "d",
    "Σ": "sum",
    "′": "'",
    "–": "-",
    "≈": "~=",
}


def render(tree: Tree, width: int | None = None) -> str:
    """The tree as lines of ASCII text, broken to `width` columns where one is given."""
    return plain(lay_out(tree, SIGNS, width))


def plain(text: str) -> str:
    """Text in ASCII: known signs spelled out, anything else by its code."""
    for sign, spelled in (*WORDS.items(), *SPELLED.items()):
        text = text.replace(sign, spelled)
    return text.encode("ascii", "backslashreplace").decode("ascii")


def _letter(letter: Letter) -> str:
    return letter.base + "".join(f"_{mark.value}" for mark in letter.marks) + "'" * letter.primes


def _joined(name: str, digits: str) -> str:
    return f"{name}_{digits}"


def _power(exponent: str) -> str:
    return f"^{exponent}" if exponent.isalnum() else f"^({exponent})"


SIGNS = Signs(
    minus="-",
    times="*",
    dots="..",
    partial="d",
    differential="d",
    root="sqrt",
    floor=("floor(", ")"),
    ceil=("ceil(", ")"),
    operators={Operator.SUM: "sum", Operator.MAX: "max", Operator.ARGMAX: "argmax"},
    compare={sign: sign.value for sign in Compare},
    letter=_letter,
    joined=_joined,
    power=_power,
)
