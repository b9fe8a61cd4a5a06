"""The filter gallery: pictures of what the filters make of the drawn image, read back from their PNGs."""

import base64
import re
import struct
import zlib

import numpy as np
import pytest

from derive.export.figures.drawn_image import SIDE, drawn_image, png
from derive.export.figures.gallery import gallery
from tests.export.figures.pictures import PICTURED, network, read, words


def _pixels(data: bytes) -> np.ndarray:
    """An 8-bit grey PNG without filters, every checksum checked."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, at = {}, 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(kind + body)
        chunks[kind] = body
        at += 12 + length
    width, height, depth, colour = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    assert (depth, colour) == (8, 0)
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, width + 1)
    assert not rows[:, 0].any()
    return rows[:, 1:]


def _images(stem: str) -> list[np.ndarray]:
    (picture,) = gallery(network(stem))
    return [_pixels(base64.b64decode(each)) for each in re.findall(r'base64,([^"]*)"', picture.svg)]


def _correlated(image: np.ndarray, weights: np.ndarray, padding: int) -> np.ndarray:
    """Plain loops over the filter."""
    wide = np.pad(image, padding)
    rows, columns = (wide.shape[axis] - weights.shape[axis] + 1 for axis in (0, 1))
    found = np.zeros((rows, columns))
    for u in range(weights.shape[0]):
        for v in range(weights.shape[1]):
            found += weights[u, v] * wide[u : u + rows, v : v + columns]
    return found


@pytest.mark.parametrize(("stem", "padding"), [("filter_gallery", 1), ("edge_detection", 0), ("half_bright", 0)])
def test_each_picture_is_what_plain_loops_give(stem: str, padding: int) -> None:
    image, *shown = _images(stem)
    assert np.array_equal(image, drawn_image())
    model = network(stem)
    filters = np.array(model.spec.values[f"{model.layers[0].name}.W"], dtype=float)[:, 0]
    assert len(shown) == 2 * len(filters)
    for weights, before, after in zip(filters, shown[::2], shown[1::2], strict=True):
        expected = _correlated(drawn_image(), weights, padding)
        most = np.abs(expected).max()
        low = 0 if expected.min() > -1e-9 else -most
        for levels, values in ((before, expected), (after, np.maximum(expected, 0))):
            assert np.abs((values - low) / (most - low) * 255 - levels).max() <= 0.51


def test_zero_is_the_same_grey_before_and_after_relu_and_nothing_is_darker_after() -> None:
    _, *shown = _images("edge_detection")
    before, after = shown
    assert after.min() == 128
    assert before.min() < 128
    assert np.array_equal(np.maximum(before, 128), after)


def test_filters_are_written_as_the_spec_gives_them() -> None:
    (picture,) = gallery(network("filter_gallery"))
    texts = [each.text for each in words(read(picture.svg))]
    assert texts.count("1/9") == 9
    assert (texts.count("1/16"), texts.count("1/8"), texts.count("1/4")) == (4, 4, 1)
    assert texts.count("−4") == 1


def test_the_drawn_image_has_even_patches_edges_in_all_directions_and_integers() -> None:
    image = drawn_image()
    assert image.shape == (SIDE, SIDE)
    assert np.array_equal(image, np.rint(image))
    assert 0 <= image.min() < image.max() <= 255
    for turned in (image, image.T):
        steps = np.abs(np.diff(turned, axis=1))
        assert (steps > 100).sum() > 20
        assert (steps == 0).sum() > 200


def test_a_png_holds_its_pixels() -> None:
    levels = np.arange(35).reshape(5, 7)
    assert np.array_equal(_pixels(png(levels)), levels)
    with pytest.raises(ValueError, match="64 KiB"):
        png(np.zeros((256, 256)))


def test_only_networks_that_give_filters_for_one_channel_get_a_gallery() -> None:
    shown = [stem for stem in PICTURED if list(gallery(network(stem)))]
    assert {"filter_gallery", "edge_detection", "half_bright", "strided_example"} <= set(shown)
    assert not {"rgb_two_filters", "digits", "mlp_sigmoid", "symbolic_conv", "pooling_max"} & set(shown)
