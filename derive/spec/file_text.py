"""A spec file's text: read with a bound on its size, decoded as UTF-8, free of control characters."""

import codecs
import os
import re
from pathlib import Path

from derive.errors import Problem, SpecError
from derive.spec.complaint import printable, suggestion

MOST_BYTES = 512 * 1024  # read in well under a second
CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
OTHER_ENCODINGS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


def file_text(path: Path, source: str) -> str:
    """The text of a spec file; raises SpecError with the reason if there is none to be had."""
    try:
        if path.is_dir():
            raise refusal(source, "is a folder, expected a spec file", f"name a file in it: {source}/*.yaml")
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise refusal(source, "there is no such file", neighbour(path)) from None
    except OSError as error:
        raise refusal(source, f"cannot be read: {error.strerror or error}") from None
    except ValueError:  # a NUL character in the path
        raise refusal(source, "is not a possible file name") from None
    return checked_text(decoded(data, source), source)


def neighbour(path: Path) -> str:
    """A spec beside a missing file that has nearly its name."""
    try:
        names = sorted(name for name in os.listdir(path.parent) if name.endswith((".yaml", ".yml")))
    except OSError:
        return ""
    return suggestion(path.name, tuple(names))


def decoded(data: bytes, source: str) -> str:
    """Bytes as UTF-8 text, a byte order mark left out."""
    if len(data) > MOST_BYTES:
        raise too_large(source)
    for mark, encoding in OTHER_ENCODINGS.items():
        if data.startswith(mark):
            raise refusal(source, f"is {encoding} text, expected UTF-8", "save the file as UTF-8")
    if b"\0" in data:
        raise refusal(source, "is a binary file, expected YAML text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # error.start counts from after a byte order mark
        start = error.start + (len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
        place = position(data[:start].decode("utf-8-sig"), source)
        raise refusal(place, f"byte 0x{data[start]:02x} is not UTF-8", "save the file as UTF-8") from None


def checked_text(text: str, source: str) -> str:
    """The text, if it is not too long and free of characters that YAML forbids."""
    if len(text) > MOST_BYTES:
        raise too_large(source)
    found = CONTROL.search(text)
    if found is not None:
        what = f"the character U+{ord(found[0]):04X} may not stand in a spec"
        raise refusal(position(text[: found.start()], source), what, "remove it")
    return text


def too_large(source: str) -> SpecError:
    what = f"is larger than {MOST_BYTES // 1024} KB"
    return refusal(source, what, "keep worked values small; large arrays are passed from Python")


def position(before: str, source: str) -> str:
    """file:line:column of what follows this text."""
    lines = before.split("\n")
    return f"{source}:{len(lines)}:{len(lines[-1]) + 1}"


def refusal(where: str, what: str, fix: str = "") -> SpecError:
    """One problem of the file as a whole."""
    return SpecError((Problem(printable(where), what, fix),))
