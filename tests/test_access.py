"""Every address × every role: who gets in, who is refused, who is not told that it exists.

A new address without a row here fails `test_every_address_has_a_row`. The letters stand in the order of PEOPLE:
o open (the view answers), L sent to sign-in, f forbidden (403), x not found (404).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from governance.actions import add_item, draft_meeting, submit_amendment, submit_meeting
from governance.actions.evaluations import write_finding
from governance.actions.follow_up import ask_consent, record_uptake
from governance.actions.requests import request_item
from governance.enums import AdoptableState, AgendaItemKind, MeetingState, VoteState
from governance.models import (
    AgendaItem,
    Amendment,
    BallotEntry,
    Decision,
    DecisionPoint,
    Meeting,
    Paper,
    PaperCount,
    Person,
    Proposal,
    Seat,
    ViceChairTerm,
    Vote,
)
from governance.models.follow_up import Evaluation
from quotum.actions import draft_allocation
from quotum.models import Allocation
from reports.actions import open_report
from reports.models import AnnualReport, Delivery

PEOPLE = (
    None,
    "Griffie gemeenteraad Hengelo",
    "Medewerker Werkplein Almelo",
    "Toehoorder ambtelijk overleg",
    "Medewerker UWV",
    "Portefeuillehouder Almelo",
    "Voorzitter (portefeuillehouder Enschede)",
    "Secretariaat",
    "Beheerder",
)


def closed_vote() -> Vote:
    return Vote.objects.filter(state=VoteState.CLOSED).latest("pk")


def meeting(state: str) -> Callable[[], list[Any]]:
    return lambda: [Meeting.objects.get(state=state).pk]


def evaluation() -> list[Any]:
    return [Evaluation.objects.get().pk]


def finding() -> list[Any]:
    return [Evaluation.objects.get().findings.get().pk]


def decision() -> Decision:
    return Decision.objects.latest("pk")


def draft_item() -> list[Any]:
    return [AgendaItem.objects.filter(meeting__state=MeetingState.DRAFT, kind=AgendaItemKind.DECIDE)[0].pk]


def todays_item() -> list[Any]:
    return [AgendaItem.objects.filter(meeting__state=MeetingState.CONVENED, kind=AgendaItemKind.DECIDE)[0].pk]


def todays_point() -> list[Any]:
    return [DecisionPoint.objects.filter(proposal__item=todays_item()[0])[0].pk]


def todays_amendment() -> list[Any]:
    """Of Almelo, made once: nothing of the example is amended today."""
    point = DecisionPoint.objects.get(pk=todays_point()[0])
    found = Amendment.objects.filter(point=point).first()
    if found is None:
        seat = Seat.objects.get(slug="almelo")
        by = Person.objects.get(name="Portefeuillehouder Almelo")
        found = submit_amendment(point, seat, by, new_text="Voorbeeldtekst.")
    return [found.pk]


def almelos_request() -> list[Any]:
    almelo = Person.objects.get(name="Portefeuillehouder Almelo")
    return [request_item(almelo, title="Werkbezoek").pk]


def nothing() -> list[Any]:
    return []


def entry_pk() -> list[Any]:
    """A choice taken down, as a row: it is only looked up."""
    entry, _ = BallotEntry.objects.get_or_create(
        vote_seat=closed_vote().seats.filter(present=True)[0],
        choice="for",
        manner="spoken",
        defaults={
            "reason": "Voorbeeld.",
            "entered_by": Person.objects.get(name="Secretariaat"),
            "entered_at": timezone.now(),
        },
    )
    return [entry.pk]


def paper_count_pk() -> list[Any]:
    """A count on paper, as a row: it is only looked up."""
    vote, secretariat = closed_vote(), Person.objects.get(name="Secretariaat")
    totals = dict.fromkeys(["votes_for", "against", "abstained", "not_voted"], 2)
    count, _ = PaperCount.objects.get_or_create(
        vote=vote, defaults={**totals, "entered_by": secretariat, "entered_at": timezone.now()}
    )
    return [count.pk]


def nomination() -> list[Any]:
    return [ViceChairTerm.objects.create(seat=Seat.objects.get(slug="hengelo")).pk]


def draft_allocation_pk() -> list[Any]:
    return [Allocation.objects.get(state=AdoptableState.DRAFT).pk]


def report_year() -> list[Any]:
    return [AnnualReport.objects.get().year]


def hengelos_copy() -> list[Any]:
    return [Delivery.objects.get(party__slug="hengelo").pk]


DRAFT, TODAY, SUBMITTED = (
    meeting(state) for state in (MeetingState.DRAFT, MeetingState.CONVENED, MeetingState.SUBMITTED)
)


# address: (method, what its arguments are, letters)
ROWS: dict[str, tuple[str, Callable[[], list[Any]], str]] = {
    "governance:decision_list": ("GET", nothing, "L o o o o o o o o"),
    "governance:decision_detail": (
        "GET",
        lambda: [Decision.objects.latest("pk").number],
        "L o o o o o o o o",
    ),
    "governance:consent_ask": ("GET", lambda: [decision().number], "L f f f f f f o f"),
    "governance:decision_party": ("GET", lambda: [decision().number, "hengelo"], "L o f f f f f o f"),
    "governance:uptake_record": ("POST", lambda: [decision().number, "hengelo"], "L o f f f f f o f"),
    "governance:consent_answer": ("POST", lambda: [decision().number, "hengelo"], "L o f f f f f o f"),
    "governance:uptake_delete": ("POST", lambda: [decision().uptakes.get().pk], "L o f f f f f o f"),
    "governance:party_list": ("GET", nothing, "L o o o o o o o o"),
    "governance:party_edit": ("GET", lambda: ["hengelo"], "L f f f f f f o o"),
    "governance:party_document": ("GET", lambda: ["hengelo"], "L x x x x x x x x"),
    "governance:party_detail": ("GET", lambda: ["hengelo"], "L o o o o o o o o"),
    "governance:vice_chair_draft": ("POST", nothing, "L f f f f f f o f"),
    "governance:vice_chair_delete": ("POST", nomination, "L f f f f f f o f"),
    "governance:agreement_detail": ("GET", nothing, "L o o o o o o o o"),
    "governance:article_detail": ("GET", lambda: [1, 6], "L o o o o o o o o"),
    "governance:evaluation_list": ("GET", nothing, "L o o o o o o o o"),
    "governance:evaluation_detail": ("GET", evaluation, "L o o o o o o o o"),
    "governance:evaluation_create": ("GET", nothing, "L f f f f f f o f"),
    "governance:evaluation_edit": ("GET", evaluation, "L f f f f f f o f"),
    "governance:finding_create": ("GET", evaluation, "L f f f f f f o f"),
    "governance:finding_edit": ("GET", finding, "L f f f f f f o f"),
    "governance:finding_delete": ("POST", finding, "L f f f f f f o f"),
    "governance:agreement_version": ("GET", lambda: [1], "L o o o o o o o o"),
    "governance:agreement_compare": ("GET", nothing, "L o o o o o o o o"),
    "governance:agreement_draft": ("POST", nothing, "L f f f f f f o f"),
    "governance:agreement_edit": ("GET", lambda: [1], "L f f f f f f o f"),
    "governance:agreement_delete": ("POST", lambda: [1], "L f f f f f f o f"),
    "governance:article_create": ("GET", lambda: [1], "L f f f f f f o f"),
    "governance:article_edit": ("GET", lambda: [1, 6], "L f f f f f f o f"),
    "governance:extension_prepare": ("POST", nothing, "L f f f f f f o f"),
    "governance:memo_2014": ("GET", nothing, "L o o o o o o o o"),
    "governance:rule_set_detail": ("GET", nothing, "L o o o o o o o o"),
    "governance:rule_set_version": ("GET", lambda: [1], "L o o o o o o o o"),
    "governance:rule_set_draft": ("POST", nothing, "L f f f f f f o f"),
    "governance:rule_set_delete": ("POST", lambda: [1], "L f f f f f f o f"),
    "governance:demo_login": ("POST", nothing, "x x x x x x x x x"),
    "governance:meeting_run": ("GET", TODAY, "L x x f f f o o x"),
    "governance:meeting_screen": ("GET", TODAY, "L x x o o o o o x"),
    "governance:meeting_fragment": ("GET", TODAY, "L x x o o o o o x"),
    "governance:meeting_live": ("GET", TODAY, "L x x o o o o o x"),
    "governance:meeting_vote": ("GET", TODAY, "L x x f f o o f x"),
    "governance:meeting_detail": ("GET", TODAY, "L x x o o o o o x"),
    "governance:meeting_open": ("POST", TODAY, "L x x f f f o o x"),
    "governance:meeting_close": ("POST", TODAY, "L x x f f f o o x"),
    "governance:meeting_preside": ("POST", TODAY, "L x x f f f o o x"),
    "governance:meeting_convene": ("POST", SUBMITTED, "L x x x x x o f x"),
    "governance:agenda_version": ("GET", lambda: [*TODAY(), 1], "L x x o o o o o x"),
    "governance:calendar_renew": ("POST", nothing, "L f f o o o o o f"),
    "governance:calendar_feed_file": (
        "GET",
        lambda: [Person.objects.get(name="Secretariaat").calendar_key],
        "o o o o o o o o o",
    ),
    "governance:meeting_cancel": ("GET", TODAY, "L x x f f f o o x"),
    "governance:meeting_move": ("GET", TODAY, "L x x f f f o o x"),
    "governance:meeting_suspend": ("POST", TODAY, "L x x f f f o o x"),
    "governance:meeting_resume": ("POST", TODAY, "L x x f f f o o x"),
    "governance:meeting_delete": ("GET", DRAFT, "L x x x x x x o x"),
    "governance:meeting_changes": ("GET", TODAY, "L x x f f f o o x"),
    "governance:changes_send": ("POST", TODAY, "L x x f f f o o x"),
    "governance:changes_withdraw": ("POST", TODAY, "L x x f f f f o x"),
    "governance:added_item_create": ("GET", TODAY, "L x x f f f f o x"),
    "governance:sent_item_edit": ("GET", todays_item, "L x x f f f f o x"),
    "governance:added_paper_create": ("GET", todays_item, "L x x f f f f o x"),
    "governance:attendance_set": ("POST", lambda: [*TODAY(), "hengelo"], "L x x f f f o o x"),
    "governance:meeting_current_item": ("POST", lambda: [*TODAY(), *todays_item()], "L x x f f f o o x"),
    "governance:vote_open": ("POST", todays_item, "L x x f f f o o x"),
    "governance:hammer_adopt": ("POST", todays_item, "L x x f f f o o x"),
    "governance:hammer_lift": ("POST", todays_item, "L x x f f o o o x"),
    "governance:recusal_set": ("POST", todays_item, "L x x f f o o o x"),
    "governance:vote_note": ("POST", lambda: [closed_vote().pk], "L x x f f o o o x"),
    "governance:vote_detail": ("GET", lambda: [closed_vote().pk], "L x x o o o o o x"),
    "governance:ballot_cast": ("POST", lambda: [closed_vote().pk], "L x x f f o o f x"),
    "governance:vote_close": ("POST", lambda: [closed_vote().pk], "L x x f f f o o x"),
    "governance:vote_break_off": ("POST", lambda: [closed_vote().pk], "L x x f f f o o x"),
    "governance:amendment_create": ("GET", todays_point, "L x x f f o o o x"),
    "governance:amendment_withdraw": ("POST", todays_amendment, "L x x f f o o o x"),
    "governance:amendment_vote_open": ("POST", todays_amendment, "L x x f f f o o x"),
    "governance:proposal_versions": (
        "GET",
        lambda: [Proposal.objects.get(item=todays_item()[0]).pk],
        "L x x o o o o o x",
    ),
    "governance:deciding_vote_cast": ("POST", lambda: [closed_vote().pk], "L x x f f o o f x"),
    "governance:entry_take_down": ("POST", lambda: [closed_vote().pk], "L x x f f f o o x"),
    "governance:entry_confirm": ("POST", entry_pk, "L x x f f o o o x"),
    "governance:entry_reject": ("POST", entry_pk, "L x x f f o o o x"),
    "governance:paper_vote_open": ("POST", todays_item, "L x x f f f o o x"),
    "governance:paper_count_enter": ("POST", lambda: [closed_vote().pk], "L x x f f f o o x"),
    "governance:paper_count_confirm": ("POST", paper_count_pk, "L x x f f f o o x"),
    "governance:paper_count_reject": ("POST", paper_count_pk, "L x x f f f o o x"),
    "governance:meeting_list": ("GET", nothing, "L f f o o o o o f"),
    "governance:meeting_create": ("GET", nothing, "L f f f f f f o f"),
    "governance:meeting_prepare": ("GET", DRAFT, "L x x x x x x o x"),
    "governance:meeting_edit": ("GET", DRAFT, "L x x x x x x o x"),
    "governance:item_create": ("GET", DRAFT, "L x x x x x x o x"),
    "governance:meeting_submit": ("POST", DRAFT, "L x x x x x x o x"),
    "governance:meeting_take_back": ("POST", DRAFT, "L x x x x x x o x"),
    "governance:item_edit": ("GET", draft_item, "L x x x x x x o x"),
    "governance:item_delete": ("GET", draft_item, "L x x x x x x o x"),
    "governance:proposal_edit": ("GET", draft_item, "L x x x x x x o x"),
    "governance:proposal_delete": ("GET", draft_item, "L x x x x x x o x"),
    "governance:paper_create": ("GET", draft_item, "L x x x x x x o x"),
    "governance:meeting_pack": ("GET", TODAY, "L x x o o o o o x"),
    "governance:suggestion_add": ("POST", DRAFT, "L x x x x x x o x"),
    "governance:note_save": ("POST", todays_item, "L x x f f o o f x"),
    "governance:item_postpone": ("GET", draft_item, "L x x x x x x o x"),
    "governance:request_create": ("GET", nothing, "L f f f f o o f f"),
    "governance:request_answer": ("GET", almelos_request, "L x x x x o x o x"),
    "governance:item_move": ("POST", draft_item, "L x x x x x x o x"),
    "governance:paper_download": ("GET", lambda: [Paper.objects.latest("pk").pk], "L x x o o o o o x"),
    "governance:paper_delete": ("GET", lambda: [Paper.objects.latest("pk").pk], "L x x f f f f o x"),
    "instruments:catalogue_current": ("GET", nothing, "L o o o o o o o o"),
    "instruments:catalogue_detail": ("GET", lambda: [1], "L o o o o o o o o"),
    "instruments:instrument_detail": ("GET", lambda: ["jobcoach"], "L o o o o o o o o"),
    "quotum:monitor": ("GET", nothing, "L o o o o o o o o"),
    "quotum:allocation_list": ("GET", nothing, "L o o o o o o o o"),
    "quotum:allocation_create": ("GET", nothing, "L f f f o f f o f"),
    "quotum:realisation_list": ("GET", nothing, "L o o o o o o o o"),
    "quotum:realisation_template": ("GET", nothing, "L f f f o f f f f"),
    "quotum:realisation_import": ("GET", nothing, "L f f f o f f f f"),
    "quotum:allocation_detail": ("GET", draft_allocation_pk, "L x x o o o o o x"),
    "quotum:allocation_csv": ("GET", draft_allocation_pk, "L x x o o o o o x"),
    "quotum:allocation_edit": ("GET", draft_allocation_pk, "L f f f o f f o f"),
    "quotum:allocation_delete": ("POST", draft_allocation_pk, "L f f f o f f o f"),
    "quotum:realisation_preview": ("GET", lambda: [uuid4()], "L f f f x f f f f"),
    "quotum:realisation_accept": ("POST", lambda: [uuid4()], "L f f f o f f f f"),
    "quotum:realisation_discard": ("POST", lambda: [uuid4()], "L f f f x f f f f"),
    "reports:report_list": ("GET", nothing, "L o f o o o o o f"),
    "reports:report_detail": ("GET", report_year, "L f f o o o o o f"),
    "reports:report_progress": ("GET", report_year, "L f f o o o o o f"),
    "reports:report_make": ("POST", report_year, "L f f f f f f o f"),
    "reports:report_release": ("POST", report_year, "L f f x x x x x f"),
    "reports:delivery_list": ("GET", nothing, "L o f f f f f f f"),
    "reports:delivery_download": ("GET", hengelos_copy, "L x x x x x x x x"),
    "reports:delivery_retry": ("POST", hengelos_copy, "L f f f f f f o f"),
    "overview": ("GET", nothing, "L o o o o o o o o"),
    "health": ("GET", nothing, "o o o o o o o o o"),
    "accessibility": ("GET", nothing, "o o o o o o o o o"),
    "privacy": ("GET", nothing, "o o o o o o o o o"),
    "account_login": ("GET", nothing, "o o o o o o o o o"),
    "account_logout": ("GET", nothing, "o o o o o o o o o"),
    "account_inactive": ("GET", nothing, "o o o o o o o o o"),
    "account_signup": ("GET", nothing, "o o o o o o o o o"),
    "account_reauthenticate": ("GET", nothing, "L f f f f f f f f"),
    "account_email": ("GET", nothing, "L o o o o o o o o"),
    "account_email_verification_sent": ("GET", nothing, "o o o o o o o o o"),
    "account_confirm_login_code": ("GET", nothing, "o o o o o o o o o"),
    "account_change_password": ("GET", nothing, "L o o o o o o o o"),
    "account_set_password": ("GET", nothing, "L o o o o o o o o"),
    "account_reset_password": ("GET", nothing, "o o o o o o o o o"),
    "account_reset_password_done": ("GET", nothing, "o o o o o o o o o"),
    "account_reset_password_from_key_done": ("GET", nothing, "o o o o o o o o o"),
    "account_confirm_email": ("GET", lambda: ["sleutel"], "o o o o o o o o o"),
    "account_reset_password_from_key": ("GET", lambda: ["1", "sleutel"], "o o o o o o o o o"),
}


def own_addresses(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """The names of all addresses but those of Django's administration, which tests/governance/test_admin.py covers."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                namespace = f"{pattern.namespace}:" if pattern.namespace else ""
                yield from own_addresses(pattern.url_patterns, prefix + namespace)
        elif pattern.name:
            yield prefix + pattern.name


