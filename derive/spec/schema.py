"""The JSON Schema of spec files: what editors complete and check while a person types."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from derive.spec.layer_list import MOST_LAYERS
from derive.spec.objective import STOP, TARGET
from derive.spec.reserved import INPUT_NAME
from derive.spec.spec import INPUTS, Regularise
from derive.spec.train_options import OPTIMISER_OPTIONS, SCHEDULE_OPTIONS, SOURCE_OPTIONS, RunOptions
from derive.spec.vocabulary import layer_inputs, layer_options, loss_options, needs_options
from derive.spec.wiring import FROM, NAME, SHARE

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
NESTED_DEPTH = 6
WORD = "[A-Za-z][A-Za-z0-9_]*"
OF_ONE = rf"^(input|target|{WORD}(\.{WORD})+)$"  # the names of worked values where there is one input
LAYER: Schema = {"$ref": "#/$defs/layer"}
NUMBER: Schema = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^[-+]?[0-9]+/[0-9]+$"}]}


class Untitled(GenerateJsonSchema):
    """Pydantic's schema without a title for every option, which would only repeat the option's name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Never: the name is title enough."""
        return False


def json_schema() -> Schema:
    """The schema of a whole spec file; the same bytes whenever the catalogue is the same."""
    return {
        "$schema": DIALECT,
        "title": "A network for derive",
        "type": "object",
        "additionalProperties": False,
        "required": ["layers"],
        "oneOf": [{"required": ["input"]}, {"required": ["inputs"]}],
        "allOf": [
            {"if": {"not": {"required": ["blocks"]}}, "then": {"properties": {"layers": {"items": LAYER}}}},
            {"if": {"required": ["input"]}, "then": {"properties": {"values": {"propertyNames": {"pattern": OF_ONE}}}}},
        ],
        "properties": {
            "name": {
                "description": "names the files made from this spec; by default the spec's own file name",
                "type": "string",
                "pattern": "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$",
            },
            "title": {"description": "one line for people", "type": "string", "maxLength": 200},
            "input": {"description": "one example's sizes: an image or a vector", "oneOf": inputs()},
            "inputs": {
                "description": "several inputs by name, in place of input",
                "type": "object",
                "additionalProperties": False,
                "patternProperties": {INPUT_NAME.pattern: {"oneOf": inputs()}},
            },
            "blocks": blocks(),
            "layers": layer_list("the layers in order, each one a word or one key with its options"),
            "loss": described(losses(False), "the loss; without one the output's cotangent is a symbol"),
            "losses": {
                "description": "several losses, whose sum is minimised, in place of loss",
                "type": "array",
                "minItems": 1,
                "items": losses(True),
            },
            "regularise": options(Regularise),
            "outputs": {"description": "layers that the network gives besides", **named(range(1, MOST_LAYERS + 1))},
            "values": values(),
            "train": train(),
        },
        "$defs": {"layer": layers()},
    }


def schema_text() -> str:
    """The schema as the text of derive.schema.json."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def inputs() -> list[Schema]:
    """The kinds of input."""
    return [options(kind) for kind in INPUTS]


def options(model: type[BaseModel]) -> Schema:
    """One model's options, with the first paragraph of its docstring as description."""
    schema: Schema = model.model_json_schema(schema_generator=Untitled)
    schema.pop("title", None)
    return schema


def layers() -> Schema:
    """A layer as a word, or under its kind its options with what it reads; those of several inputs may list them."""
    counts = layer_inputs()
    items = one_of(layer_options())
    items["oneOf"][0]["enum"] = [kind for kind in items["oneOf"][0]["enum"] if 1 in counts[kind]]
    for item in items["oneOf"][1:]:
        ((kind, inner),) = item["properties"].items()
        for choice in [each for each in inner.get("anyOf", [inner]) if "type" in each]:
            if choice.get("type") == "object":
                choice["properties"] |= {FROM: sources(counts[kind]), SHARE: shares()}
                needed = choice.pop("required", None)
                if needed:
                    choice["anyOf"] = [{"required": needed}, {"required": [SHARE]}]
        if 1 not in counts[kind]:
            own, _ = inner["anyOf"]
            item["properties"][kind] = {"anyOf": [named(counts[kind]), own]}
    return items


def layer_list(description: str) -> Schema:
    """Layers and uses of blocks; a spec without blocks has none."""
    words = {"type": "string", "not": {"enum": list(layer_options())}}
    use = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "properties": dict.fromkeys(layer_options(), False),
    }
    found = {"anyOf": [LAYER, described_use(words), described_use(use)]}
    return {"description": description, "type": "array", "minItems": 1, "maxItems": 1000, "items": found}


