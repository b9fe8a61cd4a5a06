"""The section `train:`: read with its defaults, refused with place and way out, overridden in the same words."""

import pytest
from ruamel.yaml import YAML

from derive.errors import SpecError
from derive.spec.read import parse_spec
from derive.spec.schema import json_schema
from derive.spec.train_options import (
    AdamOptions,
    CosineOptions,
    DrawnOptions,
    MomentumOptions,
    RunOptions,
    SgdOptions,
    StepOptions,
    TrainSpec,
)
from derive.spec.train_overrides import overridden
from tests.spec.json_schema_check import allows
from tests.spec.spec_texts import LECTURE, message

FULL = """\
train:
  epochs: 3
  batch: 16
  validation: 0.25
  seed: 7
  dtype: float64
  optimiser: {adam: {beta1: 0.8}}
  schedule: {cosine: {warmup: 0.5}}
  data: drawn_images
"""
LINE = LECTURE.count("\n") + 1


def test_a_spec_without_the_section_says_nothing_of_training() -> None:
    assert parse_spec(LECTURE).train is None
    assert parse_spec(LECTURE + "train:\n").train is None


def test_all_settings_are_read() -> None:
    assert parse_spec(LECTURE + FULL).train == TrainSpec(
        RunOptions(epochs=3, batch=16, validation=0.25, seed=7, dtype="float64"),
        AdamOptions(beta1=0.8),
        CosineOptions(warmup=0.5),
        DrawnOptions(),
    )


def test_what_is_not_said_has_its_default_the_plain_update_rule() -> None:
    assert parse_spec(LECTURE + "train: {epochs: 2}\n").train == TrainSpec(RunOptions(epochs=2), SgdOptions(), None)


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("train: 3", ":8: train is 3, expected a mapping\n  write train: {epochs: 10}"),
        (
            "train: {epoch: 3}",
            ":9: train: unknown key `epoch`\n  did you mean `epochs`? known keys: epochs, batch, validation, "
            "drop_last, seed, dtype, optimiser, schedule and data",
        ),
        ("train: {epochs: 0}", ":17: train: epochs is 0, expected a whole number of 1 or more"),
        (
            "train: {validation: 1.5}",
            ":21: train: validation is 1.5, expected a whole number of 0 or more or a number from 0 to below 1",
        ),
        (
            "train: {optimiser: sgdd}",
            ":20: optimiser: there is no `sgdd`\n  did you mean `sgd`? known: sgd, momentum and adam",
        ),
        (
            "train: {optimiser: {sgd: {learning_rate: 0}}}",
            ":42: optimiser sgd: learning_rate is 0, expected a number above 0",
        ),
        (
            "train: {optimiser: {adam: {beta1: 1}}}",
            ":35: optimiser adam: beta1 is 1, expected a number from 0 to below 1",
        ),
        (
            "train: {schedule: {cosine: {warmup: -1}}}",
            ":37: schedule cosine: warmup is -1, expected a number of 0 or more",
        ),
        ("train: {schedule: step}", ":19: schedule step: `every` is missing\n  add every: a whole number of 1 or more"),
        ("train: {data: mnist}", ":15: data: there is no `mnist`\n  known: drawn_images"),
        ("train: {dtype: float16}", ':16: train: dtype is text "float16", expected `float32` or `float64`'),
    ],
)
def test_a_wrong_setting_is_named_with_its_place_and_a_way_out(section: str, told: str) -> None:
    assert message(f"{LECTURE}{section}\n") == f"net.yaml:{LINE}{told}"
    assert not allows(json_schema()["properties"]["train"], _plain(section))


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (".inf", "optimiser sgd: learning_rate is inf, expected a finite number above 0"),
        (".nan", "optimiser sgd: learning_rate is nan, expected a finite number above 0"),
        ("1e400", "1e400 is too large a number, expected at most 1.8e+308"),
    ],
)
def test_a_setting_is_a_finite_number(number: str, told: str) -> None:
    section = f"train: {{optimiser: {{sgd: {{learning_rate: {number}}}}}}}"
    assert message(f"{LECTURE}{section}\n") == f"net.yaml:{LINE}:42: {told}"


def _plain(section: str) -> object:
    return YAML(typ="safe", pure=True).load(section)["train"]


def test_the_schema_allows_what_the_reader_reads() -> None:
    for section in (FULL, "train:", "train: {optimiser: sgd, schedule: {step: {every: 2}}, validation: 0}"):
        parse_spec(f"{LECTURE}{section}\n")
        assert allows(json_schema()["properties"]["train"], _plain(section))


def test_a_change_replaces_what_the_spec_says_and_keeps_the_rest() -> None:
    before = parse_spec(LECTURE + FULL).train
    assert before is not None
    after = overridden(before, {"epochs": 9, "learning_rate": 0.5})
    assert after.run == RunOptions(epochs=9, batch=16, validation=0.25, seed=7, dtype="float64")
    assert after.optimiser == AdamOptions(beta1=0.8, learning_rate=0.5)
    assert (after.schedule, after.data) == (before.schedule, before.data)
    assert overridden(before, {}) == before


def test_another_optimiser_begins_with_its_own_defaults() -> None:
    base = TrainSpec(optimiser=AdamOptions(learning_rate=3.0), schedule=StepOptions(every=2))
    assert overridden(base, {"optimiser": "momentum"}).optimiser == MomentumOptions()
    assert overridden(base, {"optimiser": "sgd", "learning_rate": 0.3}).optimiser == SgdOptions(learning_rate=0.3)
    assert overridden(base, {"schedule": None}).schedule is None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"optimiser": "adm"}, "did you mean `adam`?"),
        ({"optimiser": "foo"}, "optimiser: there is no `foo`\n  known: sgd, momentum and adam"),
        ({"learning_rate": -1}, "optimiser.sgd.learning_rate: -1, expected a number above 0"),
        (
            {"learning_rate": float("inf")},
            "optimiser.sgd.learning_rate: inf, expected a finite number above 0",
        ),
        ({"optimiser": {"adam": 3}, "learning_rate": 1.0}, "the options of adam are 3, expected a mapping"),
        ({"batch": 0}, "batch: 0, expected a whole number of 1 or more"),
        ({"validation": "half"}, 'validation: text "half"'),
        ({"speed": 1}, "unknown key `speed`"),
    ],
)
def test_a_wrong_change_is_refused_in_the_same_words(change: dict[str, object], told: str) -> None:
    with pytest.raises(SpecError) as caught:
        overridden(TrainSpec(), change)
    assert str(caught.value).startswith(told) or not told.startswith(tuple(change)), str(caught.value)
    assert told in str(caught.value)
