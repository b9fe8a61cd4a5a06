"""Every known mistake is data that can be read: applied, printed, explained; and it declines where nothing bites."""

import pytest

from derive.algebra.equation import Reduction
from derive.document.faults import FAMILIES, fault_section
from derive.errors import NameNotFoundError
from derive.faults.catalogue import BY_ID, EVERY, FAULTS, applicable, find_fault, mistakes, mistakes_in
from derive.faults.exhibit import example_network, exhibit
from derive.faults.fault import Fault
from derive.faults.formula import Formula, formulas_in, formulas_of, steps_in
from derive.faults.pairs import PAIRS, Pair
from derive.kernels.network import kernels
from derive.layers.catalogue import LAYERS, LOSSES
from derive.printing.compose import statement
from derive.printing.notation import Notation, write
from tests.kernels.networks import image, network
from tests.structures import STRUCTURES, structure


def _id(fault: Fault | Pair) -> str:
    return fault.id


def _formulas(*layers: object, entry: object = None, loss: object = None) -> dict[str, Formula]:
    found = formulas_in(network(entry or image(2, 8, 9), *layers, loss=loss))  # type: ignore[arg-type]
    return {tensor: formula for (form, tensor), formula in found.items() if not form.endswith("inference")}


@pytest.mark.parametrize("fault", EVERY, ids=_id)
def test_a_fault_says_what_is_wrong_and_asks_a_question(fault: Fault | Pair) -> None:
    assert fault.id.partition(".")[0] in FAMILIES
    assert fault.explanation.endswith(".")
    assert fault.hint.endswith("?")
    assert fault.name[0].islower()
    assert fault.name[-1].isalnum()


def test_faults_are_named_once() -> None:
    assert len({fault.id for fault in EVERY}) == len(EVERY)
    assert len({fault.name for fault in EVERY}) == len(EVERY)
    assert set(FAMILIES) == {fault.id.partition(".")[0] for fault in EVERY}


@pytest.mark.parametrize("fault", FAULTS, ids=_id)
def test_a_fault_gives_another_formula_of_the_same_tensor_and_both_print_in_every_notation(fault: Fault) -> None:
    mistake = exhibit(fault)
    assert mistake.wrong != mistake.right
    assert mistake.wrong.left.tensor == mistake.right.left.tensor
    for notation in Notation:
        assert write(statement(mistake.wrong), notation) != write(statement(mistake.right), notation)


@pytest.mark.parametrize("fault", EVERY, ids=_id)
def test_a_fault_has_a_section_of_its_own(fault: Fault | Pair) -> None:
    assert fault_section(fault).blocks


@pytest.mark.parametrize("kind", [kind.kind for kind in (*LAYERS, *LOSSES)])
def test_every_kind_of_layer_and_loss_has_its_mistakes(kind: str) -> None:
    own = [chosen for chosen in STRUCTURES if chosen.kind == kind]
    assert any(applicable(chosen.declared) for chosen in own)


def test_applicable_reads_a_declaration_alone() -> None:
    found = [fault.id for fault in applicable(structure("conv", 3, filters=2, kernel=3, stride=2).declared)]
    assert "window.stride-missing" in found
    assert "window.padding-missing" not in found
    assert found == [fault.id for fault in FAULTS if fault.id in found], "in the catalogue's order"


def test_what_the_formula_does_not_have_cannot_be_lost() -> None:
    plain = mistakes_in(_formulas({"conv": {"filters": 3, "kernel": 3, "bias": False}}).values())
    lost = {mistake.fault.id for mistake in plain}
    assert lost.isdisjoint(
        {"window.stride-missing", "window.dilation-missing", "window.padding-missing", "bias.missing"}
    )
    assert "window.crop-of-nothing" in lost
    padded = _formulas({"conv": {"filters": 3, "kernel": 3, "padding": 1}})
    assert BY_ID["window.crop-of-nothing"].apply(padded["x_bar"]) is None


