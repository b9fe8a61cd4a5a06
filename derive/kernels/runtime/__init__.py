"""Everything that generated kernels call; the ideas stand in files of their own.

sliding_windows.py: windows into an array, adding into windows. contraction.py, matrices.py: sums of products;
unrolling.py: with windows; scattering.py: into windows. extremes.py: maxima of windows. shifting.py: arrays moved
along their axes. Arrays keep their dtype.
Nothing is written in place but arrays that were made here.
"""

from derive.kernels.runtime.axes import merge, split, spread
from derive.kernels.runtime.contraction import contract
from derive.kernels.runtime.extremes import at_winner, first_largest, first_maximum, largest, scatter_to_winners
from derive.kernels.runtime.reach import ceil_size, inside
from derive.kernels.runtime.scattering import scatter_product
from derive.kernels.runtime.shifting import shifted
from derive.kernels.runtime.sliding_windows import last, overwrite, scatter, windows
from derive.kernels.runtime.stable import mean_over, ratio, sigmoid, softplus, weighted

__all__ = [
    "at_winner",
    "ceil_size",
    "contract",
    "first_largest",
    "first_maximum",
    "inside",
    "largest",
    "last",
    "mean_over",
    "merge",
    "overwrite",
    "ratio",
    "scatter",
    "scatter_product",
    "scatter_to_winners",
    "shifted",
    "sigmoid",
    "softplus",
    "split",
    "spread",
    "weighted",
    "windows",
]
