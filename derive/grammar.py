"""Words as English needs them in a sentence: one network, two networks; a conv layer, an avg_pool layer."""

VOWELS = tuple("aeiouAEIOU")


def digits(number: int) -> str:
    """4732 and 605,696: from five digits on in threes; four stand together, as in a shape."""
    return f"{number:,}" if abs(number) > 9999 else str(number)


def counted(number: int, noun: str) -> str:
    """1 network, 33 networks, 10,000 files."""
    return f"{digits(number)} {noun if number == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """Layers, losses."""
    return f"{noun}es" if noun.endswith("s") else f"{noun}s"


def an(words: str) -> str:
    """The words with the article that they need."""
    return f"{'an' if words.startswith(VOWELS) else 'a'} {words}"


def sentence(words: str) -> str:
    """The words with a capital letter at their beginning."""
    return words[:1].upper() + words[1:]
