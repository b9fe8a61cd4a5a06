"""The catalogue as a document: each layer and loss in symbolic sizes, with its options, conventions and source."""

from collections.abc import Iterable

from pydantic_core import PydanticUndefined

from derive.document.blocks import Block, Cell, Document, Paragraph, Section, TableBlock
from derive.document.choice import Choice
from derive.document.layer import layer_section, sentence
from derive.document.lookup import not_found
from derive.document.loss import loss_section
from derive.errors import SpecError
from derive.layers.catalogue import LAYERS, LOSSES
from derive.layers.declaration import LayerKind, LossKind
from derive.network.build import build
from derive.network.model import Model
from derive.spec.complaint import shown
from derive.spec.read import spec_from_dict

LETTERS = {"filters": "K", "units": "K", "kernel": "f", "window": "f", "stride": "s", "padding": "p", "dilation": "d"}
LETTERS |= {"start": "k_0", "stop": "k_1", "parts": "P", "cropping": "p", "output_padding": "A", "scale": "s"}
LETTERS |= {"g": "G_c", "output": "L"}
NUMBERS = {"rate": 0.2, "part": 1, "pattern": "b (g c) h w -> b (c g) h w"}
IMAGE = {"channels": "C", "height": "n_h", "width": "n_w"}
VECTOR = {"features": "n"}


def catalogue_document(kinds: Iterable[LayerKind | LossKind], choice: Choice) -> Document:
    """A section for each kind."""
    return Document("derive", "layers and losses", (), tuple(kind_section(kind, choice) for kind in kinds))


def kind_section(kind: LayerKind | LossKind, choice: Choice) -> Section:
    """One layer or loss: what it does, its options, all its formulas."""
    head: list[Block] = [Paragraph(sentence(kind.summary))]
    options = _options(kind)
    if options is not None:
        head.append(options)
    if isinstance(kind, LayerKind):
        model = symbolic_layer(kind)
        body = layer_section(model, model.layers[0], choice)
    else:
        model = symbolic_loss(kind)
        body = loss_section(model, model.losses[0], choice)
    source = Section("Source", (Paragraph(sentence(kind.source)),))
    return Section(kind.kind, tuple(head), (*body.subsections, source))


def symbolic_layer(kind: LayerKind) -> Model:
    """A network of this one layer, every size a letter: on an image where the layer takes one, else on a vector."""
    chosen = LETTERS | NUMBERS
    options = {name: chosen[name] for name in kind.options.model_fields if name in chosen}
    if 1 in kind.inputs:
        item: object = {kind.kind: options} if options else kind.kind
    else:
        item = {kind.kind: {"from": [f"x{place}" for place in range(1, kind.inputs[0] + 1)], **options}}
    try:
        return build(spec_from_dict({"name": kind.kind, **_given(kind, IMAGE), "layers": [item]}))
    except SpecError:
        return build(spec_from_dict({"name": kind.kind, **_given(kind, VECTOR), "layers": [item]}))


def _given(kind: LayerKind, shape: dict[str, str]) -> dict[str, object]:
    """One input of the shape, or as many as the layer needs."""
    count = kind.inputs[0]
    return {"input": shape} if count == 1 else {"inputs": {f"x{place}": shape for place in range(1, count + 1)}}


def symbolic_loss(kind: LossKind) -> Model:
    """A network that ends in this loss."""
    last = kind.after or "sigmoid"
    return build(spec_from_dict({"name": kind.kind, "input": VECTOR, "layers": [last], "loss": kind.kind}))


def all_kinds() -> tuple[LayerKind | LossKind, ...]:
    """Every layer, then every loss."""
    return (*LAYERS, *LOSSES)


def find_kind(name: str) -> LayerKind | LossKind:
    """The layer or loss called `name`."""
    kinds = {kind.kind: kind for kind in all_kinds()}
    if name not in kinds:
        raise not_found(f"there is no layer or loss `{shown(name)}`", name, kinds, "there are")
    return kinds[name]


def _options(kind: LayerKind | LossKind) -> TableBlock | None:
    rows: list[tuple[Cell, ...]] = []
    for name, field in kind.options.model_fields.items():
        if name != "name":
            rows.append((name, _default(field.default), field.description or ""))
    return TableBlock(("option", "default", "meaning"), tuple(rows)) if rows else None


def _default(value: object) -> str:
    if value is PydanticUndefined:
        return "required"
    if value is None:
        return "see right"
    return str(value).lower() if isinstance(value, bool) else str(value)
