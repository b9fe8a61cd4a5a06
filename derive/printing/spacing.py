"""What stands between two factors in two dimensions: nothing, a thin space, or a dot."""

from enum import Enum

from derive.printing.building import stands_beside
from derive.printing.formula import Big, Iverson, Letter, Node, Number
from derive.printing.names import GREEK


class Gap(Enum):
    """The sign between two factors."""

    NOTHING = "nothing"
    THIN = "thin"
    DOT = "dot"


def gap(before: Node, after: Node, tight: bool) -> Gap:
    """A dot between the factors of a formula and between numbers; none before a sum, a thin space at brackets."""
    if isinstance(after, Big):
        return Gap.NOTHING
    if isinstance(before, Iverson) or isinstance(after, Iverson):
        return Gap.THIN
    if not tight or isinstance(after, Number) or (isinstance(before, Number) and not stands_beside(before, after)):
        return Gap.DOT
    return Gap.THIN if _is_word(before) or _is_word(after) else Gap.NOTHING


def _is_word(node: Node) -> bool:
    return isinstance(node, Letter) and len(node.base) > 1 and node.base not in GREEK


def limited(node: Big) -> bool:
    """Whether conditions stand under the signs, which makes their limits wider than the signs are apart."""
    return any(extent.conditions for extent in node.extents)
