"""Back-propagation through a network: one derivation for each tensor, linked by the tensors' names."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from sympy import Symbol, exp

from derive.algebra.equation import Equation, Reduction, Term, reads
from derive.algebra.folding import cancel, insert, log_of_quotient, log_of_sigmoid
from derive.algebra.tensor import Entry, Tensor, TensorRole, cotangent, primal
from derive.calculus.compact import COLLECT, FACT, INSERT, Recipe, collect, compact, insert_sum, use_facts
from derive.calculus.derivation import Derivation, Lemma, Rule, Step
from derive.calculus.vanishing import vanishing, with_path
from derive.calculus.vjp import Variable, pull_back
from derive.errors import DerivationError, NameNotFoundError
from derive.layers.declaration import Compaction, Declaration
from derive.network.model import Layer, Loss, Model, Placed
from derive.network.schedule import Share, Total, is_whole, loss_behind, names, schedule

CANCEL = Rule("cancellation", "a fraction is brought to lowest terms")
LOGARITHM = Rule(
    "logarithm", "log sigma(z) = -softplus(-z), log(1 - sigma(z)) = -softplus(z), log(exp(x)/s) = x - log s"
)
LEARNING_RATE = Symbol("alpha", real=True)


@dataclass(frozen=True, slots=True)
class Gradient:
    """The derivative of the loss by one tensor of the network.

    `derivation` is in the network's names. For the input of the layer before the loss, `through_loss` is
    the same with the loss's own derivative inserted, where that is simpler (sigmoid and cross-entropy: a - t).
    `shares` are the parts through each use, where there are several; the derivation then is their sum.
    """

    tensor: str
    placed: Placed
    derivation: Derivation
    through_loss: Derivation | None = None
    shares: "tuple[Gradient, ...]" = ()

    @property
    def best(self) -> Derivation:
        """The simplest derivation."""
        return self.through_loss or self.derivation


@cache
def derive_declaration(declaration: Declaration) -> Mapping[str, Derivation]:
    """The cotangent of the input and of every parameter, in the declaration's own letters.

    Layers of one structure share a declaration, so each structure is derived once.
    """
    own = {variable.tensor.name: _derive(declaration, variable) for variable in declaration.variables}
    for maximum in (e for e in declaration.equations if e.reduction is Reduction.MAXIMUM):
        lemma = _vanishing(declaration, maximum, own)
        for name in (name for name in own if reads(maximum, name)):
            own[name] = with_path(own[name], maximum, lemma)
    if declaration.compaction is not None:
        name = declaration.input.name
        own[name] = compact(own[name], _recipe(declaration, declaration.compaction, own))
    return own


def _vanishing(declaration: Declaration, maximum: Equation, own: Mapping[str, Derivation]) -> Lemma:
    """That the derivative by a maximum inside a layer is 0, from the layer's own formulas."""
    found = _derive(declaration, Variable(maximum.left, maximum.free))
    forward = [equation for equation in declaration.equations if equation.reduction is Reduction.SUM]
    inner = [e.left.tensor.name for e in forward if e.left.tensor != declaration.output]
    sums = tuple(equation for equation in forward if any(term.bound for term in equation.terms))
    return vanishing(maximum, found, Recipe(tuple(own[name].equation for name in inner), (), sums))


def _recipe(declaration: Declaration, names: Compaction, own: Mapping[str, Derivation]) -> Recipe:
    """The equations behind a compaction's names."""
    forward = {equation.left.tensor.name: equation for equation in declaration.equations}
    return Recipe(
        tuple(own[name].equation for name in names.inserts),
        tuple((gone, forward[name]) for gone, name in names.solves),
        tuple(own[name].equation for name in names.sums),
        tuple(forward[name] for name in names.definitions),
    )


def _derive(declaration: Declaration, variable: Variable) -> Derivation:
    uses = tuple(e for e in declaration.equations if reads(e, variable.tensor.name) and not _selects(e))
    return pull_back(uses, variable, declaration.facts, declaration.equations)


