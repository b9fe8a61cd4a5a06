"""How a course lays its arrays: channels first and examples in rows, or channels last and examples in columns."""

from dataclasses import replace
from enum import Enum
from functools import cache

from derive.diagnosis.subject import Order, Subject


class Style(Enum):
    """AUTO: whatever gives the right shapes; CS231N: channels first, examples in rows; COURSERA: channels last,
    examples in columns."""

    AUTO = "auto"
    CS231N = "cs231n"
    COURSERA = "coursera"


@cache
def styled(subject: Subject, style: Style) -> Subject:
    """The layer with the orders of a style alone; with all where none is of this style."""
    own = [order for order in subject.orders if _moved(order) == (style is Style.COURSERA)]
    return subject if style is Style.AUTO or not own or len(own) == len(subject.orders) else _with(subject, tuple(own))


def _moved(order: Order) -> bool:
    """Whether the input lies in another order than derive's."""
    return "x" in order.axes


def _with(subject: Subject, orders: tuple[Order, ...]) -> Subject:
    return replace(subject, orders=orders)
