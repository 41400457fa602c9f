"""What a draft has been through and where it can go: lost votes, other drafts for its year, agendas in preparation."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.actions import cast_deciding_vote, close_vote
from governance.enums import MeetingState, Visibility, VoteState
from governance.models import Vote
from quotum import queries
from quotum.actions import change_allocation
from quotum.models import Allocation
from tests.governance.factories import cast_all, make_meeting, make_open_vote
from tests.quotum.factories import (
    Quotum,
    allocation_inputs,
    make_adopted_allocation,
    make_draft_allocation,
    make_proposed_allocation,
)

LIST, CREATE = reverse("quotum:allocation_list"), reverse("quotum:allocation_create")


def lose(quotum: Quotum, allocation: Allocation, choices: str = "tttttttt") -> Vote:
    meeting = make_meeting(quotum.board, adopts=[allocation])
    vote = make_open_vote(quotum.board, meeting)
    cast_all(vote, quotum.board, choices)
    vote = close_vote(vote, quotum.board.secretary)
    allocation.refresh_from_db()
    return vote


def test_rejected_draft_says_when_and_leads_to_the_outcome(client: Client, quotum: Quotum) -> None:
    allocation, other = make_draft_allocation(quotum), make_draft_allocation(quotum, year=2025)
    vote = lose(quotum, allocation)
    assert allocation.is_draft
    client.force_login(quotum.uwv_staff)
    text = client.get(allocation.get_absolute_url()).text
    day = timezone.localdate()
    assert f"Verworpen op {day:%d-%m-%Y}" in text
    assert vote.get_absolute_url() in text
    assert "daarna gewijzigd" not in text
    assert "Verworpen" not in client.get(other.get_absolute_url()).text
    assert client.get(LIST).text.count(f"Verworpen op {day:%d-%m-%Y}") == 1


def test_a_tie_that_nobody_decides_is_no_rejection(quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    vote = lose(quotum, allocation, "ovvvttto")
    assert vote.state == VoteState.TIED
    assert queries.lost_votes(quotum.uwv_staff, [allocation]) == {}
    cast_deciding_vote(vote, quotum.board.chair, "declined")
    found = queries.lost_votes(quotum.uwv_staff, [allocation])
    assert found[allocation.pk].word == "Niet aangenomen"


def test_changed_since_is_said(client: Client, quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    lose(quotum, allocation)
    change_allocation(allocation, **allocation_inputs(quotum, total=321))
    client.force_login(quotum.uwv_staff)
    assert "Het concept is daarna gewijzigd." in client.get(allocation.get_absolute_url()).text


def test_only_the_point_that_was_voted_on_counts(quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    vote = lose(quotum, allocation)
    point = vote.proposal_version.proposal.points.get()
    point.number = "9"
    point.save()
    Vote.objects.filter(pk=vote.pk).update(point=point)
    assert queries.lost_votes(quotum.uwv_staff, [allocation]) == {}


def test_outcome_of_a_confidential_item_is_not_told(quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    vote = lose(quotum, allocation)
    type(vote.item).objects.filter(pk=vote.item_id).update(
        visibility=Visibility.CONFIDENTIAL, confidential_reason="personen"
    )
    assert queries.lost_votes(quotum.uwv_staff, [allocation]) == {}
    assert allocation.pk in queries.lost_votes(quotum.board.secretary, [allocation])


def test_adopted_allocation_has_no_trace_of_an_earlier_loss(quotum: Quotum) -> None:
    allocation = make_adopted_allocation(quotum)
    assert queries.lost_votes(quotum.uwv_staff, [allocation]) == {}


def test_new_draft_starts_with_the_first_year_that_is_free(client: Client, quotum: Quotum) -> None:
    this = timezone.localdate().year
    assert queries.first_free_year() == this
    make_adopted_allocation(quotum, year=this)
    make_proposed_allocation(quotum, year=this + 1)
    make_draft_allocation(quotum, year=this + 2)
    client.force_login(quotum.uwv_staff)
    assert client.get(CREATE).context["form"].initial["year"] == this + 2


def test_second_draft_for_a_year_is_allowed_and_told(client: Client, quotum: Quotum) -> None:
    first = make_draft_allocation(quotum)
    client.force_login(quotum.uwv_staff)
    assert "meer dan één verdeling" not in client.get(first.get_absolute_url()).text
    second = make_draft_allocation(quotum, total=600)
    make_draft_allocation(quotum, year=2025)
    text = client.get(second.get_absolute_url()).text
    assert "Voor 2024 is er meer dan één verdeling" in text
    assert first.get_absolute_url() in text
    assert queries.same_year(quotum.uwv_staff, second) == [first]


def test_secretariat_is_led_to_the_agendas_in_preparation(client: Client, quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    client.force_login(quotum.board.secretary)
    assert reverse("governance:meeting_create") in client.get(allocation.get_absolute_url()).text
    agenda = make_meeting(quotum.board, state=MeetingState.DRAFT, title="Vergadering in maart")
    prepare = reverse("governance:meeting_prepare", args=[agenda.pk])
    text = client.get(allocation.get_absolute_url()).text
    assert prepare in text
    assert "Vergadering in maart" in text
    client.force_login(quotum.uwv_staff)
    assert prepare not in client.get(allocation.get_absolute_url()).text


def test_draft_that_is_in_a_proposal_needs_no_agenda(client: Client, quotum: Quotum) -> None:
    allocation = make_draft_allocation(quotum)
    agenda = make_meeting(quotum.board, state=MeetingState.DRAFT, adopts=[allocation])
    client.force_login(quotum.board.secretary)
    text = client.get(allocation.get_absolute_url()).text
    assert reverse("governance:meeting_prepare", args=[agenda.pk]) not in text
