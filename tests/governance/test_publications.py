"""The besluitenlijst: owed when the meeting closes, made once, kept for good, and silent about what is confidential."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from governance.actions import adopt_hammer_item, close_meeting, close_vote, leave, note_dissent
from governance.actions.publications import (
    ATTEMPTS,
    correct_decision_list,
    make_publication,
    retry_publication,
)
from governance.enums import AgendaItemKind, PublicationState, Role, Visibility
from governance.models import (
    AgendaItem,
    Decision,
    LedgerEvent,
    Meeting,
    OwedPublication,
    Publication,
    stored_document_models,
)
from governance.queries.ledger import ledger_head
from governance.tasks import make_owed_publications
from tests.governance.brokers import broker_at
from tests.governance.factories import (
    ALL,
    Board,
    cast_all,
    decide_item,
    make_draft,
    make_meeting,
    make_open_vote,
    make_person,
)
from tests.governance.readers import as_, make_outsiders, page, text, url
from tests.printing import vera
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed
from werkbedrijf.printing.press import Pdf

pytestmark = pytest.mark.django_db
SECRET = "Zwaluwnest"


@pytest.fixture
def media(settings: pytest.FixtureRequest, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]  # pytest-django's settings
    return tmp_path


@pytest.fixture
def quick_press(monkeypatch: pytest.MonkeyPatch) -> None:
    """A press that prints at once: what is tested is what happens around it."""
    monkeypatch.setattr(
        "governance.actions.publications.printer",
        lambda kind: lambda owed, head, created: Pdf(b"%PDF " + str(owed).encode(), 1, "a" * 64),
    )


@pytest.fixture
def closed(board: Board) -> Meeting:
    """A closed meeting: a hamerstuk with a new vice-chair and one seat's dissent, and a proposal that is rejected."""
    meeting = make_meeting(board, proposals=2, adopts=[make_draft(board)], present=ALL[:6])
    AgendaItem.objects.filter(pk=decide_item(meeting).pk).update(kind=AgendaItemKind.HAMMER)
    vote = adopt_hammer_item(meeting.items.get(kind=AgendaItemKind.HAMMER), board.secretary)
    note_dissent(vote, board.seats["uwv"], board.secretary)
    rejected = make_open_vote(board, meeting)
    cast_all(rejected, board, "tttttt--")
    close_vote(rejected, board.secretary)
    leave(meeting, board.seats["uwv"], board.secretary)
    return close_meeting(meeting, board.secretary)


@pytest.fixture
def confidential(board: Board) -> Meeting:
    """The same for a decision on a confidential item."""
    meeting = make_meeting(board)
    item = decide_item(meeting)
    AgendaItem.objects.filter(pk=item.pk).update(
        title=f"Aankoop {SECRET}", visibility=Visibility.CONFIDENTIAL, confidential_reason="Koop"
    )
    item.proposal.points.update(text=f"Het bestuur koopt {SECRET}.")
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "vvvvvvvv")
    close_vote(vote, board.secretary)
    return close_meeting(meeting, board.secretary)


def test_decision_list_says_what_was_decided_and_what_was_not(board: Board, closed: Meeting) -> None:
    decision = Decision.objects.latest("pk")
    words = text(page(make_outsiders(board)[0], "meeting_decision_list", closed.pk))
    for part in (
        f"Besluit {decision.number} : {decision.title}",
        decision.sentence,
        "Hierdoor geldt: Vicevoorzitter: zetel Almelo",
        "De zetel UWV wil geacht worden tegen te hebben gestemd",
        "Niet aangenomen Voorstel 2: het voorstel",
        "6 van 8 zetels waren er",
        "niets gedelegeerd of gemandateerd",
        "Werkgevers afwezig",
    ):
        assert part in words


def test_decision_list_of_a_running_meeting_is_for_who_sees_the_meeting(board: Board) -> None:
    meeting = make_meeting(board)
    assert "Besluitenlijst tot nu toe" in page(board.holders["uwv"], "meeting_decision_list", meeting.pk)
    assert as_(make_outsiders(board)[0]).get(url("meeting_decision_list", meeting.pk)).status_code == 404


