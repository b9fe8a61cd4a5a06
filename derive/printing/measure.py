"""About how wide a formula is in two dimensions : a letter is 1.2, a script 0.7 of it."""

from derive.printing.formula import (
    Big,
    Call,
    Ceil,
    Condition,
    Derivative,
    Differential,
    Extent,
    Floor,
    Fraction,
    Group,
    Iverson,
    Letter,
    Node,
    Number,
    Power,
    Product,
    Root,
    Scripted,
    Sum,
    Through,
)
from derive.printing.spacing import Gap, gap

GAPS = {Gap.NOTHING: 0.0, Gap.THIN: 0.4, Gap.DOT: 2.0}
SCRIPT = 0.7
PRIME = 0.5
SMALL_WORD = 1.2  # small type is wider for its height


def measure(node: Node) -> float:
    """The width of a node."""
    match node:
        case Letter():
            return (len(node.base) if len(node.base) > 1 else 1.2) + PRIME * node.primes
        case Number():
            return len(node.text)
        case Scripted():
            scripts = max(SMALL_WORD * len(node.level) + 2, SMALL_WORD * len(node.label), _separated(node.subscripts))
            return measure(node.letter) + SCRIPT * scripts
        case Differential():
            return 1 + measure(node.of)
        case Through():
            return measure(node.of) + 0.5 + 0.35 * len(node.layer)
        case Derivative(flat=True):
            return 3.5 + measure(node.of) + measure(node.wrt)
        case Derivative(of=Group()):
            return 2 + measure(node.wrt) + measure(node.of)
        case Derivative():
            return 1.5 + max(measure(node.of), measure(node.wrt))
        case Fraction():
            return 0.5 + max(measure(node.numerator), measure(node.denominator))
        case Power():
            return measure(node.base) + SCRIPT * measure(node.exponent)
        case Root() | Floor() | Ceil():
            return 2 + measure(node.body)
        case Product():
            pairs = zip(node.factors, node.factors[1:], strict=False)
            return sum(map(measure, node.factors)) + sum(GAPS[gap(*pair, node.tight)] for pair in pairs)
        case Sum():
            signs = 3 * (len(node.addends) - 1) + node.addends[0].negative
            return signs + sum(measure(addend.body) for addend in node.addends)
        case Group():
            return node.opened + node.closed + _separated(node.items)
        case Call():
            return measure(node.function) + 2 + _separated(node.arguments)
        case Condition():
            return sum(map(measure, node.sides)) + 3 * len(node.signs)
        case Iverson():
            return 2 + measure(node.condition)
        case Big():
            return _big(node) + measure(node.body)


def _separated(items: tuple[Node, ...]) -> float:
    return sum(map(measure, items)) + max(0, len(items) - 1)


def _big(node: Big) -> float:
    if node.joint:
        return 1 + SCRIPT * 2 * len(node.extents)
    return 1 + sum(max(3.0, SCRIPT * _under(extent)) for extent in node.extents)


def _under(extent: Extent) -> float:
    return max(4.0, measure(extent.last), *map(measure, extent.conditions))
