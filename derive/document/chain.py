"""The chain rule for one weight as the lecture writes it: the chain, each factor's formula, the whole formula."""

from collections.abc import Iterator
from dataclasses import replace

from derive.algebra.equation import Equation, subscripts_of
from derive.algebra.evaluate import Position
from derive.algebra.tensor import Entry, TensorRole
from derive.document.blocks import Block, Formula, Formulas, Paragraph, Section
from derive.document.chain_numbers import chain_numbers, leads
from derive.document.choice import WorkedValues
from derive.document.layer import formula
from derive.grammar import digits
from derive.network.chain import Chain, Way, chain
from derive.network.links import Link, ways
from derive.network.model import Model
from derive.network.schedule import seeds
from derive.printing.building import equation as relation
from derive.printing.building import grouped, product
from derive.printing.compose import statement
from derive.printing.entries import entry
from derive.printing.formula import Big, Derivative, Node, Number, Product, Statement, Through
from derive.printing.names import letter
from derive.printing.style import Style
from derive.spec.complaint import listed

ONE = Number("1")
STOPPED = "as far as one formula can be put into the next; the rest is linked by name"


def chain_section(
    model: Model, tensor: str, place: Position, style: Style, values: WorkedValues | None = None
) -> Section:
    """The derivative of the loss by one entry of a tensor, counted from 0; with `values`, above it, in numbers too."""
    found = chain(model, tensor, place)
    written = f"{tensor}[{', '.join(map(str, place))}]"
    blocks: list[Block] = [] if values else [Paragraph("Subscripts count from 0.")]  # said where values come from
    for way, lead in zip(found.ways, leads(found), strict=True):
        blocks += _way(model, found, way, lead, style)
    if not found.ways:
        label = STOPPED if _waits(found, model) else "all factors together"
        blocks.append(Formulas((formula(found.composed, style),), label))
    elif len(found.ways) > 1 and not _waits(found, model):
        blocks.append(Formulas((formula(found.composed, style),), "all ways together"))
    if values is not None:
        blocks += chain_numbers(found, values, style)
    blocks += [Paragraph(_ending(model, name)) for name in dict.fromkeys(way.ends for way in found.ways if way.ends)]
    if not model.terms:
        names = listed([tensor.name for tensor in model.outputs], "and")
        outputs = "outputs" if len(model.outputs) > 1 else "output"
        blocks.append(Paragraph(f"No loss follows: the derivative by the {outputs} {names} is given."))
    return Section(f"chain for {written}", tuple(blocks))


def _way(model: Model, found: Chain, way: Way, lead: str, style: Style) -> Iterator[Block]:
    part = ", ".join(way.through) if len(found.ways) > 1 else ""
    yield Formulas((_part(_chain(way, style), part),), f"{lead}the chain")
    yield Formulas(tuple(_factor(link, style) for link in way.links), f"{lead}its factors")
    if len(way.links) > 1:
        folded = len(way.factors) < len(way.links)
        fold = f"; the loss and {_before_loss(model, way)} fold into one" if folded else ""
        yield Formulas((_part(_whole(found, way, style), part),), f"{lead}all factors together{fold}")


def _before_loss(model: Model, way: Way) -> str:
    """The layer whose slope stands in the chain next to the loss's."""
    return next(link.of.tensor.name for link in way.links if link.of is not None)


def _part(shown: Formula, through: str) -> Formula:
    """dJ/dw through some of the uses, where it is the sum over several ways; the formula alone is no equation of it."""
    if not through or not isinstance(shown.tree, Statement):
        return shown
    relation = shown.tree.relation
    return Formula(replace(shown.tree, relation=replace(relation, left=Through(relation.left, through))))


def _ending(model: Model, name: str) -> str:
    return (
        f"{name} acts on the loss on {digits(ways(model)[name])} ways: their sum, the derivative by {name}, stands for "
        f"them. derive show --wrt {name} prints it."
    )


def _waits(found: Chain, model: Model) -> bool:
    """Whether some cotangent could not be replaced by its formula."""
    entries = {entry for term in found.composed.terms for entry in term.body.atoms(Entry)}
    waiting = {entry.tensor.name for entry in entries if entry.tensor.role is TensorRole.COTANGENT}
    given = set() if model.terms else {bar.name for bar in seeds(model).values()}
    return bool(waiting - given)


def _chain(way: Way, style: Style) -> Formula:
    """dJ/dw = sum of dJ/da · da/dz · dz/dw."""
    factors = (*_given(way.links, style), *(_derivative(link, style) for link in way.links))
    return Formula(_sum_of(way.summed, factors, style))


def _factor(link: Link, style: Style) -> Formula:
    """da/dz = a(1 - a)."""
    return Formula(relation(_derivative(link, style), _slope(link, style)))


def _whole(found: Chain, way: Way, style: Style) -> Formula:
    """The factors of a way in the chain's order; of the only one, the whole formula."""
    slopes = (*_given(way.factors, style), *(_slope(link, style) for link in way.factors))
    factors = tuple(slope for slope in slopes if slope != ONE) or (ONE,)
    whole = found.composed if len(found.ways) == 1 and not way.ends else way.factored
    return Formula(_sum_of(way.factored, factors, style), whole)


def _given(links: tuple[Link, ...], style: Style) -> tuple[Node, ...]:
    """dJ/d(output) where no loss follows, or that of a tensor at which the chain ends."""
    first = links[0].of
    return () if first is None else (Derivative(letter(style.loss), entry(first, style)),)


def _derivative(link: Link, style: Style) -> Node:
    over = letter(style.loss) if link.of is None else entry(link.of, style)
    return Derivative(over, entry(link.wrt, style))


def _slope(link: Link, style: Style) -> Node:
    """The factor's summands, under a letter of the weight's."""
    places = (*link.wrt.subscripts, *(place for term in link.terms for place in subscripts_of(term)))
    used = dict.fromkeys(index for place in places for index in place.indices)
    outline = Equation(link.wrt, tuple((index, 1) for index in used), link.terms)
    ((_, right),) = statement(outline, style).relation.rights
    return right


def _sum_of(equation: Equation, factors: tuple[Node, ...], style: Style) -> Statement:
    """The equation with these factors, in this order, for its body; its ranges, conditions and brackets stay."""
    (term,) = equation.terms
    outline = replace(equation, terms=(replace(term, body=equation.left),))
    written = statement(outline, style)
    ((sign, right),) = written.relation.rights
    inner = right.body if isinstance(right, Big) else right
    brackets = inner.factors[1:] if isinstance(inner, Product) else ()
    shown = product((*factors, *brackets))
    changed = replace(right, body=grouped(shown)) if isinstance(right, Big) else shown
    return replace(written, relation=replace(written.relation, rights=((sign, changed),)))
