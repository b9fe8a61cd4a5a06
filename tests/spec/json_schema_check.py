"""Whether a value satisfies a JSON Schema: the few keywords that derive.schema.json uses, and no others."""

import re
from typing import Any

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
WORDLESS = {"then", "$schema", "title", "description", "default"}


def allows(schema: Any, value: Any) -> bool:
    """Whether the schema allows the value; raises KeyError for a keyword that is not known here."""
    if schema is False:
        return False
    if "$defs" in schema:
        schema = inlined({word: rule for word, rule in schema.items() if word != "$defs"}, schema["$defs"])
    return all(CHECKS[word](rule, value, schema) for word, rule in schema.items() if word not in WORDLESS)


def inlined(schema: Any, definitions: dict[str, Any]) -> Any:
    """The schema with what each $ref names in its place."""
    if isinstance(schema, list):
        return [inlined(each, definitions) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return definitions[schema["$ref"].removeprefix("#/$defs/")]
    return {word: inlined(rule, definitions) for word, rule in schema.items()}


def has_type(rule: str | list[str], value: Any, schema: Any) -> bool:
    if isinstance(rule, list):
        return any(has_type(each, value, schema) for each in rule)
    if rule in ("integer", "number"):
        return isinstance(value, int if rule == "integer" else int | float) and not isinstance(value, bool)
    return isinstance(value, TYPES[rule])


def known_keys(rule: Any, value: Any, schema: Any) -> bool:
    named = schema.get("properties", {})
    patterns = schema.get("patternProperties", {})
    others = [key for key in value if key not in named and not any(re.search(each, key) for each in patterns)]
    return not others if rule is False else all(allows(rule, value[key]) for key in others)


def properties(rule: Any, value: Any, schema: Any) -> bool:
    return not isinstance(value, dict) or all(allows(rule[key], value[key]) for key in rule if key in value)


def patterned(rule: Any, value: Any, schema: Any) -> bool:
    return all(allows(rule[each], value[key]) for each in rule for key in value if re.search(each, key))


CHECKS = {
    "type": has_type,
    "properties": properties,
    "patternProperties": patterned,
    "additionalProperties": lambda rule, value, schema: not isinstance(value, dict) or known_keys(rule, value, schema),
    "if": lambda rule, value, schema: not allows(rule, value) or allows(schema["then"], value),
    "allOf": lambda rule, value, schema: all(allows(each, value) for each in rule),
    "propertyNames": lambda rule, value, schema: not isinstance(value, dict) or all(allows(rule, key) for key in value),
    "not": lambda rule, value, schema: not allows(rule, value),
    "minProperties": lambda rule, value, schema: not isinstance(value, dict) or len(value) >= rule,
    "maxProperties": lambda rule, value, schema: not isinstance(value, dict) or len(value) <= rule,
    "required": lambda rule, value, schema: not isinstance(value, dict) or set(rule) <= set(value),
    "oneOf": lambda rule, value, schema: sum(allows(each, value) for each in rule) == 1,
    "anyOf": lambda rule, value, schema: any(allows(each, value) for each in rule),
    "enum": lambda rule, value, schema: value in rule,
    "const": lambda rule, value, schema: value == rule,
    "items": lambda rule, value, schema: not isinstance(value, list) or all(allows(rule, item) for item in value),
    "prefixItems": lambda rule, value, schema: (
        not isinstance(value, list) or all(allows(each, item) for each, item in zip(rule, value, strict=False))
    ),
    "minItems": lambda rule, value, schema: not isinstance(value, list) or len(value) >= rule,
    "maxItems": lambda rule, value, schema: not isinstance(value, list) or len(value) <= rule,
    "minimum": lambda rule, value, schema: not isinstance(value, int | float) or value >= rule,
    "maximum": lambda rule, value, schema: not isinstance(value, int | float) or value <= rule,
    "exclusiveMinimum": lambda rule, value, schema: not isinstance(value, int | float) or value > rule,
    "exclusiveMaximum": lambda rule, value, schema: not isinstance(value, int | float) or value < rule,
    "maxLength": lambda rule, value, schema: not isinstance(value, str) or len(value) <= rule,
    "pattern": lambda rule, value, schema: not isinstance(value, str) or bool(re.search(rule, value)),
}
