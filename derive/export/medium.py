"""A medium: a way to write any document to a file, which worksheets and keys choose from."""

from collections.abc import Callable
from dataclasses import dataclass

from derive.document.blocks import Document


@dataclass(frozen=True, slots=True)
class Medium:
    """`write` gives the file's content; `package` names the optional package that it needs."""

    name: str
    suffix: str
    write: Callable[[Document], bytes]
    package: str = ""
