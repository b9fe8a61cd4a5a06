"""What commands on one spec share: reading it, and numbers for its named sizes from the command line."""

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from derive.network.model import Model


def open_network(spec: str, numbers: list[str]) -> "Model":
    """The network of a spec file; `numbers` are texts such as n=28."""
    from derive.network.build import bind, build
    from derive.spec.read import read_spec

    model = build(read_spec(spec))
    return bind(model, dict(map(_number, numbers))) if numbers else model


def _number(text: str) -> tuple[str, int]:
    name, sign, value = text.partition("=")
    if not sign or not name or not value.isdecimal() or not value.isascii():
        raise typer.BadParameter(f"--bind {text}: expected NAME=NUMBER, such as n=28")
    return name, int(value)
