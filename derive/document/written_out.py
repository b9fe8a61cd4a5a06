"""A tensor that is used several times, unrolled: one term for each use, each part in place of its name."""

from derive.algebra.equation import Equation
from derive.calculus.compose import insert_equation
from derive.document.blocks import Formulas, Paragraph, Section
from derive.document.layer import formula
from derive.grammar import counted
from derive.network.backward import Gradient, gradient
from derive.network.links import facts_of
from derive.network.model import Layer, Model
from derive.network.schedule import uses
from derive.printing.style import Style

EXPLAINED = (
    "{name} is one tensor with {uses}. If each of them had a copy of its own, the network would compute the same, and "
    "the gradient of the shared one is the sum of the copies' gradients: one term for each use, and for each example."
)


def written_out_section(model: Model, layer: Layer, style: Style) -> Section | None:
    """The layer's parameters that others read too, or a regulariser does; None without such."""
    several = uses(model)
    shared = [tensor.name for tensor in layer.own_parameters if len(several.get(tensor.name, ())) > 1]
    blocks: list[Paragraph | Formulas] = []
    for name in shared:
        found = written_out(gradient(model, name))
        if found is not None:
            said = EXPLAINED if not blocks else "{name} likewise, with {uses}."
            blocks.append(Paragraph(said.format(name=name, uses=counted(len(several[name]), "use"))))
            blocks.append(Formulas((formula(found, style),), f"the gradient of {name}, written out"))
    return Section("Unrolled over the uses", tuple(blocks)) if blocks else None


def written_out(found: Gradient) -> Equation | None:
    """The sum over the uses with each part's own formula inserted; None where one is no single sum."""
    whole: Equation | None = found.derivation.equation
    for share in found.shares:
        inserted = None if whole is None else insert_equation(whole, share.best.equation, facts_of(share))
        whole = None if inserted is None else inserted.equation
    return whole
