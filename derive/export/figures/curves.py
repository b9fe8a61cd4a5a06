"""How training went: the loss and the accuracy of every epoch, as two plots one above the other."""

from collections.abc import Callable
from dataclasses import dataclass

from derive.export.figures.axis import ChartAxis, fitted
from derive.export.figures.figure import Figure
from derive.export.figures.paint import BLUE, INK, PAPER, QUIET, RULE, STRONG, Paint
from derive.export.figures.svg import Element, document, element, group, label, line, rect
from derive.training.loop import Epoch
from derive.training.tally import Score

WIDTH, LEFT, RIGHT = 740.0, 74.0, 540.0
TOP, PANEL, BETWEEN, FOOT = 54.0, 190.0, 62.0, 60.0
MOST_MARKS = 40
APART = 17.0  # the least distance of two labels


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of a plot: solid with dots, or dashed with squares, so that a grey print tells them apart."""

    name: str
    values: tuple[float, ...]
    paint: Paint
    dashed: bool


@dataclass(frozen=True, slots=True)
class Plot:
    """Curves over the epochs, how their values are written, and whether far ones may get a logarithmic axis."""

    name: str
    curves: tuple[Curve, ...]
    written: Callable[[float], str]
    logarithmic: bool


def training_curves(name: str, history: tuple[Epoch, ...]) -> Figure:
    """The curves of a run of at least one epoch."""
    plots = _plots(history)
    parts: list[Element] = [label(LEFT, 26, f"Training {name}", 17, "start", font_weight="bold")]
    top = TOP
    for plot in plots:
        parts += _drawn(plot, top, len(history))
        top += PANEL + BETWEEN
    parts.append(label((LEFT + RIGHT) / 2, top - BETWEEN + 40, "epochs", 13, fill=QUIET))
    title, words = f"Training {name}", _words(plots, len(history))
    svg = document(f"{name}-curves", (WIDTH, top - BETWEEN + FOOT), title, words, *parts)
    return Figure("curves", title, words, svg)


def _plots(history: tuple[Epoch, ...]) -> tuple[Plot, ...]:
    losses = _curves(history, lambda score: score.loss)
    accuracies = _curves(history, lambda score: score.accuracy)
    plots = [Plot("loss", losses, lambda value: f"{value:.3g}", True)]
    if accuracies:
        plots.append(Plot("accuracy", accuracies, lambda value: f"{100 * value:.4g} %", False))
    return tuple(plots)


def _curves(history: tuple[Epoch, ...], of: Callable[[Score], float | None]) -> tuple[Curve, ...]:
    training = tuple(of(epoch.training) for epoch in history)
    held_out = tuple(of(epoch.held_out) for epoch in history if epoch.held_out is not None)
    named = (("training", training, BLUE, False), ("held out", held_out, STRONG, True))
    found = []
    for name, values, paint, dashed in named:
        numbers = tuple(value for value in values if value is not None)
        if numbers:
            found.append(Curve(name, numbers, paint, dashed))
    return tuple(found)


def _drawn(plot: Plot, top: float, epochs: int) -> list[Element]:
    """One plot: its name, the grid, the curves, and each curve's name and last value at its end."""
    bottom = top + PANEL
    across = ChartAxis(0.0, float(epochs), LEFT, RIGHT)
    values = [value for curve in plot.curves for value in curve.values]
    up = fitted(values, bottom, top, plot.logarithmic)
    name = f"{plot.name}{' (logarithmic)' if up.logarithmic else ''}"
    parts = [label(LEFT, top - 10, name, 13, "start", fill=QUIET)]
    for tick in up.ticks(5):
        y = up.at(tick)
        parts.append(line(LEFT, y, RIGHT, y, stroke=RULE, stroke_width=0.5))
        parts.append(label(LEFT - 8, y + 4, plot.written(tick), 12, "end"))
    for tick in across.ticks(8):
        if tick == round(tick):
            parts.append(line(across.at(tick), bottom, across.at(tick), bottom + 5))
            parts.append(label(across.at(tick), bottom + 19, f"{tick:g}", 12))
    parts.append(line(LEFT, bottom, RIGHT, bottom))
    parts += [_curve(curve, across, up) for curve in plot.curves]
    return parts + _ends(plot, up)


def _curve(curve: Curve, across: ChartAxis, up: ChartAxis) -> Element:
    points = [(across.at(epoch), up.at(value)) for epoch, value in enumerate(curve.values, start=1)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    drawn = element(
        "polyline",
        points=path,
        fill="none",
        stroke=curve.paint,
        stroke_width=2,
        stroke_linejoin="round",
        stroke_dasharray="6 4" if curve.dashed else None,
    )
    marks = points if len(points) <= MOST_MARKS else []
    return group(drawn, *(_mark(curve, x, y) for x, y in marks))


def _mark(curve: Curve, x: float, y: float) -> Element:
    if curve.dashed:
        return rect(x - 3.5, y - 3.5, 7, 7, fill=PAPER, stroke=curve.paint, stroke_width=1.5)
    return element("circle", cx=x, cy=y, r=3.5, fill=curve.paint)


def _ends(plot: Plot, up: ChartAxis) -> list[Element]:
    """The curves' names and last values, from the top down, moved apart where they would overlap."""
    ordered = sorted(plot.curves, key=lambda one: up.at(one.values[-1]))
    places: list[float] = []
    for curve in ordered:
        own = up.at(curve.values[-1])
        places.append(own if not places else max(own, places[-1] + APART))
    raised = max(0.0, places[-1] - up.start)  # none of them below the axis
    return [_end(curve, plot, y - raised) for curve, y in zip(ordered, places, strict=True)]


def _end(curve: Curve, plot: Plot, y: float) -> Element:
    dashes = "4 3" if curve.dashed else None
    x = RIGHT + 14
    stroke = line(x, y, x + 26, y, stroke=curve.paint, stroke_width=2, stroke_dasharray=dashes)
    text = label(x + 34, y + 4, f"{curve.name} {plot.written(curve.values[-1])}", 12.5, "start", fill=INK)
    return group(stroke, _mark(curve, x + 13, y), text)


def _words(plots: tuple[Plot, ...], epochs: int) -> str:
    """What the curves show, for those who do not see them."""
    told = [
        f"The {plot.name} of the {curve.name} examples goes from {plot.written(curve.values[0])} in the first epoch "
        f"to {plot.written(curve.values[-1])} in the last."
        for plot in plots
        for curve in plot.curves
    ]
    return f"{epochs} {'epoch' if epochs == 1 else 'epochs'}. {' '.join(told)}"
