"""Random command lines: every command with its options, and values that fit, nearly fit, or do not fit at all."""

import os
import random
from collections.abc import Callable

from tests.fuzz.commands.folder import SPECS

Chance = random.Random
Draw = Callable[[Chance], str]
FILES = (*SPECS, os.fsdecode(b"caf\xe9.yaml"), "two\nlines.yaml", "folder.yaml", "binary.yaml", "latin.yaml")
ODD = (
    "", " ", "-", "--", ".", "..", "/proc", "/dev/null", "nowhere.yaml", "nowhere/x.yaml", "relu.yaml/x", "x" * 300,
    "\0",
    "\n", "\x1b[31m", "é", "😀", "\u2028", "\u202e", os.fsdecode(b"\xff\xfe"), "'", '"', "`", "$(x)", "[", "]", "{}",
    "%s",
    "%", "\\", "*", "~", "=", "n=", "=3", "a=b", "0", "-1", "1", "2", "7", "1.5", "1e400", "inf", "nan",
    "9" * 30, "9" * 5000,
    "0x1F", "١", "True", "null", "example:", "example:relu", "example:pooling_max", "example:../x", "dangling.yaml",
    "loop.yaml", "help", "--help", "-h", "--version",
)  # fmt: skip
LAYER_WORDS = (
    "conv 2 3", "conv 2", "conv x y z", "dense 3", "dense n", "dense -1", "relu", "relu name=a", "flatten", "softmax",
    "max_pool 2", "max_pool 2 stride=s", "avg_pool 2 padding=same", "batch_norm epsilon=1e-300",
    "batch_norm epsilon=inf",
    "dropout 0.5", "dropout nan", "tanh", "sigmoid name=lambda", "conv 1 1 groups=0", "conv 1 [1,2]", "conv {a: b}",
)  # fmt: skip


def one(*words: str) -> Draw:
    """One of these, or now and then anything."""
    return lambda chance: chance.choice(ODD) if chance.random() < 0.1 else chance.choice(words)


def odd(chance: Chance) -> str:
    """A word that fits nowhere."""
    return chance.choice(ODD)


SPEC = one(*FILES, *FILES, "-", "example:pooling_avg", "example:strided_example")
NUMBER = one("0", "1", "2", "3")
OUT = one("out", "out/deep/er", "relu.yaml", "", "/dev/null", "/proc/x", ".", "out\n", os.fsdecode(b"out\xe9"), "数")
BIND = one("n=4", "f=2", "C=1", "self=3", "np=2", "n=0", "n=99999999999999", "n=x", "m=1", "n=4", "f=3")
WIDTH = one("40", "80", "200", "1000", "39", "0", "1001")
LAYER = one("relu1", "conv1", "dense1", "max_pool1", "softmax1", "loss", "input", "tanh1", "conv1.W")
TENSOR = one("conv1.W", "dense1.W", "dense1.b", "relu1", "input", "loss", "conv1", "max_pool1", "target")
WEIGHT = one(
    "dense1.W[0,0]", "conv1.W[0,0,0,0]", "dense1.b[0]", "dense1.W[9,9]", "dense1.W", "input[0,0]", "dense1.W[0"
)
FORMAT = one("html", "pdf", "latex", "typst", "slides-source", "python", "notebook", "figures", "worksheet", "key")
MEDIUM = one("html", "pdf", "latex", "notebook")
KIND = one("conv", "dense", "softmax", "relu", "max_pool", "cross_entropy", "mean_squared_error")

