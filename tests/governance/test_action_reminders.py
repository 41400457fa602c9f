"""Reminders of actions: a week before, on the day, weekly when late; to whom they go, once each, no secrets."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from governance.actions.commitments import finish_action, move_action, record_action
from governance.actions.reminders import owe_reminders
from governance.enums import Visibility
from governance.models import Action, OwedMail, Owner, Party, Person
from governance.permissions import today
from governance.tasks import owe_action_reminders, send_owed_mail
from tests.governance.factories import Board, decide_item, make_meeting

pytestmark = pytest.mark.django_db

WHAT = "Lijst maken"


@pytest.fixture
def due() -> date:
    return today() + timedelta(days=7)


def make_action(board: Board, owner: Owner, due_on: date, **more: object) -> Action:
    facts: dict[str, object] = {"kind": "action_point", "what": WHAT, "due_on": due_on} | more
    return record_action(owner, board.secretary, **facts)  # type: ignore[arg-type]  # what a test varies


def recipients() -> list[str]:
    return sorted(one.to for one in OwedMail.objects.all())


def test_owe_reminders_at_each_stage_once(board: Board, due: date) -> None:
    make_action(board, board.holders["uwv"], due)
    days = range(-9, 16)  # from nine days before until two weeks late, twice a day
    owed = {n: (owe_reminders(due + timedelta(days=n)), owe_reminders(due + timedelta(days=n))) for n in days}
    assert {n: counts for n, counts in owed.items() if counts != (0, 0)} == {
        -7: (1, 0),
        0: (1, 0),
        7: (1, 0),
        14: (1, 0),
    }


def test_owe_reminders_makes_up_for_a_day_on_which_nothing_ran(board: Board, due: date) -> None:
    make_action(board, board.holders["uwv"], due)
    assert [owe_reminders(due + timedelta(days=n)) for n in (2, 3, 9)] == [1, 0, 1]


def test_reminder_says_what_by_when_and_where(board: Board, due: date) -> None:
    action = make_action(board, board.seats["hengelo"], due, condition="Met de managers")
    assert (owe_action_reminders(), send_owed_mail(), owe_action_reminders()) == (1, 1, 0)
    message = mail.outbox[0]
    assert message.to == [board.holders["hengelo"].email]
    assert message.subject == f"Actie over 7 dagen: {WHAT}"
    for words in (
        "Dit actiepunt is van zetel Hengelo.",
        "Voorwaarde: Met de managers",
        action.get_absolute_url(),
    ):
        assert words in message.body


def test_reminder_of_a_moved_action_goes_again_and_of_a_finished_one_never(board: Board, due: date) -> None:
    action = make_action(board, board.holders["uwv"], due)
    assert owe_reminders(today()) == 1
    move_action(action, board.secretary, due_on=due - timedelta(days=1), reason="Eerder klaar")
    assert owe_reminders(today()) == 1
    finish_action(action, board.secretary, "Klaar.")
    assert owe_reminders(due) == 0


@pytest.mark.parametrize(
    ("contact", "account", "expected"),
    [
        ("contact@almelo.example", False, "contact@almelo.example"),
        ("Contact@almelo.example", True, "contact@almelo.example"),
        ("", False, "lid.almelo@voorbeeld.example"),
    ],
)
def test_reminder_of_a_party_goes_to_its_contact_else_to_its_seat(
    board: Board, due: date, contact: str, account: bool, expected: str
) -> None:
    almelo = board.seats["almelo"].parties.get()
    Party.objects.filter(pk=almelo.pk).update(contact_email=contact)
    if account:
        Person.objects.create(email=expected, name="Contact Almelo", password="!")
    almelo.refresh_from_db()
    make_action(board, almelo, due)
    assert (owe_reminders(today()), owe_reminders(today())) == (1, 0)
    assert recipients() == [expected]
    assert OwedMail.objects.get().person_id is None or account or not contact


def test_reminder_of_who_cannot_be_reached_asks_the_secretariat_to_pass_it_on(
    board: Board, due: date
) -> None:
    borne = Party.objects.create(kind="municipality", name="Borne", slug="borne", body="raad", joined_on=due)
    make_action(board, borne, due)
    owe_reminders(today())
    owed = OwedMail.objects.get()
    assert (owed.person, "Dit actiepunt is van gemeente Borne" in owed.body, "door?" in owed.body) == (
        board.secretary,
        True,
        True,
    )


def test_reminder_of_a_confidential_item_says_nothing_of_it(board: Board, due: date) -> None:
    item = decide_item(make_meeting(board))
    item.visibility, item.confidential_reason = Visibility.CONFIDENTIAL, "Onderhandeling"
    item.save()
    OwedMail.objects.all().delete()
    make_action(board, board.seats["uwv"], due, item=item, condition="Onder voorwaarde")
    owe_reminders(today())
    owed = OwedMail.objects.get()
    assert WHAT not in owed.subject + owed.body
    assert "voorwaarde" not in owed.body.lower()


def test_owe_reminders_takes_the_same_queries_for_many(
    board: Board, due: date, django_assert_max_num_queries: object
) -> None:
    for slug in ("almelo", "uwv"):
        make_action(board, board.seats[slug], due)
    with django_assert_max_num_queries(9):  # type: ignore[operator]  # a fixture of pytest-django
        assert owe_reminders(today()) == 2


def test_example_owes_nobody_anything(board: Board, due: date) -> None:
    make_action(board, board.seats["uwv"], due, is_example=True)
    assert owe_reminders(due) == 0


def test_owed_mail_constraints_refuse_two_recipients_and_the_same_twice(board: Board) -> None:
    facts = {"reference": "action-1", "subject": "x", "body": "x"}
    with pytest.raises(IntegrityError, match="owed_mail_one_recipient"), transaction.atomic():
        OwedMail.objects.create(person=board.secretary, address="a@b.example", **facts)
    OwedMail.objects.create(address="a@b.example", **facts)
    # SQLite names the columns of a unique constraint, PostgreSQL its name.
    with (
        pytest.raises(IntegrityError, match=r"owed_mail_once_per_address|governance_owedmail\.address"),
        transaction.atomic(),
    ):
        OwedMail.objects.create(address="a@b.example", **facts)
