"""Whether a formula is taller than a letter with its scripts, so that brackets around it have to grow."""

from derive.printing.formula import (
    Big,
    Call,
    Ceil,
    Condition,
    Derivative,
    Differential,
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


def tall(node: Node) -> bool:
    """True if a fraction, or a sign with limits, stands in it outside of scripts."""
    match node:
        case Derivative(flat=True):
            return tall(node.of) or tall(node.wrt)
        case Fraction() | Derivative() | Big():
            return True
        case Letter() | Number() | Scripted():
            return False
        case Power():
            return tall(node.base)
        case Root() | Floor() | Ceil():
            return tall(node.body)
        case Differential() | Through():
            return tall(node.of)
        case Iverson():
            return tall(node.condition)
        case Product():
            return any(map(tall, node.factors))
        case Sum():
            return any(tall(addend.body) for addend in node.addends)
        case Group():
            return any(map(tall, node.items))
        case Call():
            return any(map(tall, node.arguments))
        case Condition():
            return any(map(tall, node.sides))
