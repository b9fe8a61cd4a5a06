"""Words as English needs them in a sentence: one network, two networks; a conv layer, an avg_pool layer."""

VOWELS = tuple("aeiouAEIOU")


def counted(number: int, noun: str) -> str:
    """1 network, 33 networks, 1,000 files."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def an(words: str) -> str:
    """The words with the article that they need."""
    return f"{'an' if words.startswith(VOWELS) else 'a'} {words}"


def sentence(words: str) -> str:
    """The words with a capital letter at their beginning."""
    return words[:1].upper() + words[1:]
