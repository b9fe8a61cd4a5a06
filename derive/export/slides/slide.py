"""One slide: a title, blocks or a picture, and whether its derivation is revealed step by step."""

from dataclasses import dataclass

from derive.document.blocks import Block
from derive.export.figures.figure import Figure
from derive.printing.formula import Trace


@dataclass(frozen=True, slots=True)
class Slide:
    """`part` is the layer that it belongs to; `opens` says that a new part begins; `trace` is revealed in steps."""

    title: str
    blocks: tuple[Block, ...] = ()
    part: str = ""
    opens: bool = False
    figure: Figure | None = None
    trace: Trace | None = None
