"""The pack: everything in order, found by bookmark and number, and nothing that its reader may not read."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, NumberObject

from governance.actions import add_item, add_paper, change_item, convene_meeting, submit_meeting
from governance.actions.minutes_course import propose_minutes
from governance.enums import Visibility
from governance.models import Meeting, Paper, Person
from governance.rendering import packs
from tests.governance.factories import LATE, Board, decide_item, draft_board_meeting
from tests.governance.minutes import commented_minutes, next_meeting
from tests.governance.readers import as_, make_observer, make_outsiders, make_pdf, url
from werkbedrijf.lib.dates import date_words

pytestmark = pytest.mark.django_db

SECRET = "Zwaluwnest"


def pages(count: int, *, width: int = 595, height: int = 842, rotate: int = 0) -> SimpleUploadedFile:
    writer = PdfWriter()
    for _ in range(count):
        page = writer.add_blank_page(width, height)
        if rotate:
            page[NameObject("/Rotate")] = NumberObject(rotate)
    target = io.BytesIO()
    writer.write(target)
    return make_pdf(target.getvalue())


@pytest.fixture
def meeting(board: Board) -> Meeting:
    """A called meeting: opening with a paper, a confidential proposal with a paper, and a broken paper."""
    draft = draft_board_meeting(board, starts_at=timezone.now() + timedelta(days=9))
    opening, item = draft.items.get(position=1), decide_item(draft)
    add_paper(opening, title="Mededelingen", file=pages(2), by=board.secretary)
    old = add_paper(item, title=f"Taxatie {SECRET}", file=pages(7), by=board.secretary)
    add_paper(
        item,
        title=f"Taxatie {SECRET} 2",
        file=pages(3, width=842, height=595, rotate=90),
        by=board.secretary,
        replaces=old,
    )
    change_item(
        item,
        title=f"Aankoop {SECRET}",
        visibility=Visibility.CONFIDENTIAL,
        confidential_reason="Onderhandeling",
    )
    last = add_item(draft, kind="inform", title="Rondvraag")
    add_paper(last, title="Stuk dat stuk is", file=make_pdf(), by=board.secretary)
    return convene_meeting(submit_meeting(draft, board.secretary), board.chair)


def pack(person: Person, meeting: Meeting) -> PdfReader:
    response = as_(person).get(url("meeting_pack", meeting.pk))
    assert response.status_code == 200
    return PdfReader(io.BytesIO(response.getvalue()))


def bookmarks(reader: PdfReader) -> list[tuple[str, int | None]]:
    """Title and page (1 is first) of every bookmark, in order."""

    def walk(entries: list[object]) -> list[tuple[str, int | None]]:
        found: list[tuple[str, int | None]] = []
        for entry in entries:
            if isinstance(entry, list):
                found += walk(entry)
            else:
                number = reader.get_destination_page_number(entry)  # type: ignore[arg-type]  # a Destination
                found.append((entry.title, None if number is None else number + 1))  # type: ignore[attr-defined]
        return found

    return walk(reader.outline)  # type: ignore[arg-type]  # nested lists of destinations


def words(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def test_pack_holds_agenda_proposals_and_papers_in_order(board: Board, meeting: Meeting) -> None:
    reader = pack(board.holders["almelo"], meeting)
    assert bookmarks(reader) == [
        ("Agenda", 1),
        ("1. Opening: Mededelingen", 2),
        (f"2. Aankoop {SECRET}", 4),
        (f"Taxatie {SECRET} 2", 5),
    ]
    assert [page.extract_text().splitlines()[-1].strip() for page in reader.pages] == [
        f"{number} / 7" for number in range(1, 8)
    ]
    assert "Het bestuur stemt in met onderwerp 1." in reader.pages[3].extract_text()


def test_pack_says_its_title_language_and_labels_and_claims_no_more(board: Board, meeting: Meeting) -> None:
    reader = pack(board.secretary, meeting)
    root: Any = reader.root_object
    assert (reader.metadata or {})["/Title"] == str(meeting)
    assert root["/Lang"] == "nl-NL"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.page_labels == [str(number) for number in range(1, 8)]
    assert "/Metadata" not in root  # where a claim of PDF/UA would stand
    assert root["/MarkInfo"]["/Marked"].value is True


def test_pack_names_a_paper_that_cannot_be_read(board: Board, meeting: Meeting) -> None:
    cover = pack(board.secretary, meeting).pages[0].extract_text()
    assert "Niet opgenomen: Stuk dat stuk is." in cover
    assert "Stuk: Mededelingen (2 bladzijden)" in cover


def test_pack_names_a_paper_whose_file_is_gone(board: Board, meeting: Meeting) -> None:
    paper = Paper.objects.get(title="Mededelingen")
    paper.file.storage.delete(paper.file.name or "")
    reader = pack(board.secretary, meeting)
    assert "Niet opgenomen: Mededelingen." in reader.pages[0].extract_text()
    assert len(reader.pages) == 5


def test_pack_withholds_what_is_confidential(board: Board, meeting: Meeting) -> None:
    reader = pack(make_observer(), meeting)
    assert "Vertrouwelijk agendapunt" in words(reader)
    assert SECRET not in words(reader) + str(bookmarks(reader)) + str(reader.metadata)
    assert len(reader.pages) == 3
    assert SECRET in words(pack(board.holders["almelo"], meeting))


def test_pack_is_not_found_by_outsiders_nor_before_the_call(board: Board, meeting: Meeting) -> None:
    for person in make_outsiders(board):
        assert as_(person).get(url("meeting_pack", meeting.pk)).status_code == 404
    draft = draft_board_meeting(board)
    assert as_(board.holders["almelo"]).get(url("meeting_pack", draft.pk)).status_code == 404


def test_minutes_are_in_it_for_who_may_read_them(board: Board) -> None:
    """Members read the internal version of what is put before them; an observer waits until it is published."""
    item = propose_minutes(commented_minutes(board), next_meeting(board), board.secretary)
    called = submit_meeting(item.meeting, board.secretary)
    called = convene_meeting(called, board.chair, late_reason=LATE)
    title = f"Notulen van {date_words(timezone.localdate())}"
    mine, theirs = pack(board.holders["almelo"], called), pack(make_observer(), called)
    assert title in dict(bookmarks(mine))
    assert "Binnenskamers besproken." in words(mine)
    assert "Binnenskamers" not in words(theirs)
    assert f"Niet opgenomen: {title}. U mag dit stuk niet lezen, of nog niet." in words(theirs)


def test_pack_is_served_safely(board: Board, meeting: Meeting) -> None:
    response = as_(board.secretary).get(url("meeting_pack", meeting.pk))
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    ("limit", "sentence"), [("LARGEST_PACK", "samen te groot"), ("MOST_PAGES", "meer dan")]
)
def test_pack_too_large_is_said(
    board: Board, meeting: Meeting, monkeypatch: pytest.MonkeyPatch, limit: str, sentence: str
) -> None:
    monkeypatch.setattr(packs, limit, 2)
    response = as_(board.secretary).get(url("meeting_pack", meeting.pk), follow=True)
    assert response.redirect_chain == [(meeting.get_absolute_url(), 303)]
    assert sentence in response.content.decode()
