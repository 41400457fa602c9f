"""What must hold after every act of the state machine: the database agrees with the model beside it."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis.stateful import RuleBasedStateMachine, invariant

from governance.enums import AdoptableState, VoteState
from governance.models import Decision, LiveVersion, Meeting, ViceChairTerm, Vote
from governance.queries.now import seat_choices
from governance.queries.votes import progress
from tests.governance.factories import CHAIR
from tests.governance.voting_model import CHOICES, ModelVote


class VotingInvariants(RuleBasedStateMachine):
    """The invariants of voting, to be checked by a machine that keeps these."""

    meetings: Sequence[Meeting]
    meeting: Meeting
    draft: ViceChairTerm
    votes: list[ModelVote]
    versions: dict[int, int]
    decisions: int
    closed: bool
    presiding: str | None

    @invariant()
    def votes_are_as_the_model_says(self) -> None:
        rows = {row.pk: row for row in Vote.objects.filter(meeting__in=self.meetings)}
        assert set(rows) == {vote.row.pk for vote in self.votes}  # nothing of a vote is deleted
        assert sum(row.state in (VoteState.OPEN, VoteState.TIED) for row in rows.values()) <= 1
        for vote in self.votes:
            row = rows[vote.row.pk]
            assert (row.state, row.result, row.waiting_for) == (vote.state, vote.result, vote.waiting)
            if row.outcome:
                stored = tuple(row.outcome[k] for k in (*CHOICES, "not_voted", "absent"))
                assert stored == vote.totals()

    @invariant()
    def latest_vote_keeps_its_roster_and_every_ballot(self) -> None:
        if not self.votes:
            return
        vote = self.votes[-1]
        lines = list(vote.row.seats.select_related("seat").prefetch_related("ballots"))
        roster = {line.seat.slug: "deputy" if line.by_deputy else "holder" for line in lines if line.present}
        assert roster == vote.roster
        for line in lines:
            stored = [(ballot.sequence, ballot.choice) for ballot in line.ballots.all()]
            assert sorted(stored) == list(enumerate(vote.ballots.get(line.seat.slug, []), start=1))
        offices = {line.office: line.seat.slug for line in lines if line.office}
        assert offices == {"chair": CHAIR, "vice_chair": vote.vice}
        seat = vote.row.presiding_seat
        assert (seat.slug if seat else None) == vote.presiding

    @invariant()
    def result_is_hidden_until_the_vote_closes(self) -> None:
        vote = self.votes[-1] if self.votes else None
        if vote is None or vote.state != "open":
            return
        row = Vote.objects.get(pk=vote.row.pk)
        assert seat_choices(row) == []
        assert (progress(row).voted, progress(row).entitled) == (len(vote.ballots), len(vote.roster))

    @invariant()
    def decisions_are_made_once_and_numbered_without_gaps(self) -> None:
        made = Decision.objects.filter(meeting__in=self.meetings)
        numbers = sorted(made.values_list("number_in_year", flat=True))
        assert numbers == list(range(1, self.decisions + 1))
        state, decision = ViceChairTerm.objects.values_list("state", "decision").get(pk=self.draft.pk)
        adopted = any(vote.carries_draft and vote.result == "adopted" for vote in self.votes)
        assert ((state == AdoptableState.ADOPTED), (decision is not None)) == (adopted, adopted)

    @invariant()
    def screens_never_go_back(self) -> None:
        for meeting, version in LiveVersion.objects.values_list("meeting", "version"):
            assert version >= self.versions.get(meeting, 0)
            self.versions[meeting] = version

    @invariant()
    def meeting_has_who_presides(self) -> None:
        if not self.closed:
            meeting = Meeting.objects.select_related("presiding_seat").get(pk=self.meeting.pk)
            assert (meeting.presiding_seat.slug if meeting.presiding_seat else None) == self.presiding
