"""Histories of a board by the real actions, for exports to verify: one with everything in it, and random small ones."""

from __future__ import annotations

from random import Random

from django.utils import timezone

from governance.actions import (
    PointDraft,
    add_item,
    adopt_hammer_item,
    arrive,
    break_off_vote,
    cast_deciding_vote,
    close_meeting,
    close_vote,
    convene_meeting,
    draft_meeting,
    leave,
    note_mistake,
    open_meeting,
    open_vote,
    recuse,
    submit_amendment,
    submit_meeting,
    withdraw_amendment,
    write_proposal,
)
from governance.actions.course import resume_meeting, suspend_meeting
from governance.actions.entries import confirm_entry, take_down_ballot
from governance.actions.paper_votes import (
    confirm_paper_count,
    enter_paper_count,
    open_paper_vote,
    reject_paper_count,
)
from governance.actions.publications import make_publication
from governance.domain.paper import PaperTotals
from governance.enums import AgendaItemKind, AmendmentState, Visibility
from governance.models import Adoptable, AgendaItem, DecisionPoint, Meeting, OwedPublication, Vote
from tests.governance.factories import CHAIR, LATE, SEATS, VICE_CHAIR, Board, cast, cast_all, make_draft

Item = tuple[AgendaItemKind, int, tuple[Adoptable, ...]]  # kind, number of points, what the first carries
CHOICES = ("for", "against", "abstained")


def convened(board: Board, items: list[Item], *, secret: int | None = None) -> Meeting:
    """A meeting opened with these items; the `secret`th is confidential. Nobody is there yet."""
    meeting = draft_meeting(title="Bestuursvergadering", starts_at=timezone.now(), place="Enschede")
    for place, (kind, points, carried) in enumerate(items):
        hidden = (
            {"visibility": Visibility.CONFIDENTIAL, "confidential_reason": "Onderhandeling"}
            if place == secret
            else {}
        )
        item = add_item(meeting, kind=kind, title=f"Punt {place}", **hidden)
        drafts = [
            PointDraft(str(number), f"Besluit {number} van “punt {place}” → ja.", carried * (number == 1))
            for number in range(1, points + 1)
        ]
        write_proposal(item, title=f"Punt {place}", article=board.article, points=drafts, by=board.secretary)
    meeting = convene_meeting(submit_meeting(meeting, board.secretary), board.chair, late_reason=LATE)
    return open_meeting(meeting, board.secretary)


def all_arrive(board: Board, meeting: Meeting, seats: tuple[str, ...] = SEATS) -> None:
    for slug in seats:
        arrive(meeting, board.seats[slug], board.holders[slug], board.secretary)


def items_of(meeting: Meeting) -> list[AgendaItem]:
    return list(meeting.items.exclude(kind=AgendaItemKind.DISCUSS).order_by("position"))


def point_of(item: AgendaItem, number: str) -> DecisionPoint:
    return DecisionPoint.objects.get(proposal__item=item, number=number)


def voted(board: Board, item: AgendaItem, letters: str, **options: object) -> Vote:
    vote = open_vote(item, board.secretary, **options)  # type: ignore[arg-type]  # as open_vote names them
    cast_all(vote, board, letters)
    return close_vote(vote, board.secretary)


def count_on_paper(board: Board, vote: Vote, sheet: PaperTotals) -> Vote:
    return confirm_paper_count(enter_paper_count(vote, board.secretary, sheet), board.chair)


def full_history(board: Board) -> None:
    """Two meetings with every kind of vote, outcome and act that the format knows; board: without a vice-chair."""
    decide, hammer = AgendaItemKind.DECIDE, AgendaItemKind.HAMMER
    first = convened(board, [(decide, 1, (make_draft(board, VICE_CHAIR),)), (hammer, 2, ()), (decide, 3, ())])
    all_arrive(board, first)
    chosen, nodded, split = items_of(first)
    vote = open_paper_vote(chosen, board.secretary)
    reject_paper_count(enter_paper_count(vote, board.secretary, PaperTotals(4, 4, 0, 0)), board.secretary)
    count_on_paper(board, vote, PaperTotals(5, 2, 1, 0))
    adopt_hammer_item(nodded, board.secretary)
    wrong = open_vote(split, board.secretary, point=point_of(split, "2"))
    cast(wrong, board.chair, "for")
    break_off_vote(wrong, board.secretary, "Verkeerd punt")
    voted(board, split, "vvvvttoo", point=point_of(split, "1"))
    suspend_meeting(first, board.secretary, "Overleg")
    resume_meeting(first, board.secretary)
    _taken_down(board, split)
    close_meeting(first, board.secretary)
    second = convened(board, [(decide, 2, ()), (decide, 1, ()), (decide, 1, ()), (decide, 1, ())], secret=3)
    all_arrive(board, second)
    *_, amended, tied, recused, hidden = items_of(second)  # what the first left unfinished came along
    _amended(board, amended)
    asked = voted(board, tied, "ovvvttt-")
    cast_deciding_vote(asked, board.chair, "for")
    recuse(recused, board.seats[CHAIR], board.chair, "Eigen belang")
    voted(board, recused, "-vvttt--")
    again = open_vote(recused, board.secretary)
    cast_all(again, board, "-vttvvt-")
    close_vote(again, board.secretary)
    voted(board, hidden, "vvvvvvt-")
    close_meeting(second, board.secretary)
    for owed in OwedPublication.objects.order_by("pk"):
        make_publication(owed.pk)


