"""Tensors and their entries: the atoms that SymPy's scalar algebra works on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, IntEnum
from functools import cache
from typing import Any

from sympy import AtomicExpr, Expr

from derive.algebra.affine import Affine, affine
from derive.algebra.index import Index
from derive.algebra.size import Size, written


class TensorRole(IntEnum):
    """What a tensor is to the network; the order is the teaching order of factors in a product.

    OWN_COTANGENT: the derivative of each example's own loss, J_m.
    """

    OWN_COTANGENT = -1
    COTANGENT = 0
    PARAMETER = 1
    TARGET = 2
    ACTIVATION = 3
    INPUT = 4
    SELECTOR = 5
    COUNT = 6
    LOSS = 7
    MASK = 8
    STATE = 9


class AxisRole(Enum):
    """What an axis of a tensor counts, so that a layer knows what it acts on."""

    BATCH = "examples"
    CHANNEL = "channels"
    FEATURE = "features"
    SPACE = "places"
    TIME = "steps"


class Fact(Enum):
    """A declared truth about all entries of a tensor, which a fold may use. `derive.network.facts` tests arrays."""

    POSITIVE = "positive"
    NOT_NEGATIVE = "0 or more"
    UNIT_INTERVAL = "between 0 and 1"
    ZERO_OR_ONE = "0 or 1"
    SUMS_TO_ONE = "sums to 1 over its last axis"


SUM_TOLERANCE = 1e-5  # of a sum of 1: probabilities in float32 keep it, rounded percentages do not


@dataclass(frozen=True, slots=True)
class Bar:
    """What a cotangent is: the derivative of `by` (J, or an example's own J_m) by the tensor `of`.

    `through` names the one use of the tensor that is counted, None the sum over all of its uses.
    """

    of: "Tensor"
    by: str = "J"
    through: str | None = None


@dataclass(frozen=True, slots=True)
class Tensor:
    """A named array of declared shape. `letter` and `level` are how it is written: z, [1]; `bar` says of a
    cotangent what it is the derivative of; `axes` what each axis counts, empty where nothing depends on it."""

    name: str
    shape: tuple[Size, ...]
    role: TensorRole
    letter: str = ""
    level: str = ""
    facts: tuple[Fact, ...] = ()
    bar: Bar | None = None
    axes: tuple[AxisRole, ...] = ()

    # SymPy's simplify iterates whatever it can; an endless one would hang it.
    __iter__ = None

    def __getitem__(self, subscripts: "Affine | Index | Size | tuple[Affine | Index | Size, ...]") -> "Entry":
        given = subscripts if isinstance(subscripts, tuple) else (subscripts,)
        return Entry(self, tuple(affine(subscript) for subscript in given))

    def entry(self) -> "Entry":
        """The only entry of a scalar."""
        return Entry(self, ())


OBJECTIVE, OWN_OBJECTIVE = "J", "J_m"  # the loss, and the loss of one example alone


def cotangent(tensor: Tensor, by: str = OBJECTIVE, through: str | None = None) -> Tensor:
    """The tensor of dJ/d(tensor), of the same shape."""
    role = TensorRole.OWN_COTANGENT if by == OWN_OBJECTIVE else TensorRole.COTANGENT
    name = bar_name(tensor.name, by, through)
    return replace(tensor, name=name, role=role, facts=(), bar=Bar(tensor, by, through))


def bar_name(tensor: str, by: str = OBJECTIVE, through: str | None = None) -> str:
    """What the cotangent of the tensor called so is called: conv1.W_bar. No name is ever taken apart again."""
    marks = ("" if by == OBJECTIVE else f"_by_{by}", "" if through is None else f"_through_{through}")
    return f"{tensor}_bar{''.join(marks)}"


def primal(bar: Tensor) -> Tensor:
    """z of z_bar."""
    if bar.bar is None:
        raise ValueError(f"{bar.name} is no cotangent")
    return bar.bar.of


@cache
def _tensor_key(tensor: Tensor) -> str:
    """All fields in one string, because SymPy orders nodes by comparing their contents."""
    facts = ",".join(fact.value for fact in tensor.facts)
    shape = ",".join(map(written, tensor.shape))
    bar = "" if tensor.bar is None else f"{tensor.bar.by}|{tensor.bar.through}|{_tensor_key(tensor.bar.of)}"
    written_as = f"{tensor.letter}|{tensor.level}"
    axes = ",".join(role.value for role in tensor.axes)
    return f"{tensor.name}|{shape}|{int(tensor.role)}|{written_as}|{facts}|{_marks(tensor.shape)}|{bar}|{axes}"


@cache
def _subscripts_key(subscripts: tuple[Affine, ...]) -> str:
    sizes = [size for s in subscripts for size in (s.const, *(value for _, value in s.terms))]
    texts = (f"{written(s.const)}+{[(i.key, written(value)) for i, value in s.terms]}" for s in subscripts)
    return f"{';'.join(texts)}|{_marks(sizes)}"


def _marks(sizes: Iterable[Size]) -> str:
    """Which of the named sizes may be 0: a name alone does not say."""
    symbols = {symbol for size in sizes if not isinstance(size, int) for symbol in size.free_symbols}
    return ",".join(sorted(f"{symbol.name}{'+' if symbol.is_positive else ''}" for symbol in symbols))


class Entry(AtomicExpr):
    """tensor[subscripts], an atom to SymPy; its identity is all of its fields."""

    __slots__ = ("key", "subscripts", "tensor")

    tensor: Tensor
    subscripts: tuple[Affine, ...]
    key: str
    is_commutative = True
    is_real = True
    _diff_wrt = True

    def __new__(cls, tensor: Tensor, subscripts: tuple[Affine, ...]) -> "Entry":
        self: Entry = super().__new__(cls)
        self.tensor = tensor
        self.subscripts = subscripts
        places = ", ".join(map(str, subscripts))
        self.key = f"{int(tensor.role)}|{tensor.name}[{places}]|{_subscripts_key(subscripts)}|{_tensor_key(tensor)}"
        return self

    def __getnewargs__(self) -> tuple[Any, ...]:
        return (self.tensor, self.subscripts)

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return (Entry, self.__getnewargs__())

    def _hashable_content(self) -> tuple[str, ...]:
        return (self.key,)

    def _eval_is_positive(self) -> bool | None:
        return True if Fact.POSITIVE in self.tensor.facts else None

    def _sympystr(self, printer: object) -> str:
        return f"{self.tensor.name}[{', '.join(map(str, self.subscripts))}]"


class Partial(AtomicExpr):
    """The direct partial derivative d(of)/d(wrt) by an entry, not yet worked out: `of` is an entry, which its
    tensor's equation defines, or an expression over entries."""

    __slots__ = ("of", "wrt")

    of: Expr
    wrt: Entry
    is_commutative = True
    is_real = True

    def __new__(cls, of: Expr, wrt: Entry) -> "Partial":
        self: Partial = super().__new__(cls)
        self.of = of
        self.wrt = wrt
        return self

    def __getnewargs__(self) -> tuple[Any, ...]:
        return (self.of, self.wrt)

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return (Partial, self.__getnewargs__())

    def _hashable_content(self) -> tuple[Expr, Expr]:
        return (self.of, self.wrt)

    def _sympystr(self, printer: object) -> str:
        return f"d({self.of})/d({self.wrt})"
