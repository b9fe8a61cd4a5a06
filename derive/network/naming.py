"""Names for a layer's tensors and sizes, once it stands in a network."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from sympy import Expr, Integer, Symbol

from derive.algebra.size import Size, named, normal, with_numbers
from derive.algebra.size_text import size_of
from derive.algebra.tensor import Tensor
from derive.layers.declaration import BATCH, Declaration, Declared, SizeRule, given_tensors
from derive.network.model import Meeting, Placed

OUTPUTS = "o"  # of a declaration's letters that for an output's extent: n in a network


@dataclass
class Names:
    """The names given so far, while the network is put together; `written` holds letters with their levels."""

    nonnegative: frozenset[str]
    numbers: Mapping[str, int]
    sizes: dict[Symbol, Expr | None] = field(default_factory=dict)
    values: dict[Symbol, int] = field(default_factory=dict)
    written: set[tuple[str, str]] = field(default_factory=set)

    def given(self, value: int | str, fallback: str, least: int) -> Expr:
        """The size that the spec gives: by number (the symbol `fallback`), by name, or by a formula of names."""
        if isinstance(value, int):
            return self._known(named(fallback, least), value)
        size = normal(size_of(value, self._named))
        return Integer(size) if isinstance(size, int) else size

    def _named(self, name: str) -> Symbol:
        return self._known(named(name, 0 if name in self.nonnegative else 1), self.numbers.get(name))

    def _known(self, symbol: Symbol, number: int | None) -> Symbol:
        self.sizes.setdefault(symbol, None)
        if number is not None:
            self.values[symbol] = number
        return symbol

    def number(self, size: Size) -> Expr:
        """A size with the known numbers put in."""
        return Integer(size) if isinstance(size, int) else with_numbers(size, self.values)

    def defined(self, symbol: Symbol, definition: Expr) -> None:
        """Records a size that a layer defines, and its number where everything in it is known."""
        self.sizes[symbol] = definition
        number = with_numbers(definition, self.values)
        if number.is_Integer:
            self.values[symbol] = int(number)


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands behind a layer's letters: behind those of its tensors, and behind those of its sizes; `name` where
    another layer's letters have the same."""

    tensors: str
    sizes: str
    name: str


def place(
    layer: str,
    declared: Declared,
    incoming: tuple[Tensor, ...],
    marks: Mark,
    names: Names,
    borrowed: Mapping[str, Tensor] = MappingProxyType({}),
) -> Placed:
    """Names the layer's sizes and tensors; `borrowed` are other layers' parameters in place of its own, by letter."""
    declaration = declared.declaration
    given = (*_pairs(declaration, borrowed), *zip(declaration.inputs, incoming, strict=True))
    known, meets = input_sizes(given)
    sizes, rules, more = _sizes(declared, known, marks.sizes, names)
    mark = marks.tensors
    own_tensors = tuple(tensor for tensor in _own_tensors(declared) if tensor.name not in borrowed)
    if any((tensor.letter, mark) in names.written for tensor in own_tensors):
        mark = marks.name
    tensors = {own.name: tensor for own, tensor in given}
    for tensor in own_tensors:
        shape = tuple(size if isinstance(size, int) else normal(size.xreplace(sizes)) for size in tensor.shape)
        name = layer if tensor == declaration.output else f"{layer}.{tensor.name}"
        tensors[tensor.name] = replace(tensor, name=name, shape=shape, level=mark)
        names.written.add((tensor.letter, mark))
    return Placed(
        layer, declaration, tensors, sizes, rules, declared.binding, (*meets, *more), tuple(borrowed.values()), {}
    )


def _pairs(declaration: Declaration, borrowed: Mapping[str, Tensor]) -> tuple[tuple[Tensor, Tensor], ...]:
    return tuple((declaration.variable(letter).tensor, tensor) for letter, tensor in borrowed.items())


def input_sizes(given: tuple[tuple[Tensor, Tensor], ...]) -> tuple[dict[Symbol, Expr], tuple[Meeting, ...]]:
    """What a declaration's letters stand for in the sizes of tensors that are given to it, and the sizes that must be
    equal, because one letter stands for both."""
    found: dict[Symbol, Expr] = {}
    meets: dict[Meeting, None] = {}
    for own, tensor in given:
        sizes = (Integer(size) if isinstance(size, int) else size for size in tensor.shape)
        for letter, size in zip(own.shape, sizes, strict=True):
            if isinstance(letter, Symbol) and letter != BATCH and found.setdefault(letter, size) != size:
                meets[Meeting(letter, found[letter], size)] = None
    return found, tuple(meets)


def _own_tensors(declared: Declared) -> tuple[Tensor, ...]:
    declaration = declared.declaration
    later = () if declared.inference is None else declared.inference.equations
    defined = (equation.left.tensor for equation in (*declaration.equations, *later))
    given = given_tensors((*declaration.equations, *later, *declared.updates))
    return tuple(dict.fromkeys((*declaration.parameters, *defined, *given)))


def _sizes(
    declared: Declared, incoming: Mapping[Symbol, Expr], mark: str, names: Names
) -> tuple[dict[Symbol, Expr], tuple[SizeRule, ...], tuple[Meeting, ...]]:
    sizes, meets = dict(incoming), []
    for symbol, value in declared.binding.items():
        if symbol in incoming:
            said = Integer(value) if isinstance(value, int) else names.given(value, "", 0)
            if said != incoming[symbol] and said != with_numbers(incoming[symbol], names.values):
                meets.append(Meeting(symbol, incoming[symbol], said))
            continue
        base = _base(symbol, declared.binding)
        sizes[symbol] = names.given(value, f"{base}[{mark}]", 1 if symbol.is_positive else 0)
    rules: dict[Expr, SizeRule] = {}
    definitions = {rule.symbol: rule.definition for rule in declared.declaration.sizes}
    bare = _axis_of_equals(definitions, sizes)
    for symbol, own in definitions.items():
        definition = own.xreplace(sizes)
        if definition not in rules:
            letter, _, axis = str(symbol).partition("_")
            letter = "n" if letter == OUTPUTS else letter
            letter = f"{letter}_{axis}" if axis and axis != bare else letter
            rule = SizeRule(named(f"{letter}[{mark}]", 1 if symbol.is_positive else 0), definition)
            names.defined(rule.symbol, definition)
            rules[definition] = rule
        if symbol in incoming:
            meets.append(Meeting(symbol, incoming[symbol], definition))
        else:
            sizes[symbol] = rules[definition].symbol
    return sizes, tuple(rules.values()), tuple(meets)


def _base(symbol: Symbol, binding: Mapping[Symbol, int | str]) -> str:
    """f_h and f_w are both written f where the layer gives both axes the same."""
    letter, _, axis = str(symbol).partition("_")
    if not axis:
        return letter
    same = len({value for other, value in binding.items() if str(other).startswith(f"{letter}_")}) == 1
    return letter if same else str(symbol)


def _axis_of_equals(definitions: Mapping[Symbol, Expr], sizes: Mapping[Symbol, Expr]) -> str | None:
    """The first axis, if all of the output's extents have one and the same definition: its letters stand for all."""
    parted = {symbol: str(symbol).partition("_") for symbol in definitions}
    outputs = [symbol for symbol, (letter, _, _) in parted.items() if letter == OUTPUTS]
    equal = len({definitions[symbol].xreplace(sizes) for symbol in outputs}) == 1
    return parted[outputs[0]][2] if equal else None