@pytest.fixture(scope="module")
def board(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Twente with the demo, a report in the making and a free draft, once for all rows; rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_twente", verbosity=0)
        call_command("load_demo", verbosity=0)
        secretariat = Person.objects.get(name="Secretariaat")
        open_report(Meeting.objects.get(state=MeetingState.CONVENED).day.year - 1, secretariat)
        submitted = draft_meeting(
            title="Extra", starts_at=timezone.now() + timedelta(days=9), place="Enschede"
        )
        add_item(submitted, kind=AgendaItemKind.INFORM, title="Opening")
        submit_meeting(submitted, secretariat)
        adopted = Allocation.objects.adopted().latest("pk")
        draft_allocation(
            year=adopted.year + 3,
            total=100,
            target_source="voorbeeld",
            sector_list=adopted.sector_list,
            workplace_revision=adopted.workplace_revision,
            workplace_year=adopted.workplace_year,
            method=adopted.method,
            is_example=True,
            by=secretariat,
        )
        hengelo = Delivery.objects.get(party__slug="hengelo").party
        today = timezone.localdate()
        write_finding(Evaluation.objects.get(), secretariat, text="Voorbeeld.")
        ask_consent(decision(), [hengelo], secretariat, asked_on=today)
        record_uptake(decision(), hengelo, secretariat, kind="own", taken_on=today, reference="1")
        yield
        transaction.set_rollback(True)


def letter(client: Client, method: str, address: str) -> str:
    """What the address answers, as one letter; whatever it changed is undone."""
    with transaction.atomic():
        answer = client.generic(method, address)
        transaction.set_rollback(True)
    if answer.status_code in (301, 302) and answer["Location"].startswith(reverse("account_login") + "?"):
        return "L"
    return {403: "f", 404: "x"}.get(answer.status_code, "o" if answer.status_code < 500 else "!")


def test_every_address_has_a_row() -> None:
    assert sorted(set(own_addresses(get_resolver().url_patterns))) == sorted(ROWS)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ROWS))
def test_address_opens_for_these_roles(board: None, django_db_blocker: Any, name: str) -> None:
    method, arguments, expected = ROWS[name]
    found = []
    with django_db_blocker.unblock():
        address = reverse(name, args=arguments())
        for person in PEOPLE:
            client = Client()
            if person:
                client.force_login(Person.objects.get(name=person))
            found.append(letter(client, method, address))
    assert " ".join(found) == expected
