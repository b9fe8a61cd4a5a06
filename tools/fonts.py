"""Makes the fonts of exported pages: subsets of STIX Two with the signs that derive prints, as WOFF2.

`make fonts` fetches the sources (STIX Two Math out of the package ziamath on PyPI, STIX Two Text out of
@fontsource/stix-two-text on npm) and calls this; the same sources give the same bytes.
"""

import argparse
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path("derive/export/html/fonts")
PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
GREEK = "".join(map(chr, range(0x3B1, 0x3CA)))
ITALIC = "".join(map(chr, (*range(0x1D434, 0x1D468), *range(0x1D6FC, 0x1D71C)))).replace("\U0001d455", "ℎ")
OPERATORS = "−±×⋅·∗⋆÷=≠≈≡<>≤≥≪≫∑∏∂√∞∈∉∀∃∧∨¬→←↔⇒↦⊙⊗…⋯⋮⋱′″‴⌊⌋⌈⌉|‖()[]{}⟨⟩"
ACCENTS = "^¯ˆˉ‾˜~\u0302\u0304\u0305"
SPACES = "\u00a0\u2009\u200a"
INVISIBLE = "\u2061\u2062\u2063\u2064"
MATH = PRINTABLE + GREEK + "∇" + ITALIC + OPERATORS + ACCENTS + SPACES + INVISIBLE
TEXT = PRINTABLE + "\u00a0©·×–—‘’“”…−äöüÄÖÜßéèêëáàâçñóôíîïúûøåæœ"
LAYOUT = {"math": ("ssty", "dtls", "flac"), "text": ("kern", "liga", "pnum", "lnum", "tnum")}
WEIGHTS = {"text": "400-normal", "text-italic": "400-italic", "text-bold": "600-normal"}


def reduced(source: Path, signs: str, layout: tuple[str, ...]) -> bytes:
    """The font with these signs, the variants that its MATH table builds from them, and its copyright."""
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = list(layout)
    options.name_IDs = [0, 1, 2, 4, 5, 6, 13, 14]
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "STAT"]
    font = TTFont(source, recalcTimestamp=False)
    worker = subset.Subsetter(options)
    worker.populate(text=signs)
    worker.subset(font)
    font.flavor = "woff2"
    written = BytesIO()
    font.save(written, reorderTables=True)
    return written.getvalue()


def main() -> None:
    """Writes all fonts, and their licence beside them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("math", type=Path, help="STIXTwoMath-Regular.ttf")
    parser.add_argument("text", type=Path, help="the unpacked folder of @fontsource/stix-two-text")
    given = parser.parse_args()
    TARGET.mkdir(parents=True, exist_ok=True)
    fonts = {"math": reduced(given.math, MATH, LAYOUT["math"])}
    for name, weight in WEIGHTS.items():
        file = given.text / "files" / f"stix-two-text-latin-{weight}.woff2"
        fonts[name] = reduced(file, TEXT, LAYOUT["text"])
    for name, content in fonts.items():
        (TARGET / f"{name}.woff2").write_bytes(content)
        print(f"{name}.woff2: {len(content):,} bytes")
    (TARGET / "OFL.txt").write_text((given.text / "LICENSE").read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    main()