def _selects(equation: Equation) -> bool:
    """Whether an equation gives what is held: the place of a maximum, or a maximum whose derivative is shown to be 0.

    Raises DerivationError for a selector that is a sum: its derivative would be lost.
    """
    if equation.left.tensor.role is not TensorRole.SELECTOR:
        return False
    if equation.reduction not in (Reduction.FIRST, Reduction.MAXIMUM):
        raise DerivationError(
            f"{equation.left}: a selector is a maximum or its place; give a sum the role of an activation"
        )
    return True


def gradient(model: Model, tensor: str) -> Gradient:
    """The derivative of the loss by a tensor: a parameter ("conv1.W"), a layer's output ("conv1") or "input".

    Without a loss, the output's own cotangent is a symbol, and asking for it raises NameNotFoundError.
    """
    own = [step for step in schedule(model) if primal(step.bar).name == tensor]
    if not own:
        known = ", ".join(differentiable(model))
        raise NameNotFoundError(f"{model.name} has no derivative by {tensor!r}; it can be one of: {known}")
    return derived(model, own[-1])


def derived(model: Model, step: Share | Total) -> Gradient:
    """One step of the backward pass: a share as its layer's structure gives it, a sum over the uses with its shares."""
    tensor = primal(step.bar)
    if isinstance(step, Total):
        every = (each for each in schedule(model) if isinstance(each, Share) and primal(each.bar) == tensor)
        shares = tuple(derived(model, each) for each in every)
        return Gradient(tensor.name, shares[0].placed, Derivation((), step.equation), shares=shares)
    own = derive_declaration(step.placed.declaration)[step.variable.tensor.name]
    found = Gradient(tensor.name, step.placed, in_network(step.placed, own))
    loss = loss_behind(model, step.placed)
    return found if loss is None else replace(found, through_loss=_through_loss(model, loss, found))


def of_placed(model: Model, placed: Placed) -> tuple[Gradient, ...]:
    """What a layer or a loss gives to the backward pass, in order: its share of each cotangent, and behind the last
    share of a tensor with several uses their sum."""
    found: list[Gradient] = []
    owner: Placed | None = None
    for step in schedule(model):
        owner = step.placed if isinstance(step, Share) else owner
        if owner is placed:
            found.append(derived(model, step))
    return tuple(found)


def given_back(model: Model, placed: Placed) -> tuple[Gradient, ...]:
    """The same without what is inside the layer: what it gives to its parameters and to what it reads."""
    outer = {tensor.name for tensor in (*placed.inputs, *placed.parameters)}
    return tuple(found for found in of_placed(model, placed) if found.tensor in outer)


def by_bar(model: Model, bar: Tensor) -> Gradient:
    """The derivation of a cotangent, or of the part of one through one use."""
    return derived(model, next(step for step in schedule(model) if step.bar == bar))


def differentiable(model: Model) -> tuple[str, ...]:
    """The names that `gradient` takes, in backward order."""
    return names(schedule(model))


def gradients(model: Model) -> Mapping[str, Gradient]:
    """All derivatives of the network, in backward order."""
    whole = (step for step in schedule(model) if is_whole(step.bar))
    return {primal(step.bar).name: derived(model, step) for step in whole}


def in_network(placed: Placed, derivation: Derivation) -> Derivation:
    """A declaration's derivation in the network's tensors and sizes."""
    seen: dict[int, Equation] = {}

    def put(equation: Equation) -> Equation:
        if id(equation) not in seen:
            seen[id(equation)] = placed.instantiate(equation)
        return seen[id(equation)]

    steps = tuple(
        Step(step.rule, put(step.before), put(step.after), step.reason, _solved(placed, step), _lemma(placed, step))
        for step in derivation.steps
    )
    others = (form and put(form) for form in (derivation.scatter, derivation.linked, derivation.several))
    return Derivation(steps, put(derivation.equation), *others)


def _lemma(placed: Placed, step: Step) -> Lemma | None:
    """What a step rests on: the slope of a function is the same everywhere, a derivative of the loss is not."""
    lemma = step.because
    if lemma is None or lemma.function:
        return lemma
    at = placed.instantiate(Equation(lemma.wrt, lemma.ranges, ()))
    return Lemma(at.left, at.free, in_network(placed, lemma.derivation))


