"""What an option may be, in words, taken from its model's JSON Schema: one source for editor and messages."""

from functools import cache
from typing import Any

from pydantic import BaseModel

from derive.spec.complaint import listed

Schema = dict[str, Any]


@cache
def properties(model: type[BaseModel]) -> dict[str, Schema]:
    """The JSON Schema of each of a model's options."""
    found: dict[str, Schema] = model.model_json_schema()["properties"]
    return found


def branches(schema: Schema) -> list[Schema]:
    """The alternatives that a schema allows, nothing (null) left out: it is what a missing option means."""
    alternatives = schema.get("anyOf", [schema])
    return [each for each in alternatives if each.get("type") != "null"]


def expectation(schema: Schema) -> str:
    """The alternatives in words: "a whole number of 1 or more, a named size or a list of one for each axis"."""
    return listed(list(dict.fromkeys(words for each in branches(schema) for words in in_words(each))))


def in_words(schema: Schema) -> list[str]:
    """One alternative in words; each of its settings is a word of its own."""
    if settings(schema):
        return [f"`{word}`" for word in settings(schema)]
    match schema.get("type"):
        case "integer" if "minimum" in schema:
            return [f"a whole number of {schema['minimum']} or more"]
        case "integer":
            return ["a whole number"]
        case "number":
            return [f"a number{limits(schema)}"]
        case "boolean":
            return ["true", "false"]
        case "array":
            return [schema.get("description", "a list of one for each axis")]
        case _ if is_size_name(schema):
            return ["a size's name such as n"]
        case _ if str(schema.get("description", "")).startswith("a size by a formula"):
            return []
        case _ if "pattern" in schema:
            return ["a name of at most 32 letters, digits and _ that starts with a letter"]
        case _:
            return ["text"]


def limits(schema: Schema) -> str:
    """The range of a number in words: " above 0", " from 0 to below 1", " of 0 or more", or nothing."""
    if "minimum" in schema and not schema.keys() & {"maximum", "exclusiveMaximum"}:
        return f" of {schema['minimum']:g} or more"
    low = {"minimum": "from", "exclusiveMinimum": "above"}
    high = {"maximum": "to", "exclusiveMaximum": "to below"}
    return "".join(f" {word} {schema[key]:g}" for key, word in (low | high).items() if key in schema)


def settings(schema: Schema) -> tuple[str, ...]:
    """The fixed words that an option, or one of its alternatives, may be."""
    if "const" in schema:
        return (str(schema["const"]),)
    inner = (word for each in schema.get("anyOf", []) for word in settings(each))
    return (*map(str, schema.get("enum", [])), *inner)


def is_size_name(schema: Schema) -> bool:
    """Whether an alternative is the name of a size."""
    return "pattern" in schema and str(schema.get("description", "")).startswith("a named size")


def takes_size_name(schema: Schema, word: str) -> bool:
    """Whether this text, at this option, would be the name of a size (and not one of its settings)."""
    return word not in settings(schema) and any(is_size_name(each) for each in branches(schema))


def item_schema(schema: Schema, index: int, length: int) -> Schema | None:
    """The schema of a list's item, if the option may be a list of this length."""
    for each in branches(schema):
        items = each.get("prefixItems", [])
        if index < len(items) == length:
            found: Schema = items[index]
            return found
    return None


def largest(schema: Schema) -> int | None:
    """The upper limit of the option as a whole number, if it has one."""
    return next((each["maximum"] for each in branches(schema) if "maximum" in each), None)
