"""The network once more with images of another size: its own layers and options, and numbers for its letters."""

from collections.abc import Mapping
from random import Random
from typing import Any

from derive.errors import SpecError
from derive.network.build import build
from derive.network.model import Model
from derive.network.purposes import Purpose, purposes_in
from derive.spec.read import spec_from_dict
from derive.spec.shares import TRANSPOSE
from derive.spec.spec import LayerSpec
from derive.spec.wiring import FROM, SHARE

TRIES = 100
LETTERS: Mapping[Purpose | None, tuple[int, ...]] = {
    None: (1, 2, 3),
    Purpose.KERNEL: (2, 3),
    Purpose.STRIDE: (1, 2, 3),
    Purpose.DILATION: (1, 2),
    Purpose.PADDING: (0, 1),
    Purpose.OFFSET: (0, 1, 2, 3),
    Purpose.DIVISOR: (1, 2, 3),
    Purpose.EXTENT: tuple(range(9, 31)),
    Purpose.FEATURES: (4, 12, 100),
    Purpose.COUNT: (2, 4, 8, 16),
}
CHANNELS = (1, 3)  # of an image
Spec = Mapping[str, Any]


def variant(model: Model, last: str, random: Random, rectangle: bool) -> tuple[Spec, Model]:
    """The network up to the layer `last`, as the dict of a spec and built, with images of half to twice the size.

    `rectangle`: equal extents no longer, where the spec does not say that they are the same letter.
    """
    for _ in range(TRIES):
        spec = _drawn(model, last, random, rectangle)
        try:
            return spec, build(spec_from_dict(spec))
        except SpecError:
            continue
    raise ValueError(f"no other size fits {model.name} in {TRIES} draws")


def _drawn(model: Model, last: str, random: Random, rectangle: bool) -> Spec:
    items = model.spec.leading_to(last)
    numbers = {letter: random.choice(candidates) for letter, candidates in _letters(model).items()}
    image = _numbered(_resized(model, random, rectangle), numbers)
    layers = [
        {
            item.kind: {
                **_numbered(item.options.model_dump(mode="json"), numbers),
                "name": _plain(item.name),
                **_from(item),
                **_shares(item),
            }
        }
        for item in items
    ]
    return {"input": image, "layers": layers}


def _from(item: LayerSpec) -> dict[str, Any]:
    """What a layer reads, one or several."""
    sources = list(map(_plain, item.sources))
    return {FROM: sources[0] if len(sources) == 1 else sources}


def _shares(item: LayerSpec) -> dict[str, Any]:
    """The weights that a layer takes from others."""
    if not item.shares:
        return {}
    if item.shares[0].letter is None:
        return {SHARE: _plain(item.shares[0].of)}
    weights = {str(share.letter): f"{_plain(share.of)}.{share.its}" for share in item.shares}
    return {SHARE: {**weights, TRANSPOSE: item.shares[0].transpose}}


def _plain(name: str) -> str:
    """The name of a layer that stands in no block: s1_conv1 for s1.conv1."""
    return name.replace(".", "_")


def _resized(model: Model, random: Random, rectangle: bool) -> dict[str, Any]:
    """The input of the spec, its extents drawn anew."""
    said = model.spec.input.model_dump(mode="json")
    names = [axis.name for axis in model.spec.input.layout.positions]
    equal = len({said[name] for name in names}) == 1
    for name in names:
        if isinstance(said[name], int):
            said[name] = random.randint(max(2, (said[name] + 1) // 2), 2 * said[name])
    if equal and not rectangle:
        said |= dict.fromkeys(names, said[names[0]])
    return said


def _letters(model: Model) -> Mapping[str, tuple[int, ...]]:
    """The numbers that each letter of the spec may have, by what its size is for; a few small ones where only the rule
    of another size reads it."""
    counts, known = {size for tensor in model.inputs for size in tensor.shape}, purposes_in(model)
    return {
        str(symbol): CHANNELS if known.get(symbol) is Purpose.COUNT and symbol in counts else LETTERS[known.get(symbol)]
        for symbol in model.unbound
    }


def _numbered(options: Mapping[str, Any], numbers: Mapping[str, int]) -> dict[str, Any]:
    """The options with a number for every letter, the same for a letter wherever it stands."""

    def number(value: Any) -> Any:
        if isinstance(value, list):
            return [number(part) for part in value]
        return numbers.get(value, value) if isinstance(value, str) else value

    return {name: number(value) for name, value in options.items() if value is not None and name != "name"}
