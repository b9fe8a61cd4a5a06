"""Reading specs: a YAML file, YAML text, or a dict of the same shape, each checked in full."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from derive.spec.complaint import Complaints, printable
from derive.spec.dict_tree import dict_tree
from derive.spec.document import NAME, read_document
from derive.spec.file_text import checked_text, file_text, refusal
from derive.spec.shipped import PREFIX, example
from derive.spec.spec import Spec
from derive.spec.yaml_tree import read_tree

DEFAULT_NAME = "network"


def read_spec(path: str | os.PathLike[str]) -> Spec:
    """The spec in a YAML file, or that of an example: example:digits. Raises SpecError with every problem of the
    file, in its order."""
    source = os.fspath(path) or "."
    file = example(source) if source.startswith(PREFIX) else Path(source)
    name = file.stem if NAME.fullmatch(file.stem) else DEFAULT_NAME
    return spec_from_text(file_text(file, source), source, name)


def parse_spec(text: str, source: str = "<text>") -> Spec:
    """The spec in YAML text; `source` is what messages call it. Raises SpecError."""
    return spec_from_text(checked_text(text.removeprefix("\ufeff"), source), source, DEFAULT_NAME)


def spec_from_dict(data: Mapping[str, Any]) -> Spec:
    """The spec in a dict of the same shape as a file; messages name paths such as layers[3].conv.kernel."""
    complaints = Complaints("<dict>")
    return read_document(dict_tree(data, complaints), DEFAULT_NAME, complaints)


def spec_from_text(text: str, source: str, name: str) -> Spec:
    complaints = Complaints(printable(source))
    root = read_tree(text, complaints)
    if root is None:
        if complaints.found:
            raise complaints.error()
        raise refusal(source, "is empty, expected a spec with input and layers")
    return read_document(root, name, complaints)
