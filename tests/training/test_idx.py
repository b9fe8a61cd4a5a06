"""IDX files: read whole, or refused with what was found and what was expected."""

import gzip
import struct
from pathlib import Path

import numpy as np
import pytest

from derive.errors import DataError
from derive.training.idx import read_idx
from tests.training.small import digits, idx_bytes

IMAGES, LABELS = digits(13)


def refusal(path: Path, content: bytes, axes: tuple[int, ...] = (3,)) -> str:
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_idx(path, axes)
    return str(caught.value).replace(str(path), "FILE")


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_gives_its_array_compressed_or_not_whatever_its_name(tmp_path: Path, packed: bool) -> None:
    content = idx_bytes(IMAGES)
    path = tmp_path / "images"
    path.write_bytes(gzip.compress(content) if packed else content)
    assert np.array_equal(read_idx(path, (3,)), IMAGES)


def test_a_wrong_magic_number_is_told_with_the_right_one(tmp_path: Path) -> None:
    text = refusal(tmp_path / "f", b"\x89PNG" + bytes(20))
    assert text == (
        "FILE: it begins with 89 50 4e 47; expected 00 00 08 03 (unsigned bytes, 3 axes)\n"
        "  give an IDX file, as MNIST's are, or an .npz"
    )


def test_labels_in_the_place_of_images_are_told_apart(tmp_path: Path) -> None:
    text = refusal(tmp_path / "f", idx_bytes(LABELS))
    assert "00 00 08 01 (unsigned bytes, 1 axis); expected 00 00 08 03 (unsigned bytes, 3 axes)" in text
    assert "exchanged" in text


TYPES = {"u1": 0x08, "i1": 0x09, ">i2": 0x0B, ">i4": 0x0C, ">f4": 0x0D, ">f8": 0x0E}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("kind", TYPES)
def test_every_type_of_entries_is_read_in_this_machines_order(tmp_path: Path, kind: str, packed: bool) -> None:
    array = (np.arange(-3, 27).reshape(5, 2, 3) % 128).astype(kind)
    content = bytes((0, 0, TYPES[kind], 3)) + struct.pack(">3I", *array.shape) + array.tobytes()
    path = tmp_path / "f"
    path.write_bytes(gzip.compress(content) if packed else content)
    found = read_idx(path, (3,))
    assert found.dtype == np.dtype(kind).newbyteorder("=")
    assert found.dtype.isnative
    assert np.array_equal(found, array)


def test_a_type_that_the_format_does_not_have_is_refused(tmp_path: Path) -> None:
    text = refusal(tmp_path / "f", b"\0\0\x0a\x03" + bytes(20))
    assert "it begins with 00 00 0a 03; expected 00 00 08 03" in text


def test_a_cut_off_file_of_wider_entries_is_told_in_bytes(tmp_path: Path) -> None:
    content = b"\0\0\x0e\x01" + struct.pack(">I", 3) + bytes(23)
    assert "23 bytes of data, expected 24 for its 3 entries" in refusal(tmp_path / "f", content, (1,))


@pytest.mark.parametrize("packed", [False, True])
def test_sizes_with_their_last_byte_first_are_told_as_such(tmp_path: Path, packed: bool) -> None:
    content = bytes((0, 0, 8, 3)) + struct.pack("<3I", *IMAGES.shape) + IMAGES.tobytes()
    text = refusal(tmp_path / "f", gzip.compress(content) if packed else content)
    assert text == (
        "FILE: its sizes are written with their last byte first: 13 x 7 x 5\n"
        "  the IDX format has the first byte first (big-endian): write the file anew"
    )


@pytest.mark.parametrize("length", [0, 1, 3])
def test_a_file_that_ends_in_its_magic_number_is_refused(tmp_path: Path, length: int) -> None:
    assert "it begins with" in refusal(tmp_path / "f", idx_bytes(IMAGES)[:length])


def test_a_file_that_ends_among_its_sizes_is_refused(tmp_path: Path) -> None:
    assert "cut off among its sizes: 7 bytes, expected 12" in refusal(tmp_path / "f", idx_bytes(IMAGES)[:11])


def test_a_cut_off_file_is_told_with_both_lengths(tmp_path: Path) -> None:
    text = refusal(tmp_path / "f", idx_bytes(IMAGES)[:-1])
    assert "454 bytes of data, expected 455 for its 13 x 7 x 5 entries\n  the file is cut off" in text


def test_a_file_with_something_after_its_end_is_refused(tmp_path: Path) -> None:
    assert "more than 455 bytes of data" in refusal(tmp_path / "f", idx_bytes(IMAGES) + b"\0")


def test_a_header_of_many_gigabytes_is_refused_without_taking_them(tmp_path: Path) -> None:
    content = idx_bytes(IMAGES)
    assert "455 bytes of data, expected" in refusal(tmp_path / "f", content[:4] + b"\xff" * 12 + content[16:])


def test_a_size_of_zero_is_refused(tmp_path: Path) -> None:
    assert "0 x 7 x 5; expected at least 1 each" in refusal(tmp_path / "f", idx_bytes(IMAGES[:0]))


@pytest.mark.parametrize("cut", [1, 9, 40])
def test_a_cut_off_gzip_file_is_refused(tmp_path: Path, cut: int) -> None:
    assert "damaged or cut off" in refusal(tmp_path / "f", gzip.compress(idx_bytes(IMAGES))[:-cut])


def test_a_damaged_gzip_file_is_refused(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(idx_bytes(IMAGES)))
    packed[-6] ^= 0xFF  # the checksum
    assert "damaged or cut off" in refusal(tmp_path / "f", bytes(packed))


def test_a_missing_file_is_refused_with_the_systems_reason(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read: No such file"):
        read_idx(tmp_path / "none", (3,))
