"""A secret vote on persons, on paper (rule 11): opened as such, counted by one, confirmed by another, then settled.

Only totals are ever recorded; of no seat does the system know what it chose (invariant 8).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.actions.live import bump
from governance.actions.rosters import lock_meeting, refuse_other_hands
from governance.actions.votes import open_vote, settle
from governance.domain.outcome import TallyError
from governance.domain.paper import PaperTotals, check_sheet
from governance.enums import VoteMethod
from governance.models import AgendaItem, DecisionPoint, Meeting, PaperCount, Person, Vote
from governance.permissions import is_secretariat
from governance.queries.evidence import paper_facts
from governance.queries.paper import chooses_vice_chair, paper_voters, standing_count
from governance.queries.votes import count
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@transaction.atomic
def open_paper_vote(
    item: AgendaItem,
    by: Person,
    *,
    about_persons: bool = False,
    point: DecisionPoint | None = None,
    now: datetime | None = None,
) -> Vote:
    """Open a vote on paper, with the same frozen roster as any vote.

    Only about persons: the proposal carries a vice-chair, or the secretariat says (`about_persons`) that it is about
    persons and that a member asked for secrecy. Raises DomainError otherwise, and what `open_vote` raises.
    """
    if not chooses_vice_chair(item, point):
        if not about_persons:
            raise DomainError(
                "Schriftelijk en geheim stemt het bestuur alleen over personen. Open een gewone stemming."
            )
        if not is_secretariat(by):
            raise NotAllowed("Alleen het secretariaat geeft aan dat een voorstel over personen gaat.")
    return open_vote(item, by, point=point, method=VoteMethod.PAPER, now=now)


@transaction.atomic
def enter_paper_count(
    vote: Vote, by: Person, sheet: PaperTotals, *, now: datetime | None = None
) -> PaperCount:
    """Enter the totals of the papers; they count once another person has confirmed them.

    Raises DomainError when they do not add up to the seats that may vote, Conflict while a count stands.
    """
    at = now or timezone.now()
    meeting, vote = _lock(vote)
    refuse_other_hands(by, meeting, vote.item)
    _refuse_not_running(vote)
    if standing_count(vote) is not None:
        raise Conflict("Er staat al een telling. Bevestig die, of wijs haar af en voer een nieuwe in.")
    try:
        check_sheet(sheet, paper_voters(vote))
    except TallyError as error:
        raise DomainError(str(error)) from None
    entered = PaperCount.objects.create(
        vote=vote,
        votes_for=sheet.votes_for,
        against=sheet.against,
        abstained=sheet.abstained,
        not_voted=sheet.not_voted,
        entered_by=by,
        entered_at=at,
    )
    bump(meeting)
    append_event("paper_count_entered", by, paper_facts(entered), at)
    return entered


@transaction.atomic
def confirm_paper_count(entered: PaperCount, by: Person, *, now: datetime | None = None) -> Vote:
    """Confirm the totals that another person entered: the vote closes, is counted and settled, all at once.

    Raises NotAllowed for who entered them, Conflict when this count does not stand any more.
    """
    at = now or timezone.now()
    meeting, vote = _lock(entered.vote)
    refuse_other_hands(by, meeting, vote.item)
    _refuse_not_running(vote)
    entered = _still_standing(vote, entered)
    if entered.entered_by_id == by.pk:
        raise NotAllowed("U voerde deze telling zelf in. Een ander die de vergadering leidt, bevestigt haar.")
    entered.confirmed_by, entered.confirmed_at = by, at
    entered.save(update_fields=["confirmed_by", "confirmed_at"])
    append_event("paper_count_confirmed", by, {"vote": vote.pk, "count": entered.pk}, at)
    vote.ballots_closed_at = at
    return settle(vote, count(vote), by, at)


@transaction.atomic
def reject_paper_count(entered: PaperCount, by: Person, *, now: datetime | None = None) -> PaperCount:
    """Reject a count that is not right, one's own too; it stays readable, and the totals are entered anew."""
    at = now or timezone.now()
    meeting, vote = _lock(entered.vote)
    refuse_other_hands(by, meeting, vote.item)
    _refuse_not_running(vote)
    entered = _still_standing(vote, entered)
    entered.rejected_at = at
    entered.save(update_fields=["rejected_at"])
    bump(meeting)
    append_event("paper_count_rejected", by, {"vote": vote.pk, "count": entered.pk}, at)
    return entered


def _lock(vote: Vote) -> tuple[Meeting, Vote]:
    """Meeting and vote, locked in that order, as every act on a vote does."""
    meeting = lock_meeting(vote.meeting_id)
    return meeting, Vote.objects.select_for_update().get(pk=vote.pk)


def _refuse_not_running(vote: Vote) -> None:
    if vote.method != VoteMethod.PAPER:
        raise DomainError("Deze stemming is niet schriftelijk: er zijn geen briefjes te tellen.")
    if not vote.is_open:
        raise Conflict("Deze stemming is al gesloten. De uitslag staat op de pagina van de stemming.")


def _still_standing(vote: Vote, entered: PaperCount) -> PaperCount:
    standing = standing_count(vote)
    if standing is None or standing.pk != entered.pk:
        raise Conflict("Deze telling is intussen afgewezen. Bekijk de telling die er nu staat.")
    return standing
