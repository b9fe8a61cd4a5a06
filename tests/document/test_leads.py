"""Words that lead to what follows are told from words that stand for themselves."""

from derive.document.blocks import Formula, Formulas, Kind, Listing, Matrices, Matrix, Note, Paragraph
from derive.document.leads import leads
from derive.printing.formula import Letter

WORDS = Paragraph("so")
SHOWN = (Formulas((Formula(Letter("x")),)), Matrices((Matrix((("1",),)),)), Listing("python", "x = 1"))
NOTE = Note(Kind.CONVENTION, "first of all")


def test_words_lead_to_whatever_is_shown_and_not_to_words() -> None:
    for shown in SHOWN:
        assert leads((WORDS, shown)) == (True, False)
    assert leads((WORDS, WORDS)) == (False, False)
    assert leads((WORDS, NOTE)) == (False, False)


def test_the_last_words_lead_to_a_subsection_if_there_is_one() -> None:
    assert leads((SHOWN[0], WORDS), more=True) == (False, True)
    assert leads((SHOWN[0], WORDS)) == (False, False)
    assert leads(()) == ()
