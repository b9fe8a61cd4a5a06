"""The shipped specs that have a number for every size, and those of them that run in a moment."""

from pathlib import Path

from derive.export.notebook.cells import is_large
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import read_spec

MODELS: dict[str, Model] = {
    path.stem: model
    for path in sorted((Path(__file__).parents[2] / "specs").glob("*.yaml"))
    if not (model := build(read_spec(path))).unbound
}
QUICK = [stem for stem, model in MODELS.items() if not is_large(model)]
