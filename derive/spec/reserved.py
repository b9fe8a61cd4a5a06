"""Names that a spec may not give to its sizes and layers, because the formulas or the code need them."""

import re
from keyword import iskeyword

INDEX_LETTERS = {
    "m": "the example in the batch",
    "c": "the input channel",
    "k": "the output channel or unit",
    "i": "the output row",
    "j": "the output column",
    "u": "the filter's row",
    "v": "the filter's column",
    "r": "the input row",
    "q": "the input column",
    "o": "the input slice",
    "g": "the group",
    "M": "the batch's size",
    "J": "the loss",
}
LETTERS = {  # of tensors, constants and functions; tests/spec/test_reserved.py holds that none is missing
    **dict.fromkeys(("x", "z", "a", "y", "e", "S"), "values of a layer"),
    **dict.fromkeys(("W", "b", "gamma", "beta"), "weights"),
    **dict.fromkeys(("mu", "var", "D", "xhat", "mu_run", "var_run"), "statistics of a batch"),
    **dict.fromkeys(("first", "mask", "peak"), "what a layer keeps for its derivative"),
    **dict.fromkeys(
        ("log", "max", "argmax", "exp", "tanh", "sigma", "softplus", "sqrt", "floor", "ceil"), "a function"
    ),
    "t": "the targets, a shift, or the filter's slice",
    "l": "a layer's number, or the output slice",
    "N": "the cells of a window",
    "alpha": "the learning rate",
    **dict.fromkeys(("beta_1", "beta_2", "delta", "kappa", "tau"), "a setting of an optimiser"),
    **dict.fromkeys(
        (f"{kept}_{of}" for kept in "GQV" for of in ("W", "b", "gamma", "beta")), "what an optimiser keeps"
    ),
    "epsilon": "batch norm's small constant",
    "eta": "batch norm's momentum",
    "rho": "dropout's rate",
    "omega": "the weights of a convolution as a dense layer, a loss's weight",
    **dict.fromkeys(("weights", "biases", "parameters", "entries", "count", "uses", "shape"), "what is counted"),
    "blank": "what an exercise leaves out",
    "sum": "a sum",
}
COUNTED = re.compile(r"(?:f|w|omega)_\d+")  # the weights of a convolution as a dense layer, by their numbers
MOVED = re.compile(r"\w+_shifted|J_m")  # shifted tensors, the loss of one example
INNER = re.compile(r"[oety]_[dhw]")  # the outputs, borders and shifts of each axis, what has its border along it
DIFFERENTIAL = re.compile(r"d[A-Za-z]|d(?:gamma|beta|mu|xhat)")
ACCENT = re.compile(r"[A-Za-z](?:hat|_hat|bar|_bar)")
SETTINGS = frozenset({"valid", "same", "yes", "no", "on", "off", "true", "false", "null", "none", "auto"})
INPUT_NAME = re.compile(r"^[A-Za-z][A-Za-z0-9]{0,15}(_[A-Za-z0-9]{1,15})?$")
NOT_LAYERS = frozenset({"input", "target", "loss"})


def size_name_problem(name: str) -> tuple[str, str] | None:
    """Why a size may not have this name, and what to do; None if it may."""
    if name in INDEX_LETTERS:
        what = f"the size name `{name}` is an index of the formulas ({INDEX_LETTERS[name]})"
        return what, f"take another name: not one of {' '.join(INDEX_LETTERS)}"
    if (taken := _printed(name)) is not None:
        return f"the size name `{name}` would print like {taken}", f"take another name, such as n_{name}"
    if iskeyword(name):
        return f"the size name `{name}` is a Python keyword", "take another name"
    if name.lower() in SETTINGS:
        return f"`{name}` is a setting, not a size, and does not belong here", "write a number or a size's name"
    return None


def _printed(name: str) -> str | None:
    """What else in the formulas is written like a size of this name."""
    if name in LETTERS:
        return f"the {name} of the formulas ({LETTERS[name]})"
    if COUNTED.fullmatch(name):
        return f"weight {name.partition('_')[2]} of a convolution as a dense layer"
    if MOVED.fullmatch(name):
        return "a tensor on the shifted input, or the loss of one example"
    if INNER.fullmatch(name):
        return "the outputs, borders or shifts along one axis"
    if name.startswith("x_"):
        return "one of several inputs"
    if DIFFERENTIAL.fullmatch(name):
        return f"the derivative by {name[1:]}"
    return "a letter with an accent" if ACCENT.fullmatch(name) else None


def input_name_problem(name: str) -> tuple[str, str] | None:
    """Why one of several inputs may not have this name, and what to do; None if it may."""
    if not INPUT_NAME.fullmatch(name):
        return f"`{name[:40]}` is no name for an input", "use letters, digits and _, for example x1"
    if name in NOT_LAYERS - {"input"}:
        return f"the input name `{name}` already means the network's own {name}", "take another name"
    return None


def layer_name_problem(name: str, kind: str = "layer") -> tuple[str, str] | None:
    """Why a layer or a loss may not have this name, and what to do; None if it may."""
    if iskeyword(name):
        return f"the {kind} name `{name}` is a Python keyword", "take another name"
    if name in NOT_LAYERS:
        return f"the {kind} name `{name}` already means the network's own {name}", "take another name"
    return None
