"""Papers in versions, read and unread; and notes that nobody but their writer ever sees."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.actions import add_paper, delete_paper
from governance.actions.changes import prepare_paper, send_changes
from governance.actions.reading import note_reading, write_note
from governance.enums import MeetingState
from governance.models import LedgerEvent, Meeting, Paper, PaperReading, PrivateNote
from tests.governance.factories import Board, decide_item, draft_board_meeting, make_meeting
from tests.governance.readers import (
    as_,
    count_queries,
    make_observer,
    make_outsiders,
    make_pdf,
    page,
    text,
    url,
)
from werkbedrijf.lib.errors import Conflict, NotAllowed

pytestmark = pytest.mark.django_db

SECRET = "Zwaluwnest"


@pytest.fixture
def convened(board: Board) -> Meeting:
    draft = draft_board_meeting(board, starts_at=timezone.now() + timedelta(days=9))
    add_paper(decide_item(draft), title="Notitie", file=make_pdf(), by=board.secretary)
    client = as_(board.secretary)
    client.post(url("meeting_submit", draft.pk))
    as_(board.chair).post(url("meeting_convene", draft.pk))
    return Meeting.objects.get(pk=draft.pk)


def test_new_version_of_a_paper_stands_for_the_earlier_one(board: Board) -> None:
    item = decide_item(draft_board_meeting(board))
    old = add_paper(item, title="Notitie", file=make_pdf(), by=board.secretary)
    client = as_(board.secretary)
    address = url("paper_create", item.pk) + f"?vervangt={old.pk}"
    assert 'value="Notitie"' in client.get(address).content.decode()
    client.post(address, {"title": "Notitie, versie 2", "file": make_pdf()})
    new = Paper.objects.get(replaces=old)
    prepared = text(page(board.secretary, "meeting_prepare", item.meeting_id))
    assert "Notitie, versie 2 (PDF" in prepared
    assert "Notitie (PDF" not in prepared
    assert "Eerdere versies van Notitie, versie 2 Notitie, geplaatst" in prepared
    assert client.get(url("paper_download", old.pk)).status_code == 200
    with pytest.raises(Conflict, match="al vervangen"):
        add_paper(item, title="Nog een", file=make_pdf(), by=board.secretary, replaces=old)
    with pytest.raises(IntegrityError, match="replaces"), transaction.atomic():
        Paper.objects.create(
            item=item,
            title="x",
            file="x.pdf",
            sha256="0" * 64,
            size=1,
            uploaded_by=board.secretary,
            replaces=old,
        )
    with pytest.raises(Conflict, match="vervangen door een nieuwere"):
        delete_paper(old)
    assert new.replaces == old


def test_delete_takes_the_earlier_versions_too(
    board: Board, django_capture_on_commit_callbacks: object
) -> None:
    item = decide_item(draft_board_meeting(board))
    old = add_paper(item, title="Notitie", file=make_pdf(), by=board.secretary)
    new = add_paper(item, title="Notitie 2", file=make_pdf(), by=board.secretary, replaces=old)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture of pytest-django
        delete_paper(new)
    assert not Paper.objects.exists()
    assert [Path(paper.file.path).exists() for paper in (old, new)] == [False, False]


def test_member_sees_what_is_new_and_what_is_read(board: Board, convened: Meeting) -> None:
    member, paper = board.holders["almelo"], Paper.objects.get()
    unread = text(page(member, "meeting_detail", convened.pk))
    assert re.search(r"Notitie \(PDF, [^)]+\) nieuw", unread)
    client = as_(member)
    client.head(url("paper_download", paper.pk))
    assert not PaperReading.objects.exists()
    for _ in range(2):
        client.get(url("paper_download", paper.pk))
    assert PaperReading.objects.get().person == member
    after = text(page(member, "meeting_detail", convened.pk))
    assert " gelezen" in after
    assert " nieuw" not in after
    assert " nieuw" in text(page(board.holders["hengelo"], "meeting_detail", convened.pk))


def test_secretariat_sees_who_saw_which_version_and_a_member_does_not(
    board: Board, convened: Meeting
) -> None:
    paper = Paper.objects.get()
    note_reading(paper, board.holders["almelo"])
    new = prepare_paper(paper.item, board.secretary, title="Notitie 2", file=make_pdf(), replaces=paper)
    send_changes(convened, board.secretary, "Herzien")
    for reader in (board.holders["hengelo"], board.holders["uwv"], board.secretary):
        note_reading(new, reader)
    html = text(page(board.secretary, "meeting_detail", convened.pk))
    assert re.search(r"Geopend door 2 mensen : Notitie 2 Lid hengelo,.* Lid uwv,", html)
    assert re.search(
        r"Eerdere versies van Notitie 2 Notitie, geplaatst [^;]+; geopend door: Lid almelo,", html
    )
    for words in ("Geopend door", "geopend door", "Lid almelo"):
        assert words not in text(page(board.holders["uwv"], "meeting_detail", convened.pk))


def test_paper_is_read_once_by_name(board: Board, convened: Meeting) -> None:
    paper = Paper.objects.get()
    note_reading(paper, board.chair)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperReading.objects.create(paper=paper, person=board.chair, first_at=timezone.now())


def test_note_is_kept_changed_and_taken_away(board: Board, convened: Meeting) -> None:
    member, item = board.holders["almelo"], decide_item(convened)
    client = as_(member)
    sent = client.post(url("note_save", item.pk), {"text": f"Vraag {SECRET}"})
    assert (sent.status_code, sent["Location"]) == (303, item.get_absolute_url())
    assert f"Vraag {SECRET}" in page(member, "meeting_detail", convened.pk)
    typed = client.post(url("note_save", item.pk), {"text": "Anders"}, headers={"X-Requested-With": "fetch"})
    assert (typed.status_code, PrivateNote.objects.get().text) == (204, "Anders")
    client.post(url("note_save", item.pk), {"text": "  "})
    assert not PrivateNote.objects.exists()


def test_note_is_seen_by_nobody_else(board: Board, convened: Meeting) -> None:
    item = decide_item(convened)
    write_note(item, board.holders["almelo"], SECRET)
    others = [board.secretary, board.chair, board.holders["hengelo"], make_observer()]
    for person in others:
        client = as_(person)
        for address in ("/", url("meeting_detail", convened.pk), url("meeting_screen", convened.pk)):
            assert SECRET not in client.get(address).content.decode(), (person, address)
    assert SECRET not in page(board.secretary, "meeting_run", convened.pk)
    assert not admin.site.is_registered(apps.get_model("governance", "PrivateNote"))
    assert not [event for event in LedgerEvent.objects.all() if SECRET in str(event.facts)]


def test_note_of_another_is_not_overwritten(board: Board, convened: Meeting) -> None:
    item = decide_item(convened)
    write_note(item, board.holders["almelo"], "van Almelo")
    as_(board.holders["hengelo"]).post(url("note_save", item.pk), {"text": "van Hengelo"})
    assert sorted(PrivateNote.objects.values_list("text", flat=True)) == ["van Almelo", "van Hengelo"]
    with pytest.raises(IntegrityError), transaction.atomic():
        PrivateNote.objects.create(item=item, person=board.holders["almelo"], text="nog een")


def test_note_for_others_is_refused(board: Board, convened: Meeting) -> None:
    item = decide_item(convened)
    for person in (board.secretary, make_observer()):
        assert as_(person).post(url("note_save", item.pk), {"text": "x"}).status_code == 403
        with pytest.raises(NotAllowed):
            write_note(item, person, "x")
    for person in make_outsiders(board):
        assert as_(person).post(url("note_save", item.pk), {"text": "x"}).status_code == 404
    assert not PrivateNote.objects.exists()


def test_meeting_page_takes_the_same_queries_with_more_papers_and_notes(board: Board) -> None:
    def queries(count: int) -> int:
        meeting = make_meeting(board, state=MeetingState.DRAFT, proposals=count, title=f"Met {count}")
        for item in meeting.items.all():
            write_note(item, board.holders["almelo"], "x")
            old = add_paper(item, title="a", file=make_pdf(), by=board.secretary)
            add_paper(item, title="b", file=make_pdf(), by=board.secretary, replaces=old)
        return count_queries(as_(board.secretary), url("meeting_prepare", meeting.pk))

    assert queries(1) == queries(12)
