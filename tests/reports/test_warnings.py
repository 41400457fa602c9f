"""Who makes and who releases the verslag are warned before its last day, and told after it; once each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from governance.models import OwedMail, Person
from reports.actions import release_report
from reports.actions.warnings import owe_term_warnings
from reports.domain.deadline import warning_stage
from tests.reports.factories import AFTER_YEAR, YEAR, Twente, make_edition

LAST = date(YEAR + 1, 2, 11)


@pytest.mark.parametrize(
    ("left", "stage"),
    [
        (15, ""),
        (14, "soon"),
        (8, "soon"),
        (7, "week"),
        (2, "week"),
        (1, "eve"),
        (0, "day"),
        (-1, "late-0"),
        (-7, "late-0"),
        (-8, "late-1"),
    ],
)
def test_warning_lasts_until_the_next_one(left: int, stage: str) -> None:
    assert warning_stage(YEAR, LAST - timedelta(days=left)) == stage


def test_secretariat_and_chair_are_warned_once_per_stage(twente: Twente) -> None:
    eve = LAST - timedelta(days=1)
    assert (owe_term_warnings(eve), owe_term_warnings(eve)) == (2, 0)
    mails = OwedMail.objects.filter(reference=f"verslag-{YEAR}-termijn-eve")
    assert {mail.person for mail in mails} == {twente.secretary, twente.chair}
    mail = mails[0]
    assert mail.subject == f"Verslag over {YEAR}: nog 1 dag"
    assert "Nog 1 dag: morgen, woensdag 11 februari 2026, is de laatste dag." in mail.body
    assert "Nu aan de beurt is UWV: de cijfers over de realisatie leveren." in mail.body
    assert "reden" not in mail.body
    assert owe_term_warnings(LAST) == 2


def test_day_after_asks_for_the_reason(twente: Twente) -> None:
    owe_term_warnings(LAST + timedelta(days=1))
    mail = OwedMail.objects.filter(person=twente.chair).get()
    assert "Te laat: de termijn verstreek" in mail.body
    assert "Geef op de pagina de reden op" in mail.body


def test_no_warning_long_before_nor_once_it_is_out(twente: Twente) -> None:
    assert owe_term_warnings(date(YEAR + 1, 1, 20)) == 0
    release_report(make_edition(twente), twente.chair, now=AFTER_YEAR)
    assert owe_term_warnings(LAST - timedelta(days=1)) == 0


def test_people_of_the_example_get_none(twente: Twente) -> None:
    Person.objects.filter(pk=twente.secretary.pk).update(is_demo=True)
    assert owe_term_warnings(LAST) == 1
