"""Draws docs/show.svg: what `derive show specs/unrolled_3x3.yaml --layer conv1 --unroll` prints, from "Unrolled" on."""

import subprocess
import sys
from html import escape
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMAND = ("show", "specs/unrolled_3x3.yaml", "--layer", "conv1", "--unroll", "--width", "80")
LINE, COLUMN, EDGE = 19, 8.43, 18
NO_BREAK = "\u00a0"  # browsers join ordinary spaces


def printed() -> list[str]:
    """The lines of the picture."""
    run = subprocess.run([sys.executable, "-m", "derive.cli", *COMMAND], cwd=ROOT, capture_output=True, check=True)
    lines = run.stdout.decode().split("\n")
    return [
        f"$ derive {' '.join(COMMAND[:5])}",
        "...",
        *lines[lines.index("Unrolled") : lines.index("Conventions") - 1],
    ]


def svg(lines: list[str]) -> str:
    """The lines as a terminal's picture: text that can be selected, dark on light, no fonts from elsewhere."""
    width, height = round(82 * COLUMN + 2 * EDGE), len(lines) * LINE + 2 * EDGE
    texts = [
        f'<text x="{EDGE}" y="{EDGE + LINE * (number + 0.7):.1f}"{_weight(line)}>{_spaced(line)}</text>'
        for number, line in enumerate(lines)
    ]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
            "<title>derive show: a convolution unrolled into a dense layer with shared weights</title>",
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
    (ROOT / "docs" / "show.svg").write_text(svg(printed()), encoding="utf-8")
