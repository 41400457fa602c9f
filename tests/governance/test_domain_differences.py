"""The word diff of two texts: nothing lost, nothing invented, and readable."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from governance.domain.differences import Change, Piece, differences

SAME, REMOVED, ADDED = Change.SAME, Change.REMOVED, Change.ADDED
TEXTS = st.lists(st.sampled_from(["de", "zetel", "Almelo", ",", ".", "drie", "\n", "  ", "é"])).map(" ".join)


def squeezed(text: str) -> list[str]:
    return text.split()


def test_one_word_replaced_shows_what_goes_before_what_comes() -> None:
    assert differences("Na twee weken gaat de vacature door.", "Na drie weken gaat de vacature door.") == (
        Piece(SAME, "Na "),
        Piece(REMOVED, "twee "),
        Piece(ADDED, "drie "),
        Piece(SAME, "weken gaat de vacature door."),
    )


def test_words_added_at_the_end_leave_the_rest_as_it_was() -> None:
    assert differences("Er is één plan.", "Er is één plan, per jaar.") == (
        Piece(SAME, "Er is één plan"),
        Piece(ADDED, ", per jaar"),
        Piece(SAME, "."),
    )


def test_equal_texts_have_no_change() -> None:
    assert differences("Er is één plan.", "Er is één plan.") == (Piece(SAME, "Er is één plan."),)


def test_a_line_that_ends_elsewhere_is_a_change() -> None:
    assert {piece.change for piece in differences("een twee", "een\ntwee")} == {REMOVED, ADDED, SAME}


def test_everything_from_nothing_is_added() -> None:
    assert differences("", "Nieuw.") == (Piece(ADDED, "Nieuw."),)


@given(TEXTS, TEXTS)
def test_what_stays_and_comes_is_the_new_text_and_what_stays_and_goes_the_old(old: str, new: str) -> None:
    pieces = differences(old, new)
    assert "".join(piece.text for piece in pieces if piece.change != REMOVED) == new
    assert squeezed(" ".join(piece.text for piece in pieces if piece.change != ADDED)) == squeezed(old)


def test_a_text_of_the_largest_size_is_compared_to_the_letter() -> None:
    old = " ".join(f"woord{n % 90}" for n in range(1400))
    new = old.replace("woord7 ", "ander7 ")
    pieces = differences(old, new)
    assert "".join(piece.text for piece in pieces if piece.change != REMOVED) == new
