"""docs/layers_table.md: what stands behind each layer of the catalogue; as a module it writes the page.

Every cell is worked out from what is there: the engine's table, the tests' imports, the structures that they go
through, the shipped specs, the known mistakes that bite, the exercises and pictures that a small network gets, and the
formats that write it.
"""

import ast
import importlib
import inspect
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from derive.engine.catalogue import LAYER_TABLE
from derive.errors import DeriveError
from derive.exercises.sheet import make_sheet
from derive.export.catalogue import FORMATS
from derive.export.figures.catalogue import figures
from derive.export.format import Format, Wish
from derive.export.lesson import Lesson
from derive.faults.catalogue import FAULTS, applicable
from derive.files import write_atomically
from derive.layers.catalogue import LAYERS
from derive.layers.declaration import LayerKind
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import parse_spec, read_spec
from derive.verification.configurations import configurations
from tests.structures import STRUCTURES

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "layers_table.md"
COLUMNS = ("layer", "twin", "exact grid", "axes", "in letters", "mistakes", "exercises", "pictures", "exports")
HEAD = """# What stands behind each layer

Written by `python -m tests.docs.layers_table`, from what is there; a test says when it is not of today.

- *twin*: the file of the engine with the layer by hand.
- *exact grid*: the tests that hold it against brute force in rationals, over its options; `make exhaustive` goes
  through all of them, `make test` through a part.
- *axes*: of how many axes an example may be.
- *in letters*: the shipped spec of the layer alone.
- *mistakes*: how many known ones can be made in it, and how many of the catalogue are shown on it.
- *exercises*, *pictures*: what a small network of the layer alone gets; *exports*: the formats that write it.

"""


def twin(kind: LayerKind) -> str:
    """The engine's file with its backward pass."""
    made = LAYER_TABLE.get(kind.kind)
    return "" if made is None else Path(inspect.getfile(made.input_cotangent)).name


@cache
def _tested() -> dict[str, tuple[str, ...]]:
    """The files of exact tests by the name of each kind that they import, or name as a text to make a structure of."""
    found: dict[str, tuple[str, ...]] = {}
    names = {kind.kind for kind in LAYERS}
    for path in sorted((ROOT / "tests" / "layers").glob("test_*_exact.py")):
        tree = ast.parse(path.read_text("utf-8"))
        imported = {name for each in ast.walk(tree) if isinstance(each, ast.ImportFrom) for name in _kinds(each)}
        said = {each.value for each in ast.walk(tree) if isinstance(each, ast.Constant) and each.value in names}
        for name in sorted(imported | said):
            found[name] = (*found.get(name, ()), path.name)
    return found


def _kinds(node: ast.ImportFrom) -> Iterator[str]:
    """The kinds among what an import statement brings."""
    if node.module is not None and node.module.startswith("derive.layers."):
        module = importlib.import_module(node.module)
        for alias in node.names:
            value = getattr(module, alias.name)
            if isinstance(value, LayerKind):
                yield value.kind


def exact(kind: LayerKind) -> str:
    """The files of its exact tests."""
    return ", ".join(name.removeprefix("test_").removesuffix(".py") for name in _tested().get(kind.kind, ()))


def axes(kind: LayerKind) -> str:
    """Of how many axes examples are in the structures that the tests go through."""
    return ", ".join(map(str, sorted({own.rank for own in STRUCTURES if own.kind == kind.kind})))


@cache
def _letters() -> dict[str, str]:
    found = {}
    for path in sorted((ROOT / "specs").glob("symbolic_*.yaml")):
        model = build(read_spec(path))
        if len(model.layers) == 1:
            found[model.layers[0].kind.kind] = path.name
    return found


def letters(kind: LayerKind) -> str:
    """The spec of the layer alone, in letters."""
    return _letters().get(kind.kind, "")


def mistakes(kind: LayerKind) -> str:
    """How many known mistakes can be made in one of its structures, and how many are shown on it."""
    structures = {id(own.declared.declaration): own.declared for own in STRUCTURES if own.kind == kind.kind}
    found = {fault.id for declared in structures.values() for fault in applicable(declared)}
    shown = sum(kind.kind in _layers_of(fault.example) for fault in FAULTS)
    return "" if not found else f"{len(found)}, {shown} shown on it" if shown else str(len(found))


@cache
def _layers_of(example: str) -> frozenset[str]:
    return frozenset(layer.kind.kind for layer in build(parse_spec(example)).layers)


def small(kind: LayerKind) -> Model:
    """The first of the layer's own small networks."""
    return configurations(kind.kind)[0]


def exercises(kind: LayerKind) -> str:
    """How many exercises a sheet about the small network has."""
    return str(len(make_sheet(small(kind), level=1, seed=0, number=1).exercises) or "")


def pictures(kind: LayerKind) -> str:
    """The pictures of the small network."""
    return ", ".join(dict.fromkeys(figure.name.rpartition("-")[2] for figure in figures(small(kind))))


def installed() -> tuple[Format, ...]:
    """The formats that can be written here."""
    return tuple(each for each in FORMATS if not each.package or find_spec(each.package) is not None)


def exports(kind: LayerKind) -> str:
    """How many of the formats write the small network."""
    lesson, written = Lesson("small", small(kind), unchecked=True), 0
    for each in installed():
        try:
            written += bool(each.make(lesson, Wish()))
        except DeriveError:
            continue
    return f"{written} of {len(installed())}" if written else ""


def row(kind: LayerKind, *, with_exports: bool = True) -> tuple[str, ...]:
    """The cells of a layer; of the exports, which take a second or two, only where that is asked for."""
    cells = (twin, exact, axes, letters, mistakes, exercises, pictures, *((exports,) if with_exports else ()))
    return (kind.kind, *(cell(kind) for cell in cells))


def committed() -> dict[str, tuple[str, ...]]:
    """The cells of the page as it stands, by the layer."""
    lines = PAGE.read_text("utf-8").removeprefix(HEAD).splitlines()[2:]
    rows = (tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines)
    return {cells[0]: cells for cells in rows}


def main() -> None:
    """Writes the page."""
    rows = (row(kind) for kind in LAYERS)
    lines = [f"| {' | '.join(COLUMNS)} |", f"|{'---|' * len(COLUMNS)}", *(f"| {' | '.join(cells)} |" for cells in rows)]
    write_atomically(PAGE, HEAD + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
