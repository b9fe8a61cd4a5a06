"""Published networks, written with blocks: their numbers of parameters and their sizes are those of the papers."""

import pytest

from derive.network.accounting import account
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import read_spec

PARAMETERS = {
    "alexnet": 61_100_840,
    "densenet121": 7_978_856,
    "inception_v3": 23_834_568,
    "mobilenet_v2": 3_504_872,
    "resnet18": 11_689_512,
    "resnet50": 25_557_032,
    "unet": 31_030_658,
    "vgg16": 138_357_544,
}
LAST_MAP = {  # before the pooling, or the flattening, at the end
    "alexnet": (256, 6, 6),
    "densenet121": (1024, 7, 7),
    "inception_v3": (2048, 8, 8),
    "mobilenet_v2": (1280, 7, 7),
    "resnet18": (512, 7, 7),
    "resnet50": (2048, 7, 7),
    "unet": (2, 388, 388),
    "vgg16": (512, 7, 7),
}


def published(name: str) -> Model:
    return build(read_spec(f"specs/large/{name}.yaml"))


@pytest.mark.parametrize("name", PARAMETERS)
def test_parameters_and_sizes_are_the_published_ones(name: str) -> None:
    model = published(name)
    assert sum(int(model.number(layer.parameters)) for layer in account(model)) == PARAMETERS[name]
    maps = [layer.output for layer in model.layers if len(layer.output.shape) == 4]
    assert model.shape(maps[-1])[1:] == LAST_MAP[name]
    assert model.loss is None or model.shape(model.output)[-1] == 1000
