"""Musts before points, points as whole sums, and until when a choice of the region counted."""

from __future__ import annotations

from datetime import date

import pytest

from instruments.domain.requirements import Required, Score, effective_days, preference, score
from instruments.enums import Judgement

REQUIRED = [Required(1, None), Required(2, None), Required(3, 5), Required(4, 3)]
LETTERS = {"v": Judgement.MEETS, "d": Judgement.PARTLY, "n": Judgement.NOT}


def scored(letters: str) -> Score:
    return score(
        REQUIRED, {key: LETTERS[letter] for key, letter in enumerate(letters, start=1) if letter != "."}
    )


@pytest.mark.parametrize(
    ("letters", "meets", "points", "highest"),
    [
        ("vvvv", True, 16, 16),
        ("vvdn", True, 5, 5),
        ("vv..", True, 0, 16),
        ("vv.d", True, 3, 13),
        ("v.vv", None, 16, 16),
        ("vdvv", False, 16, 16),  # a must that is met in part is not met
        ("n.vv", False, 16, 16),
    ],
)
def test_score(letters: str, meets: bool | None, points: int, highest: int) -> None:
    found = scored(letters)
    assert (found.meets_musts, found.points, found.highest, found.most) == (meets, points, highest, 16)


def test_sum_is_written_out() -> None:
    assert scored("vvvd").sum_in_words == "5×2 + 3×1 = 13"


@pytest.mark.parametrize(
    ("methods", "words"),
    [
        ({"A": "n.vv", "B": "v.vv"}, "Van geen enkele methode"),
        ({"A": "vvnn", "B": "vnvv"}, "Alleen A voldoet aan alle harde eisen."),
        ({"A": "vvvv", "B": "vvv."}, "Nog niet alles is beoordeeld"),
        ({"A": "vvvd", "B": "vvvd"}, "A en B hebben evenveel punten: de punten geven geen voorkeur."),
        ({"A": "vvdv", "B": "vvvv"}, "B heeft 5 punten meer dan A. Dat is niet meer dan één stap"),
        ({"A": "vvnv", "B": "vvvv"}, "B heeft 10 punten meer dan A: meer dan één stap"),
    ],
)
def test_preference_is_no_false_precision(methods: dict[str, str], words: str) -> None:
    assert preference({name: scored(letters) for name, letters in methods.items()}, 5).startswith(words)


@pytest.mark.parametrize(
    ("starts", "following", "days"),
    [
        (date(2015, 1, 1), None, (date(2015, 1, 1), date(2021, 6, 30))),
        (date(2015, 1, 1), date(2018, 1, 1), (date(2015, 1, 1), date(2017, 12, 31))),
        (date(2021, 6, 30), date(2022, 1, 1), (date(2021, 6, 30), date(2021, 6, 30))),
        (date(2021, 7, 1), None, None),
        (date(2025, 3, 1), date(2026, 3, 1), None),
    ],
)
def test_choice_counts_until_the_next_one_or_the_law(
    starts: date, following: date | None, days: tuple[date, date] | None
) -> None:
    assert effective_days(starts, following) == days
