"""Names as letters: which part of `n_h[1]` is the letter, the label, the layer; accents spelled out."""

import re

from derive.printing.formula import Letter, Mark, Node, Scripted

BLANK = Letter("blank")  # what an exercise leaves to be filled in
GREEK = {  # and the one sign that is no letter
    BLANK.base: "□",
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ε",
    "eta": "η",
    "theta": "θ",
    "kappa": "κ",
    "lambda": "λ",
    "mu": "μ",
    "nu": "ν",
    "xi": "ξ",
    "rho": "ρ",
    "sigma": "σ",
    "tau": "τ",
    "phi": "φ",
    "psi": "ψ",
    "omega": "ω",
}
SPELLED = {sign: name for name, sign in GREEK.items()}
SIZE_NAME = re.compile(r"^([^_\[]+)(?:_([^\[]*))?(?:\[(.*)\])?$")


def letter(name: str, primes: int = 0, marks: tuple[Mark, ...] = ()) -> Letter:
    """The letter called `name`: xhat is x with a hat, γ is gamma."""
    if len(name) == 4 and name.endswith("hat"):
        return letter(name[0], primes, (Mark.HAT, *marks))
    return Letter(SPELLED.get(name, name), primes, marks)


def size_letter(name: str) -> Node:
    """n, f_h, n_h[1], f[conv1]: the base, an optional label after the underscore, an optional layer in brackets."""
    found = SIZE_NAME.match(name)
    if found is None:
        return Letter(name)
    base, label, level = found.groups(default="")
    return Scripted(letter(base), level, label) if label or level else letter(base)
