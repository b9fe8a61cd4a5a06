"""Draws the pictures of real output in docs/: what commands print, from one line on and up to another."""

import subprocess
import sys
from dataclasses import dataclass
from html import escape
from pathlib import Path

ROOT = Path(__file__).parents[1]
LINE, COLUMN, EDGE = 19, 8.43, 18
NO_BREAK = "\u00a0"  # browsers join ordinary spaces


@dataclass(frozen=True)
class Picture:
    """A file in docs/, what it shows in words, the command, and the lines of its output: `first` is the first line
    that starts so, `last` the next one after it that does, left out."""

    file: str
    title: str
    command: tuple[str, ...]
    first: str
    last: str


PICTURES = (
    Picture(
        "show.svg",
        "derive show: a convolution unrolled into a dense layer with shared weights",
        ("show", "specs/unrolled_3x3.yaml", "--layer", "conv1", "--unroll"),
        "Unrolled",
        "Conventions",
    ),
    Picture(
        "edges.svg",
        "derive show: vertical edge detection, image, filter and result",
        ("show", "specs/edge_detection.yaml", "--numbers"),
        "Worked numbers",
        "  entry by entry",
    ),
    Picture(
        "relu.svg",
        "derive show: feature maps before and after ReLU",
        ("show", "specs/filter_gallery.yaml", "--layer", "relu1", "--numbers"),
        "Worked numbers",
        "                z^[1][0, 2]",
    ),
    Picture(
        "uses.svg",
        "derive show: how often each pixel is used, with and without padding",
        ("show", "specs/padding_uses.yaml", "--pixel-uses"),
        "the number of windows",
        "Without padding",
    ),
    Picture(
        "shift.svg",
        "derive show: the output of a convolution moves along with its input, derived step by step",
        ("show", "specs/translation.yaml", "--layer", "conv1", "--translation"),
        "the layer on the shifted input",
        "30 of the 30",
    ),
    Picture(
        "compared.svg",
        "derive show: parameters of a convolution, a locally connected and a dense layer",
        ("show", "specs/digits.yaml", "--compare-dense"),
        "in numbers",
        "",
    ),
    Picture(
        "growth.svg",
        "derive sizes: the map shrinks while the number of filters grows",
        ("sizes", "specs/cats_dogs.yaml"),
        "The map shrinks",
        "conv1: conv",
    ),
)


def printed(picture: Picture) -> list[str]:
    """The lines of the picture: the command, and the part of its output."""
    command = [sys.executable, "-m", "derive.cli", *picture.command, "--width", "80"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    lines = run.stdout.decode().rstrip("\n").split("\n")
    first = _place(lines, picture.first, 0)
    last = _place(lines, picture.last, first + 1) if picture.last else len(lines)
    part = lines[first:last]
    while not part[-1].strip():
        part.pop()
    return [f"$ derive {' '.join(picture.command)}", "...", *part]


def _place(lines: list[str], start: str, after: int) -> int:
    return next(place for place in range(after, len(lines)) if lines[place].startswith(start))


def svg(lines: list[str], title: str) -> str:
    """The lines as a terminal's picture: text that can be selected, dark on light, no fonts from elsewhere."""
    width, height = round(82 * COLUMN + 2 * EDGE), len(lines) * LINE + 2 * EDGE
    texts = [
        f'<text x="{EDGE}" y="{EDGE + LINE * (number + 0.7):.1f}"{_weight(line)}>{_spaced(line)}</text>'
        for number, line in enumerate(lines)
    ]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{width}" height="{height}" rx="10" fill="#fbfaf7" stroke="#d8d4c8"/>',
            '<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" fill="#22252a">',
            *texts,
            "</g>",
            "</svg>",
            "",
        )
    )


def _spaced(line: str) -> str:
    return escape(line).replace(" ", NO_BREAK)


def _weight(line: str) -> str:
    return ' font-weight="bold"' if line and not line.startswith(" ") else ""


if __name__ == "__main__":
    for each in PICTURES:
        (ROOT / "docs" / each.file).write_text(svg(printed(each), each.title), encoding="utf-8")
