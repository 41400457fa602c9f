"""The PDF of minutes: accessible and kept for good by the standards, and as silent as the page for everybody."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from governance.actions.minutes import write_minutes_text
from governance.queries.ledger import ledger_head
from governance.queries.minutes import minutes_document
from governance.rendering.minutes import print_minutes
from tests.governance.factories import Board
from tests.governance.minutes import commented_minutes, text_of
from tests.governance.readers import as_, url
from tests.printing import vera
from werkbedrijf.printing.press import Pdf

pytestmark = pytest.mark.rendering
CREATED = "2027-02-12T10:00:00+01:00"


def words(pdf: Pdf) -> str:
    pages = PdfReader(io.BytesIO(pdf.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_both_versions_pass_verapdf_and_only_one_tells_what_is_for_inside(
    board: Board, tmp_path: Path
) -> None:
    minutes = commented_minutes(board)
    write_minutes_text(text_of(minutes), board.secretary, "Naam: Č ş ğ.\n\nTweede alinea.")
    head, sentence = ledger_head(), minutes.meeting.votes.get().sentence
    for public in (True, False):
        pdf = print_minutes(minutes_document(minutes, public=public), head, CREATED)
        path = tmp_path / f"{public}.pdf"
        path.write_bytes(pdf.content)
        for flavour in ("ua1", "3a"):
            assert vera.check(path, flavour).failures == ()
        told = words(pdf)
        assert sentence in told
        assert "Naam: Č ş ğ." in told
        assert head.sha256 in told.replace(" ", "")
        assert ("Binnenskamers" in told) is not public
        assert print_minutes(minutes_document(minutes, public=public), head, CREATED).sha256 == pdf.sha256


def test_file_is_for_whom_the_page_is(board: Board) -> None:
    minutes = commented_minutes(board)
    inside = url("minutes_file", minutes.meeting_id, 1, "intern")
    answer = as_(board.chair).get(inside)
    assert answer.content.startswith(b"%PDF-")
    assert answer["Cache-Control"] == "private, no-store"
