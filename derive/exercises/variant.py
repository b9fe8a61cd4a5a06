"""The network once more with images of another size: its own layers and options, and numbers for its letters."""

from collections.abc import Mapping
from random import Random
from typing import Any

from derive.errors import SpecError
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import spec_from_dict
from derive.spec.spec import LayerSpec
from derive.spec.wiring import FROM

TRIES = 100
LETTERS: Mapping[str, tuple[int, ...]] = {
    "channels": (1, 3),
    "height": tuple(range(9, 31)),
    "width": tuple(range(9, 31)),
    "features": (4, 12, 100),
    "filters": (4, 8, 16),
    "kernel": (2, 3, 5),
    "window": (2, 3),
    "stride": (1, 2, 3),
    "padding": (0, 1),
    "dilation": (1, 2),
    "units": (2, 5, 10, 20),
    "groups": (1,),
}
Spec = Mapping[str, Any]


def variant(model: Model, last: str, random: Random, rectangle: bool) -> tuple[Spec, Model]:
    """The network up to the layer `last`, as the dict of a spec and built, with images of half to twice the size.

    `rectangle`: as many columns as rows no longer, where the spec does not say that both are the same letter.
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
    numbers: dict[str, int] = {}
    image = _numbered(_resized(model, random, rectangle), numbers, random)
    layers = [
        {
            item.kind: {
                **_numbered(item.options.model_dump(mode="json"), numbers, random),
                "name": item.name,
                **_from(item),
            }
        }
        for item in items
    ]
    return {"input": image, "layers": layers}


def _from(item: LayerSpec) -> dict[str, Any]:
    """What a layer reads, one or several."""
    return {FROM: item.sources[0] if len(item.sources) == 1 else list(item.sources)}


def _resized(model: Model, random: Random, rectangle: bool) -> dict[str, Any]:
    """The input of the spec, numbers of rows and columns drawn anew."""
    said = model.spec.input.model_dump(mode="json")
    square = said.get("height") == said.get("width")
    for name in ("height", "width"):
        if isinstance(said.get(name), int):
            said[name] = random.randint(max(2, (said[name] + 1) // 2), 2 * said[name])
    if square and not rectangle and "height" in said:
        said["width"] = said["height"]
    return said


def _numbered(options: Mapping[str, Any], numbers: dict[str, int], random: Random) -> dict[str, Any]:
    """The options with a number for every letter, the same for a letter wherever it stands."""

    def number(name: str, value: Any) -> Any:
        if isinstance(value, list):
            return [number(name, part) for part in value]
        if not isinstance(value, str) or name not in LETTERS or value in ("same", "valid"):
            return value
        if value not in numbers:
            numbers[value] = random.choice(LETTERS[name])
        return numbers[value]

    return {name: number(name, value) for name, value in options.items() if value is not None and name != "name"}
