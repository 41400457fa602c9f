"""What the tests of the loonwaarde begin with: requirements, adopted by a real vote, and methods judged on them."""

from __future__ import annotations

from collections.abc import Mapping

from governance.actions import close_vote
from governance.models import Adoptable
from instruments.actions.assessments import Judged, assess
from instruments.actions.choices import write_choice
from instruments.actions.requirements import draft_requirement_set, write_requirement
from instruments.enums import ChoiceForm, Judgement
from instruments.loading import load_methods
from instruments.models import LoonwaardeMethod, MethodChoice, RequirementSet
from tests.governance.factories import Board, cast_all, make_meeting, make_open_vote

VALIDATED, FAST, CHEAP = "Gevalideerd door Blik op Werk", "Binnen twee weken gemeten", "Laag tarief"
LETTERS = {"v": Judgement.MEETS, "d": Judgement.PARTLY, "n": Judgement.NOT}


def draft_requirements(board: Board) -> RequirementSet:
    """One must, and two with weights 5 and 3."""
    load_methods()
    drafted = draft_requirement_set(board.secretary)
    for text, weight in ((VALIDATED, None), (FAST, 5), (CHEAP, 3)):
        write_requirement(drafted, board.secretary, text=text, checked_by="rapport", weight=weight)
    return drafted


def adopt(board: Board, thing: Adoptable) -> None:
    """By a real vote."""
    meeting = make_meeting(board, adopts=[thing])
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "vvvvvvvv")
    close_vote(vote, board.secretary)
    thing.refresh_from_db()
    assert thing.is_adopted


def adopted_requirements(board: Board) -> RequirementSet:
    drafted = draft_requirements(board)
    adopt(board, drafted)
    return drafted


def judge(board: Board, requirement_set: RequirementSet, slug: str, letters: str) -> int:
    """letters: v, d, n or . (not judged), in the order of the list."""
    judged: Mapping[int, Judged] = {
        requirement.pk: Judged(LETTERS[letter], f"rapport over {slug}")
        for requirement, letter in zip(requirement_set.requirements.all(), letters, strict=True)
        if letter != "."
    }
    method = LoonwaardeMethod.objects.get(slug=slug)
    return assess(method, requirement_set, board.secretary, judged=judged)


def draft_choice(board: Board, requirement_set: RequirementSet, slug: str = "dariuz") -> MethodChoice:
    return write_choice(
        board.secretary,
        requirement_set=requirement_set,
        form=ChoiceForm.SYSTEM,
        method=LoonwaardeMethod.objects.get(slug=slug),
        reasons="Werkgevers krijgen één vragenlijst.",
    )
