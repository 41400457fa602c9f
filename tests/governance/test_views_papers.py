"""Papers: what may be placed, and who gets which bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from governance.actions import add_paper
from governance.actions.agenda import LARGEST_PAPER
from governance.enums import MeetingState
from governance.models import AgendaItem, Paper
from tests.governance.factories import Board, decide_item, draft_board_meeting, make_meeting
from tests.governance.readers import PDF, as_, make_observer, make_outsiders, make_pdf, url

PLACE = "paper_create"


def stored_files() -> set[Path]:
    return set(Path(settings.MEDIA_ROOT).rglob("*.pdf"))


@pytest.fixture
def item(board: Board) -> AgendaItem:
    return decide_item(draft_board_meeting(board))


@pytest.fixture
def paper(board: Board) -> Paper:
    """A paper of a meeting in preparation."""
    meeting = draft_board_meeting(board)
    return add_paper(
        decide_item(meeting), title="Stand: Almelo & Borne/2026", file=make_pdf(), by=board.secretary
    )


def test_paper_create_stores_under_an_own_name(board: Board, item: AgendaItem) -> None:
    upload = make_pdf(name="../../etc/Rapport (1).PDF")
    response = as_(board.secretary).post(url(PLACE, item.pk), {"title": "Rapport", "file": upload})
    paper = Paper.objects.get()
    assert response.status_code == 303
    assert (paper.title, paper.size, paper.uploaded_by) == ("Rapport", len(PDF), board.secretary)
    assert paper.file.name is not None
    assert paper.file.name.startswith("papers/")
    assert "Rapport" not in paper.file.name


def test_paper_create_sent_twice_is_one(board: Board, item: AgendaItem) -> None:
    client = as_(board.secretary)
    before = len(stored_files())
    for _ in range(2):
        client.post(url(PLACE, item.pk), {"title": "Rapport", "file": make_pdf(), "form_key": "p" * 32})
    assert (Paper.objects.count(), len(stored_files()) - before) == (1, 1)


BAD_FILES = [
    (SimpleUploadedFile("plan.docx", b"PK\x03\x04" + b"x" * 500), "Dit is geen PDF."),
    (SimpleUploadedFile("plan.pdf", b"<html><script>alert(1)</script>"), "Dit is geen PDF."),
    (SimpleUploadedFile("leeg.pdf", b""), "Het bestand is leeg."),
    (SimpleUploadedFile("half.pdf", PDF[:-7] + b"x" * 4000), "De PDF is niet compleet"),
    (None, "Kies een PDF-bestand."),
]


@pytest.mark.parametrize(("upload", "message"), BAD_FILES)
def test_paper_create_bad_file_is_said_at_the_field(
    board: Board, item: AgendaItem, upload: SimpleUploadedFile | None, message: str
) -> None:
    before = stored_files()
    data: dict[str, object] = {"title": "Een lange titel"}
    if upload is not None:
        upload.seek(0)
        data["file"] = upload
    response = as_(board.secretary).post(url(PLACE, item.pk), data)
    page = response.content.decode()
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["file"]
    assert message in page
    assert 'value="Een lange titel"' in page
    assert not Paper.objects.exists()
    assert stored_files() == before


def test_paper_create_too_large(board: Board, item: AgendaItem) -> None:
    large = make_pdf(b"%PDF-1.7\n" + b"0" * LARGEST_PAPER + b"\n%%EOF\n")
    response = as_(board.secretary).post(url(PLACE, item.pk), {"title": "Atlas", "file": large})
    assert response.status_code == 422
    assert "groter dan 25 MB" in response.content.decode()
    assert not Paper.objects.exists()


def test_paper_create_without_title(board: Board, item: AgendaItem) -> None:
    response = as_(board.secretary).post(url(PLACE, item.pk), {"title": "", "file": make_pdf()})
    assert (response.status_code, Paper.objects.exists()) == (422, False)
    assert "Geef het stuk een titel." in response.content.decode()


def test_paper_create_after_convening_is_refused(board: Board) -> None:
    target = decide_item(make_meeting(board, state=MeetingState.CONVENED))
    response = as_(board.secretary).post(
        url(PLACE, target.pk), {"title": "Te laat", "file": make_pdf()}, follow=True
    )
    assert "de agenda ligt vast" in response.content.decode()
    assert not Paper.objects.exists()


def test_paper_delete_asks_first_then_takes_the_file_too(
    transactional_db: None, django_capture_on_commit_callbacks: object
) -> None:
    from tests.governance.factories import make_board

    board = make_board()
    paper = add_paper(
        decide_item(draft_board_meeting(board)), title="Weg", file=make_pdf(), by=board.secretary
    )
    client, file = as_(board.secretary), Path(paper.file.path)
    assert "Stuk verwijderen?" in client.get(url("paper_delete", paper.pk)).content.decode()
    assert file.exists()
    assert client.post(url("paper_delete", paper.pk)).status_code == 303
    assert (Paper.objects.exists(), file.exists()) == (False, False)


def test_paper_download_serves_the_bytes_safely(board: Board, paper: Paper) -> None:
    response = as_(board.secretary).get(url("paper_download", paper.pk))
    assert b"".join(response) == PDF  # type: ignore[arg-type]
    assert {
        name: response[name] for name in ("Content-Type", "Content-Disposition", "X-Content-Type-Options")
    } == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'inline; filename="stand-almelo-borne2026.pdf"',
        "X-Content-Type-Options": "nosniff",
    }
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response["Cache-Control"] == "private, no-store"


def test_paper_download_to_keep(board: Board, paper: Paper) -> None:
    response = as_(board.secretary).get(url("paper_download", paper.pk), {"opslaan": "1"})
    assert response["Content-Disposition"].startswith("attachment; ")


def test_paper_download_title_without_letters(board: Board, paper: Paper) -> None:
    Paper.objects.update(title="\r\n№ «»")
    response = as_(board.secretary).get(url("paper_download", paper.pk))
    assert response["Content-Disposition"] in ('inline; filename="stuk.pdf"', 'inline; filename="no.pdf"')


def test_paper_download_changed_file_is_not_served(board: Board, paper: Paper) -> None:
    Path(paper.file.path).write_bytes(PDF.replace(b"obj", b"xyz"))
    response = as_(board.secretary).get(url("paper_download", paper.pk))
    assert response.status_code == 500
    assert "Daarom tonen wij het niet." in response.content.decode()


def test_paper_download_lost_file_is_explained(board: Board, paper: Paper) -> None:
    Path(paper.file.path).unlink()
    response = as_(board.secretary).get(url("paper_download", paper.pk))
    assert response.status_code == 500
    assert "Dit stuk is niet beschikbaar" in response.content.decode()


def test_paper_download_before_convening_only_for_who_prepares(board: Board, paper: Paper) -> None:
    address = url("paper_download", paper.pk)
    for person in (board.holders["almelo"], board.chair, make_observer(), *make_outsiders(board)):
        assert as_(person).get(address).status_code == 404, person
    assert Client().get(address).status_code == 302
    assert as_(board.secretary).get(address).status_code == 200


def test_paper_download_after_convening_for_participants(board: Board) -> None:
    meeting = draft_board_meeting(board)
    paper = add_paper(decide_item(meeting), title="Stuk", file=make_pdf(), by=board.secretary)
    client = as_(board.secretary)
    client.post(url("meeting_submit", meeting.pk))
    as_(board.chair).post(url("meeting_convene", meeting.pk), {"reden": "Spoed"})
    address = url("paper_download", paper.pk)
    for person in (board.holders["almelo"], make_observer()):
        assert as_(person).get(address).status_code == 200
    for person in make_outsiders(board):
        assert as_(person).get(address).status_code == 404


def test_paper_pages_for_others(board: Board) -> None:
    meeting = draft_board_meeting(board)
    paper = add_paper(decide_item(meeting), title="Stuk", file=make_pdf(), by=board.secretary)
    as_(board.secretary).post(url("meeting_submit", meeting.pk))
    as_(board.chair).post(url("meeting_convene", meeting.pk), {"reden": "Spoed"})
    for person in (board.chair, board.holders["almelo"], make_observer()):
        client = as_(person)
        assert client.post(url("paper_delete", paper.pk)).status_code == 403
        upload = {"title": "Binnen", "file": make_pdf()}
        assert client.post(url(PLACE, paper.item_id), upload).status_code == 403
    for person in make_outsiders(board):
        assert as_(person).post(url("paper_delete", paper.pk)).status_code == 404
    assert list(Paper.objects.values_list("title", flat=True)) == ["Stuk"]
