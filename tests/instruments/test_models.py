"""What a catalogue holds still by, and what the database refuses."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from governance.actions import close_vote
from governance.models import Decision
from instruments.models import Catalogue, InstrumentEntry, InstrumentSide, LaterChange
from tests.governance.factories import Board, cast_all, make_meeting, make_open_vote
from werkbedrijf.lib.dates import day_of
from werkbedrijf.lib.errors import Conflict

pytestmark = pytest.mark.django_db


def test_catalogue_is_adopted_by_a_decision_from_that_day(adopted: Catalogue) -> None:
    decision = Decision.objects.latest("pk")
    assert adopted.is_adopted
    assert adopted.decision == decision
    assert adopted.in_force_from == day_of(decision.decided_at)
    assert adopted.content_sha256 == adopted.compute_hash()


def test_rejected_catalogue_is_a_free_draft_again(board: Board, draft: Catalogue) -> None:
    meeting = make_meeting(board, adopts=[draft])
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "tttttvvv")
    close_vote(vote, board.secretary)
    draft.refresh_from_db()
    assert draft.is_draft
    assert draft.decision_point is None


def described(catalogue: Catalogue) -> Catalogue:
    """With its descriptions among what is adopted."""
    catalogue.entries.update(is_described=True)
    return catalogue


def test_catalogue_changed_after_convening_is_not_adopted(board: Board, draft: Catalogue) -> None:
    described(draft)
    meeting = make_meeting(board, adopts=[draft])
    InstrumentSide.objects.filter(entry__slug="proefplaatsing", provider="uwv").update(duration="12 maanden")
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "vvvvvvvv")
    with pytest.raises(Conflict, match="gewijzigd"):
        close_vote(vote, board.secretary)
    assert not Decision.objects.filter(meeting=meeting).exists()


@pytest.mark.parametrize("term", [*InstrumentSide.TERMS])
def test_hash_covers_every_term_of_a_side(draft: Catalogue, term: str) -> None:
    before = described(draft).compute_hash()
    InstrumentSide.objects.filter(entry__slug="jobcoach", provider="uwv").update(**{term: "anders"})
    assert draft.compute_hash() != before


def test_hash_leaves_out_a_description_that_is_not_adopted(draft: Catalogue) -> None:
    before = draft.compute_hash()
    InstrumentSide.objects.update(duration="anders")
    assert draft.compute_hash() == before
    draft.entries.filter(slug="jobcoach").update(name="Anders")
    assert draft.compute_hash() != before


def test_content_without_later_fields_is_what_it_always_was(draft: Catalogue) -> None:
    (first, *_) = described(draft).content()["entries"]
    assert [*first] == ["slug", "name", "position", "summary", "sides"]
    assert [*first["sides"][0]] == ["provider", *InstrumentSide.FIRST_TERMS, "valid_from", "valid_to"]


def test_hash_leaves_out_later_changes(draft: Catalogue) -> None:
    before = draft.compute_hash()
    LaterChange.objects.update(text="anders")
    assert draft.compute_hash() == before


def refused(name: str) -> pytest.RaisesExc[IntegrityError]:
    """SQLite names a check constraint and the columns of a unique one; PostgreSQL names both."""
    return pytest.raises(IntegrityError, match=name)


def test_catalogue_of_another_subject_is_refused(draft: Catalogue) -> None:
    with refused("catalogue_one_subject"), transaction.atomic():
        Catalogue.objects.create(
            number=2, subject="elders", title="x", compiled_on=date(2026, 1, 1), source="x"
        )


def test_second_side_of_the_same_provider_is_refused(draft: Catalogue) -> None:
    side = InstrumentSide.objects.get(entry__slug="jobcoach", provider="uwv")
    side.pk = None
    with refused("instrument_side_unique|instrumentside.entry_id"), transaction.atomic():
        side.save()


def test_same_instrument_twice_in_a_version_is_refused(draft: Catalogue) -> None:
    with refused("instrument_slug_unique|instrumententry.slug"), transaction.atomic():
        InstrumentEntry.objects.create(catalogue=draft, slug="jobcoach", name="x", summary="x", position=99)


def test_side_that_ends_before_it_starts_is_refused(draft: Catalogue) -> None:
    with refused("instrument_side_ends_after_start"), transaction.atomic():
        InstrumentSide.objects.filter(entry__slug="jobcoach").update(valid_to=date(2014, 1, 1))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2013, 12, 31), False),
        (date(2014, 1, 1), True),
        (date(2015, 12, 31), True),
        (date(2016, 1, 1), False),
    ],
)
def test_premium_discount_for_the_young_is_offered_in_2014_and_2015(
    draft: Catalogue, day: date, expected: bool
) -> None:
    entry = draft.entries.get(slug="premiekorting-jongeren")
    assert entry.is_available(day) is expected


def test_instrument_with_one_side_left_is_still_offered(draft: Catalogue) -> None:
    entry = draft.entries.get(slug="studieregeling")  # the municipal side ended on 31 March 2022
    assert entry.is_available(date(2026, 1, 1)) is True


def test_two_instruments_in_one_place_are_refused(draft: Catalogue) -> None:
    with refused("instrument_position_unique|instrumententry.position"), transaction.atomic():
        InstrumentEntry.objects.create(catalogue=draft, slug="nieuw", name="x", summary="x", position=1)


def test_two_later_changes_in_one_place_are_refused(draft: Catalogue) -> None:
    change = LaterChange.objects.earliest("pk")
    with refused("later_change_position_unique|laterchange.position"), transaction.atomic():
        LaterChange.objects.create(entry=change.entry, position=change.position, since="x", text="x")
