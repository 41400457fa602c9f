"""The verslag for everybody: rounded, without what is one party's, and on the site by a decision and nothing else."""

from __future__ import annotations

import io
import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from governance.actions import PointDraft, close_vote, write_proposal
from governance.models import Article, LedgerEvent, OwedMail, Seat
from governance.queries.agenda import free_drafts
from governance.queries.comparison import differences
from reports.actions import open_report, release_report
from reports.actions.public_versions import draft_public_version
from reports.domain.public_version import (
    COUNTED,
    EXACT,
    EXACT_PARTS,
    public_figures,
    texts_left_out,
    whole_numbers,
)
from reports.kinds.verslag.figures import collect_figures
from reports.kinds.verslag.print import print_public
from reports.models import AnnualReport, PublicVersion
from tests.governance.factories import (
    Board,
    cast_all,
    decide_item,
    draft_board_meeting,
    make_meeting,
    make_open_vote,
)
from tests.reports.factories import AFTER_YEAR, YEAR, Twente, hand_in, hold_meeting, make_edition
from tests.reports.sample import sample_figures
from werkbedrijf.lib.errors import Conflict, NotAllowed

LIST = reverse("reports:public_report_list")
PAGE = reverse("reports:public_report", args=[YEAR])
PDF = reverse("reports:public_report_pdf", args=[YEAR])


@pytest.fixture
def released(twente: Twente) -> AnnualReport:
    return release_report(make_edition(twente), twente.chair, now=AFTER_YEAR)


@pytest.fixture
def drafted(twente: Twente, released: AnnualReport) -> PublicVersion:
    return draft_public_version(released, twente.secretary)


def decide_on(twente: Twente, version: PublicVersion, ballots: str = "vvvvvvvv") -> None:
    """The board meets and votes on making it public."""
    seats = {seat.slug: seat for seat in Seat.objects.all()}
    board = Board(seats, twente.seats, twente.secretary, Article.objects.get(version__number=1, number=12))
    meeting = make_meeting(board, adopts=[version], starts_at=timezone.now())
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, ballots)
    close_vote(vote, twente.secretary)
    version.refresh_from_db()


def text_of(content: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


# The rule


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ({"jobs": 13}, {"jobs": 15}),
        ({"jobs": 12}, {"jobs": 10}),
        ({"realised": None}, {"realised": None}),
        ({"realised": -3}, {"realised": -5}),
        ({"planned": 13, "delivered": 12, "costs": 1}, {"planned": 13, "delivered": 12, "costs": 1}),
        ({"example": True, "name": "13 banen"}, {"example": True, "name": "13 banen"}),
        ({"added_one_day": 13}, {"added_one_day": 15}),
        ({"rows": [{"jobs": 8}, {"jobs": 2}]}, {"rows": [{"jobs": 10}, {"jobs": 0}]}),
        ({"codes": [8, 13]}, {"codes": [10, 15]}),
    ],
)
def test_what_is_rounded(block: dict[str, Any], expected: dict[str, Any]) -> None:
    figures = {"allocation": None, "realisation": {"sectors": [], "municipalities": []}, "block": block}
    assert public_figures(figures)["block"] == expected


def test_total_is_the_rounded_total_and_not_the_sum_of_what_was_rounded() -> None:
    shares = [{"code": str(code), "jobs": 13, "workplaces": 0} for code in range(10)]
    sectors = [{"code": str(code), "realised": 14 if code else 3} for code in range(10)]
    figures = {
        "allocation": {"shares": shares},
        "realisation": {"sectors": sectors, "municipalities": []},
    }
    public = public_figures(figures)
    assert public["allocation"]["shares"] == shares  # of a decision of the board
    assert [line["realised"] for line in public["realisation"]["sectors"]] == [5] + [15] * 9
    assert public["totals"]["realised"] == 130
    assert public["behind"] == [
        "0"
    ]  # by the figures as they are: 5 of 13, and 15 of 13, say no more than that
    assert public["totals"]["municipal"] is None


def test_regulations_and_quarters_are_no_people() -> None:
    figures = sample_figures()
    public = public_figures(figures)
    assert public["package"] == figures["package"]
    assert [row["quarter"] for row in public["deliveries"]] == [
        row["quarter"] for row in figures["deliveries"]
    ]
    assert public["commitments"]["count"] == figures["commitments"]["count"]


def test_text_that_names_a_count_as_it_is_stays_inside() -> None:
    figures = sample_figures()
    figures["target_group"]["municipalities"][0]["counted"] = 4_213
    figures["texts"] = {
        "voorwoord": {"text": "In 2026 vergaderde het bestuur op 12 maart.", "example": False},
        "doelgroep": {"text": "Er waren 4.213 mensen.", "example": False},
    }
    assert texts_left_out(figures) == ["doelgroep"]
    assert list(public_figures(figures)["texts"]) == ["voorwoord"]