@pytest.mark.usefixtures("media", "quick_press")
def test_closing_owes_the_list_and_it_is_made_once_and_never_changed(closed: Meeting) -> None:
    owed = OwedPublication.objects.get()
    head = ledger_head()
    assert [make_publication(owed.pk), make_publication(owed.pk)] == [True, False]
    made = Publication.objects.get()
    event = LedgerEvent.objects.get(kind="decision_list_published")
    assert (made.head_sequence, made.head_sha256) == (head.sequence, head.sha256)
    assert event.facts == {
        "meeting": closed.pk,
        "publication": made.pk,
        "audience": "public",
        "number": 1,
        "confidential": False,
        "file_sha256": made.sha256,
        "pages": 1,
        "head": {"sequence": head.sequence, "sha256": head.sha256},
    }
    assert (event.sequence, make_owed_publications()) == (head.sequence + 1, 0)
    assert Publication in stored_document_models()
    for act in (
        lambda: Publication.objects.update(pages=2),
        lambda: Publication.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            act()


@pytest.mark.usefixtures("media", "quick_press")
def test_correction_is_a_next_version_and_the_first_stays(board: Board, closed: Meeting) -> None:
    make_publication(OwedPublication.objects.get().pk)
    with pytest.raises(DomainError, match="reden"):
        correct_decision_list(closed, board.secretary, " ")
    with pytest.raises(NotAllowed):
        correct_decision_list(closed, board.chair, "Aanwezigheid")
    correct_decision_list(closed, board.secretary, "Aanwezigheid verbeterd")
    with pytest.raises(Conflict, match="al een versie"):
        correct_decision_list(closed, board.secretary, "Nog eens")
    make_publication(OwedPublication.objects.get(number=2).pk)
    assert [p.number for p in Publication.objects.all()] == [2, 1]
    shown = text(page(board.chair, "meeting_decision_list", closed.pk))
    assert "Besluitenlijst, versie 2" in shown
    assert "Besluitenlijst, versie 1" in shown
    assert "Aanwezigheid verbeterd" in shown


@pytest.mark.usefixtures("media")
def test_list_that_cannot_be_made_fails_visibly_and_is_made_later(
    board: Board, closed: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    owed = OwedPublication.objects.get()

    def broken(kind: str) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("governance.actions.publications.printer", broken)
    for _ in range(ATTEMPTS):
        OwedPublication.objects.update(leased_until=None)
        assert not make_publication(owed.pk)
    owed.refresh_from_db()
    assert (owed.state, owed.error) == (
        PublicationState.FAILED,
        "Het bestand kon niet worden opgeslagen. Is de schijf vol?",
    )
    assert "is niet gemaakt" in page(board.secretary, "meeting_decision_list", closed.pk)
    assert as_(board.chair).post(url("publication_retry", owed.pk)).status_code == 403
    retry_publication(owed, board.secretary)
    owed.refresh_from_db()
    assert (owed.state, owed.attempts) == (PublicationState.OWED, 0)


def test_closing_stands_when_the_broker_is_down(board: Board) -> None:
    meeting = make_meeting(board)
    with broker_at("redis://127.0.0.1:1/0"):
        response = as_(board.secretary).post(url("meeting_close", meeting.pk))
    assert response.status_code == 303
    assert OwedPublication.objects.get().is_waiting


@pytest.mark.rendering
def test_pdf_is_accessible_names_the_head_and_keeps_what_is_confidential(
    board: Board, confidential: Meeting, media: Path
) -> None:
    for owed in OwedPublication.objects.all():
        assert make_publication(owed.pk)
    public, internal = (Publication.objects.get(audience=word) for word in ("public", "internal"))
    words = {}
    for made in (public, internal):
        assert {flavour: vera.check(made.path, flavour).failures for flavour in ("ua1", "3a")} == {
            "ua1": (),
            "3a": (),
        }
        reader = PdfReader(io.BytesIO(made.path.read_bytes()))
        words[made.audience] = " ".join(" ".join(p.extract_text() for p in reader.pages).split())
        assert made.head_sha256 in words[made.audience].replace(" ", "")
    assert SECRET not in words["public"]
    assert "vertrouwelijk Genomen onder agendapunt 2. Vertrouwelijk agendapunt" in words["public"]
    assert f"koopt {SECRET}" in words["internal"]

    observer = make_person("Toehoorder", Role.OBSERVER)
    assert as_(observer).get(internal.get_absolute_url()).status_code == 404
    assert as_(observer).get(public.get_absolute_url()).status_code == 200
    assert SECRET not in page(observer, "meeting_decision_list", confidential.pk)
    assert "met wat vertrouwelijk is" not in page(observer, "meeting_decision_list", confidential.pk)
    served = as_(board.chair).get(internal.get_absolute_url())
    assert served["Content-Disposition"] == (
        f'attachment; filename="besluitenlijst-{confidential.day.isoformat()}-vertrouwelijk-v1.pdf"'
    )
    internal.path.write_bytes(b"%PDF iets anders")
    assert as_(board.chair).get(internal.get_absolute_url()).status_code == 503
