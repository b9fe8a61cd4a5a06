"""Somebody's tests over faulty layers: python -m derive.diagnosis.auditing FOLDER, with a request in the folder."""

import importlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from derive.diagnosis.auditing.forked import Outcome, Run, forked
from derive.diagnosis.auditing.notebook import run_cells
from derive.diagnosis.auditing.stand_in import StandIn
from derive.diagnosis.child.layout import Layout
from derive.diagnosis.child.limits import confine, refuse_the_outside
from derive.diagnosis.child.source import load
from derive.diagnosis.direct import subject_of
from derive.diagnosis.reference import RIGHT, Hypothesis, Made


def main(folder: Path) -> None:
    """Everything is imported once; then each faulty layer has a process of its own, with a deadline."""
    request = json.loads((folder / "request.json").read_text("utf-8"))
    confine(request["cpu"], request["memory"])
    importlib.import_module("pytest")
    os.chdir(folder / "home")
    refuse_the_outside()
    sys.path[:0] = request["paths"]
    module, run = _opened(request)

    def outcomes(runs: Sequence[Run]) -> list[dict[str, Any]]:
        return [asdict(each) for each in forked(runs, request["seconds"], os.cpu_count() or 1)]

    layers = request["layers"]
    plain, *right = outcomes([run, *(_patched(module, layer, "y", RIGHT, run) for layer in layers)])
    told: dict[str, Any] = {"plain": plain, "right": right, "faulty": [[] for _ in layers]}
    for number, layer in enumerate(layers):
        if right[number]["called"] and not (plain["failed"] or right[number]["failed"]):
            mutants = [_mutant(each) for each in layer["mutants"]]
            told["faulty"][number] = outcomes([_patched(module, layer, *mutant, run) for mutant in mutants])
    (folder / "outcomes.json").write_text(json.dumps(told), "utf-8")


def _opened(request: Mapping[str, Any]) -> tuple[Any, Run]:
    """The module whose functions are replaced, and what runs the tests."""
    if not request["cells"]:
        return importlib.import_module(request["module"]), lambda: _pytest(request["tests"])
    notebook, _ = load(request["tests"], request["setup"])
    module = importlib.import_module(request["module"]) if request["module"] else notebook
    return module, lambda: run_cells(request["tests"], request["cells"], vars(notebook))


def _pytest(tests: str) -> Outcome:
    """The first test that fails, by name. Nothing of the project's own settings is read but its conftest."""

    class Watch:
        failed = ""

        def pytest_runtest_logreport(self, report: Any) -> None:
            if report.failed and not self.failed:
                self.failed = report.nodeid.rpartition("::")[2]

    watch = Watch()
    options = ["-x", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", os.path.dirname(tests), tests]
    code = int(importlib.import_module("pytest").main(options, plugins=[watch]))
    return Outcome(failed=watch.failed or ("" if code == 0 else f"pytest ended with {code}"), text="")


def _mutant(told: Mapping[str, Any]) -> tuple[str, Hypothesis]:
    return told["role"], tuple(Made(fault, (form, tensor)) for fault, form, tensor in told["made"])


def _patched(module: Any, layer: Mapping[str, Any], role: str, hypothesis: Hypothesis, run: Run) -> Run:
    """The tests with a faulty layer in place of the module's own, wherever its functions have been imported to."""
    subject = subject_of(layer["kind"])
    order = subject.orders[layer["which"]]
    forward, backward = (getattr(module, layer[name]) if layer[name] else None for name in ("forward", "backward"))
    layout = Layout(order.axes, order.shapes, order.slope)
    stand_in = StandIn(subject, layout, forward, backward, role, hypothesis)

    def patched() -> Outcome:
        for function, other in ((forward, stand_in.run_forward), (backward, stand_in.run_backward)):
            if function is not None:
                _put(function, other)
        return replace(run(), called=stand_in.called)

    return patched


def _put(function: Any, other: Any) -> None:
    for module in list(sys.modules.values()):
        for name, value in list(getattr(module, "__dict__", {}).items()):
            if value is function:
                setattr(module, name, other)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