def test_figures_stay_as_they_were() -> None:
    figures = sample_figures()
    public_figures(figures)
    assert figures == sample_figures()


def test_of_every_whole_number_in_the_figures_is_known_whether_it_is_rounded(twente: Twente) -> None:
    """A name that fails here is new: is it about people or jobs (COUNTED), or not (EXACT)?"""
    hold_meeting(twente, timezone.now())
    today = timezone.localdate()
    both = (collect_figures(today.year, today), sample_figures())
    found = {
        name
        for figures in both
        for name in whole_numbers({part: value for part, value in figures.items() if part not in EXACT_PARTS})
    }
    assert found - EXACT - COUNTED == set()
    assert not EXACT & COUNTED


# The document


@pytest.mark.rendering
def test_document_has_rounded_figures_and_no_chapter_of_one_party() -> None:
    figures = sample_figures()
    text = text_of(
        print_public(public_figures(figures), edition=1, created="2027-01-20T10:00:00+01:00").content
    )
    assert "Openbare versie" in text
    assert "vijftallen" in text
    assert "staat alleen in het verslag aan" not in text
    table = text[text.index("Gerealiseerde extra banen per gemeente") :]
    for line in figures["realisation"]["municipalities"]:
        near = (line["realised"] + 2) // 5 * 5
        assert f"{line['name'].split('-')[-1]} {near} " in table  # a hyphen may end a line


@pytest.mark.rendering
def test_document_of_the_same_figures_has_the_same_bytes() -> None:
    made = [
        print_public(public_figures(sample_figures()), edition=1, created="2027-01-20T10:00:00+01:00")
        for _ in range(2)
    ]
    assert made[0].sha256 == made[1].sha256


# Made, proposed, decided


def test_made_once_with_its_file_and_written_down(twente: Twente, drafted: PublicVersion) -> None:
    assert drafted.path.read_bytes().startswith(b"%PDF")
    event = LedgerEvent.objects.get(kind="public_version_made")
    assert event.facts["file_sha256"] == drafted.sha256
    assert not [line for line in differences() if "openbaar" in line.lower()]
    with pytest.raises(Conflict, match="is er al"):
        draft_public_version(drafted.report, twente.secretary)


def test_made_only_of_what_was_released(twente: Twente) -> None:
    with pytest.raises(Conflict, match="nog niet uitgebracht"):
        draft_public_version(make_edition(twente), twente.secretary)


@pytest.mark.parametrize("who", ["chair", "member", "observer"])
def test_made_by_the_secretariat(twente: Twente, released: AnnualReport, who: str) -> None:
    with pytest.raises(NotAllowed):
        draft_public_version(released, getattr(twente, who))


def test_of_one_edition_there_is_one(drafted: PublicVersion) -> None:
    with (
        pytest.raises(IntegrityError, match=r"publicversion_once_per_edition|report_id"),
        transaction.atomic(),
    ):
        PublicVersion.objects.create(report=drafted.report, file="x", sha256="y", size=1, pages=1)


def test_draft_can_be_put_in_a_proposal(drafted: PublicVersion) -> None:
    assert drafted in free_drafts(None)


def test_nobody_outside_sees_a_draft(drafted: PublicVersion, client: Client) -> None:
    assert [client.get(url).status_code for url in (PAGE, PDF)] == [404, 404]
    assert "Er is nog geen verslag openbaar gemaakt." in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("secretary", 200), ("member", 200), ("observer", 200), ("reader", 403), ("", 302)]
)
def test_draft_is_read_by_who_decides_on_it(
    twente: Twente, drafted: PublicVersion, client: Client, who: str, status: int
) -> None:
    if who:
        client.force_login(twente.readers["hengelo"] if who == "reader" else getattr(twente, who))
    url = reverse("reports:public_version_download", args=[YEAR, 1])
    assert client.get(url).status_code == status


def test_after_the_decision_everybody_reads_the_file_that_was_decided_on(
    twente: Twente, drafted: PublicVersion, client: Client
) -> None:
    decide_on(twente, drafted)
    page = client.get(PAGE).content.decode()
    assert drafted.decision is not None
    assert drafted.decision.number in page
    response = client.get(PDF)
    assert response.content == drafted.path.read_bytes()
    assert response["Content-Disposition"] == 'inline; filename="verslag-2025-openbaar.pdf"'
    assert PAGE in client.get(LIST).content.decode()
    assert drafted.get_absolute_url() == PAGE


