"""Every step of every derivation of every structure keeps its values: the interpreter evaluates before and after."""

from fractions import Fraction
from functools import cache

import pytest

from derive.algebra.equation import Equation, Term, total
from derive.algebra.evaluate import World, evaluate
from derive.algebra.tensor import Partial
from derive.calculus import law_steps, scalar_laws, vjp
from derive.calculus.derivation import Derivation, Lemma, Rule, Step
from derive.layers.catalogue import LAYERS, LOSSES
from derive.network.backward import derive_declaration
from derive.network.purposes import quotients
from tests.structures import STRUCTURES, Structure
from tests.worlds import sizes_of, with_definitions, world_of


@cache
def _derivations(chosen: Structure) -> dict[str, Derivation]:
    return dict(derive_declaration(chosen.declared.declaration))


def _has_partials(step: Step) -> bool:
    return any(term.body.atoms(Partial) for equation in (step.before, step.after) for term in equation.terms)


def with_identity(lemma: Lemma) -> World:
    """A point at which a function's slope is worked out."""
    identity = total(lemma.wrt, (), Term((), (), (), lemma.wrt))
    return World({lemma.wrt.tensor.name: {(): Fraction(-3, 2)}}, {}, equations={lemma.wrt.tensor.name: identity})


def _check(steps: list[Step], world: World, name: str) -> None:
    known: dict[int, object] = {}

    def value(equation: Equation) -> object:
        if id(equation) not in known:
            known[id(equation)] = evaluate(equation, world)
        return known[id(equation)]

    for step in steps:
        assert value(step.before) == value(step.after), f"{name}: {step.rule.name}"


@pytest.mark.parametrize("chosen", STRUCTURES, ids=str)
def test_every_step_of_every_structure_keeps_its_values(chosen: Structure) -> None:
    own = chosen.declared.declaration
    several = own.limits or quotients(own)  # of channels that are cut or grouped there must be a few
    tiny = world_of(chosen.declared, sizes_of(chosen.declared, chosen.tiny | ({} if several else {"C": 1})))
    small = world_of(chosen.declared, sizes_of(chosen.declared, chosen.small))
    for name, derivation in _derivations(chosen).items():
        partial_world = with_definitions(tiny, chosen.declared.declaration, name)
        _check([step for step in derivation.steps if _has_partials(step)], partial_world, name)
        _check([step for step in derivation.steps if not _has_partials(step)], small, name)
        for lemma in derivation.lemmas:
            inner = with_definitions(tiny, chosen.declared.declaration, lemma.wrt.tensor.name)
            _check(list(lemma.derivation.steps), with_identity(lemma) if lemma.function else inner, str(lemma.wrt))
        for form in (*derivation.forms, derivation.lowered):
            assert evaluate(form, small) == evaluate(derivation.equation, small), name


def test_every_kind_of_the_catalogue_has_a_structure() -> None:
    assert {chosen.kind for chosen in STRUCTURES} >= {kind.kind for kind in (*LAYERS, *LOSSES)}


def test_every_rule_of_a_pull_back_is_covered() -> None:
    found = [d for chosen in STRUCTURES for d in _derivations(chosen).values()]
    below = [lemma.derivation for derivation in found for lemma in derivation.lemmas]
    used = {step.rule.name for derivation in (*found, *below) for step in derivation.steps}
    modules = (vjp, law_steps, scalar_laws)
    rules = {rule.name for module in modules for rule in vars(module).values() if isinstance(rule, Rule)}
    unused = {scalar_laws.PRODUCT.name, scalar_laws.SEVERAL.name}  # of no layer yet; tests/calculus has them
    assert rules - used == {vjp.CHAIN.name, *unused}  # where a derivation starts, before its first step
