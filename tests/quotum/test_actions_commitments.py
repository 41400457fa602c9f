"""A commitment is recorded once, asked about when it may stand here already, and after that only added to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from governance.models import LedgerEvent
from governance.permissions import today
from governance.queries.comparison import differences
from quotum.actions.commitments import (
    PossibleDuplicate,
    change_commitment,
    correct_fulfilment,
    fulfil_commitment,
    record_commitment,
    reopen_commitment,
    withdraw_commitment,
)
from quotum.actions.employers import edit_employer
from quotum.enums import EntryKind
from quotum.models import Commitment, CommitmentEntry, Employer
from quotum.queries.commitments import history
from tests.quotum.employers import (
    START,
    commitment_values,
    employers_seat,
    make_commitment,
    sector_of,
    stands,
)
from tests.quotum.factories import Quotum
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

ON = date(2024, 4, 1)


def test_recording_keeps_what_was_promised_and_logs_no_name(quotum: Quotum) -> None:
    made = make_commitment(quotum)
    assert (made.employer.name, made.jobs, made.place, stands(made)) == (
        "Bouwbedrijf Oost B.V.",
        10,
        quotum.enschede,
        (10, 0, 10),
    )
    event = LedgerEvent.objects.latest("sequence")
    assert (event.kind, event.facts["jobs"]) == ("commitment_recorded", 10)
    assert "Oost" not in str(event.facts)


def test_only_the_employers_seat_and_the_secretariat_record(quotum: Quotum) -> None:
    record_commitment(employers_seat(quotum), **commitment_values(quotum))
    for person in (quotum.uwv_staff, quotum.reader, quotum.board.holders["hengelo"]):
        with pytest.raises(NotAllowed):
            record_commitment(person, **commitment_values(quotum, employer_name="Ander"))


@pytest.mark.parametrize(
    "changes",
    [
        {"employer_name": "bouwbedrijf-oost"},
        {"employer_name": "Stichting Bouwbedrijf Oost", "starts_on": START + timedelta(days=183)},
        {"employer_name": "Heel anders", "kvk_number": "12345678"},
    ],
    ids=["spelling", "half a year", "kvk"],
)
def test_what_may_be_the_same_is_asked_and_then_recorded(quotum: Quotum, changes: dict[str, object]) -> None:
    first = make_commitment(quotum, kvk_number="12345678")
    with pytest.raises(PossibleDuplicate) as question:
        make_commitment(quotum, **changes)
    assert question.value.similar == [first]
    second = make_commitment(quotum, **changes, distinct_from={first.pk})
    assert second.employer == first.employer


@pytest.mark.parametrize(
    "changes",
    [{"starts_on": START + timedelta(days=184)}, {"employer_name": "Bouwbedrijf West"}, {"sector": "A"}],
    ids=["later", "other employer", "other sector"],
)
def test_what_is_another_one_is_not_asked_about(quotum: Quotum, changes: dict[str, object]) -> None:
    make_commitment(quotum)
    if "sector" in changes:
        changes = {"sector": sector_of(quotum, "A")}
    make_commitment(quotum, **changes)
    assert Commitment.objects.count() == 2


def test_withdrawn_commitment_is_not_asked_about(quotum: Quotum) -> None:
    withdraw_commitment(make_commitment(quotum), quotum.board.secretary, on=ON, note="Vervallen")
    make_commitment(quotum)
    assert Employer.objects.count() == 1


def test_third_one_that_came_meanwhile_is_asked_about_again(quotum: Quotum) -> None:
    first = make_commitment(quotum)
    second = make_commitment(quotum, distinct_from={first.pk})
    with pytest.raises(PossibleDuplicate) as question:
        make_commitment(quotum, distinct_from={first.pk})
    assert question.value.similar == [first, second]


def test_same_name_with_another_kvk_number_is_another_employer(quotum: Quotum) -> None:
    first = make_commitment(quotum, kvk_number="12345678")
    second = make_commitment(quotum, kvk_number="87654321", distinct_from={first.pk})
    assert first.employer != second.employer


def test_kvk_number_that_comes_later_is_added(quotum: Quotum) -> None:
    first = make_commitment(quotum)
    make_commitment(quotum, kvk_number="12345678", distinct_from={first.pk})
    assert Employer.objects.get().kvk_number == "12345678"


def test_lines_add_up_and_a_correction_is_a_new_line(quotum: Quotum) -> None:
    made, by = make_commitment(quotum), quotum.board.secretary
    first = fulfil_commitment(made, by, jobs=4, on=ON)
    fulfil_commitment(made, by, jobs=3, on=ON)
    correction = correct_fulfilment(first, by, jobs=2, note="Telfout")
    assert (correction.jobs, correction.on, stands(made)) == (-2, ON, (10, 5, 5))
    correct_fulfilment(first, by, jobs=5, note="Toch meer")
    assert [jobs for _, jobs in history(made).fillings] == [5, 3]
    change_commitment(made, by, jobs=12, note="Extra")
    assert stands(made) == (12, 8, 4)
    withdraw_commitment(made, by, on=ON, note="Reorganisatie")
    assert stands(made) == (12, 8, 0)
    reopen_commitment(made, by, note="Vergissing")
    assert stands(made) == (12, 8, 4)
    assert [entry.kind for entry in history(made).entries] == [
        *("fulfilled", "fulfilled", "corrected", "corrected", "changed", "withdrawn", "reopened")
    ]
    assert [one for one in differences() if "oezegging" in one] == []


def test_only_a_filling_can_be_corrected(quotum: Quotum) -> None:
    made, by = make_commitment(quotum), quotum.board.secretary
    changed = change_commitment(made, by, jobs=12, note="Extra")
    with pytest.raises(DomainError, match="te corrigeren"):
        correct_fulfilment(changed, by, jobs=1, note="x")


def test_reasons_are_asked_for_and_strangers_are_refused(quotum: Quotum) -> None:
    made, by = make_commitment(quotum), quotum.board.secretary
    filled = fulfil_commitment(made, by, jobs=1, on=ON)
    for act in (
        lambda: correct_fulfilment(filled, by, jobs=0, note=" "),
        lambda: change_commitment(made, by, jobs=3, note=""),
        lambda: withdraw_commitment(made, by, on=ON, note=""),
    ):
        with pytest.raises(DomainError, match="Schrijf waarom"):
            act()
    with pytest.raises(NotAllowed):
        fulfil_commitment(made, quotum.uwv_staff, jobs=1, on=ON)
    with pytest.raises(DomainError, match="nog niet"):
        fulfil_commitment(made, by, jobs=1, on=today() + timedelta(days=1))


def test_what_was_recorded_is_never_changed_or_deleted(quotum: Quotum) -> None:
    made = make_commitment(quotum)
    entry = fulfil_commitment(made, quotum.board.secretary, jobs=1, on=ON)
    for act in (
        lambda: Commitment.objects.filter(pk=made.pk).update(jobs=99),
        lambda: CommitmentEntry.objects.filter(pk=entry.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()


@pytest.mark.parametrize(
    ("kind", "jobs"), [(EntryKind.FULFILLED, 0), (EntryKind.WITHDRAWN, 3), (EntryKind.CORRECTED, 1)]
)
def test_constraint_commitment_entry_fits_kind(quotum: Quotum, kind: str, jobs: int) -> None:
    made, by = make_commitment(quotum), quotum.board.secretary
    with pytest.raises(IntegrityError, match="commitment_entry_fits_kind"), transaction.atomic():
        CommitmentEntry.objects.create(
            commitment=made, kind=kind, jobs=jobs, on=ON, by=by, at=made.recorded_at
        )


def test_employer_is_corrected_but_takes_no_number_of_another(quotum: Quotum) -> None:
    first = make_commitment(quotum, kvk_number="12345678").employer
    other = make_commitment(quotum, employer_name="Ander").employer
    by = quotum.board.secretary
    with pytest.raises(Conflict, match="Bouwbedrijf Oost"):
        edit_employer(other, by, name="Ander", kvk_number="12345678")
    renamed = edit_employer(first, by, name="Oost Bouw", kvk_number="12345678")
    assert (renamed.name, renamed.name_key) == ("Oost Bouw", "oostbouw")
    with pytest.raises(NotAllowed):
        edit_employer(first, quotum.uwv_staff, name="X")
