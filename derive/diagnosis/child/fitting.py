"""Which way of laying arrays somebody's layer wants: the one with which outputs have the right shapes."""

from collections.abc import Sequence

from derive.diagnosis.child.layout import Layout
from derive.diagnosis.child.trial import Case, Layer, run


def fitting(
    layer: Layer, cases: Sequence[Case], layouts: Sequence[Layout], file: str, probes: int, most: int
) -> list[int]:
    """The layouts with which the first cases give outputs of the right shape most often, and go furthest."""
    scores = []
    for layout in layouts:
        score = [0, 0]
        for case in cases[:probes]:
            ran = run(layer, case, layout, file)
            score[0] += "y" in ran.arrays and ran.arrays["y"].shape == case.shapes["y"]
            score[1] += sum(ran.arrays[t].shape == case.shapes[t] for t in layer.tensors if t in ran.arrays)
        scores.append(tuple(score))
    best = max(scores)
    return [which for which, score in enumerate(scores) if score == best][:most]