def _solved(placed: Placed, step: Step):  # type: ignore[no-untyped-def]
    if step.solved is None:
        return None
    index, solution = step.solved
    return index, solution.over_sizes(lambda size: size if isinstance(size, int) else size.xreplace(placed.sizes))


def _through_loss(model: Model, loss: Loss, found: Gradient) -> Derivation | None:
    """The loss's own derivative inserted, if the result is no longer than the linked formula."""
    if found.tensor in model.parameters:
        return None
    own = in_network(loss, derive_declaration(loss.declaration)[loss.declaration.inputs[0].name])
    longer = insert_sum(found.derivation.equation, own.equation)
    if longer is None or longer == found.derivation.equation:
        return None
    linked = found.derivation.equation
    trace = [Step(INSERT, linked, longer, f"the derivative of {loss.output.letter} by the layer's output")]
    for rule, reason, change in SHORTEN:
        after = change(trace[-1].after)
        if after is not None and after != trace[-1].after:
            trace.append(Step(rule, trace[-1].after, after, reason))
    shorter = trace[-1].after
    if _length(shorter) > _length(linked):
        return None
    return Derivation((*found.derivation.steps, *trace), shorter)


def _length(equation: Equation) -> int:
    """How long a formula is: its operations, and one for each sum."""
    return sum(int(term.body.count_ops()) + len(term.bound) for term in equation.terms) + len(equation.terms)


def _cancel_terms(equation: Equation) -> Equation:
    """Every summand in lowest terms."""
    terms = (Term(t.bound, t.guards, t.brackets, cancel(t.body) or t.body) for t in equation.terms)
    return Equation(equation.left, equation.free, tuple(terms), equation.reduction)


SHORTEN = (
    (CANCEL, "factors that stand above and below the line cancel", _cancel_terms),
    (FACT, "the targets of an example are declared to sum to 1", use_facts),
    (COLLECT, "summands with the same factors are put together", collect),
)


def maker(model: Model, tensor: Tensor) -> Layer:
    """The layer whose output it is."""
    return next(layer for layer in model.layers if layer.output == tensor)


def stable_loss(model: Model, loss: Loss) -> Derivation | None:
    """The loss from the input of the layer before it, without a logarithm of a rounded probability; None where not
    needed."""
    last = maker(model, loss.input)
    if loss_behind(model, last) is not loss:
        return None
    stated = loss.equations[-1]
    (term,) = stated.terms
    inserted = insert(term.body, last.equations[-1])
    safe = None if inserted is None else log_of_sigmoid(inserted) or log_of_quotient(inserted, _exponentials(last))
    if inserted is None or safe is None:
        return None
    longer, shorter = _with_body(stated, inserted), _with_body(stated, safe)
    steps = (
        Step(INSERT, stated, longer, "the layer's output is replaced by its formula"),
        Step(LOGARITHM, longer, shorter, "the same function, computed without rounding a probability to 0 or 1"),
    )
    return Derivation(steps, shorter)


def _exponentials(layer: Layer) -> tuple[Equation, ...]:
    """A layer's sub-equations of the form e = exp(...)."""
    return tuple(eq for eq in layer.equations if len(eq.terms) == 1 and isinstance(eq.terms[0].body, exp))


def _with_body(equation: Equation, body: object) -> Equation:
    (term,) = equation.terms
    return Equation(equation.left, equation.free, (Term(term.bound, term.guards, term.brackets, body),))


def update(layer: Layer, parameter: str) -> Equation:
    """One step of gradient descent: W := W - alpha dJ/dW, for every entry."""
    tensor = next(tensor for tensor in layer.parameters if tensor.name == parameter)
    own = next(name for name, placed in layer.tensors.items() if placed == tensor)
    variable = layer.declaration.variable(own)
    at = layer.instantiate(Equation(variable.entry, variable.ranges, ()))
    slope = Entry(cotangent(tensor), at.left.subscripts)
    return Equation(at.left, at.free, (Term((), (), (), at.left - LEARNING_RATE * slope),))
