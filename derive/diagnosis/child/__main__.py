"""Runs somebody's file: python -m derive.diagnosis.child FOLDER, with a request in the folder. Results go there too."""

import faulthandler
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from derive.diagnosis.child.fitting import fitting
from derive.diagnosis.child.layout import Layout
from derive.diagnosis.child.limits import confine, refuse_the_outside
from derive.diagnosis.child.network import call_network, gradients_by_name
from derive.diagnosis.child.slopes import slopes
from derive.diagnosis.child.source import load
from derive.diagnosis.child.trial import Case, Layer, Ran, run

PAUSE = 0.004


def main(folder: Path) -> None:
    """Imports the file once; then one process for each layer, each with a deadline of its own."""
    request = json.loads((folder / "request.json").read_text("utf-8"))
    arrays = dict(np.load(folder / "arrays.npz", allow_pickle=False))
    confine(request["cpu"], request["memory"])
    faulthandler.enable(open(folder / "crash.txt", "w"))  # noqa: SIM115 - open as long as the process
    scratch = folder / "import"
    scratch.mkdir()
    os.chdir(scratch)
    refuse_the_outside()
    nothing = os.open(os.devnull, os.O_WRONLY)  # whatever is printed, and however much
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    try:
        module, absent = load(request["file"], request["text"])
    except BaseException as error:  # noqa: BLE001 - somebody else's code
        failed = Ran().failed("import", error, request["file"])
        if isinstance(error, SyntaxError) and error.lineno:
            failed.line = error.lineno
        _write(folder / "import.json", _told(failed))
        return
    _write(folder / "import.json", {**_told(Ran()), "absent": absent})
    for number, job in enumerate(request["jobs"]):
        _apart(folder, number, job, module, arrays, request)


def _apart(folder: Path, number: int, job: Any, module: Any, arrays: Any, request: Any) -> None:
    """One layer in a process of its own, killed at its deadline."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            place = folder / f"job{number}"
            place.mkdir()
            os.chdir(place)
            hang = open(folder / f"hang{number}.txt", "w")  # noqa: SIM115 - open as long as the process
            faulthandler.dump_traceback_later(request["seconds"], exit=True, file=hang)
            _work(folder, number, job, module, arrays, request["file"])
            code = 0
        finally:
            os._exit(code)
    end = time.monotonic() + request["seconds"] + 1
    while time.monotonic() < end:
        if os.waitpid(child, os.WNOHANG)[0]:
            return
        time.sleep(PAUSE)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _work(folder: Path, number: int, job: Any, module: Any, arrays: Any, file: str) -> None:
    """The rows of one layer: every layout that gives the right shapes most often, on every case."""
    if "network" in job:
        _network(folder, number, job, module, arrays, file)
        return
    layer = _layer(job, module)
    cases = [_case(arrays, place, case) for place, case in enumerate(job["cases"])]
    layouts = [_layout(own) for own in job["layouts"]]
    rows: list[dict[str, Any]] = []
    kept: dict[str, Any] = {}
    if job["differences"]:
        _slopes(folder, number, layer, cases, layouts, file)
        return
    for which in fitting(layer, cases, layouts, file, job["probes"], job["most"]):
        for place, case in enumerate(cases):
            ran = run(layer, case, layouts[which], file)
            rows.append({"layout": which, "case": place, **_told(ran), "arrays": list(ran.arrays)})
            kept |= {f"{which}.{place}.{role}": array for role, array in ran.arrays.items()}
    np.savez(folder / f"job{number}.npz", **kept)
    _write(folder / f"job{number}.json", rows)


def _slopes(folder: Path, number: int, layer: Layer, cases: list[Case], layouts: list[Layout], file: str) -> None:
    """Rows of slopes, in the one layout that is given: of each gradient its own, and by differences."""
    rows: list[dict[str, Any]] = []
    kept: dict[str, Any] = {}
    for place, case in enumerate(cases):
        found = slopes(layer, case, layouts[0], file)
        rows.append({"layout": 0, "case": place, **_told(Ran()), "arrays": list(found)})
        kept |= {f"0.{place}.{role}": array for role, array in found.items()}
    np.savez(folder / f"job{number}.npz", **kept)
    _write(folder / f"job{number}.json", rows)


def _network(folder: Path, number: int, job: Any, module: Any, arrays: Any, file: str) -> None:
    """A row for each case of a whole network: the gradients by parameter."""
    rows: list[dict[str, Any]] = []
    kept: dict[str, Any] = {}
    for place in range(job["cases"]):
        ran = Ran()
        try:
            own = {name: arrays[f"{place}.{name}"] for name in job["parameters"]}
            result = call_network(_named(module, job["network"]), arrays[f"{place}.x"], arrays[f"{place}.target"], own)
            ran.arrays = gradients_by_name(result, job["parameters"])
        except BaseException as error:  # noqa: BLE001 - somebody else's code
            ran.failed("backward", error, file)
        rows.append({"layout": 0, "case": place, **_told(ran), "arrays": list(ran.arrays)})
        kept |= {f"0.{place}.{name}": array for name, array in ran.arrays.items()}
    np.savez(folder / f"job{number}.npz", **kept)
    _write(folder / f"job{number}.json", rows)


def _layer(job: Any, module: Any) -> Layer:
    found = {key: _named(module, job[key]) if job[key] else None for key in ("forward", "backward", "cls")}
    return Layer(tuple(job["tensors"]), found["forward"], found["backward"], found["cls"], job["joint"], job["fixed"])


def _named(module: Any, name: str) -> Any:
    found = module
    for part in name.split("."):
        found = getattr(found, part)
    return found


def _layout(own: Any) -> Layout:
    return Layout({role: tuple(order) for role, order in own["axes"].items()}, own["shapes"], own["slope"])


def _case(arrays: Any, place: int, case: Any) -> Case:
    own = {role: arrays[f"{case['key']}.{role}"] for role in case["arrays"]}
    return Case(case["numbers"], own, {role: tuple(shape) for role, shape in case["shapes"].items()})


def _told(ran: Ran) -> dict[str, Any]:
    names = ("stage", "error", "message", "line", "function", "used")
    return {name: getattr(ran, name) for name in names}


def _write(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
