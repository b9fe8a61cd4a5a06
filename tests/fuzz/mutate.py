"""Broken specs from a seed: mutations of the shipped specs' text, and YAML made up from nothing."""

import random
from collections.abc import Callable

VOCABULARY = (
    "conv dense flatten sigmoid relu max_pool avg_pool name title input layers loss values filters kernel stride "
    "padding dilation groups bias units window ceil_mode features channels height width reduction sum mean same valid "
    "n f s p K m k lambda true no null ~ .nan -.inf 0 1 -1 3 1e-3 1e999 0x1F 010 1/9 1/0 2147483648 conv1.W input"
)
WORDS = VOCABULARY.split()
SIGNS = ("{", "}", "[", "]", ":", ": ", ",", "-", "- ", "? ", "&a ", "*a", "!!int ", "!x ", "|", ">", "#", "'", '"',
         "%YAML 1.1", "---", "...", "\t", "\n", " ", "  ", "\\", '"\\Uffffffff"', '"\\ud800"', "\0", "\x1b", "\u2028",
         "\ufeff", "é", "😀", "@", "`", "<<: ")  # fmt: skip
Edit = Callable[[str, random.Random], str]


def cut(text: str, chance: random.Random) -> str:
    """Leave out a stretch."""
    start = chance.randrange(len(text) + 1)
    return text[:start] + text[start + chance.randint(1, 12) :]


def insert(text: str, chance: random.Random) -> str:
    """Put a word or a sign somewhere."""
    start = chance.randrange(len(text) + 1)
    return text[:start] + chance.choice((*WORDS, *SIGNS)) + text[start:]


def swap_words(text: str, chance: random.Random) -> str:
    """Replace every use of one word by another word."""
    present = [word for word in WORDS if word in text]
    return text.replace(chance.choice(present), chance.choice(WORDS)) if present else text


def swap_lines(text: str, chance: random.Random) -> str:
    """Exchange two lines, double one, or indent one."""
    lines = text.split("\n")
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(3):
        case 0:
            lines[first], lines[second] = lines[second], lines[first]
        case 1:
            lines.insert(first, lines[second])
        case _:
            lines[first] = " " * chance.randint(1, 5) + lines[first]
    return "\n".join(lines)


def huge_number(text: str, chance: random.Random) -> str:
    """Put a number of very many digits where a digit is."""
    digits = [index for index, letter in enumerate(text) if letter in "0123456789"]
    if not digits:
        return text
    place = chance.choice(digits)
    return text[:place] + chance.choice("123456789") * chance.choice((5, 12, 400, 5000)) + text[place + 1 :]


def nest(text: str, chance: random.Random) -> str:
    """Open very many brackets at once."""
    start = chance.randrange(len(text) + 1)
    opener = chance.choice(("[", "{", "- ", "? ", "{a: ", "[\n", "&a [", '"'))
    return text[:start] + opener * chance.choice((2, 30, 50, 2000)) + text[start:]


def change_letter(text: str, chance: random.Random) -> str:
    """Replace one character by any other."""
    if not text:
        return text
    start = chance.randrange(len(text))
    return text[:start] + chr(chance.choice((chance.randrange(128), chance.randrange(0x10FFFF)))) + text[start + 1 :]


EDITS: tuple[Edit, ...] = (cut, insert, swap_words, swap_lines, huge_number, nest, change_letter)


def mutated(texts: tuple[str, ...], chance: random.Random) -> str:
    """A shipped spec after one to four edits."""
    text = chance.choice(texts)
    for _ in range(chance.randint(1, 4)):
        text = chance.choice(EDITS)(text, chance)
    return text


def made_up(chance: random.Random, depth: int = 0) -> str:
    """A random YAML value in flow style, of words that specs use."""
    kind = chance.randrange(4) if depth < 4 else 3
    parts = [made_up(chance, depth + 1) for _ in range(chance.randint(0, 4))] if kind < 3 else []
    if kind == 0:
        return "[" + ", ".join(parts) + "]"
    if kind < 3:
        return "{" + ", ".join(f"{chance.choice(WORDS)}: {part}" for part in parts) + "}"
    return chance.choice(WORDS)


def made_up_spec(chance: random.Random) -> str:
    """Random values under the keys that a spec has, or nothing but signs and words."""
    if chance.random() < 0.2:
        return "".join(chance.choice((*WORDS, *SIGNS)) for _ in range(chance.randint(0, 60)))
    keys = [key for key in ("name", "title", "input", "layers", "loss", "values") if chance.random() < 0.7]
    return "".join(f"{key}: {made_up(chance)}\n" for key in keys)


def case_text(texts: tuple[str, ...], seed: int, number: int) -> str:
    """The text of one case; the same for the same seed and number on any machine."""
    chance = random.Random(seed * 1_000_003 + number)
    return mutated(texts, chance) if chance.random() < 0.8 else made_up_spec(chance)
