"""The options of one layer, loss or input: checked by its pydantic model, with messages a person can act on."""

import json
import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from derive.algebra.size_text import names_in, parsed
from derive.spec.complaint import Complaints, described, listed, shown, suggestion
from derive.spec.expectation import (
    Schema,
    expectation,
    item_schema,
    largest,
    properties,
    settings,
    takes_size_name,
)
from derive.spec.node import Entry, ListNode, MapNode, Node, Path, Place, ScalarNode, is_broken, plain
from derive.spec.reserved import SETTINGS, size_name_problem

Model = TypeVar("Model", bound=BaseModel)
YES_NO = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}


@dataclass(frozen=True, slots=True)
class Subject:
    """What the functions below share: whose options these are, the model for them, the nodes, the complaints, and the
    names that a size may have (None: any)."""

    label: str
    model: type[BaseModel]
    node: MapNode
    complaints: Complaints
    sizes: frozenset[str] | None

    def complain(self, place: Place, what: str, fix: str = "") -> None:
        """Note a defect of these options."""
        self.complaints.add(place, f"{self.label}: {what}", fix)


def checked_options(
    model: type[Model], node: MapNode, label: str, complaints: Complaints, sizes: frozenset[str] | None = None
) -> Model | None:
    """The options as the model's object, or None after complaints. Nothing is converted: "3" is no number.

    `sizes` are the names that a size may have, None for any: a block brings no sizes of its own.
    """
    subject = Subject(label, model, node, complaints, sizes)
    check_size_names(subject)
    try:
        return model.model_validate_json(json.dumps(plain(node), default=fraction_text))
    except ValidationError as error:
        refuse_options(subject, error)
    return None


