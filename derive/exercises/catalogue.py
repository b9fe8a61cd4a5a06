"""The kinds of exercises, in the order in which a sheet asks them."""

from derive.exercises.backward_by_hand import BACKWARD
from derive.exercises.branches import FIELDS, SHAPES
from derive.exercises.exercise import ExerciseKind
from derive.exercises.fan_out import FAN_OUT
from derive.exercises.find_mistake import FIND_MISTAKE
from derive.exercises.forward_by_hand import CONVOLUTION, POOLING
from derive.exercises.missing_piece import MISSING_PIECE
from derive.exercises.order_of_steps import ORDER_OF_STEPS
from derive.exercises.output_size import OUTPUT_SIZE
from derive.exercises.parameter_count import PARAMETER_COUNT
from derive.exercises.shared_gradient import SHARED_GRADIENT
from derive.exercises.values_by_hand import ACTIVATION, LOSS, NORMALISATION

KINDS: tuple[ExerciseKind, ...] = (
    OUTPUT_SIZE,
    SHAPES,
    FIELDS,
    PARAMETER_COUNT,
    CONVOLUTION,
    POOLING,
    BACKWARD,
    NORMALISATION,
    ACTIVATION,
    LOSS,
    SHARED_GRADIENT,
    FAN_OUT,
    MISSING_PIECE,
    ORDER_OF_STEPS,
    FIND_MISTAKE,
)
