"""The measurements as Markdown, from the same dictionary that becomes JSON."""

from collections.abc import Mapping
from math import exp, log
from typing import Any

COLUMNS = {
    "derived": "derived",
    "engine": "engine",
    "torch 1": "PyTorch, 1 thread",
    "torch 2": "PyTorch, 2 threads",
    "jax": "JAX, jit",
}


def ratio(row: Mapping[str, Any], name: str = "derived") -> float:
    """A contestant's median by PyTorch's at its better number of threads."""
    better = min(row["seconds"][torch]["median"] for torch in ("torch 1", "torch 2"))
    return float(row["seconds"][name]["median"] / better)


def geometric_mean(rows: list[Mapping[str, Any]], name: str = "derived") -> float:
    """Of the ratios over all networks."""
    return exp(sum(log(ratio(row, name)) for row in rows) / len(rows))


def markdown(found: Mapping[str, Any]) -> str:
    """The whole page."""
    rows, graphs = found["networks"], found["graphs"]
    return "\n".join(
        [
            "# One training step, side by side",
            "",
            f"Written by `make bench`. {found['machine']['processor']}, {found['machine']['cores']} cores, "
            f"{', '.join(f'{name} {number}' for name, number in found['versions'].items())}; float32; forward, loss, "
            "backward, update; interleaved in one process; medians in milliseconds, quartiles in brackets.",
            f"NumPy's products: {', '.join(_blas(each) for each in found['blas'])}. "
            f"Load of the machine before and after: {found['load'][0]:.1f} and {found['load'][1]:.1f}.",
            "",
            *_times(rows),
            "",
            f"Geometric mean of derived / PyTorch over all but the first: **{geometric_mean(rows[1:]):.2f}** "
            f"(goal: at most 1.0); of engine / derived over all: {_engine(rows):.2f} (goal: at most 2).",
            "",
            "## Graphs",
            "",
            *_times(graphs),
            "",
            f"Geometric mean of derived / PyTorch: **{geometric_mean(graphs):.2f}** (goal: at most 1.0).",
            "",
            "![ratios](speed.svg)",
            "",
            *_memory([*rows, *graphs]),
            "",
            "## The machine's limits",
            "",
            *(f"- {name}: {value:.0f}" for name, value in found["limits"].items()),
            "",
            "## Derivation and start-up, seconds",
            "",
            *(f"- all gradients of {name}: {value:.3f}" for name, value in found["derivation"].items()),
            *(f"- `{name}`: {value:.2f}" for name, value in found["start-up"].items()),
            "",
        ]
    )


def _blas(each: Mapping[str, Any]) -> str:
    return f"{each['internal_api']} {each['version']}, kernel {each['architecture']}"


def _engine(rows: list[Mapping[str, Any]]) -> float:
    own = [row["seconds"]["engine"]["median"] / row["seconds"]["derived"]["median"] for row in rows]
    return exp(sum(map(log, own)) / len(own))


def _times(rows: list[Mapping[str, Any]]) -> list[str]:
    lines = [f"| network, batch | {' | '.join(COLUMNS.values())} | derived / PyTorch | goal |", "|---" * 8 + "|"]
    for row in rows:
        cells = [_cell(row["seconds"][name]) if name in row["seconds"] else "" for name in COLUMNS]
        lines.append(f"| {row['title']}, {row['batch']} | {' | '.join(cells)} | {ratio(row):.2f} | {row['goal']} |")
    return lines


def _cell(timing: Mapping[str, float]) -> str:
    numbers = [timing[key] * 1000 for key in ("median", "low", "high")]
    shown = [f"{number:.3f}" if number < 1 else f"{number:.1f}" for number in numbers]
    return f"{shown[0]} ({shown[1]} to {shown[2]})"


def _memory(rows: list[Mapping[str, Any]]) -> list[str]:
    if not any(row["memory"] for row in rows):
        return []
    names = list(rows[-1]["memory"])
    lines = ["## Peak memory above idle, MB, one process each", "", f"| network | {' | '.join(names)} |"]
    lines.append("|---" * (len(names) + 1) + "|")
    for row in rows:
        if row["memory"]:
            cells = (f"{row['memory'][name] / 2**20:.1f}" for name in names)
            lines.append(f"| {row['title']} | {' | '.join(cells)} |")
    return lines