def fraction_text(value: object) -> str:
    """A Fraction in a dict-made spec, which no option takes, as JSON text, so that the model refuses it."""
    if isinstance(value, Fraction):
        return str(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def refuse_options(subject: Subject, error: ValidationError) -> None:
    """Turn pydantic's details into complaints at the right places."""
    entries = {each.key: each for each in subject.node.entries}
    for path, details in wrong_options(error):
        found = entries.get(str(path[0])) if path else None
        if not path:
            subject.complain(subject.node.place, bare_message(details))
        elif found is None:
            wanted = expectation(properties(subject.model)[str(path[0])])
            subject.complain(subject.node.place, f"`{path[0]}` is missing", f"add {path[0]}: {wanted}")
        elif details["type"] == "extra_forbidden":
            refuse_key(subject, found)
        elif not is_broken(found.node):
            refuse_value(subject, found, path[1:], details)


def wrong_options(error: ValidationError) -> list[tuple[Path, ErrorDetails]]:
    """One detail for each option that is wrong, or for each wrong item of it: a union reports every branch."""
    chosen: dict[Path, ErrorDetails] = {}
    for details in error.errors(include_url=False, include_input=False, include_context=False):
        location = details["loc"]
        absent = details["type"] == "missing"  # of a list that is too short for a branch
        items = [step for step in location[1:] if isinstance(step, int) and not absent]
        chosen.setdefault((*location[:1], *items[:1]), details)
    with_items = {path[:1] for path in chosen if len(path) > 1}
    return [(path, details) for path, details in chosen.items() if path not in with_items]


def refuse_key(subject: Subject, found: Entry) -> None:
    """Say which keys there are, and which one may have been meant."""
    what = f"{subject.label}: unknown key `{shown(found.key)}`"
    subject.complaints.add(found.place, what, "known keys", found.key, tuple(properties(subject.model)))


def refuse_value(subject: Subject, found: Entry, rest: Path, details: ErrorDetails) -> None:
    """Say what stands there and what may stand there; for a list of the right length, of its wrong item."""
    schema, node, name = properties(subject.model)[found.key], found.node, found.key
    if isinstance(node, ListNode) and rest and isinstance(rest[0], int):
        inner = item_schema(schema, rest[0], len(node.items))
        if inner is not None:
            schema, node, name = inner, node.items[rest[0]], f"item {rest[0] + 1} of {name}"
    if details["type"] == "value_error":
        subject.complain(node.place, f"{name}: {bare_message(details)}")
    else:
        what = f"{name} is {described(node)}, expected {limited_expectation(schema, node)}"
        subject.complain(node.place, what, value_fix(schema, node))


def limited_expectation(schema: Schema, node: Node) -> str:
    """What is expected; for a number that is merely too large, its limit."""
    limit = largest(schema)
    if limit is not None and isinstance(node, ScalarNode) and isinstance(node.value, int) and node.value > limit:
        return f"at most {limit}"
    if isinstance(node, ScalarNode) and isinstance(node.value, float) and not math.isfinite(node.value):
        return expectation(schema).replace("a number", "a finite number")
    return expectation(schema)


def value_fix(schema: Schema, node: Node) -> str:
    """What to write instead, where that can be guessed."""
    value = node.value if isinstance(node, ScalarNode) else None
    if isinstance(value, str):
        if value.isascii() and value.isdigit():
            return f"write {shown(value)} without quotes"
        if schema.get("type") == "boolean" and value.lower() in YES_NO:
            return f"write {YES_NO[value.lower()]}"
    return ""


def bare_message(details: ErrorDetails) -> str:
    """The text that a model's own validator raised."""
    return details["msg"].removeprefix("Value error, ")


def check_size_names(subject: Subject) -> None:
    """Refuse size names that the formulas need for themselves, also among options that are wrong elsewhere."""
    for each in subject.node.entries:
        schema = properties(subject.model).get(each.key)
        if schema is None:
            continue
        check_size_name(subject, schema, each.node)
        check_items(subject, schema, each.node)


def check_items(subject: Subject, schema: Schema, node: Node) -> None:
    """The same for the items of a list, and of lists in it."""
    for index, item in enumerate(node.items if isinstance(node, ListNode) else ()):
        inner = item_schema(schema, index, len(node.items) if isinstance(node, ListNode) else 0)
        if inner is not None:
            check_size_name(subject, inner, item)
            check_items(subject, inner, item)


def check_size_name(subject: Subject, schema: Schema, node: Node) -> None:
    """Refuse a reserved name, and one that is nearly a setting: `padding: sane` is a slip, not a size."""
    text = node.value if isinstance(node, ScalarNode) else None
    if not isinstance(text, str) or not takes_size_name(schema, text):
        return
    meant = suggestion(text, settings(schema)) if len(text) > 2 else ""
    if meant:
        what = f"`{shown(text)}` is neither {listed(settings(schema), 'nor')}, and too like them for a size's name"
        subject.complain(node.place, what, meant)
        return
    for name in sizes_in(text):
        found = size_name_problem(name)
        if found is not None:
            subject.complain(node.place, *found)
        elif subject.sizes is not None and name not in subject.sizes:
            what = f"{subject.label}: `{shown(name)}` is no parameter of the block, and no size outside it"
            subject.complaints.add(node.place, what, "known", name, tuple(sorted(subject.sizes)))


def sizes_in(text: str) -> tuple[str, ...]:
    """The names of sizes in a name or a formula; () in other text."""
    tree = None if text.isidentifier() else parsed(text)
    return names_in(tree) if tree is not None else (text,) if text.isidentifier() else ()


def size_names(said: object) -> set[str]:
    """The names that a value would bring in as sizes, wherever a size may stand: in text, in a list, under keys."""
    match said:
        case str():
            return {name for name in sizes_in(said) if name.lower() not in SETTINGS}
        case ScalarNode(value=value):
            return size_names(value)
        case ListNode(items=items):
            return {name for item in items for name in size_names(item)}
        case MapNode(entries=entries):
            return {name for each in entries for name in size_names(each.node)}
        case tuple():
            return {name for item in said for name in size_names(item)}
    return set()
