"""Names that a spec may not give to its sizes and layers, because the formulas or the code need them."""

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
    "g": "the group",
    "M": "the batch's size",
    "J": "the loss",
}
SETTINGS = frozenset({"valid", "same", "yes", "no", "on", "off", "true", "false", "null", "none", "auto"})
NOT_LAYERS = frozenset({"input", "target", "loss"})


def size_name_problem(name: str) -> tuple[str, str] | None:
    """Why a size may not have this name, and what to do; None if it may."""
    if name in INDEX_LETTERS:
        what = f"the size name `{name}` is an index of the formulas ({INDEX_LETTERS[name]})"
        return what, f"take another name: not one of {' '.join(INDEX_LETTERS)}"
    if iskeyword(name):
        return f"the size name `{name}` is a Python keyword", "take another name"
    if name.lower() in SETTINGS:
        return f"`{name}` is a setting, not a size, and does not belong here", "write a number or a size's name"
    return None


def layer_name_problem(name: str) -> tuple[str, str] | None:
    """Why a layer may not have this name, and what to do; None if it may."""
    if iskeyword(name):
        return f"the layer name `{name}` is a Python keyword", "take another name"
    if name in NOT_LAYERS:
        return f"the layer name `{name}` already means the network's own {name}", "take another name"
    return None
