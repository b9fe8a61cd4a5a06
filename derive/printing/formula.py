"""Mathematics as written: a small frozen tree between the algebra and the notations.

    Node      := a piece of a formula; parentheses that every notation needs are Group nodes
    Statement := relation, then notes: the ranges of its sums, for all its free indices, its conditions
    Trace     := a derivation as a list of explained rows

Order is fixed when the tree is built; a renderer keeps it.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias


class Mark(Enum):
    """An accent over a letter."""

    HAT = "hat"
    BAR = "bar"


class Compare(Enum):
    """The signs inside a condition."""

    EQUAL = "="
    LESS = "<"
    AT_MOST = "<="
    GREATER = ">"
    AT_LEAST = ">="


class Sign(Enum):
    """The signs between the two sides of a formula."""

    EQUALS = "="
    ADDS = "+="
    BECOMES = ":="
    NEARLY = "≈"


class Operator(Enum):
    """What is written with its indices under the sign."""

    SUM = "sum"
    MAX = "max"
    ARGMAX = "argmax"


@dataclass(frozen=True, slots=True)
class Letter:
    """A name: one letter (slanted), a Greek letter by its English name, or a word (upright)."""

    base: str
    primes: int = 0
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A number without its sign, as it is to be read: 3, 0.25; one that is put in for a letter stands `apart` from the
    letter behind it: 3·n, where 3n has a coefficient."""

    text: str
    apart: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Scripted:
    """letter^[level]_subscripts; `label` belongs to the name (n_h); `joined` subscripts stand without commas (w_11)."""

    letter: Letter
    level: str = ""
    label: str = ""
    subscripts: "tuple[Node, ...]" = ()
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Differential:
    """dz, the short name of a cotangent."""

    of: "Node"


@dataclass(frozen=True, slots=True)
class Derivative:
    """∂of/∂wrt; a `flat` one stands in one line, for captions and heads of tables; an `ordinary` one is d of/d wrt."""

    of: "Node"
    wrt: "Node"
    flat: bool = False
    ordinary: bool = False


@dataclass(frozen=True, slots=True)
class Through:
    """The part of a derivative that comes through one use of a tensor, by the name of the layer that reads it."""

    of: "Node"
    layer: str


@dataclass(frozen=True, slots=True)
class Fraction:
    """numerator over denominator."""

    numerator: "Node"
    denominator: "Node"


@dataclass(frozen=True, slots=True)
class Power:
    """base to an exponent; a base that is no letter, number or call is a Group."""

    base: "Node"
    exponent: "Node"


@dataclass(frozen=True, slots=True)
class Root:
    """The square root."""

    body: "Node"


@dataclass(frozen=True, slots=True)
class Product:
    """Factors in order; `tight` ones are read as one coefficient (2p, s·i), others as factors of a formula."""

    factors: "tuple[Node, ...]"
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Addend:
    """One signed summand."""

    negative: bool
    body: "Node"


@dataclass(frozen=True, slots=True)
class Sum:
    """Addends in order; one negative addend alone is a negation."""

    addends: tuple[Addend, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Items in parentheses, between commas: (1 - a), (u, v). A parenthesis may stand in another line; `high` says
    that something there is taller than a letter, so that both have to grow."""

    items: "tuple[Node, ...]"
    opened: bool = True
    closed: bool = True
    high: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A function of its arguments: σ(z), max(0, z)."""

    function: Letter
    arguments: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Floor:
    """Rounded down."""

    body: "Node"


@dataclass(frozen=True, slots=True)
class Ceil:
    """Rounded up."""

    body: "Node"


@dataclass(frozen=True, slots=True)
class Condition:
    """0 <= a < n: sides with a sign between each two."""

    sides: "tuple[Node, ...]"
    signs: tuple[Compare, ...]


@dataclass(frozen=True, slots=True)
class Iverson:
    """[condition]: 1 where it holds, else 0."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Extent:
    """index = 0, ..., last, as far as the conditions hold."""

    index: Letter
    last: "Node"
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Big:
    """A sum or maximum of `body`; where `joint`, the extents are too many for limits and stand in a note."""

    operator: Operator
    extents: tuple[Extent, ...]
    body: "Node"
    joint: bool = False


Node: TypeAlias = (
    Letter
    | Number
    | Scripted
    | Differential
    | Derivative
    | Through
    | Fraction
    | Power
    | Root
    | Product
    | Sum
    | Group
    | Call
    | Floor
    | Ceil
    | Condition
    | Iverson
    | Big
)


@dataclass(frozen=True, slots=True)
class Relation:
    """left, then one or more sides, each after its sign: n = f(k) = 4."""

    left: Node
    rights: tuple[tuple[Sign, Node], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A line under a formula: `intro` in words, then extents or conditions, then `remark` in words.

    `at_sign` says that notations with limits show the same at the sum's sign.
    """

    intro: str
    items: tuple[Extent | Condition, ...] = ()
    remark: str = ""
    at_sign: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A formula with what has to be said about its indices."""

    relation: Relation
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """One step: the rule's name, the reason in words, what indices became, and the formula after it."""

    rule: str
    reason: str
    solved: tuple[Condition, ...]
    statement: Statement


@dataclass(frozen=True, slots=True)
class Trace:
    """A derivation: its steps, the first being the formula that it starts from."""

    steps: tuple[Explained, ...]


Tree: TypeAlias = Node | Relation | Statement | Trace