Options = dict[str, Draw | None]  # None: a flag
SHOW: Options = {
    "--layer": LAYER, "--wrt": TENSOR, "--chain": WEIGHT, "--steps": None, "--unroll": None, "--numbers": None,
    "--compare-dense": None, "--pixel-uses": None, "--translation": None, "--updates": None, "--symbolic": None,
    "--bind": BIND, "--format": one("unicode", "ascii", "latex", "sympy", "json"),
    "--notation": one("partial", "d", "bar"), "--width": WIDTH,
}  # fmt: skip
EXPORT: Options = {
    "--to": FORMAT, "-o": OUT, "--seed": NUMBER, "--students": one("1", "2"), "--level": NUMBER, "--as": MEDIUM,
    "--no-verify": None, "--force": None,
}  # fmt: skip
TRAIN: Options = {
    "--data": one("good.npz", "zero.npz", "single.npz", "none.npz", "nan.npz", "text.npz", "complex.npz", "other.npz",
                  "classes.npz", "large.npz", "cut.npz", "idx", "relu.yaml", "nowhere"),
    "--epochs": NUMBER, "--batch": NUMBER, "--optimiser": one("sgd", "momentum", "adam"),
    "--learning-rate": one("0.1", "1e30", "1e-320", "-1", "inf"), "--validation": one("0", "1", "0.5", "6", "-1"),
    "--seed": NUMBER, "--dtype": one("float32", "float64", "int8"), "--engine": None, "-o": OUT, "--resume": None,
    "--force": None, "--bind": BIND, "--width": WIDTH,
}  # fmt: skip
NEW: Options = {
    "--title": one("A title", "数", "a: b # c", "x" * 300), "--input": one("6x6", "4", "n", "3x3x2", "0", "axb"),
    "--layer": one(*LAYER_WORDS), "--loss": one("mean_squared_error", "cross_entropy", "hinge"), "--force": None,
}  # fmt: skip
SERIAL = ("-j", "1")  # more processes are started by the cases that run as processes
COMMANDS: tuple[tuple[int, str, Draw | None, Options, tuple[str, ...]], ...] = (
    (24, "show", SPEC, SHOW, ()),
    (18, "sizes", SPEC, {"--json": None, "--symbolic": None, "--bind": BIND, "--width": WIDTH}, ()),
    (14, "export", SPEC, {**EXPORT, "--bind": BIND}, ("--to", "python", "-o", "out")),
    (14, "new", one("out/a.yaml", "relu.yaml", "out/数.yaml", "out/a b", "out/", "out"), NEW, ("--input", "4x4")),
    (10, "train", one("softmax.yaml", "softmax.yaml", "dense.yaml", "relu.yaml"), TRAIN, ("--epochs", "1")),
    (3, "layers", None, {"--layer": KIND, "--json": None, "--width": WIDTH}, ("--layer", "relu")),
    (3, "faults", None, {"--show": one("loss.x", "x"), "--json": None}, ("--show", "window.stride-missing")),
    (3, "examples", None, {"--width": WIDTH}, ("digits",)),
    (2, "schema", None, {}, ()),
    (2, "verify", SPEC, {"--json": None, "-q": None}, SERIAL),
    (1, "report", SPEC, {"-o": OUT}, ("-o", "out", *SERIAL)),
    (2, "course", SPEC, {**EXPORT, "--title": one("A & <b>", "数")}, ("--to", "latex", "-o", "out", *SERIAL)),
    (1, "nothing", None, {"--json": None}, ()),
)  # fmt: skip
WEIGHTS = [weight for weight, *_ in COMMANDS]


def command_line(chance: Chance) -> list[str]:
    """The words after `derive` of one case."""
    if chance.random() < 0.03:
        return [odd(chance) for _ in range(chance.randrange(4))]
    _, name, argument, options, usual = chance.choices(COMMANDS, WEIGHTS)[0]
    words = [name]
    if argument is not None and chance.random() < 0.98:
        words.append(argument(chance))
    if chance.random() < 0.9:
        words += usual
    for option in chance.sample(sorted(options), chance.randint(0, min(4, len(options)))):
        words += _option(option, options[option], chance)
    if chance.random() < 0.05:
        words.insert(chance.randrange(len(words) + 1), odd(chance))
    return words


def _option(name: str, draw: Draw | None, chance: Chance) -> list[str]:
    return [name] if draw is None else [name, draw(chance)]
