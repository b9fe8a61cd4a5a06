"""An image that the program draws, and grey images as pictures inside an SVG."""

import base64
import struct
import zlib
from typing import Any

import numpy as np

from derive.export.figures.svg import Element, element

Array = Any
SIDE = 48
GROUND, SKY, WALL, ROOF, DARK, SUN = 60, 180, 215, 90, 20, 250


def drawn_image() -> Array:
    """A house under a sun: edges in all directions, a thin fence, a soft slope; integers in 0..255, 48x48."""
    row, column = np.mgrid[0:SIDE, 0:SIDE]
    image = SKY - row  # the sky gets darker downwards
    image = np.where(row >= 36, GROUND + column // 2, image)  # the ground brighter to the right
    image = np.where((row - 9) ** 2 + (column - 37) ** 2 <= 36, SUN, image)
    image = np.where((row >= 22) & (row < 40) & (column >= 8) & (column < 28), WALL, image)
    image = np.where((row >= 10) & (row < 22) & (abs(column - 17.5) <= row - 8), ROOF, image)
    image = np.where((row >= 29) & (row < 40) & (column >= 19) & (column < 25), DARK, image)
    image = np.where((row >= 26) & (row < 32) & (column >= 11) & (column < 17), DARK, image)
    fence = (row >= 33) & (row < 41) & (column >= 31) & (column < 46) & (column % 3 == 1)
    return np.where(fence, SUN, image).astype(float)


def picture(levels: Array, x: float, y: float, side: float) -> Element:
    """Grey levels 0..255 as an image with sharp pixels; a data address, so that nothing is loaded."""
    text = base64.b64encode(png(levels)).decode("ascii")
    return element(
        "image", x=x, y=y, width=side, height=side, href=f"data:image/png;base64,{text}", image_rendering="pixelated"
    )


def png(levels: Array) -> bytes:
    """An 8-bit grey PNG, stored and not compressed: the same bytes with every version of zlib."""
    height, width = levels.shape
    rows = b"".join(b"\0" + bytes(row) for row in levels.astype(np.uint8))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", _stored(rows)) + _chunk(b"IEND", b"")


def _stored(data: bytes) -> bytes:
    """A zlib stream of one stored block (RFC 1950, 1951)."""
    if len(data) >= 2**16:
        raise ValueError("a stored block holds less than 64 KiB")
    block = struct.pack("<BHH", 1, len(data), len(data) ^ 0xFFFF) + data
    return b"\x78\x01" + block + struct.pack(">I", zlib.adler32(data))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
