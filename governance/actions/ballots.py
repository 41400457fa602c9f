"""A seat's choice in an open vote: taken under the lock on the vote that closing takes too (invariants 1, 3 and 5)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.actions.live import bump
from governance.enums import BallotChoice, VoteMethod
from governance.models import Ballot, Person, Vote
from governance.queries.evidence import ballot_facts
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

LONGEST_EXPLANATION = 2000  # characters


class VoteClosed(Conflict):
    """The ballot came after closing: it is not counted, and the member is told so with the time."""


class TextChanged(Conflict):
    """The member saw another text than the one the vote is about."""


@transaction.atomic
def cast_ballot(
    vote: Vote,
    by: Person,
    choice: str,
    *,
    text_sha256: str,
    request_key: UUID,
    explanation: str = "",
    now: datetime | None = None,
) -> Ballot:
    """Record a seat's choice; until closing it can be changed, every version is kept.

    `text_sha256` is the text that the member saw; `request_key` makes a repeated request one ballot; `explanation` is
    the member's own, shown with the outcome after closing. Raises VoteClosed
    with the time, TextChanged, NotAllowed for whoever is not on the roster, DomainError for an unknown choice,
    Conflict when the key was used for another choice.
    """
    at = now or timezone.now()
    vote = (
        Vote.objects.select_for_update(of=("self",))
        .select_related("meeting", "proposal_version")
        .get(pk=vote.pk)
    )
    roster = vote.seats.select_related("seat").filter(person=by, present=True, recused=False).first()
    words = explanation.replace("\r\n", "\n").strip()
    if roster is None:
        raise NotAllowed(
            "U staat niet op de lijst van deze stemming. Wie later binnenkomt, stemt mee vanaf de volgende stemming."
        )
    repeated = roster.ballots.filter(request_key=request_key).first()
    if repeated is not None:
        if (
            repeated.choice != choice or repeated.explanation != words
        ):  # the page came back from the history: its key is used, its choice is new
            raise Conflict(
                f"Deze pagina is verouderd: uw stem staat vast als {repeated.get_choice_display()}. "
                "Kies opnieuw als u die wilt wijzigen."
            )
        return repeated
    if not vote.is_open:
        closed = timezone.localtime(vote.ballots_closed_at or vote.closed_at or at)
        raise VoteClosed(f"De stemming is gesloten om {closed:%H:%M:%S}; uw stem is niet meegeteld.")
    if vote.method == VoteMethod.PAPER:
        raise DomainError("Deze stemming is schriftelijk en geheim. Vul uw briefje in en lever het in.")
    if vote.proposal_version.sha256 != text_sha256:
        raise TextChanged(
            "De tekst van het voorstel is een andere dan die u zag. Lees de tekst opnieuw en stem dan."
        )
    if choice not in BallotChoice.values:
        raise DomainError("Kies voor, tegen of onthouding.")
    if len(words) > LONGEST_EXPLANATION:
        raise DomainError(f"Een stemverklaring is hoogstens {LONGEST_EXPLANATION} tekens. Maak haar korter.")
    last = roster.ballots.order_by("-sequence").first()
    ballot = Ballot.objects.create(
        vote_seat=roster,
        sequence=last.sequence + 1 if last else 1,
        choice=choice,
        cast_by=by,
        cast_at=at,
        text_sha256=text_sha256,
        request_key=request_key,
        explanation=words,
    )
    bump(vote.meeting, urgent=False)
    append_event("ballot_cast", by, ballot_facts(ballot), at)
    return ballot
