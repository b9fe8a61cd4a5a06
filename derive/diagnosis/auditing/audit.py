"""Which known mistakes somebody's own tests let through: their module's layers replaced by faulty ones, one by one."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from derive.diagnosis.auditing.notebook import differs, split_cells
from derive.diagnosis.case import Case, cases
from derive.diagnosis.check import check_found
from derive.diagnosis.find import Found, find_layers
from derive.diagnosis.kit import Mutant, comparable, cover, mutants_of
from derive.diagnosis.reference import reference
from derive.diagnosis.sandbox import USUAL, Limits, spawn
from derive.diagnosis.source import source_text
from derive.diagnosis.verdict import GOOD, LayerVerdict
from derive.errors import DataError

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LayerAudit:
    """One layer: what kills each mistake, the mistakes that survive, and few cases to add that kill these.

    `refused` says why it could not be audited; `idle`: no test calls it.
    """

    found: Found
    killed: tuple[tuple[Mutant, str], ...] = ()
    survivors: tuple[Mutant, ...] = ()
    added: tuple[Case, ...] = ()
    refused: str = ""
    idle: bool = False

    @property
    def tried(self) -> int:
        """How many mistakes were made."""
        return len(self.killed) + len(self.survivors)


@dataclass(frozen=True, slots=True)
class Audit:
    """What tests see: of each layer of the module; `failure` where the tests fail on the module as it is."""

    tests: str
    module: str
    layers: tuple[LayerAudit, ...]
    failure: str = ""


def audit_file(tests: Path, module: str, limits: Limits = USUAL) -> Audit:
    """A file of pytest over a module. Raises DataError where the module is not found, or has no layer."""
    if not tests.is_file():
        raise DataError(f"{tests}: there is no such file")
    file, paths = _module_file(module, tests)
    told = {"module": module, "paths": paths, "cells": [], "setup": ""}
    return _audit(tests, module, str(file), source_text(file), told, limits)


def audit_notebook(notebook: Path, cells: str, module: str = "", limits: Limits = USUAL) -> Audit:
    """A notebook's checks over its own functions, or over those of a module that it imports."""
    setup, checks = split_cells(notebook, cells)
    file, paths = _module_file(module, notebook) if module else (notebook, [str(notebook.parent.resolve())])
    text = source_text(file) if module else setup
    told = {"module": module, "paths": paths, "cells": checks, "setup": setup}
    return _audit(notebook, module or str(notebook), str(file), text, told, limits)


def _module_file(module: str, tests: Path) -> tuple[Path, list[str]]:
    """A module's file, looked for from here, beside the tests and in the folders above them."""
    parts = module.split(".")
    folders = [Path.cwd(), *tests.resolve().parents[:4]]
    for folder in folders:
        for file in (folder.joinpath(*parts).with_suffix(".py"), folder.joinpath(*parts, "__init__.py")):
            if file.is_file():
                return file, [str(each) for each in dict.fromkeys((folder, *folders[:2]))]
    raise DataError(f"{module}: there is no such module here, beside {tests}, or in the folders above")


def _audit(tests: Path, module: str, file: str, text: str, told: Told, limits: Limits) -> Audit:
    found = [each for each in find_layers(text, file) if each.forward and each.cls is None]
    if not found:
        raise DataError(f"{file}: no layer is found by its name; derive check --help says how they are called")
    checked = check_found(file, text, found, limits)
    if checked.failure:
        raise DataError(checked.failure)
    ready = [_ready(each, verdict) for each, verdict in zip(found, checked.layers, strict=True)]
    jobs = [
        (each, verdict)
        for (each, verdict), said in zip(zip(found, checked.layers, strict=True), ready, strict=True)
        if not said
    ]
    mutants = [_each_once(mutants_of(reference(each.subject), cases(each.subject))) for each, _ in jobs]
    layers = [_layer(each, verdict, own) for (each, verdict), own in zip(jobs, mutants, strict=True)]
    outcomes = _run({**told, "tests": str(tests.resolve()), "layers": layers}, limits)
    if outcomes["plain"]["failed"]:
        return Audit(str(tests), module, (), f"the tests fail on the module as it is: {outcomes['plain']['failed']}")
    ended = zip(jobs, mutants, outcomes["right"], outcomes["faulty"], strict=True)
    audits = [_judged(each, own, right, faulty) for (each, _), own, right, faulty in ended]
    refused = [LayerAudit(each, refused=said) for each, said in zip(found, ready, strict=True) if said]
    return Audit(str(tests), module, (*audits, *refused))


def _ready(found: Found, verdict: LayerVerdict) -> str:
    """Why a layer cannot be replaced; "" where it can."""
    if found.subject.loss or found.backward is None:
        return "only a forward and a backward function together are replaced"
    bad = [each.output for each in verdict.outputs if each.judged not in GOOD]
    return f"it is not right itself: {', '.join(bad)} ({verdict.failure or 'derive check says more'})" if bad else ""


def _layer(found: Found, verdict: LayerVerdict, mutants: Sequence[Mutant]) -> Told:
    made = [{"role": role, "made": [[each.fault, *each.place] for each in hypothesis]} for role, hypothesis in mutants]
    names = {
        "forward": found.forward.name if found.forward else "",
        "backward": found.backward.name if found.backward else "",
    }
    return {"kind": found.subject.kind, "which": verdict.which, "mutants": made, **names}


def _each_once(mutants: Sequence[Mutant]) -> list[Mutant]:
    """One for each output and mistake, which may be made in several formulas: the first that shows."""
    found: dict[tuple[str, str], Mutant] = {}
    for role, one in mutants:
        found.setdefault((role, one[-1].fault), (role, one))
    return list(found.values())


def _run(request: Told, limits: Limits) -> Told:
    """The outcomes of all runs, in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="derive-audit-") as name:
        folder = Path(name)
        (folder / "home").mkdir()
        runs = sum(len(layer["mutants"]) + 1 for layer in request["layers"]) + 1
        told = {**request, "cpu": 3600, "memory": limits.memory, "seconds": limits.seconds}
        (folder / "request.json").write_text(json.dumps(told), "utf-8")
        said = spawn("derive.diagnosis.auditing", folder, limits.seconds * runs + 30)
        try:
            return dict(json.loads((folder / "outcomes.json").read_text("utf-8")))
        except (OSError, ValueError):
            last = (folder / "output.txt").read_text("utf-8", "replace").strip().splitlines()[-1:]
            raise DataError(f"the tests could not be run: {said}{': ' + last[0] if last else ''}") from None


def _judged(found: Found, mutants: Sequence[Mutant], right: Told, faulty: Sequence[Told]) -> LayerAudit:
    """What became of each faulty layer, against the right one in the same place."""
    if not right["called"]:
        return LayerAudit(found, survivors=tuple(mutants), added=_more(found, mutants), idle=True)
    if right["failed"]:
        said = f"the tests fail on the right formulas in its place, as by another convention: {right['failed']}"
        return LayerAudit(found, refused=said)
    why = [str(told["failed"] or differs(right["text"], told["text"])) for told in faulty]
    killed = tuple((mutant, said) for mutant, said in zip(mutants, why, strict=True) if said)
    survivors = tuple(mutant for mutant, said in zip(mutants, why, strict=True) if not said)
    return LayerAudit(found, killed, survivors, _more(found, survivors))


def _more(found: Found, survivors: Sequence[Mutant]) -> tuple[Case, ...]:
    """Few cases of the grid that kill all survivors which any case kills."""
    tried = [case for case in cases(found.subject) if comparable(case)]
    return cover(reference(found.subject), tried, survivors)[0]
