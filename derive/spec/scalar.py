"""Plain YAML words as values, by the core schema of YAML 1.2: `no` is text, `010` is ten, `1e-3` a number."""

import math
import re
import sys

from derive.spec.node import Scalar

MOST_DIGITS = 400  # of a whole number: enough for exact worked values, far below Python's own limit
LONGEST = 40  # letters of a number in a message
NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
WHOLE = re.compile(r"[-+]?[0-9]+")
BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
SPECIAL = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


def plain_scalar(text: str) -> Scalar:
    """The value of an unquoted word; raises OverflowError for a number that is too large."""
    if text in NOTHING:
        return None
    if text in TRUTH:
        return TRUTH[text]
    if WHOLE.fullmatch(text) or BASED.fullmatch(text):
        return whole(text)
    if DECIMAL.fullmatch(text):
        return decimal(text)
    if SPECIAL.fullmatch(text):
        return float(text.replace(".", "", 1))
    return text


def whole(text: str) -> int:
    """A whole number, decimal (also with leading zeros), 0o octal or 0x hexadecimal."""
    if len(text) > MOST_DIGITS:
        raise OverflowError(f"a number of {len(text)} digits, expected at most {MOST_DIGITS}")
    base = {"0o": 8, "0x": 16}.get(text[:2], 10)
    return int(text, base)


def decimal(text: str) -> float:
    """A number with a point or an exponent; raises OverflowError where no float is so large."""
    value = float(text)
    if math.isinf(value):
        raise OverflowError(f"{text[:LONGEST]} is too large a number, expected at most {sys.float_info.max:.1e}")
    return value


def has_surrogate(text: str) -> bool:
    """Whether text holds half of a surrogate pair, which no encoding can write."""
    return any("\ud800" <= letter <= "\udfff" for letter in text)
