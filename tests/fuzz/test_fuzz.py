"""Five hundred cases of the fuzzer; `python -m tests.fuzz` runs as many as you like."""

import time
from collections.abc import Callable

import pytest

from derive.errors import SpecError
from derive.spec.read import parse_spec
from tests.fuzz.mutate import case_text
from tests.fuzz.run import build_text, failure, run, shipped_texts

LOADERS: dict[str, Callable[[str], object]] = {"parse_spec": parse_spec, "build": build_text}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("loader", LOADERS)
def test_a_hundred_broken_specs_load_or_are_refused_with_a_reason(loader: str, seed: int) -> None:
    failures = [str(each) for each in run(100, seed, LOADERS[loader])]
    assert not failures, "\n".join(failures)


def test_the_same_seed_and_number_give_the_same_case() -> None:
    texts = shipped_texts()
    assert case_text(texts, 3, 14) == case_text(texts, 3, 14)
    assert len({case_text(texts, 3, number) for number in range(50)}) > 45


def test_the_cases_are_a_mixture_of_specs_that_load_and_specs_that_do_not() -> None:
    texts = shipped_texts()
    loaded = sum(loads(case_text(texts, 0, number)) for number in range(200))
    assert 10 < loaded < 150


def test_the_fuzzer_finds_a_crash_and_a_hang_and_an_empty_refusal() -> None:
    assert failure("x", lambda text: text.missing) == "AttributeError: 'str' object has no attribute 'missing'"  # type: ignore[attr-defined]
    assert failure("x", refuse_silently) == "refused without a place or a reason"
    assert failure("x", spin) == "took 2.1 s"


def test_a_failure_says_how_to_see_it_again() -> None:
    (found,) = run(1, 5, refuse_silently, first=17)
    assert "python -m tests.fuzz --seed 5 --only 17" in str(found)


def loads(text: str) -> bool:
    try:
        parse_spec(text)
    except SpecError:
        return False
    return True


def spin(text: str) -> None:
    end = time.process_time() + 2.1
    while time.process_time() < end:
        pass


def refuse_silently(text: str) -> None:
    raise SpecError(())
