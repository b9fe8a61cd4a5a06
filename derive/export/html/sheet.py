"""The style sheet of a page: colours and fonts put into style.css, nothing from outside."""

from base64 import b64encode
from functools import cache
from importlib.resources import files

from derive.export.figures.paint import BLUE, INK, PAPER, PLAIN, QUIET, RULE, STRONG, Paint

PACKAGE = files("derive.export.html")
GOOD = Paint("good", "#1a6b45", "#7fd0a8")
COLOURS = (PAPER, INK, QUIET, RULE, PLAIN, BLUE, STRONG, GOOD)
FACES = (
    ("Derive Math", "math", "font-style:normal;font-weight:400"),
    ("Derive Text", "text", "font-style:normal;font-weight:400"),
    ("Derive Text", "text-italic", "font-style:italic;font-weight:400"),
    ("Derive Text", "text-bold", "font-style:normal;font-weight:600"),
)
LICENCE = (
    "/* The fonts are subsets of STIX Two Math and STIX Two Text, copyright 2001-2021 The STIX Fonts Project Authors "
    "(https://github.com/stipub/stixfonts), under the SIL Open Font License 1.1 (https://scripts.sil.org/OFL). */"
)


@cache
def style_sheet() -> str:
    """The whole style sheet."""
    light = "".join(f"--{paint.name}:{paint.light};" for paint in COLOURS)
    dark = "".join(f"--{paint.name}:{paint.dark};" for paint in COLOURS)
    colours = f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    written = (PACKAGE / "style.css").read_text(encoding="utf-8")
    return "\n".join((LICENCE, *(_face(*face) for face in FACES), colours, written))


def _face(family: str, file: str, kind: str) -> str:
    content = b64encode((PACKAGE / "fonts" / f"{file}.woff2").read_bytes()).decode("ascii")
    return f'@font-face{{font-family:"{family}";{kind};src:url(data:font/woff2;base64,{content}) format("woff2")}}'
