"""The numbers of the lecture's first table come out of the generated kernels, exactly."""

import numpy as np
import pytest

import derive

IMAGE = "3 0 1 2 7 4/1 5 8 9 3 1/2 7 2 5 1 3/0 1 3 1 7 8/4 2 1 6 2 8/2 4 5 2 3 9"
VERTICAL = "1 0 -1/1 0 -1/1 0 -1"
HORIZONTAL = "1 1 1/0 0 0/-1 -1 -1"
STEP = "/".join(["10 10 10 0 0 0"] * 6)
MIRRORED = "/".join(["0 0 0 10 10 10"] * 6)
LARGE = "2 3 7 4 6 2 9/6 6 9 8 7 4 3/3 4 8 3 8 9 7/7 8 3 6 6 3 4/4 2 1 8 3 4 6/3 2 4 1 9 8 3/0 1 3 9 2 1 4"
MAP = "1 3 2 1/2 9 1 1/1 4 2 3/5 6 1 2"

CONVOLUTIONS = {
    "vertical edges": (IMAGE, VERTICAL, 1, "-5 -4 0 8/-10 -2 2 3/0 -2 -4 -7/-3 -2 -3 -16"),
    "horizontal edges": (IMAGE, HORIZONTAL, 1, "-7 -11 2 4/10 17 9 -3/4 5 -1 -7/-7 -6 1 2"),
    "a step": (STEP, VERTICAL, 1, "/".join(["0 30 30 0"] * 4)),
    "a step mirrored": (MIRRORED, VERTICAL, 1, "/".join(["0 -30 -30 0"] * 4)),
    "stride 2": (LARGE, "3 4 4/1 0 2/-1 0 3", 2, "91 100 88/69 91 117/44 72 74"),
}


def grid(text: str) -> np.ndarray:  # type: ignore[type-arg]
    return np.array([[float(word) for word in row.split()] for row in text.split("/")])


@pytest.mark.parametrize("name", CONVOLUTIONS)
def test_a_convolution_of_the_lecture_comes_out(name: str) -> None:
    image, kernel, stride, expected = CONVOLUTIONS[name]
    n = len(grid(image))
    conv = {"conv": {"filters": 1, "kernel": 3, "stride": stride, "bias": False}}
    net = derive.load({"input": {"channels": 1, "height": n, "width": n}, "layers": [conv]})
    result = net.kernels().forward(grid(image)[None, None], {"conv1.W": grid(kernel)[None, None]})
    np.testing.assert_array_equal(result[0, 0], grid(expected))


@pytest.mark.parametrize(("kind", "expected"), [("avg_pool", "3.75 1.25/4 2"), ("max_pool", "9 2/6 3")])
def test_a_pooling_of_the_lecture_comes_out(kind: str, expected: str) -> None:
    spec = {"input": {"channels": 1, "height": 4, "width": 4}, "layers": [{kind: {"window": 2}}]}
    result = derive.load(spec).kernels().forward(grid(MAP)[None, None], {})
    np.testing.assert_array_equal(result[0, 0], grid(expected))
