"""The catalogue: every layer and loss that a spec may name, by explicit tuples."""

from derive.layers.adaptive_avg_pool import ADAPTIVE_AVG_POOL
from derive.layers.add import ADD
from derive.layers.avg_pool import AVG_POOL
from derive.layers.batch_norm import BATCH_NORM
from derive.layers.binary_cross_entropy import BINARY_CROSS_ENTROPY
from derive.layers.concat import CONCAT
from derive.layers.conv import CONV
from derive.layers.conv_transpose import CONV_TRANSPOSE
from derive.layers.crop import CROP
from derive.layers.cross_entropy import CROSS_ENTROPY
from derive.layers.declaration import LayerKind, LossKind, RegulariserKind
from derive.layers.dense import DENSE
from derive.layers.depthwise import DEPTHWISE
from derive.layers.dropout import DROPOUT
from derive.layers.flatten import FLATTEN
from derive.layers.global_avg_pool import GLOBAL_AVG_POOL
from derive.layers.global_max_pool import GLOBAL_MAX_POOL
from derive.layers.l2 import L2
from derive.layers.max import MAX
from derive.layers.max_pool import MAX_POOL
from derive.layers.mean import MEAN
from derive.layers.mean_squared_error import MEAN_SQUARED_ERROR
from derive.layers.multiply import MULTIPLY
from derive.layers.options import LossOptions, Options
from derive.layers.pad import PAD
from derive.layers.rearrange import REARRANGE
from derive.layers.relu import RELU
from derive.layers.relu6 import RELU6
from derive.layers.sigmoid import SIGMOID
from derive.layers.slice import SLICE
from derive.layers.softmax import SOFTMAX
from derive.layers.split import SPLIT
from derive.layers.subtract import SUBTRACT
from derive.layers.sum import SUM
from derive.layers.tanh import TANH
from derive.layers.upsample import UPSAMPLE

LAYERS: tuple[LayerKind, ...] = (
    CONV,
    AVG_POOL,
    MAX_POOL,
    GLOBAL_AVG_POOL,
    FLATTEN,
    DENSE,
    BATCH_NORM,
    DROPOUT,
    SIGMOID,
    TANH,
    RELU,
    SOFTMAX,
    ADD,
    SUBTRACT,
    MULTIPLY,
    CONCAT,
    SLICE,
    SPLIT,
    PAD,
    CROP,
    CONV_TRANSPOSE,
    UPSAMPLE,
    MEAN,
    SUM,
    MAX,
    GLOBAL_MAX_POOL,
    RELU6,
    DEPTHWISE,
    REARRANGE,
    ADAPTIVE_AVG_POOL,
)
LOSSES: tuple[LossKind, ...] = (BINARY_CROSS_ENTROPY, CROSS_ENTROPY, MEAN_SQUARED_ERROR)
REGULARISERS: tuple[RegulariserKind, ...] = (L2,)

LAYER_OPTIONS: dict[str, type[Options]] = {kind.kind: kind.options for kind in LAYERS}
LAYER_INPUTS: dict[str, range] = {kind.kind: kind.inputs for kind in LAYERS}
LOSS_OPTIONS: dict[str, type[LossOptions]] = {kind.kind: kind.options for kind in LOSSES}
