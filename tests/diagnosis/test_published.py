"""Means that people printed of a course's example, of right and wrong code; docs in the courses' own numbers."""

import pytest

from derive.cli import main
from derive.diagnosis.published import EXAMPLES, explanations, parse

(CONV,) = EXAMPLES


@pytest.mark.parametrize(
    ("means", "faults"),
    [
        ("dA=1.4524377775388075,dW=1.7269914583139097,db=7.839232564616838", set()),
        ("dA=0.634770447265,dW=1.55726574285,db=7.83923256462", {"window.stride-missing"}),
        ("dA=2.8260400202773095,dW=2.0715074774472573,db=32.32665314102945", {"bias.inside-window-sum"}),
        (
            "dA=-0.8661122901903887,dW=1.6265531153487156,db=32.32665314102945",
            {"window.stride-missing", "bias.inside-window-sum"},
        ),
    ],
)
def test_published_means_name_their_mistakes(means: str, faults: set[str]) -> None:
    (found,) = explanations(CONV, parse(means))
    assert {made.fault for made in found} == faults


def test_means_of_no_mistake_are_said_to_be_so() -> None:
    assert explanations(CONV, parse("dA=5.123456789,dW=1.7269914583139097")) == ()


def test_the_command_takes_means_of_four_digits(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["check", "--published", "dA=0.6347,dW=1.5573,db=7.8392", "--case", "coursera-conv-backward"]
    assert main(command) == 1
    assert "[window.stride-missing], in W_bar, x_bar" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["dA=many"], "expected a name and a number"),
        (["dQ=1"], "prints no mean of dQ"),
        (["dA=1", "--case", "nothing"], "no published example"),
    ],
)
def test_what_is_no_mean_is_refused(options: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--published", *options]) == 2
    assert said in capsys.readouterr().err
