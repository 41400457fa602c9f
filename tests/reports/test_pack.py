"""The bundle of a meeting holds the plan or the verslag that its points are about, as its reader may read it."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from pypdf import PdfWriter

from governance.actions import convene_meeting, draft_meeting, submit_meeting
from governance.models import Meeting, Person
from reports.actions import release_report
from reports.models import AnnualReport
from tests.governance.factories import LATE
from tests.governance.test_views_packs import bookmarks, pack
from tests.reports.factories import Twente, hand_in, make_edition
from tests.reports.plans import proposed_plan

pytestmark = [pytest.mark.django_db, pytest.mark.rendering]


def titles(person: Person, meeting: Meeting) -> list[str]:
    return [title for title, _ in bookmarks(pack(person, meeting))]


def ratified_at(twente: Twente) -> tuple[AnnualReport, Meeting]:
    """A released edition, whose ratification stands on the agenda of a meeting that has been called."""
    meeting = draft_meeting(
        title="Bestuursvergadering", starts_at=timezone.now() + timedelta(days=9), place="Hengelo"
    )
    report = make_edition(twente, timezone.localdate().year - 1, timezone.now())
    writer, page = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(page)
    for delivery in report.deliveries.select_related("party"):
        hand_in(delivery, page.getvalue())
    report = release_report(report, twente.chair)
    meeting = submit_meeting(meeting, twente.secretary)
    return report, convene_meeting(meeting, twente.chair, late_reason=LATE)


def test_plan_stands_once_behind_the_proposal_that_both_its_parts_are_in(twente: Twente) -> None:
    plan = proposed_plan(twente)
    point = plan.parts.order_by("kind")[0].decision_point
    assert point is not None
    meeting = point.proposal.item.meeting
    reader = pack(twente.member, meeting)
    found = dict(bookmarks(reader))
    assert list(found).count(str(plan)) == 1
    first = (found[str(plan)] or 0) - 1
    assert str(plan.year) in reader.pages[first].extract_text()
    assert f"Waarover wordt besloten: {plan}" in reader.pages[0].extract_text()


def test_verslag_is_the_copy_that_its_reader_may_read(twente: Twente) -> None:
    report, meeting = ratified_at(twente)
    start = f"Verslag over {report.year}, editie 1"
    assert f"{start} (exemplaar van Hengelo)" in titles(twente.seats["hengelo"], meeting)
    assert f"{start} (exemplaar van Enschede)" in titles(twente.secretary, meeting)


def test_verslag_that_its_reader_may_not_read_is_named(twente: Twente) -> None:
    report, meeting = ratified_at(twente)
    found = pack(twente.observer, meeting)
    assert not [title for title, _ in bookmarks(found) if "exemplaar" in title]
    words = " ".join(found.pages[0].extract_text().split())
    assert f"Niet opgenomen: Verslag over {report.year}, editie 1. U mag dit stuk niet lezen" in words


def test_copy_that_was_damaged_is_named(twente: Twente) -> None:
    report, meeting = ratified_at(twente)
    report.deliveries.get(party__slug="hengelo").path.write_bytes(b"")
    words = " ".join(pack(twente.seats["hengelo"], meeting).pages[0].extract_text().split())
    assert "(exemplaar van Hengelo). Het bestand is beschadigd" in words