def described_use(schema: Schema) -> Schema:
    """A use of a block."""
    return {"description": "a block, with what it is to have in place of its parameters", **schema}


def blocks() -> Schema:
    """Lists of layers with names, in which options may be the block's parameters."""
    parameter = {"anyOf": [{"type": "string"}, {"type": "object", "minProperties": 1, "maxProperties": 1}]}
    block = {
        "type": "object",
        "additionalProperties": False,
        "required": ["layers"],
        "properties": {
            "parameters": {
                "description": "what each use says: names, or a name with its default, as {step: 1}",
                "type": "array",
                "items": parameter,
            },
            "layers": {
                "description": "the layers; input is what the block reads, and its last layer is what it gives",
                "type": "array",
                "minItems": 1,
                "items": {"anyOf": [LAYER, {"type": ["string", "object"]}]},
            },
        },
    }
    what = "lists of layers that are used by their name, with from, name and repeat beside their parameters"
    return {"description": what, "type": "object", "additionalProperties": block}


def losses(several: bool) -> Schema:
    """A loss as a word, or under its kind its options with what it reads and its target; one of several has a name."""
    items = one_of(loss_options())
    more: Schema = {
        FROM: {"description": "the layer that it reads; by default the last", "type": "string"},
        TARGET: {"description": "a layer or an input as its target, differentiated too", "type": "string"},
        STOP: {"description": "whether that target is held", "type": "boolean"},
    }
    if several:
        more[NAME] = {"description": "the loss's name; by default its kind and ordinal", "type": "string"}
    for item in items["oneOf"][1:]:
        ((_, inner),) = item["properties"].items()
        for choice in inner.get("anyOf", [inner]):
            if choice.get("type") == "object":
                choice["properties"] |= more
    return items


def sources(counts: range) -> Schema:
    """What a layer reads: by default the layer before it."""
    what = "what the layer reads, by name: earlier layers, or inputs"
    return {"description": what, **(named(counts) if 1 not in counts else {"type": "string"})}


def shares() -> Schema:
    """What a layer takes from earlier ones in place of weights of its own."""
    some = {
        "type": "object",
        "properties": {"transpose": {"type": "boolean"}},
        "additionalProperties": {"type": "string"},
    }
    what = "weights of an earlier layer in place of its own: all, as h1, or some, as {W: h1.W, transpose: true}"
    return {"description": what, "anyOf": [{"type": "string"}, some]}


def named(counts: range) -> Schema:
    """As many names as a layer has inputs."""
    return {"type": "array", "items": {"type": "string"}, "minItems": counts[0], "maxItems": counts[-1]}


def one_of(kinds: Mapping[str, Any]) -> Schema:
    """A bare word, for kinds that need no options, or a mapping of one key."""
    words = [kind for kind, model in kinds.items() if not needs_options(model)]
    return {"oneOf": [{"enum": words}, *(keyed(kind, model) for kind, model in kinds.items())]}


def keyed(kind: str, model: type[BaseModel]) -> Schema:
    """A mapping of one key, the kind, to its options (or to nothing, if it needs none)."""
    inner = options(model)
    if not needs_options(model):
        inner = {"anyOf": [inner, {"type": "null"}]}
    return {"type": "object", "additionalProperties": False, "required": [kind], "properties": {kind: inner}}


def train() -> Schema:
    """How the network is trained: the counts of a run, and three choices among kinds."""
    schema = options(RunOptions)
    schema["properties"] |= {
        "optimiser": described(one_of(OPTIMISER_OPTIONS), "the update rule; by default sgd"),
        "schedule": described(one_of(SCHEDULE_OPTIONS), "how the learning rate falls; by default it stays"),
        "data": described(one_of(SOURCE_OPTIONS), "what to train with where no --data is given"),
    }
    what = "how the network is trained by `derive train`, whose options override this"
    return {"description": what, "anyOf": [schema, {"type": "null"}]}


def described(kinds: Schema, description: str) -> Schema:
    """One of several kinds, or nothing."""
    return {"description": description, "oneOf": [*kinds["oneOf"], {"type": "null"}]}


def values() -> Schema:
    """Worked values: nested lists of numbers by name."""
    return {
        "description": "numbers for a worked example: input, target, and parameters such as conv1.W",
        "type": "object",
        "additionalProperties": False,
        "patternProperties": {rf"^{WORD}(\.{WORD})*$": nested(NESTED_DEPTH)},
    }


def nested(depth: int) -> Schema:
    """A list of numbers, or of such lists, down to a depth."""
    items = NUMBER if depth == 1 else {"anyOf": [*NUMBER["anyOf"], nested(depth - 1)]}
    return {"type": "array", "minItems": 1, "items": items}
