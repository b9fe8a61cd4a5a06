"""Documents as Markdown and LaTeX: fences, tables, derivations that unfold; the same bytes every time."""

import re

from derive.document.blocks import (
    Document,
    Formula,
    Formulas,
    Kind,
    Listing,
    Matrices,
    Matrix,
    Note,
    Paragraph,
    Section,
    TableBlock,
)
from derive.document.latex import latex
from derive.document.markdown import JUPYTER, escape, markdown
from derive.document.network import network_document
from derive.printing.formula import Letter, Relation, Scripted, Sign
from tests.document.networks import shipped

X = Scripted(Letter("x"), "1")
SMALL = Document(
    "small",
    "a_b and *c*",
    (Paragraph("1 < 2 | 3"),),
    (
        Section(
            "part [1]",
            (
                Formulas((Formula(Relation(X, ((Sign.EQUALS, Letter("y")),))),), "what it is"),
                TableBlock(("name", "size"), (("max_pool1", X), ("b|c", "2")), frozenset({1})),
                Matrices((Matrix((("1", "−2"), ("", "4")), Letter("z")), Matrix((("5",),))), ("⋆",)),
                Note(Kind.CONVENTION, "first"),
                Note(Kind.CONVENTION, "second"),
                Note(Kind.CHECK, "all well"),
                Listing("python", "x = 1\n"),
            ),
        ),
    ),
)


def test_each_block_has_its_markdown() -> None:
    assert (
        markdown(SMALL)
        == r"""# small

a_b and \*c\*

1 \< 2 \| 3

## part \[1\]

What it is:

```math
x^{[1]} = y
```

| name | size |
| --- | ---: |
| max_pool1 | $`x^{[1]}`$ |
| b\|c | 2 |

```math
\overset{\textstyle z}{\begin{bmatrix} 1 & -2 \\ \cdot & 4 \end{bmatrix}} \star \begin{bmatrix} 5 \end{bmatrix}
```

- first
- second

*Checked:* all well

```python
x = 1
```
"""
    )


def test_words_are_escaped_only_where_markdown_would_read_them() -> None:
    assert escape("avg_pool1 is _this_ `x` # [1]") == r"avg_pool1 is \_this\_ \`x\` \# \[1\]"


def test_the_page_of_a_network_is_the_same_every_time_and_has_all_parts() -> None:
    page = markdown(network_document(shipped("unrolled_3x3"), steps=True, numbers=True))
    assert page == markdown(network_document(shipped("unrolled_3x3"), steps=True, numbers=True))
    headings = re.findall(r"^#+ .*", page, flags=re.MULTILINE)
    assert headings[:4] == ["# unrolled-3x3", "## Sizes and costs", r"## conv1: conv, layer \[1\]", "### Sizes"]
    for part in ("Forward", "Backward", "Update", "Unrolled", "Worked numbers", "Conventions"):
        assert f"### {part}" in headings
    assert page.count("<details>") == page.count("</details>") > 5
    assert page.count("```") % 2 == 0
    assert r"\frac{\partial J}{\partial f_{1}} = \frac{\partial J}{\partial w_{11}} + " in page


def test_named_sizes_need_no_numbers() -> None:
    page = markdown(network_document(shipped("symbolic_conv"), steps=False, numbers=False))
    assert "<details>" not in page
    assert "K C f^{2}" in page


def test_latex_escapes_words_and_keeps_formulas() -> None:
    text = latex(SMALL)
    assert r"\section*{small: a\_b and *c*}" in text
    assert "\\[\nx^{[1]} = y\n\\]" in text
    assert r"max\_pool1 & $x^{[1]}$ \\" in text
    assert text.isascii()
    assert latex(network_document(shipped("sigmoid_cnn"), steps=True, numbers=True)).isascii()


def test_a_notebook_gets_its_formulas_between_dollars() -> None:
    text = markdown(network_document(shipped("symbolic_conv"), steps=True, numbers=False), JUPYTER)
    assert "\n\n$$\n\\begin{aligned}" in text
    assert "```math" not in text
    assert "$`" not in text
