"""Plain text as LaTeX that pdflatex can set: signs by their commands, unknown letters by their number."""

import re

from derive.printing.latex import NAMED, escape
from derive.printing.names import GREEK

LETTERS = {sign: f"${NAMED[name]}$" for name, sign in GREEK.items()}
SIGNS = {
    "×": r"$\times$",
    "→": r"$\to$",
    "≈": r"$\approx$",
    "·": r"$\cdot$",
    "⋆": r"$\star$",
    "−": "--",
    "–": "--",
    "—": "---",
    "…": r"\dots{}",
    "<": "$<$",
    ">": "$>$",
    "|": "$|$",
    "≤": r"$\le$",
    "≥": r"$\ge$",
    "∂": r"$\partial$",
    "Σ": r"$\sum$",
    "∈": r"$\in$",
    **{sign: f"$_{number}$" for number, sign in enumerate("₀₁₂₃₄₅₆₇₈₉")},
    "²": "$^2$",
    "³": "$^3$",
    "′": "$'$",
    "“": "``",
    "”": "''",
    "‘": "`",
    "’": "'",
}
SPELLED = {**LETTERS, **SIGNS}
RULED = re.compile(r"(?:\\_){4,}")
LATIN = range(0xC0, 0x180)  # what the T1 encoding sets as it is


def words(text: str) -> str:
    """Plain text as LaTeX; a letter that pdflatex does not know is written [U+4E2D]."""
    return RULED.sub(_rule, "".join(map(_sign, escape(text))))


def _rule(found: re.Match[str]) -> str:
    """A line to write on, half an em for each low line."""
    return rf"\rule[-0.4ex]{{{found[0].count('_') / 2:g}em}}{{0.4pt}}"


def _sign(sign: str) -> str:
    if sign in SPELLED:
        return SPELLED[sign]
    if sign.isascii() or ord(sign) in LATIN:
        return sign
    return f"[U+{ord(sign):04X}]"
