"""Arrays in .npz files: never unpickled, checked before memory is taken, the same bytes for the same arrays."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest

from derive.errors import DataError
from derive.training.npz import npz_bytes, read_npz

ARRAYS = {"a/b.W": np.arange(6, dtype=np.float32).reshape(2, 3), "n": np.array(7), "text": np.array("öß")}


def test_what_is_written_is_read_again_with_its_dtype_and_shape(tmp_path: Path) -> None:
    path = tmp_path / "f.npz"
    path.write_bytes(npz_bytes(ARRAYS))
    found = read_npz(path)
    assert list(found) == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert found[name].dtype == array.dtype
        assert np.array_equal(found[name], array)
    with np.load(path, allow_pickle=False) as same:
        assert np.array_equal(same["a/b.W"], ARRAYS["a/b.W"])


def test_the_same_arrays_give_the_same_bytes() -> None:
    assert npz_bytes(ARRAYS) == npz_bytes({name: array.copy() for name, array in ARRAYS.items()})


def test_only_the_arrays_that_are_asked_for_are_read(tmp_path: Path) -> None:
    path = tmp_path / "f.npz"
    np.savez(path, wanted=np.arange(3), other=np.array([None]))
    assert list(read_npz(path, ("wanted",))) == ["wanted"]


def test_python_objects_are_never_unpickled(tmp_path: Path) -> None:
    path = tmp_path / "f.npz"
    np.savez(path, bad=np.array([{"a": 1}]))
    with pytest.raises(DataError, match="bad holds Python objects, expected numbers"):
        read_npz(path)


@pytest.mark.parametrize("keep", [0, 10, 100, 400])
def test_a_cut_off_file_is_refused(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "f.npz"
    path.write_bytes(npz_bytes(ARRAYS)[:keep])
    with pytest.raises(DataError, match=r"not a readable \.npz file"):
        read_npz(path)


def test_a_flipped_bit_is_found_by_the_checksum(tmp_path: Path) -> None:
    content = bytearray(npz_bytes(ARRAYS))
    content[content.index(ARRAYS["a/b.W"].tobytes()) + 5] ^= 1
    path = tmp_path / "f.npz"
    path.write_bytes(content)
    with pytest.raises(DataError, match="CRC"):
        read_npz(path)


def test_a_header_that_promises_more_than_there_is_is_refused_before_memory_is_taken(tmp_path: Path) -> None:
    stream = io.BytesIO()
    np.lib.format.write_array_header_1_0(stream, {"descr": "<f8", "fortran_order": False, "shape": (10**12,)})
    path = tmp_path / "f.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.npy", stream.getvalue() + bytes(8))
    with pytest.raises(DataError, match="x has 8 bytes, expected 8,000,000,000,000 for its 1000000000000 of float64"):
        read_npz(path)