def test_rejected_stays_inside(twente: Twente, drafted: PublicVersion, client: Client) -> None:
    decide_on(twente, drafted, "tttttttt")
    assert drafted.is_draft
    assert client.get(PAGE).status_code == 404


def test_correction_is_public_only_by_a_decision_of_its_own_and_the_page_says_so(
    twente: Twente, drafted: PublicVersion, client: Client
) -> None:
    decide_on(twente, drafted)
    assert "verbeterde" not in client.get(PAGE).content.decode()
    later = AFTER_YEAR + timedelta(days=1)
    second = open_report(YEAR, twente.secretary, correction="De uren van Borne.", now=later)
    for delivery in second.deliveries.select_related("party"):
        hand_in(delivery)
    second.state = "made"
    second.save()
    second = release_report(second, twente.chair, now=later)
    assert "kregen na deze editie een verbeterde" in client.get(PAGE).content.decode()
    decide_on(twente, draft_public_version(second, twente.secretary))
    assert "verbeterde" not in client.get(PAGE).content.decode()
    assert client.get(PDF).content != drafted.path.read_bytes()


def test_corrected_edition_frees_the_earlier_one_from_its_proposal_and_says_what_it_corrects(
    twente: Twente, drafted: PublicVersion, client: Client
) -> None:
    seats = {seat.slug: seat for seat in Seat.objects.all()}
    board = Board(seats, twente.seats, twente.secretary, Article.objects.get(version__number=1, number=12))
    item = decide_item(draft_board_meeting(board))
    write_proposal(
        item,
        title="Openbaar",
        article=board.article,
        points=[PointDraft("1", "Ja.", (drafted,))],
        by=twente.secretary,
    )
    later = AFTER_YEAR + timedelta(days=1)
    second = open_report(YEAR, twente.secretary, correction="De uren van Borne.", now=later)
    for delivery in second.deliveries.select_related("party"):
        hand_in(delivery)
    second.state = "made"
    second.save()
    release_report(second, twente.chair, now=later)
    drafted.refresh_from_db()
    assert drafted.decision_point is None
    assert "nieuwere editie" in drafted.unready()
    mail = OwedMail.objects.filter(reference__startswith=f"verslag-{YEAR}-{second.edition}-").first()
    assert mail is not None
    assert mail.subject == f"Verbeterd verslag {YEAR} van Werkbedrijf Twente"
    assert "verbetert: De uren van Borne." in mail.body
    client.force_login(twente.secretary)
    page = client.get(second.get_absolute_url()).content.decode()
    assert f"?editie={drafted.report.edition}" in page
    earlier = client.get(second.get_absolute_url(), {"editie": drafted.report.edition}).content.decode()
    assert f"editie {drafted.report.edition}</caption>" in earlier
    assert client.get(second.get_absolute_url(), {"editie": "99"}).status_code == 404
    assert client.get(second.get_absolute_url(), {"editie": "x"}).status_code == 404


def test_changed_file_is_not_served(
    twente: Twente, drafted: PublicVersion, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    decide_on(twente, drafted)
    drafted.path.write_bytes(b"%PDF iets anders")
    with caplog.at_level(logging.ERROR):
        response = client.get(PDF)
    assert response.status_code == 503
    assert "is not served" in caplog.text


def test_full_disk_leaves_nothing_behind_and_says_so(
    twente: Twente, released: AnnualReport, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "full"
    (tmp_path / "full").write_text("a file where a folder should be")
    client.force_login(twente.secretary)
    url = reverse("reports:public_version_draft", args=[YEAR, 1])
    page = client.post(url, follow=True).content.decode()
    assert "Het bestand kon niet worden opgeslagen." in page
    assert not PublicVersion.objects.exists()


def test_page_of_the_verslag_offers_it_after_the_release_and_shows_how_it_stands(
    twente: Twente, client: Client
) -> None:
    report = make_edition(twente)
    client.force_login(twente.secretary)
    detail = report.get_absolute_url()
    assert "Openbare versie maken" not in client.get(detail).content.decode()
    release_report(report, twente.chair, now=AFTER_YEAR)
    assert "Openbare versie maken" in client.get(detail).content.decode()
    client.post(reverse("reports:public_version_draft", args=[YEAR, 1]))
    page = client.get(detail).content.decode()
    assert "Openbare versie bekijken" in page
    assert "Alleen een besluit van het bestuur stelt dit vast." in page


def test_sign_in_page_and_public_pages_lead_to_it(twente: Twente, client: Client) -> None:
    for name in ("account_login", "instruments:open_package", "quotum:open_data"):
        assert f'href="{LIST}"' in client.get(reverse(name)).content.decode()
