"""The widths that figures are laid out with, against those that a browser measured in DejaVu Sans at size 100."""

import pytest

from derive.export.figures.measure import text_width, wrapped

# text, regular, bold: Chromium's getComputedTextLength
MEASURED = (
    ("3 maps of 150×150", 995, 1090),
    ("1,049,088 parameters", 1121, 1250),
    ("then sigmoid", 652, 737),
    ("z[1, 1] = 8·3 + 3·4 + (−1)·0 = 91", 1677, 1821),
    ("∂J/∂f₁ = ∂J/∂w₁₁ + ∂J/∂w₂₂", 1194, 1302),
    ("∂J/∂x[m, c, r, q] = Σ_{k,i,j} ∂J/∂z[m, k, i, j] · W[k, c, r−2i, q−2j]", 3078, 3426),
    ("Cells with equal letters are multiplied.", 1903, 2170),
    ("batch_norm1", 657, 730),
    ("MMMWWW%%%mm", 1035, 1138),
    ("−16", 211, 223),
    ("0.0625", 350, 386),
    ("f₂₅", 115, 131),
    ("K + K·C·f² parameters", 1099, 1232),
)


@pytest.mark.parametrize(("text", "regular", "bold"), MEASURED)
def test_a_text_is_never_wider_than_its_estimate_and_not_much_narrower(text: str, regular: int, bold: int) -> None:
    assert 0.99 <= text_width(text, 100) / regular <= 1.1
    assert 0.99 <= text_width(text, 100, bold=True) / bold <= 1.1


def test_lines_keep_all_words_and_the_width() -> None:
    text = "one two three four five six seven"
    lines = wrapped(text, 80, 12)
    assert " ".join(lines) == text
    assert len(lines) > 2
    assert all(text_width(line, 12) <= 80 for line in lines)
