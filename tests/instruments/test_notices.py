"""Speaking to a party: who sees it, the course, the reminders, and what the ledger keeps of it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from governance.enums import Role
from governance.models import Decision, OwedMail, Paper, Person
from governance.queries.comparison import differences
from instruments.actions.notice_mails import owe_notice_reminders
from instruments.actions.notices import (
    agree_on_notice,
    answer_notice,
    attach_notice,
    close_notice,
    raise_notice,
)
from instruments.domain.notices import Actor, state_after, who_acts
from instruments.enums import NoticeState
from instruments.models import Catalogue, Notice, NoticeStep
from instruments.permissions.notices import visible_notices
from tests.governance.factories import Board, decide_item, draft_board_meeting, make_person
from tests.governance.readers import as_, count_queries
from tests.instruments.regulations import make_municipality
from tests.printing import vera
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

pytestmark = pytest.mark.django_db

RAISED, ANSWERED, AGREED, RESOLVED, ACCEPTED = NoticeState
LIST = reverse("instruments:notice_list")


def attach_url(notice: Notice) -> str:
    return reverse("instruments:notice_attach", args=[notice.pk])


@pytest.fixture
def griffie(board: Board) -> Person:
    return make_person("Griffie Losser", Role.PARTY_READER, party=make_municipality())


def today() -> date:
    return timezone.localdate()


def make_notice(board: Board, griffie: Person, **changes: Any) -> Notice:
    party = griffie.roles.get().party
    assert party is not None
    values: dict[str, Any] = {
        "party": party,
        "about": "Duur van de proefplaatsing",
        "reason": "Langer dan het pakket",
        "due_on": today() + timedelta(days=20),
    }
    return raise_notice(board.secretary, **(values | changes))


@pytest.mark.parametrize("step", list(NoticeState))
@pytest.mark.parametrize("state", list(NoticeState))
def test_course(state: NoticeState, step: NoticeState) -> None:
    expected = {
        RAISED: {ANSWERED: ANSWERED},
        ANSWERED: {ANSWERED: ANSWERED, AGREED: AGREED},
        AGREED: {ANSWERED: AGREED, AGREED: AGREED},
        RESOLVED: {},
        ACCEPTED: {},
    }[state]
    if state in (RAISED, ANSWERED, AGREED):
        expected = {**expected, RESOLVED: RESOLVED, ACCEPTED: ACCEPTED}
    assert state_after(state, step) == expected.get(step)


def test_whose_turn_it_is() -> None:
    assert [who_acts(state) for state in NoticeState] == [
        Actor.PARTY,
        Actor.SECRETARIAT,
        Actor.PARTY,
        Actor.NOBODY,
        Actor.NOBODY,
    ]


def test_only_the_party_secretariat_and_chair_see_it(board: Board, griffie: Person) -> None:
    notice = make_notice(board, griffie)
    others = [
        board.holders["hengelo"],
        make_person("Griffie Wierden", Role.PARTY_READER, party=make_municipality("Wierden")),
        make_person("Toehoorder", Role.OBSERVER),
        make_person("UWV", Role.UWV_STAFF),
        make_person("Beheer", Role.ADMINISTRATOR),
    ]
    for person in (griffie, board.secretary, board.chair):
        assert as_(person).get(notice.get_absolute_url()).status_code == 200
        assert "Duur van de proefplaatsing" in as_(person).get(LIST).text
    for person in others:
        assert not visible_notices(person).exists()
        assert as_(person).get(notice.get_absolute_url()).status_code == 404
        assert "Duur van de proefplaatsing" not in as_(person).get(reverse("search"), {"q": "duur"}).text
        assert "Duur van de proefplaatsing" not in as_(person).get(notice.party.get_absolute_url()).text


def test_course_from_notice_to_resolved_and_the_ledger_agrees(board: Board, griffie: Person) -> None:
    notice = make_notice(board, griffie)
    with pytest.raises(NotAllowed, match="nadat de partij heeft geantwoord"):
        agree_on_notice(notice, board.secretary, text="x", due_on=today())
    with pytest.raises(NotAllowed):
        answer_notice(notice, board.secretary, text="x")
    notice = answer_notice(notice, griffie, text="Wij passen de regel aan.")
    assert (notice.state, notice.due_on) == (ANSWERED, None)
    notice = agree_on_notice(notice, board.secretary, text="Voor de zomer.", due_on=today())
    notice = answer_notice(notice, griffie, text="Het voorstel ligt bij het college.")
    assert (notice.state, notice.due_on) == (AGREED, today())
    notice = close_notice(notice, board.secretary, outcome=RESOLVED, text="De nieuwe regel is gelijk.")
    assert notice.closed_at is not None
    with pytest.raises(Conflict):
        close_notice(notice, board.secretary, outcome=RESOLVED, text="x")
    with pytest.raises(NotAllowed):
        answer_notice(notice, griffie, text="x")
    kinds = list(NoticeStep.objects.values_list("kind", flat=True))
    assert kinds == ["raised", "answered", "agreed", "answered", "resolved"]
    assert [line for line in differences() if "anspreken" in line] == []
    Notice.objects.update(about="iets anders")
    assert len([line for line in differences() if line.startswith("Stap in het aanspreken")]) == 5


def test_only_a_decision_accepts_a_deviation(board: Board, griffie: Person, adopted: Catalogue) -> None:
    notice = make_notice(board, griffie)
    with pytest.raises(DomainError, match="Kies het besluit"):
        close_notice(notice, board.secretary, outcome=ACCEPTED, text="Mag blijven.")
    page = reverse("instruments:notice_close", args=[notice.pk])
    client = as_(board.secretary)
    answer = client.post(page, {"outcome": "accepted", "text": "Mag blijven."})
    assert answer.status_code == 422 and "Mag blijven." in answer.text
    decision = Decision.objects.latest("pk")
    client.post(page, {"outcome": "accepted", "text": "Mag blijven.", "decision": decision.pk})
    notice.refresh_from_db()
    assert (notice.state, notice.decision) == (ACCEPTED, decision)
    assert decision.number in client.get(notice.get_absolute_url()).text


def test_notice_is_refused(board: Board, griffie: Person) -> None:
    for changes, words in (
        ({"about": " "}, "waarop"),
        ({"reason": ""}, "waarom"),
        ({"due_on": today() - timedelta(days=1)}, "al voorbij"),
    ):
        with pytest.raises(DomainError, match=words):
            make_notice(board, griffie, **changes)
    with pytest.raises(NotAllowed):
        raise_notice(board.chair, party=griffie.roles.get().party, about="a", reason="b", due_on=today())  # type: ignore[arg-type]
    assert not Notice.objects.exists()


def test_mails_and_reminders_are_left_once_and_say_not_on_what(board: Board, griffie: Person) -> None:
    notice = make_notice(board, griffie)
    assert [mail.person for mail in OwedMail.objects.all()] == [griffie]
    assert owe_notice_reminders(today()) == 0
    near = today() + timedelta(days=14)
    assert (owe_notice_reminders(near), owe_notice_reminders(near)) == (1, 0)
    assert (owe_notice_reminders(today() + timedelta(days=20)), OwedMail.objects.count()) == (1, 3)
    answer_notice(notice, griffie, text="Ja.")
    assert OwedMail.objects.latest("pk").person == board.secretary
    assert owe_notice_reminders(today() + timedelta(days=60)) == 0
    assert not OwedMail.objects.filter(body__contains="proefplaatsing").exists()
    make_notice(board, griffie, is_example=True, due_on=today())
    assert (owe_notice_reminders(today()), OwedMail.objects.count()) == (0, 4)


def test_home_page_asks_who_must_act(board: Board, griffie: Person) -> None:
    notice = make_notice(board, griffie)
    home, words = reverse("overview"), "Aanspreken: wacht op actie"
    assert words in as_(griffie).get(home).text
    assert words not in as_(board.secretary).get(home).text
    answer = reverse("instruments:notice_answer", args=[notice.pk])
    assert as_(griffie).post(answer, {"text": ""}).status_code == 422
    assert as_(griffie).post(answer, {"text": "Wij passen het aan."}).status_code == 303
    assert words not in as_(griffie).get(home).text
    assert words in as_(board.secretary).get(home).text


def test_page_raises_one_about_any_party(board: Board) -> None:
    uwv = board.seats["uwv"].parties.get()
    page = reverse("instruments:notice_create")
    data = {"party": uwv.pk, "about": "Wachttijd", "reason": "Te lang", "due_on": today().isoformat()}
    assert as_(board.secretary).post(page, data | {"reason": ""}).status_code == 422
    assert as_(board.secretary).post(page, data).status_code == 303
    notice = Notice.objects.get()
    assert as_(board.holders["uwv"]).get(notice.get_absolute_url()).status_code == 200
    assert "Wachttijd" in as_(board.holders["uwv"]).get(uwv.get_absolute_url()).text


def test_constraints(board: Board, griffie: Person) -> None:
    make_notice(board, griffie)
    for values, name in (
        ({"about": ""}, "notice_says_on_what_and_why"),
        ({"state": RESOLVED}, "notice_closed_has_time"),
        ({"due_on": None}, "notice_waits_until_a_day"),
        ({"state": ACCEPTED, "closed_at": timezone.now()}, "notice_accepted_by_decision"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Notice.objects.update(**values)


def test_queries_do_not_grow_with_the_list(board: Board, griffie: Person) -> None:
    client, counts = as_(board.secretary), []
    for size in (1, 30):
        for _ in range(size):
            notice = make_notice(board, griffie)
        counts.append([count_queries(client, page) for page in (LIST, notice.get_absolute_url())])
    assert counts[0] == counts[1]


def test_only_the_secretariat_puts_the_course_before_the_board(board: Board, griffie: Person) -> None:
    notice, item = make_notice(board, griffie), decide_item(draft_board_meeting(board))
    with pytest.raises(NotAllowed):
        attach_notice(notice, item, board.chair)
    assert as_(griffie).post(attach_url(notice), {"item": item.pk}).status_code == 403
    assert not Paper.objects.exists()


@pytest.mark.rendering
def test_course_as_paper_says_what_happened_and_a_later_print_replaces_it(
    board: Board, griffie: Person, adopted: Catalogue, tmp_path: Path
) -> None:
    notice, item = (
        make_notice(board, griffie, instrument="proefplaatsing", about="Een heel lange naam " * 10),
        decide_item(draft_board_meeting(board)),
    )
    page = as_(board.secretary).get(notice.get_absolute_url()).text
    assert item.title in page
    assert "Maak het agendapunt dan vertrouwelijk." in page
    as_(board.secretary).post(attach_url(notice), {"item": item.pk})
    answer_notice(notice, griffie, text="Wij passen de regeling aan.")
    as_(board.secretary).post(attach_url(notice), {"item": item.pk})
    first, second = Paper.objects.filter(item=item).order_by("pk")
    assert second.replaces == first
    assert second.title.startswith(f"Aanspreken Losser, nummer {notice.pk}: Een heel lange naam")
    assert len(second.title) == 160  # of a paper; the whole subject stands in it
    words = " ".join(" ".join(leaf.extract_text() for leaf in PdfReader(second.file.path).pages).split())
    assert "antwoord van Losser" in words
    assert "Wij passen de regeling aan." in words
    assert "Oordeel over Losser: nog niet beoordeeld" in words
    for flavour in ("ua1", "3a"):
        assert vera.check(Path(second.file.path), flavour).failures == ()
