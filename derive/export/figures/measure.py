"""How wide texts are: advances of DejaVu Sans, the widest of the fonts that figures ask for, in 1/1000 of the size."""

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
BOLD = 1.14  # how much wider the bold face is
WIDEST = 1000
CLASSES = {
    278: "'ijl",
    295: "IJ",
    318: " ,.·",
    352: "/:;|f\\",
    392: "-()[]t",
    411: "!²₀₁₂₃₄₅₆₇₈₉r",
    531: '"*_`∂sz?',
    579: "cLFk",
    615: "vxyPTYoae",
    636: "EΣhnuSbdgpq$0123456789{}",
    698: "KAVXZBRC",
    787: "UNHDG&OQ",
    838: "w#+<=>^~×−",
    863: "M",
    989: "%mW",
}
ADVANCES = {sign: width for width, signs in CLASSES.items() for sign in signs}


def text_width(text: str, size: float = 13, bold: bool = False) -> float:
    """The width of a text on one line, rather too much than too little."""
    units = sum(ADVANCES.get(sign, WIDEST) for sign in text)
    return units / 1000 * size * (BOLD if bold else 1)


def wrapped(text: str, width: float, size: float = 13) -> tuple[str, ...]:
    """The words in lines that are no wider than `width`."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
