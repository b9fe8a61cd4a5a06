"""The headline report: figures from the runs' results, and a page of Markdown that says them."""

import statistics
from typing import Any

from derive.spec.train_options import TrainSpec
from derive.training.job import options_text

GOAL_ACCURACY, GOAL_LOSS = 0.9873, 0.05
Results = list[dict[str, Any]]


def figures(results: Results) -> dict[str, Any]:
    """Mean, standard deviation, least and most of test accuracy and loss over the seeds; whether the goal is met."""
    found = {name: _spread([result["test"][name] for result in results]) for name in ("accuracy", "loss")}
    met = found["accuracy"]["mean"] >= GOAL_ACCURACY and found["loss"]["mean"] <= GOAL_LOSS
    return {**found, "goal": {"accuracy at least": GOAL_ACCURACY, "loss at most": GOAL_LOSS, "met": met}}


def _spread(values: list[float]) -> dict[str, float]:
    deviation = statistics.stdev(values) if len(values) > 1 else 0.0
    return {"mean": statistics.fmean(values), "deviation": deviation, "least": min(values), "most": max(values)}


def page(report: dict[str, Any], settings: TrainSpec) -> str:
    """The report as Markdown."""
    found, results = report["figures"], report["seeds"]
    accuracy, loss = found["accuracy"], found["loss"]
    verdict = "The goal is met." if found["goal"]["met"] else "**The goal is not met.**"
    data, run = report["data"], settings.run
    parts = [
        "# The digits network, trained by the derived kernels",
        f"Test accuracy {_percent(accuracy['mean'])} ± {_percent(accuracy['deviation'])} "
        f"(from {_percent(accuracy['least'])} to {_percent(accuracy['most'])}), test loss {loss['mean']:.4f} ± "
        f"{loss['deviation']:.4f} (from {loss['least']:.4f} to {loss['most']:.4f}): mean and standard deviation over "
        f"{len(results)} seeds, each tested once, after its last epoch. The goal was a mean accuracy of at least "
        f"{_percent(GOAL_ACCURACY)} and a mean loss of at most {GOAL_LOSS}, the lecture's figures. {verdict}",
        f"`{report['spec']}` on {data['training'] + data['held out']:,} training images of MNIST, of which "
        f"{data['held out']:,}, the same for every seed, are held out; {data['test']:,} test images. "
        f"Forward and backward passes are the NumPy kernels that `derive` generates from its formulas, {run.dtype}.",
        f"Settings, from the spec's `train:`: {run.epochs} epochs, batch {run.batch}; "
        f"{options_text(settings.optimiser)}; schedule {options_text(settings.schedule)}. {report['choice']}",
        _table(("seed", "test accuracy", "test loss", "seconds"), [_row(result) for result in results]),
        "## Every epoch on the held-out images",
        _table(("epoch", *(f"seed {result['seed']}" for result in results)), _epochs(results)),
        "Accuracy, and the loss behind it.",
        "## Machine",
        _table(("what", "which"), [(name, str(value)) for name, value in report["machine"].items()]),
        f"Again: `make headline DATA=PATH`, or one seed: `derive train {report['spec']} --data PATH --seed "
        f"{results[0]['seed']}`. Other processors and BLAS libraries round otherwise, and give other last digits.",
    ]
    return "\n\n".join(parts) + "\n"


def _percent(value: float) -> str:
    return f"{100 * value:.2f} %"


def _row(result: dict[str, Any]) -> tuple[str, ...]:
    seconds = "interrupted" if result["seconds"] is None else f"{result['seconds']:.0f}"
    return str(result["seed"]), _percent(result["test"]["accuracy"]), f"{result['test']['loss']:.4f}", seconds


def _epochs(results: Results) -> list[tuple[str, ...]]:
    rows = []
    for place in range(len(results[0]["epochs"])):
        scores = [result["epochs"][place]["held_out"] for result in results]
        rows.append((str(place + 1), *(f"{_percent(score['accuracy'])}, {score['loss']:.4f}" for score in scores)))
    return rows


def _table(headers: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [headers, tuple("---" for _ in headers), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