def _taken_down(board: Board, item: AgendaItem) -> None:
    """A ballot changed, one taken down and confirmed by the member, and a note afterwards."""
    vote = open_vote(item, board.secretary, point=point_of(item, "3"))
    cast(vote, board.chair, "for")
    cast(vote, board.chair, "against")
    entry = take_down_ballot(
        vote, board.seats["uwv"], board.secretary, "against", manner="spoken", reason="Telefoon leeg"
    )
    confirm_entry(entry, board.holders["uwv"])
    cast(vote, board.holders["almelo"], "for")
    note_mistake(close_vote(vote, board.secretary), board.holders["almelo"], "Ik bedoelde tegen.")


def _amended(board: Board, item: AgendaItem) -> None:
    """One amendment rejected, one adopted; then the proposal as it has become."""
    for slug, letters in (("almelo", "tttttvvv"), ("uwv", "vvvvvttt")):
        amendment = submit_amendment(
            point_of(item, "1"), board.seats[slug], board.holders[slug], new_text=f"Tekst van {slug}."
        )
        voted(board, item, letters, amendment=amendment)
    voted(board, item, "vvvvvvvv")


def same_words_twice(board: Board) -> None:
    """An amended proposal on a confidential item, and then in public the proposal in the words that it had before."""
    for secret in (0, None):
        meeting = convened(board, [(AgendaItemKind.DECIDE, 1, ())], secret=secret)
        all_arrive(board, meeting)
        item = items_of(meeting)[0]
        if secret is not None:
            point, slug = point_of(item, "1"), "almelo"
            amendment = submit_amendment(point, board.seats[slug], board.holders[slug], new_text="Anders.")
            voted(board, item, "vvvvvttt", amendment=amendment)
        voted(board, item, "vvvvvvvv")
        close_meeting(meeting, board.secretary)


def random_history(board: Board, chance: Random) -> None:
    """A meeting or two with a few items, in which anything may happen."""
    for _ in range(chance.choice((1, 1, 2))):
        kinds = [chance.choice((AgendaItemKind.DECIDE,) * 3 + (AgendaItemKind.HAMMER,)) for _ in range(2)]
        secret = chance.choice((None, None, 0))
        meeting = convened(board, [(kind, chance.choice((1, 2)), ()) for kind in kinds], secret=secret)
        absent = chance.sample(SEATS, chance.choice((0, 1, 2, 5)))
        here = tuple(slug for slug in SEATS if slug not in absent)
        all_arrive(board, meeting, here)
        for item in items_of(meeting):
            _random_item(board, item, here, chance)
            if chance.random() < 0.3:
                suspend_meeting(meeting, board.secretary, "Overleg")
                resume_meeting(meeting, board.secretary)
        if chance.random() < 0.9:
            close_meeting(meeting, board.secretary)
        else:
            return  # an export may be made while a meeting is open


def _random_item(board: Board, item: AgendaItem, here: tuple[str, ...], chance: Random) -> None:
    if chance.random() < 0.3 and len(here) > 1:
        seat = chance.choice(here)
        here = tuple(slug for slug in here if slug != seat)
        recuse(item, board.seats[seat], board.holders[seat], "Eigen belang")
    if item.kind == AgendaItemKind.HAMMER:
        adopt_hammer_item(item, board.secretary)
        return
    if chance.random() < 0.3:
        amendment = submit_amendment(
            point_of(item, "1"),
            board.seats[here[0]],
            board.holders[here[0]],
            new_text=f"Anders {chance.random()}",
        )
        _random_vote(board, open_vote(item, board.secretary, amendment=amendment), chance)
        amendment.refresh_from_db()
        if (
            amendment.state == AmendmentState.SUBMITTED
        ):  # broken off, or nobody voted: it would wait for its vote
            withdraw_amendment(amendment, board.secretary)
    if chance.random() < 0.2 and CHAIR in here:  # who confirms the count
        vote = open_paper_vote(item, board.secretary, about_persons=True)
        voters = vote.seats.filter(present=True, recused=False).count()
        counts = [0, 0, 0, 0]
        for _ in range(voters):
            counts[chance.choice((0, 0, 1, 1, 2, 3))] += 1
        _random_answer(board, count_on_paper(board, vote, PaperTotals(*counts)), chance)
        return
    _random_vote(board, open_vote(item, board.secretary), chance)


def _random_vote(board: Board, vote: Vote, chance: Random) -> None:
    for line in vote.seats.filter(present=True, recused=False).select_related("person", "seat"):
        for _ in range(chance.choice((0, 1, 1, 1, 2))):
            cast(vote, line.person, chance.choice(CHOICES))
    if chance.random() < 0.1:
        break_off_vote(vote, board.secretary, "Toch niet")
        return
    if chance.random() < 0.1:
        leave(vote.meeting, board.seats[SEATS[-1]], board.secretary)
    _random_answer(board, close_vote(vote, board.secretary), chance)


def _random_answer(board: Board, vote: Vote, chance: Random) -> None:
    if vote.is_tied:
        line = vote.seats.get(office=vote.waiting_for)
        cast_deciding_vote(vote, line.person, chance.choice(("for", "against", "declined")))
