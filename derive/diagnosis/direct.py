"""Functions checked where they are, in this process: for somebody's own tests. Nothing protects from what they do."""

import inspect
from collections.abc import Callable, Sequence
from typing import Any

from derive.diagnosis.case import Case, cases
from derive.diagnosis.check import MOST_ORDERS, PROBES, judged_layer
from derive.diagnosis.child.fitting import fitting
from derive.diagnosis.child.layout import Layout
from derive.diagnosis.child.trial import Case as Given
from derive.diagnosis.child.trial import Layer, run
from derive.diagnosis.find import Definition, Found
from derive.diagnosis.reference import reference
from derive.diagnosis.sandbox import Finished, Observation
from derive.diagnosis.subject import Subject
from derive.diagnosis.subjects import SUBJECTS
from derive.diagnosis.verdict import LayerVerdict
from derive.errors import NameNotFoundError

Function = Callable[..., Any]


def subject_of(kind: str) -> Subject:
    """The layer of this kind. Raises NameNotFoundError for one that cannot be checked."""
    found = next((subject for subject in SUBJECTS if subject.kind == kind), None)
    if found is None:
        kinds = ", ".join(subject.kind for subject in SUBJECTS)
        raise NameNotFoundError(f"no layer {kind!r} can be checked; take one of {kinds}")
    return found


def check_functions(functions: Function | Sequence[Function], kind: str) -> LayerVerdict:
    """The verdict on a pair of functions, forward and backward, on a class, or on one function that gives both."""
    subject = subject_of(kind)
    given: list[Any] = list(functions) if isinstance(functions, list | tuple) else [functions]
    cls = given[0] if inspect.isclass(given[0]) else None
    forward = None if cls else given[0]
    backward = given[1] if len(given) > 1 else None
    joint = subject.loss and backward is None and cls is None
    layer = Layer(subject.tensors, forward, backward, cls, joint, subject.fixed)
    places = [Definition(getattr(each, "__name__", "function"), 0) for each in given]
    found = Found(
        subject,
        None if cls else places[0],
        places[1] if len(places) > 1 else None,
        places[0] if cls else None,
        joint,
    )
    file, text = _source(given[-1])
    return judged_layer(found, Finished(_rows(subject, layer, file)), text)


def _rows(subject: Subject, layer: Layer, file: str) -> tuple[Observation, ...]:
    tried = [_given(subject, case) for case in cases(subject)]
    layouts = [Layout(order.axes, order.shapes, order.slope) for order in subject.orders]
    rows = []
    for which in fitting(layer, tried, layouts, file, PROBES, MOST_ORDERS):
        for place, case in enumerate(tried):
            ran = run(layer, case, layouts[which], file)
            said = (ran.stage, ran.error, ran.message, ran.line, ran.function, frozenset(ran.used))
            rows.append(Observation(which, place, *said, ran.arrays))
    return tuple(rows)


def _given(subject: Subject, case: Case) -> Given:
    own = reference(subject)
    n = case.configuration
    counts = {"inputs": n.shape[1], "outputs": n.outputs} if n.outputs else {"inputs": n.shape[1]}
    more = {} if subject.loss else {"cotangent": own.y_bar(case)}
    shapes = {role: array.shape for role, array in own.right(case).items()}
    return Given({**counts, **n.numbers}, {**case.arrays, **more}, shapes)


def _source(function: Function) -> tuple[str, str]:
    """The file that a function stands in, and its text; empty where there is none."""
    try:
        file = inspect.getsourcefile(function) or ""
        with open(file, encoding="utf-8") as source:
            return file, source.read()
    except (OSError, TypeError):
        return "", ""
