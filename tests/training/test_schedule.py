"""The learning rate of each step."""

import pytest

from derive.errors import TrainingError
from derive.spec.train_options import CosineOptions, StepOptions
from derive.training.schedule import check_schedule, depends_on_the_end, rate_at


def rates(schedule: object, epochs: int = 4, batches: int = 5) -> list[float]:
    return [
        rate_at(schedule, 0.1, epochs, batches, epoch, batch)  # type: ignore[arg-type]
        for epoch in range(epochs)
        for batch in range(batches)
    ]


def test_without_a_schedule_the_rate_stays() -> None:
    assert set(rates(None)) == {0.1}


def test_steps_multiply_after_every_few_epochs() -> None:
    found = rates(StepOptions(every=2, factor=0.5))
    assert found == [0.1] * 10 + [0.05] * 10


def test_a_cosine_rises_in_a_line_and_falls_to_its_end() -> None:
    found = rates(CosineOptions(warmup=1.0, end=0.1), 4, 100)
    assert found[:3] == pytest.approx([0.001, 0.002, 0.003])
    assert found[99] == found[100] == pytest.approx(0.1)
    assert found[100:] == sorted(found[100:], reverse=True)
    assert found[250] == pytest.approx(0.1 * (0.1 + 0.9 / 2))  # half the way down, half the height
    assert 0.01 < found[-1] < 0.0101


def test_the_rate_is_never_zero() -> None:
    assert min(rates(CosineOptions(warmup=2.0))) > 0


def test_a_rise_must_end_before_the_run() -> None:
    with pytest.raises(TrainingError, match="rises for 3 epochs, but there are only 3"):
        check_schedule(CosineOptions(warmup=3.0), 3)


def test_only_the_cosine_knows_the_end() -> None:
    assert [depends_on_the_end(one) for one in (None, StepOptions(every=1), CosineOptions())] == [False, False, True]
