"""The ratios as a picture: one bar for each network and contestant, on a logarithmic scale, PyTorch at 1."""

from collections.abc import Mapping
from html import escape
from math import log2
from typing import Any

from benchmarks.speed.table import ratio

BARS = {"derived": "#1b6ca8", "engine": "#8a8a8a", "jax": "#d9a441"}
NAMES = {"derived": "derived kernels", "engine": "engine", "jax": "JAX, jit"}
LEFT, WIDTH, ROW, BAR, TOP = 300, 380, 64, 16, 56
LEAST, MOST = -3, 3  # powers of two
FIT = 42  # letters


def picture(rows: list[Mapping[str, Any]]) -> str:
    """An SVG with title and description; the numbers stand beside the bars."""
    height = TOP + ROW * len(rows) + 30
    title = "Time of one training step divided by PyTorch's, at its better number of threads"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 60} {height}" role="img" '
        'font-family="sans-serif" font-size="13">',
        f"<title>{title}</title>",
        f"<desc>{escape('; '.join(_said(row) for row in rows))}</desc>",
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="12" y="22" font-weight="bold">{title}</text>',
    ]
    for place, (name, colour) in enumerate(BARS.items()):
        x = LEFT + place * 130
        parts.append(f'<rect x="{x}" y="32" width="12" height="12" fill="{colour}"/>')
        parts.append(f'<text x="{x + 17}" y="43">{NAMES[name]}</text>')
    for power in range(LEAST, MOST + 1):
        x, dark = _x(2.0**power), "black" if power == 0 else "#ddd"
        label = f"{2**power}" if power >= 0 else f"1/{2**-power}"
        parts.append(f'<line x1="{x}" x2="{x}" y1="{TOP}" y2="{height - 24}" stroke="{dark}"/>')
        parts.append(f'<text x="{x}" y="{height - 8}" text-anchor="middle">{label}</text>')
    for place, row in enumerate(rows):
        parts += _bars(row, TOP + place * ROW + 6)
    return "\n".join([*parts, "</svg>", ""])


def _bars(row: Mapping[str, Any], top: int) -> list[str]:
    parts = [f'<text x="{LEFT - 12}" y="{top + 28}" text-anchor="end">{escape(_short(row["title"]))}</text>']
    for place, (name, colour) in enumerate(BARS.items()):
        if name in row["seconds"]:
            value, y = ratio(row, name), top + place * (BAR + 2)
            start, end = sorted((_x(1.0), _x(value)))
            parts.append(f'<rect x="{start}" y="{y}" width="{max(1, end - start)}" height="{BAR}" fill="{colour}"/>')
            side = (end + 4, "start") if value >= 1 else (start - 4, "end")
            parts.append(f'<text x="{side[0]}" y="{y + 13}" text-anchor="{side[1]}" font-size="11">{value:.2f}</text>')
    return parts


def _short(title: str) -> str:
    """As many of the parts between commas as fit beside the bars."""
    parts = title.split(", ")
    return next((text for count in range(len(parts), 1, -1) if len(text := ", ".join(parts[:count])) <= FIT), parts[0])


def _x(value: float) -> float:
    power = min(MOST, max(LEAST, log2(value)))
    return round(LEFT + WIDTH * (power - LEAST) / (MOST - LEAST), 1)


def _said(row: Mapping[str, Any]) -> str:
    return f"{row['title']}: " + ", ".join(f"{n} {ratio(row, n):.2f}" for n in BARS if n in row["seconds"])