def test_a_scale_that_is_the_same_either_way_is_no_mistake() -> None:
    half = _formulas({"dropout": {"rate": 0.5}})
    assert BY_ID["dropout.scaled-by-rate"].apply(half["y"]) is None
    assert BY_ID["dropout.no-scale"].apply(half["y"]) is not None


@pytest.mark.parametrize(
    "layers", [("relu",), ({"max_pool": {"window": 2}},), ({"avg_pool": {"window": 2, "stride": 1}},), ("flatten",)]
)
def test_conventions_that_are_never_errors_are_not_in_the_catalogue(layers: tuple[object, ...]) -> None:
    """relu'(0), which of several equal maxima wins: no wrong formula differs in these alone."""
    words = " ".join(
        mistake.fault.name + mistake.fault.explanation for mistake in mistakes_in(_formulas(*layers).values())
    )
    for convention in ("relu'(0)", "last maximum", "split evenly"):
        assert convention not in words


def test_scales_that_can_be_meant_are_reported_as_conventions_with_their_factor() -> None:
    scales = [fault for fault in FAULTS if fault.family == "scale"]
    assert len(scales) == 5
    assert all("convention" in fault.convention and "factor" in fault.convention for fault in scales)


def test_the_derivative_of_loss_and_last_layer_joined_has_its_own_mistakes() -> None:
    joined = _formulas("sigmoid", entry={"features": 2}, loss="binary_cross_entropy")["input_bar"]
    assert joined.joined
    assert {"loss.slope-twice", "loss.sign", "scale.times-batch"} <= {m.fault.id for m in mistakes(joined)}


def test_a_training_step_has_its_own_mistakes() -> None:
    model = network({"features": 2}, {"dense": {"units": 2}})
    found = {mistake.fault.id for mistake in mistakes_in(steps_in(model).values())}
    assert found == {"step.climbs", "step.rate-missing", "step.forgets-the-weight"}


def test_a_layer_that_runs_otherwise_at_inference_has_mistakes_there() -> None:
    own = formulas_of(structure("dropout", 1, rate=0.2).declared)
    later = [formula for formula in own if formula.training is not None]
    assert {m.fault.id for m in mistakes_in(later)} == {"dropout.scaled-at-inference"}


def test_overwriting_is_said_in_the_formula() -> None:
    wrong = exhibit(BY_ID["pooling.overwrites"]).wrong
    assert wrong.reduction is Reduction.OVERWRITE
    text = write(statement(wrong), Notation.UNICODE)
    assert "+=" not in text
    assert "writes over an earlier one" in text


@pytest.mark.parametrize("pair", PAIRS, ids=_id)
def test_two_mistakes_cancel_in_the_networks_gradient(pair: Pair) -> None:
    model = example_network(pair.example)
    places, (last,) = formulas_in(model), model.layers
    ends = {("loss", "a_bar"): BY_ID[pair.loss], (last.name, "z_bar"): BY_ID[pair.layer]}
    wrong = {place: fault.apply(places[place]) for place, fault in ends.items()}
    assert None not in wrong.values()
    own, other = kernels(model), kernels(model, replaced=wrong)  # type: ignore[arg-type]
    features = int(model.shape(model.input)[1])
    x = [[0.3] * features, [-1.2] + [0.4] * (features - 1)]
    target = [[1.0] + [0.0] * (features - 1)] * 2
    right, both = (k.loss_and_gradients(x, target, {}, wrt_input=True)[1]["input"] for k in (own, other))
    assert both == pytest.approx(right)
    for place, equation in wrong.items():
        alone = kernels(model, replaced={place: equation})  # type: ignore[dict-item]
        single = alone.loss_and_gradients(x, target, {}, wrt_input=True)[1]["input"]
        assert single != pytest.approx(right), "each is wrong alone"


def test_an_unknown_fault_is_answered_with_the_likeliest() -> None:
    with pytest.raises(NameNotFoundError, match=r"window\.stride-missing"):
        find_fault("window.stride")
