"""The NumPy training engine: written by hand, the independent second opinion on every derived formula."""

from derive.engine.engine import Engine
from derive.engine.optimisers import Optimiser, adam, sgd
from derive.engine.propagation import Gradients, Trace
from derive.engine.shuffling import batches
from derive.engine.training import History, Step

__all__ = ["Engine", "Gradients", "History", "Optimiser", "Step", "Trace", "adam", "batches", "sgd"]
