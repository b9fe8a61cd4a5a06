"""Sizes in short."""

from derive.algebra.size import named
from derive.verification.sizing.text import sizes_text


def test_sizes_of_one_letter_stand_together_unless_the_letter_is_a_size_itself() -> None:
    sizes = {"M": 2, "C": 4, "n_h": 3, "n_w": 5, "f_h": 2, "f_w": 2, "C_g": 2, "width": 7}
    text = sizes_text({named(name): value for name, value in sizes.items()})
    assert text == "M=2 C=4 n=3x5 f=2 C_g=2 width=7"
