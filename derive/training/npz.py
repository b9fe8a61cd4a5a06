"""Arrays in .npz files, read without pickle and checked before memory is taken, and written byte for byte alike."""

import io
import math
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib import format as npy

from derive.errors import DataError

Array = npt.NDArray[Any]
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time of a zip entry: the same arrays give the same bytes
HEADERS = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, KeyError)


def read_npz(path: Path, names: tuple[str, ...] | None = None) -> dict[str, Array]:
    """The arrays of these names (of all, without names) that the file holds; numbers and text, never objects.

    Raises DataError for a file that cannot be read, is no .npz, is damaged, or holds Python objects.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            held = [entry for entry in archive.infolist() if entry.filename.endswith(".npy")]
            wanted = [entry for entry in held if names is None or _name(entry) in names]
            return {_name(entry): _member(path, archive, entry) for entry in wanted}
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror or error}") from error
    except DAMAGED as error:
        what = f"{path}: not a readable .npz file: {str(error) or type(error).__name__}"
        raise DataError(f"{what}\n  it may be cut off or damaged; copy it again") from error


def _name(entry: zipfile.ZipInfo) -> str:
    return entry.filename.removesuffix(".npy")


def _member(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Array:
    """One array, once its header and the entry's length agree."""
    with archive.open(entry) as stream:
        version = npy.read_magic(stream)
        if version not in HEADERS:
            raise DataError(f"{path}: {_name(entry)} is written in version {version} of .npy, expected 1.0 or 2.0")
        shape, _, dtype = HEADERS[version](stream)
        if dtype.hasobject:
            raise DataError(
                f"{path}: {_name(entry)} holds Python objects, expected numbers\n  they are never unpickled"
            )
        found, expected = entry.file_size - stream.tell(), math.prod(shape) * dtype.itemsize
        if found != expected:
            sizes = " x ".join(map(str, shape)) or "1"
            what = f"{path}: {_name(entry)} has {found:,} bytes, expected {expected:,} for its {sizes} of {dtype}"
            raise DataError(f"{what}\n  the file is damaged; copy it again")
    with archive.open(entry) as stream:
        return np.asarray(npy.read_array(stream, allow_pickle=False))


def npz_bytes(arrays: Mapping[str, Array]) -> bytes:
    """An .npz file of these arrays, for np.load; the same arrays give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            with archive.open(zipfile.ZipInfo(f"{name}.npy", EPOCH), "w", force_zip64=True) as stream:
                npy.write_array(stream, np.asanyarray(array), allow_pickle=False)
    return buffer.getvalue()
