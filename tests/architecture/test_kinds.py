"""A layer's kind is named nowhere outside its own file, the catalogue and its engine twin."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from derive.layers.catalogue import LAYERS, LOSSES
from tests.architecture.modules import FILES, floor, name, tree

WORDS = {"mean", "sum"}  # layers, and what else is called so: reductions of a loss, statistics of a batch
KINDS = {kind.kind for kind in (*LAYERS, *LOSSES)} - WORDS
OWN = ("engine", "faults", "exercises")  # twins, and what is about one layer: its mistakes and its exercises
NAMES_OF_OTHERS = {
    "derive/kernels/lowering/source.py",  # NumPy's functions
    "derive/printing/typst.py",  # Typst's functions
    "derive/document/faults.py",  # families of mistakes
}
WORDS_OF_STUDENTS = {"pad"}  # an argument of the functions that derive/diagnosis runs
OPTIONS = {key for kind in (*LAYERS, *LOSSES) for key in kind.options.model_fields if len(key) > 2} - {"name"}
ASKS_NO_OPTION = {
    f"derive/{path}.py"
    for path in (
        "exercises/small",
        "exercises/variant",
        "layers/option_sizes",
        "network/build",
        "network/pixels",
        "network/purposes",
        "network/windows",
        "verification/sizes",
    )
}
CHOOSES_SIZES = [
    file for file in FILES if name(file).startswith("derive/verification/sizing/") or name(file) in ASKS_NO_OPTION
]
ELSEWHERE = [
    file
    for file in FILES
    if floor(file) not in OWN and name(file) not in {*NAMES_OF_OTHERS, "derive/layers/catalogue.py"}
]


def _named(module: ast.Module, own: str = "") -> Iterator[tuple[int, str]]:
    """Comparisons with a kind's name or with any text by `.kind.kind`, tables keyed by one, imports of its module."""
    kinds = KINDS - {own}
    for node in ast.walk(module):
        match node:
            case ast.Compare():
                sides = [part for side in (node.left, *node.comparators) for part in ast.walk(side)]
                texts = [part.value for part in sides if isinstance(part, ast.Constant) and isinstance(part.value, str)]
                asked = any(
                    ast.unparse(part).endswith(".kind.kind") for part in sides if isinstance(part, ast.Attribute)
                )
                yield from ((node.lineno, text) for text in texts if text in kinds or asked)
            case ast.Dict():
                keys = (key.value for key in node.keys if isinstance(key, ast.Constant))
                yield from ((node.lineno, key) for key in keys if key in kinds)
            case ast.Subscript(slice=ast.Constant(value=str(key))) if key in kinds:
                yield node.lineno, key
            case ast.MatchValue(value=ast.Constant(value=str(text))) if text in kinds:
                yield node.lineno, text
            case ast.ImportFrom(module=str(module_name)):
                parts = module_name.split(".")
                names = {parts[-1]} if parts[:2] == ["derive", "layers"] else set()
                names |= {alias.name for alias in node.names} if module_name == "derive.layers" else set()
                yield from ((node.lineno, imported) for imported in sorted(names & kinds))


@pytest.mark.parametrize("file", ELSEWHERE, ids=name)
def test_no_kind_is_named_outside_its_own_file(file: Path) -> None:
    own = file.stem if floor(file) == "layers" else ""
    others = WORDS_OF_STUDENTS if floor(file) == "diagnosis" else set()
    found = [each for each in _named(tree(file), own) if each[1] not in others]
    assert found == [], "let the layer declare it, or derive it from its equations"


@pytest.mark.parametrize(
    "text",
    [
        'layer.kind.kind == "conv"',
        '"pool" in layer.kind.kind',
        'kind in ("dense", "other")',
        'TABLE = {"softmax": 1}',
        'table["relu"]',
        "from derive.layers.conv import CONV",
        "from derive.layers import conv",
        'match kind:\n    case "max_pool":\n        pass',
    ],
)
def test_a_planted_name_is_seen(text: str) -> None:
    assert list(_named(ast.parse(text)))


@pytest.mark.parametrize("text", ['"other" == kind', 'TABLE = {"other": 1}', "from derive.layers.window import axes"])
def test_what_names_no_kind_is_let_through(text: str) -> None:
    assert not list(_named(ast.parse(text)))


def _options(module: ast.Module) -> list[tuple[int, str]]:
    """Texts that are the name of an option."""
    texts = (each for each in ast.walk(module) if isinstance(each, ast.Constant) and isinstance(each.value, str))
    return [(each.lineno, str(each.value)) for each in texts if each.value in OPTIONS]


@pytest.mark.parametrize("file", CHOOSES_SIZES, ids=name)
def test_sizes_are_chosen_by_what_the_equations_read_and_not_by_an_options_name(file: Path) -> None:
    assert _options(tree(file)) == []


def test_a_planted_option_is_seen_and_so_is_every_file_that_chooses_sizes() -> None:
    assert _options(ast.parse('dict(options)["groups"]')) == [(1, "groups")]
    assert len(CHOOSES_SIZES) > 15


def test_a_layers_own_file_may_name_it_and_no_other() -> None:
    module = ast.parse('TABLE = {"conv": 1, "dense": 2}')
    assert list(_named(module, "conv")) == [(1, "dense")]
