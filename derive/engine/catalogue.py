"""Every kind of layer and of loss that the engine knows."""

from typing import Any

from derive.engine.activations import RELU, RELU6, SIGMOID, SOFTMAX, TANH
from derive.engine.adaptive_pooling import ADAPTIVE_AVG_POOL
from derive.engine.arithmetic import ADD, MULTIPLY, SUBTRACT
from derive.engine.average_pooling import AVG_POOL, GLOBAL_AVG_POOL
from derive.engine.borders import CROP, PAD
from derive.engine.conv_transpose import CONV_TRANSPOSE
from derive.engine.convolution import CONV
from derive.engine.cutting import SLICE, SPLIT
from derive.engine.dense import DENSE
from derive.engine.depthwise import DEPTHWISE
from derive.engine.dropout import DROPOUT
from derive.engine.flatten import FLATTEN
from derive.engine.interface import Kind
from derive.engine.joining import CONCAT
from derive.engine.losses import BINARY_CROSS_ENTROPY, CROSS_ENTROPY, MEAN_SQUARED_ERROR, LossKind
from derive.engine.max_pooling import MAX_POOL
from derive.engine.normalisation import BATCH_NORM
from derive.engine.over_axes import GLOBAL_MAX_POOL, MAX, MEAN, SUM
from derive.engine.rearranging import REARRANGE
from derive.engine.upsampling import UPSAMPLE

LAYERS: tuple[Kind[Any, Any], ...] = (
    CONV,
    AVG_POOL,
    MAX_POOL,
    GLOBAL_AVG_POOL,
    FLATTEN,
    DENSE,
    SIGMOID,
    RELU,
    TANH,
    SOFTMAX,
    DROPOUT,
    BATCH_NORM,
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
LOSSES: tuple[LossKind, ...] = (BINARY_CROSS_ENTROPY, MEAN_SQUARED_ERROR, CROSS_ENTROPY)

LAYER_TABLE: dict[str, Kind[Any, Any]] = {kind.name: kind for kind in LAYERS}
LOSS_TABLE: dict[str, LossKind] = {kind.name: kind for kind in LOSSES}
