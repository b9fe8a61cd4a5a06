"""A whole network at its smallest sizes, and one layer alone: every network that is found builds and keeps its form."""

import pytest

from derive.errors import SizeError
from derive.network.build import bind
from derive.network.model import Model
from derive.network.windows import windows
from derive.verification.sizing import network as sizing
from derive.verification.sizing.alone import DISTINCT, EQUAL, alone
from derive.verification.sizing.network import built, problem_of, smallest
from derive.verification.sizing.search import Unknown, equal
from tests.kernels.networks import image, network

NETWORKS = {
    "depthwise": network(
        image(32, 40, 40), {"conv": {"filters": 32, "kernel": 3, "groups": 32, "stride": 2, "padding": 1}}, "relu"
    ),
    "two groups in a row": network(
        image(4, 30, 31),
        {"conv": {"filters": 6, "kernel": 2, "groups": 2}},
        {"conv": {"filters": 9, "kernel": 2, "groups": 3}},
    ),
    "same and rounded up": network(
        image(3, 50, 50),
        {"conv": {"filters": 8, "kernel": 2, "padding": "same", "stride": 3}},
        {"max_pool": {"window": 3, "stride": 2, "ceil_mode": True}},
    ),
    "a large stride": network(image(1, 90, 80), {"conv": {"filters": 1, "kernel": 2, "stride": 40}}),
    "padded windows": network(image(2, 20, 20), {"max_pool": {"window": 5, "stride": 3, "padding": 2}}),
    "deep": network(image(3, 99, 99), *[{"conv": {"filters": 9, "kernel": 5}}, {"max_pool": {"window": 2}}] * 3),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_keeps_its_equations_and_is_small(name: str) -> None:
    model = NETWORKS[name]
    small = smallest(model)
    assert [layer.declaration for layer in small.layers] == [layer.declaration for layer in model.layers]
    shapes = [small.shape(tensor)[1:] for tensor in (small.input, *(layer.output for layer in small.layers))]
    assert all(int(size) >= 1 for shape in shapes for size in shape)
    assert max(int(shape[0]) for shape in shapes) <= 6, "few channels, also where groups divide them"
    assert shapes[0][1] != shapes[0][2], "height and width differ"


TWO = ["depthwise", "two groups in a row", "padded windows"]


@pytest.mark.parametrize("name", TWO)
def test_windows_have_two_positions_where_a_small_input_gives_them(name: str) -> None:
    assert _positions(smallest(NETWORKS[name])) >= 2


def test_positions_are_two_because_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizing, "two_positions", lambda model: ())
    assert min(_positions(smallest(NETWORKS[name])) for name in TWO) == 1


def _positions(model: Model) -> int:
    found = (windows(model, layer) for layer in model.layers)
    return min(axis.outputs for axes in found if axes for axis in axes)


def test_kernels_become_two_only_where_the_input_would_be_wide() -> None:
    wide = smallest(NETWORKS["deep"])
    assert {axis.kernel for layer in wide.layers for axis in windows(wide, layer) or ()} == {2}
    padded = smallest(NETWORKS["padded windows"])
    assert {axis.kernel for axis in windows(padded, padded.layers[0]) or ()} == {5}


def test_equal_names_stay_equal() -> None:
    model = network(
        image("C", "n", "n"), {"conv": {"filters": "C", "kernel": 3}}, {"conv": {"filters": "C", "kernel": 2}}
    )
    small = smallest(bind(model, {"C": 9, "n": 40}))
    assert small.spec.input.shape == ("C", "n", "n")
    assert {layer.output.shape[1] for layer in small.layers} == {small.input.shape[1]}


def test_sizes_that_meet_are_one_more_constraint() -> None:
    model = network(image(1, 20, 20), {"conv": {"filters": 1, "kernel": 3, "stride": 2}}, {"avg_pool": {"window": 2}})
    height, width = model.input.shape[2:]
    unknowns = (Unknown(height, tuple(range(5, 30))), Unknown(width, tuple(range(9, 30))))
    outputs = model.output.shape[2:]
    free = built(problem_of(model, unknowns), (), lambda sizes: sizing.resized(model, sizes))
    assert len(set(free.shape(free.output)[2:])) == 2
    meeting = problem_of(model, unknowns, (equal(*outputs),))
    met = built(meeting, (), lambda sizes: sizing.resized(model, sizes))
    assert met.shape(met.output)[2:] == (2, 2)


def test_the_builder_is_the_judge_and_what_never_fits_is_refused() -> None:
    model = network(image(1, 20, 20), {"conv": {"filters": 1, "kernel": 3}})
    unknowns = (Unknown(model.input.shape[2], (1, 2)),)
    with pytest.raises(SizeError, match=r"no sizes fit: room for the f\[1\] taps of conv1 on n_h\[0\] cells"):
        built(problem_of(model, unknowns), (), lambda sizes: sizing.resized(model, sizes))
    refused = SizeError("no")

    def never(sizes: object) -> Model:
        raise refused

    with pytest.raises(SizeError, match="no sizes fit: the network can be built"):
        built(problem_of(model, (Unknown(model.input.shape[2], (3, 4)),)), (), never)


@pytest.mark.parametrize("name", NETWORKS)
def test_a_layer_alone_keeps_its_options_and_has_the_wanted_positions(name: str) -> None:
    model = NETWORKS[name]
    for layer in model.layers:
        for counts in (DISTINCT, EQUAL):
            small = alone(model, layer, counts)
            (one,) = small.layers
            assert one.declaration is layer.declaration
            for axis, wanted in zip(windows(small, one) or (), counts.positions, strict=False):
                assert axis.outputs >= wanted
            own = {str(s): model.number(size) for s, size in layer.sizes.items()}
            now = {str(s): small.number(size) for s, size in one.sizes.items()}
            assert all(now[letter] == own[letter] for letter in own if letter[0] in "sdG")
