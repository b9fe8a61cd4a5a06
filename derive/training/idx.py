"""Files in the IDX format of MNIST: four bytes that say what follows, the sizes, then the entries."""

import gzip
import math
import zlib
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from derive.errors import DataError

Array = npt.NDArray[Any]
GZIP = b"\x1f\x8b"
TYPES: dict[int, tuple[str, np.dtype[Any]]] = {
    0x08: ("unsigned bytes", np.dtype("u1")),
    0x09: ("signed bytes", np.dtype("i1")),
    0x0B: ("shorts", np.dtype(">i2")),
    0x0C: ("integers", np.dtype(">i4")),
    0x0D: ("floats", np.dtype(">f4")),
    0x0E: ("doubles", np.dtype(">f8")),
}
BYTES = 0x08
PIECE = 1 << 20


def read_idx(path: Path, axes: tuple[int, ...]) -> Array:
    """The file's array, whose number of axes is one of `axes`, in this machine's order of bytes; compressed or not.

    Raises DataError with what was found and what was expected. Source: Y. LeCun, "The MNIST database".
    """
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == GZIP
        with gzip.open(path, "rb") if packed else path.open("rb") as stream:
            return _read(path, stream, axes)  # type: ignore[arg-type]
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        what = f"{path}: the gzip file is damaged or cut off: {error}"
        raise DataError(f"{what}\n  copy or download it again") from error
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror or error}") from error


def _read(path: Path, stream: IO[bytes], axes: tuple[int, ...]) -> Array:
    dtype, shape = _header(path, stream, axes)
    expected = math.prod(shape) * dtype.itemsize
    data = _at_most(stream, expected + 1)
    turned = tuple(int.from_bytes(size.to_bytes(4, "little"), "big") for size in shape)
    if len(data) != expected and len(data) == math.prod(turned) * dtype.itemsize:
        what = f"{path}: its sizes are written with their last byte first: {' x '.join(map(str, turned))}"
        raise DataError(f"{what}\n  the IDX format has the first byte first (big-endian): write the file anew")
    if len(data) != expected:
        found = f"{len(data):,} bytes" if len(data) < expected else f"more than {expected:,} bytes"
        sizes = " x ".join(map(str, shape))
        what = f"{path}: {found} of data, expected {expected:,} for its {sizes} entries"
        raise DataError(f"{what}\n  the file is {'cut off' if len(data) < expected else 'too long'}; copy it again")
    return np.frombuffer(data, dtype).reshape(shape).astype(dtype.newbyteorder("="), copy=False)


def _header(path: Path, stream: IO[bytes], axes: tuple[int, ...]) -> tuple[np.dtype[Any], tuple[int, ...]]:
    """The type of the entries and the sizes of the axes."""
    magic = stream.read(4)
    wanted = " or ".join(_spelled(bytes((0, 0, BYTES, count))) for count in axes)
    if len(magic) < 4 or magic[:2] != b"\0\0" or magic[2] not in TYPES or magic[3] not in axes:
        raise DataError(f"{path}: it begins with {_spelled(magic)}; expected {wanted}\n  {_advice(magic, axes)}")
    sizes = stream.read(4 * magic[3])
    if len(sizes) < 4 * magic[3]:
        raise DataError(
            f"{path}: cut off among its sizes: {len(sizes)} bytes, expected {4 * magic[3]}\n  copy it again"
        )
    shape = tuple(int(size) for size in np.frombuffer(sizes, ">u4"))
    if 0 in shape:
        raise DataError(f"{path}: its sizes are {' x '.join(map(str, shape))}; expected at least 1 each")
    return TYPES[magic[2]][1], shape


def _spelled(magic: bytes) -> str:
    """Bytes as the IDX format reads them: 00 00 08 03 (unsigned bytes, 3 axes)."""
    shown = magic.hex(" ") or "nothing"
    if len(magic) < 4 or magic[:2] != b"\0\0" or magic[2] not in TYPES:
        return shown
    return f"{shown} ({TYPES[magic[2]][0]}, {magic[3]} {'axis' if magic[3] == 1 else 'axes'})"


def _advice(magic: bytes, axes: tuple[int, ...]) -> str:
    if len(magic) == 4 and magic[:2] == b"\0\0" and magic[2] in TYPES:
        return "labels have 1 axis, images 3: see whether the two files were exchanged"
    return "give an IDX file, as MNIST's are, or an .npz"


def _at_most(stream: IO[bytes], count: int) -> bytes:
    """Up to so many bytes, piece by piece: a damaged header must not ask for gigabytes at once."""
    pieces, missing = [], count
    while missing > 0 and (piece := stream.read(min(missing, PIECE))):
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)
