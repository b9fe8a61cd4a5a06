"""A new spec as commented YAML, from the few words that a person says: 28x28x1, "conv 8 3 padding=same"."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from derive.errors import Problem, SpecError
from derive.layers.catalogue import LAYERS
from derive.spec.complaint import listed, suggestion
from derive.spec.vocabulary import layer_options, loss_options

SIZE = re.compile(r"[A-Za-z0-9_]+")
SUMMARIES = {kind.kind: kind.summary for kind in LAYERS}
COMMENT = 52  # the column at which comments begin


@dataclass(frozen=True, slots=True)
class Draft:
    """What a spec is to say. `layers` and `loss` are words and options as a person writes them."""

    name: str
    title: str
    input: str
    layers: tuple[str, ...]
    loss: str = ""


def draft_text(draft: Draft, schema: str) -> str:
    """The spec's text, each kind of layer explained where it first occurs, options at their defaults in comments.

    Raises SpecError for words that name no layer, loss or option, or an input that is no size; whether the sizes
    fit is for derive.network.build to say.
    """
    lines = [
        f"# yaml-language-server: $schema={schema}",
        f"name: {draft.name}",
        *((f"title: {_quoted(draft.title)}",) if draft.title not in ("", draft.name) else ()),
        input_line(draft.input),
        "layers:",
        *_layers(draft.layers),
    ]
    if draft.loss:
        lines.append(f"loss: {_item(draft.loss, 'loss', loss_options())}")
    else:
        lines.append(f"# loss: {' or '.join(loss_options())}")
    lines += ["# values:                # worked numbers for derive show --numbers", "#   input: [[1, 2], [3, 4]]"]
    return "\n".join(lines) + "\n"


def input_line(words: str) -> str:
    """28x28x1 or 28x28 as an image of rows, columns and channels; 4 or n as a vector of features."""
    sizes = words.replace("×", "x").split("x") if SIZE.fullmatch(words.replace("×", "x")) else []
    match [size for size in sizes if size]:
        case [features]:
            return f"input: {{features: {features}}}"
        case [height, width]:
            return f"input: {{channels: 1, height: {height}, width: {width}}}"
        case [height, width, channels]:
            return f"input: {{channels: {channels}, height: {height}, width: {width}}}"
        case _:
            fix = "write rows x columns x channels, such as 28x28x1, or a number of features, such as 4"
            raise SpecError((Problem("", f"input {words!r} is no size", fix),))


def _layers(layers: Iterable[str]) -> Iterable[str]:
    told: set[str] = set()
    for words in layers:
        kind = words.split()[0] if words.split() else ""
        written = f"  - {_item(words, 'layer', layer_options())}"
        if kind not in told:
            told.add(kind)
            yield f"  # {kind}: {SUMMARIES[kind]}"
        others = _defaults(layer_options()[kind], words)
        yield f"{written:<{COMMENT}}# {others}" if others else written


def _item(words: str, what: str, known: Mapping[str, type[BaseModel]]) -> str:
    """conv: {filters: 8, kernel: 3}: plain values fill the options that have no default, in order."""
    kind, *given = words.split() or [""]
    if kind not in known:
        names = tuple(known)
        hint = " ".join(filter(None, (suggestion(kind, names), f"the catalogue has: {listed(names, 'and')}")))
        raise SpecError((Problem("", f"{what} {kind!r} is not known", hint),))
    options = _options(kind, given, known[kind].model_fields)
    return f"{kind}: {{{', '.join(f'{name}: {value}' for name, value in options.items())}}}" if options else kind


def _options(kind: str, given: list[str], fields: dict[str, FieldInfo]) -> dict[str, str]:
    needed = [name for name, info in fields.items() if info.is_required()]
    options: dict[str, str] = {}
    for word in given:
        name, sign, value = word.partition("=")
        if not sign:
            free = [each for each in needed if each not in options]
            if not free:
                raise _unplaced(kind, word, needed, fields)
            name, value = free[0], word
        if name not in fields:
            names = tuple(fields)
            hint = " ".join(filter(None, (suggestion(name, names), f"its options: {listed(names, 'and')}")))
            raise SpecError((Problem("", f"{kind} has no option {name!r}", hint),))
        options[name] = _quoted(value) if not re.fullmatch(r"[\w.\[\],+-]+", value) else value
    missing = [name for name in needed if name not in options]
    if missing:
        example = " ".join((kind, *(options.get(name, "3") for name in needed)))
        raise SpecError((Problem("", f"{kind} needs {listed(tuple(missing), 'and')}", f"for example: {example}"),))
    return options


def _unplaced(kind: str, word: str, needed: list[str], fields: dict[str, FieldInfo]) -> SpecError:
    takes = f"takes {listed(tuple(needed), 'and')} without a name" if needed else "takes no value without a name"
    names = listed(tuple(name for name in fields if name not in needed), "and")
    return SpecError(
        (Problem("", f"{kind} {takes}; {word!r} is one too many", f"write option=value; options: {names}"),)
    )


def _defaults(model: type[BaseModel], words: str) -> str:
    """stride 1, padding 0: what is not said."""
    said = {word.partition("=")[0] for word in words.split()[1:]}
    unsaid = [
        f"{name} {str(info.default).lower()}"
        for name, info in model.model_fields.items()
        if not info.is_required() and info.default is not None and name not in said
    ]
    return ", ".join(unsaid)


def _quoted(text: str) -> str:
    """Text that YAML reads as text, whatever it says."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
