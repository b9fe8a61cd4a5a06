"""The lines that write an output are found, through what it is cut from; room that is made is none of them."""

from derive.diagnosis.find import find_layers
from derive.diagnosis.lines import lines_of

CONV = """def conv_forward(x, w, b, conv_param):
    out = np.zeros(3)
    out[0] = x * w
    return out, (x, w, b, conv_param)

def conv_backward(dout, cache):
    padded = np.zeros(3)
    dw = np.zeros_like(w)
    for i in range(3):
        padded[i] += dout * w
        dw += dout * x
    dx = padded[1:-1]
    return dx, dw, dout.sum(axis=0)
"""
DENSE = """class Dense:
    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(0)
        return dout @ self.W.T
"""


def test_a_statement_is_found_through_what_is_cut() -> None:
    (found,) = find_layers(CONV, "mine.py")
    assert {output: lines_of(CONV, found, output) for output in ("y", "x", "W", "b")} == {
        "y": (3,),
        "x": (10, 12),
        "W": (11,),
        "b": (13,),
    }


def test_attributes_and_returned_expressions_are_found() -> None:
    (found,) = find_layers(DENSE, "mine.py")
    assert {output: lines_of(DENSE, found, output) for output in ("x", "W", "b")} == {"x": (9,), "W": (7,), "b": (8,)}
