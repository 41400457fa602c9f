"""The vote: opened with a frozen roster, ballots taken under a lock, closed, counted and adopted in one transaction.

Both casting and closing lock the vote row. Without that in both, an acknowledged ballot can be missing from the count.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from governance.actions.decisions import decide
from governance.actions.ledger import append_event
from governance.actions.live import bump
from governance.actions.proposals import freeze_version, return_to_draft
from governance.domain.outcome import DecidingVote, Outcome, TallyOutcome
from governance.enums import BallotChoice, MeetingState, VoteState
from governance.models import AgendaItem, AgreementVersion, Ballot, Meeting, Person, RuleSet, Vote, VoteSeat
from governance.permissions import can_give_deciding_vote, can_run_meeting
from governance.queries.meetings import seat_lines
from governance.queries.votes import count
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


class VoteClosed(Conflict):
    """The ballot came after closing: it is not counted, and the member is told so with the time."""


class TextChanged(Conflict):
    """The member saw another text than the one the vote is about."""


@transaction.atomic
def open_vote(item: AgendaItem, by: Person, *, now: datetime | None = None) -> Vote:
    """Open the vote on an item's proposal, with who is entitled, present and presiding frozen in it.

    Raises Conflict: the meeting is not open, another vote runs, or the proposal is already decided.
    Raises DomainError: no proposal, or nobody is present. Source: article 6; rule set in force today.
    """
    at = now or timezone.now()
    meeting = _lock_meeting(item.meeting_id)
    if meeting.state == MeetingState.CLOSED:
        raise Conflict("De vergadering is gesloten: er kan niet meer worden gestemd.")
    _refuse_other_hands(by, meeting)
    if not meeting.is_open:
        raise Conflict("De vergadering is niet geopend. Open eerst de vergadering.")
    if meeting.votes.running().exists():
        raise Conflict("Er loopt al een stemming in deze vergadering. Rond die eerst af.")
    proposal = getattr(item, "proposal", None)
    if proposal is None:
        raise DomainError("Dit agendapunt heeft geen voorstel. Er valt niets te stemmen.")
    if item.votes.filter(state=VoteState.CLOSED).exists():
        raise Conflict(
            "Over dit voorstel is al gestemd. Zet het opnieuw op een agenda voor een tweede stemming."
        )
    lines = seat_lines(meeting)
    if not any(line.is_present for line in lines):
        raise DomainError("Er is nog niemand aanwezig. Geef eerst aan welke zetels aanwezig zijn.")
    version = proposal.versions.order_by("-number").first() or freeze_version(proposal)
    vote = Vote.objects.create(
        meeting=meeting,
        item=item,
        proposal_version=version,
        rule_set=RuleSet.objects.in_force(meeting.day),
        agreement=AgreementVersion.objects.in_force(meeting.day),
        opened_at=at,
        opened_by=by,
        presiding_seat=meeting.presiding_seat,
    )
    VoteSeat.objects.bulk_create(
        VoteSeat(
            vote=vote,
            seat=line.seat,
            person=line.attendance.person if line.attendance else None,
            present=line.is_present,
            by_deputy=bool(line.attendance and line.attendance.by_deputy),
            office=line.office,
        )
        for line in lines
        # A vacant seat is no seat in a vote (rule 16); the chair's office is named all the same, as absent.
        if not line.is_vacant or line.seat.is_chair
    )
    if meeting.current_item_id != item.pk:
        meeting.current_item = item
        meeting.save(update_fields=["current_item"])
    bump(meeting)
    append_event(
        "vote_opened",
        by,
        {
            "vote": vote.pk,
            "meeting": meeting.pk,
            "text_sha256": version.sha256,
            "rules": vote.rule_set.number,
            "roster": [
                {
                    "seat": s.seat.slug,
                    "present": s.present,
                    "deputy": s.by_deputy,
                    "office": s.office,
                    "person": s.person_id,
                }
                for s in vote.seats.select_related("seat")
            ],
        },
        at,
    )
    return vote


@transaction.atomic
def cast_ballot(
    vote: Vote, by: Person, choice: str, *, text_sha256: str, request_key: UUID, now: datetime | None = None
) -> Ballot:
    """Record a seat's choice; until closing it can be changed, every version is kept.

    `text_sha256` is the text that the member saw; `request_key` makes a repeated request one ballot. Raises VoteClosed
    with the time, TextChanged, NotAllowed for whoever is not on the roster, DomainError for an unknown choice,
    Conflict when the key was used for another choice.
    """
    at = now or timezone.now()
    vote = Vote.objects.select_for_update().get(pk=vote.pk)
    roster = vote.seats.select_related("seat").filter(person=by, present=True).first()
    if roster is None:
        raise NotAllowed(
            "U staat niet op de lijst van deze stemming. Wie later binnenkomt, stemt mee vanaf de volgende stemming."
        )
    repeated = roster.ballots.filter(request_key=request_key).first()
    if repeated is not None:
        if (
            repeated.choice != choice
        ):  # the page came back from the history: its key is used, its choice is new
            raise Conflict(
                f"Deze pagina is verouderd: uw stem staat vast als {repeated.get_choice_display()}. "
                "Kies opnieuw als u die wilt wijzigen."
            )
        return repeated
    if not vote.is_open:
        closed = timezone.localtime(vote.ballots_closed_at or vote.closed_at or at)
        raise VoteClosed(f"De stemming is gesloten om {closed:%H:%M:%S}; uw stem is niet meegeteld.")
    if vote.proposal_version.sha256 != text_sha256:
        raise TextChanged(
            "De tekst van het voorstel is een andere dan die u zag. Lees de tekst opnieuw en stem dan."
        )
    if choice not in BallotChoice.values:
        raise DomainError("Kies voor, tegen of onthouding.")
    last = roster.ballots.order_by("-sequence").first()
    ballot = Ballot.objects.create(
        vote_seat=roster,
        sequence=last.sequence + 1 if last else 1,
        choice=choice,
        cast_by=by,
        cast_at=at,
        text_sha256=text_sha256,
        request_key=request_key,
    )
    bump(vote.meeting)
    append_event(
        "ballot_cast",
        by,
        {
            "vote": vote.pk,
            "seat": roster.seat.slug,
            "sequence": ballot.sequence,
            "choice": choice,
            "text_sha256": text_sha256,
        },
        at,
    )
    return ballot


@transaction.atomic
def close_vote(vote: Vote, by: Person, *, now: datetime | None = None) -> Vote:
    """Close the ballots, count, and write the decision with all it adopts. On a tie, ask for the deciding vote.

    Raises Conflict with who closed it and when, for the second of two who press at once.
    """
    at = now or timezone.now()
    meeting = _lock_meeting(vote.meeting_id)
    vote = Vote.objects.select_for_update().get(pk=vote.pk)
    _refuse_other_hands(by, meeting)
    if not vote.is_open:
        raise _already_closed(vote)
    vote.ballots_closed_at = at
    return _settle(vote, count(vote), by, at)


@transaction.atomic
def cast_deciding_vote(vote: Vote, by: Person, choice: str, *, now: datetime | None = None) -> Vote:
    """The chair's (or vice-chair's) deciding vote on a tie: "for", "against" or "declined" (rules 3 to 5)."""
    at = now or timezone.now()
    _lock_meeting(vote.meeting_id)
    vote = Vote.objects.select_for_update().get(pk=vote.pk)
    if not vote.is_tied:
        raise Conflict("Er wordt niet (meer) op een beslissende stem gewacht.")
    if not can_give_deciding_vote(by, vote):
        raise NotAllowed(f"Alleen de {vote.get_waiting_for_display()} geeft hier de beslissende stem.")
    if choice not in list(DecidingVote):
        raise DomainError("Kies voor, tegen of geen beslissende stem.")
    vote.deciding_vote = choice
    append_event(
        "deciding_vote_cast", by, {"vote": vote.pk, "office": vote.waiting_for, "choice": choice}, at
    )
    return _settle(vote, count(vote, DecidingVote(choice)), by, at)


@transaction.atomic
def break_off_vote(vote: Vote, by: Person, reason: str, *, now: datetime | None = None) -> Vote:
    """Break off a vote opened by mistake: kept with its ballots and the reason, never counted (invariant 6)."""
    at = now or timezone.now()
    meeting = _lock_meeting(vote.meeting_id)
    vote = Vote.objects.select_for_update().get(pk=vote.pk)
    _refuse_other_hands(by, meeting)
    if not vote.is_open:
        raise _already_closed(vote)
    if not reason.strip():
        raise DomainError("Geef de reden waarom de stemming wordt afgebroken.")
    vote.state = VoteState.BROKEN_OFF
    vote.closed_at, vote.ballots_closed_at, vote.closed_by = at, at, by
    vote.broken_off_reason = reason.strip()
    vote.save()
    bump(vote.meeting)
    append_event("vote_broken_off", by, {"vote": vote.pk}, at)
    return vote


def settle_open_votes(meeting: Meeting, by: Person, at: datetime) -> None:
    """At the end of a meeting: an open vote refuses it, a tie that still waits ends as not adopted (rule 4)."""
    for vote in meeting.votes.running().select_for_update():
        if vote.is_open:
            raise Conflict(
                "Er is nog een stemming open. Sluit die, of breek haar af, voordat u de vergadering sluit."
            )
        vote.deciding_vote = DecidingVote.DECLINED
        _settle(vote, count(vote, DecidingVote.DECLINED), by, at)


def _settle(vote: Vote, outcome: TallyOutcome, by: Person, at: datetime) -> Vote:
    """Store the outcome; unless it waits for a deciding vote, conclude: decide and adopt, or return the drafts."""
    vote.outcome = outcome.to_json()
    vote.result, vote.sentence = outcome.result.value, outcome.sentence
    vote.decided_by = outcome.decided_by.value if outcome.decided_by else ""
    vote.waiting_for = outcome.waiting_for.value if outcome.waiting_for else ""
    if outcome.result is Outcome.TIED:
        vote.state = VoteState.TIED
    else:
        vote.state, vote.closed_at, vote.closed_by = VoteState.CLOSED, at, by
    vote.save()
    points = [vote.point] if vote.point else list(vote.proposal_version.proposal.points.order_by("position"))
    decisions = decide(vote, points, at) if outcome.result is Outcome.ADOPTED else []
    if vote.is_closed and outcome.result is not Outcome.ADOPTED:
        return_to_draft(points)
    bump(vote.meeting)
    append_event(
        "vote_closed" if vote.is_closed else "vote_tied",
        by,
        {
            "vote": vote.pk,
            "result": vote.result,
            "decided_by": vote.decided_by,
            "outcome": {k: v for k, v in vote.outcome.items() if isinstance(v, int)},
            "decisions": [{"number": d.number, "sha256": d.text_sha256} for d in decisions],
        },
        at,
    )
    return vote


def _lock_meeting(meeting_id: int) -> Meeting:
    return Meeting.objects.select_for_update().get(pk=meeting_id)


def _refuse_other_hands(by: Person, meeting: Meeting) -> None:
    if not can_run_meeting(by, meeting):
        raise NotAllowed("Alleen het secretariaat of wie voorzit, opent en sluit een stemming.")


def _already_closed(vote: Vote) -> Conflict:
    at = timezone.localtime(vote.ballots_closed_at) if vote.ballots_closed_at else None
    when = f" om {at:%H:%M:%S}" if at else ""
    who = f" door {vote.closed_by}" if vote.closed_by else ""
    return Conflict(
        f"Deze stemming is al gesloten{when}{who}. De uitslag staat op de pagina van de stemming."
    )
