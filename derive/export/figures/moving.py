"""Pictures that move: frames shown one after the other, and a still where nothing may move.

Without a browser (in print, in a PDF) and for those who asked for less motion only the still is seen.
"""

from collections.abc import Sequence

from derive.export.figures.paint import INK
from derive.export.figures.svg import Element, Value, element, group, number

MOTION = "@media screen and (prefers-reduced-motion:no-preference){.dv-still{display:none}.dv-moves{display:inline}}"
SECONDS = 1.4  # a frame


def still(*parts: Element, **look: Value) -> Element:
    """What is seen when nothing moves."""
    return group(*parts, class_="dv-still", **look)


def frames(each: Sequence[tuple[Element, ...]], **look: Value) -> Element:
    """Frames that take turns, for ever, and the look that they share."""
    turns = (_frame(parts, at, len(each)) for at, parts in enumerate(each))
    return group(*turns, class_="dv-moves", display="none", **look)


def revealed(places: Sequence[tuple[float, float, str]], size: float) -> Element:
    """Texts that come one after the other, each with its frame, and stay until the frames begin anew."""
    count = len(places)
    texts = []
    for at, (x, y, text) in enumerate(places):
        turns = (_turns("hidden;visible", (0, at / count), count),) if at else ()
        hidden = "hidden" if at else None
        texts.append(element("text", text, *turns, x=x, y=y, visibility=hidden))
    return group(*texts, class_="dv-moves", display="none", font_size=size, text_anchor="middle", fill=INK)


def _frame(parts: tuple[Element, ...], at: int, count: int) -> Element:
    if count == 1:
        return group(*parts)
    if at == 0:
        return group(_turns("visible;hidden", (0, 1 / count), count), *parts)
    last = at + 1 == count
    values = "hidden;visible" if last else "hidden;visible;hidden"
    times = (0, at / count) if last else (0, at / count, (at + 1) / count)
    return group(_turns(values, times, count), *parts, visibility="hidden")


def _turns(values: str, times: tuple[float, ...], count: int) -> Element:
    return element(
        "animate",
        attributeName="visibility",
        calcMode="discrete",
        values=values,
        keyTimes=";".join(f"{time:.4f}".rstrip("0").rstrip(".") or "0" for time in times),
        dur=f"{number(SECONDS * count)}s",
        repeatCount="indefinite",
    )
