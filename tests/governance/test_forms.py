"""The forms of the agenda: Dutch dates and times, and messages at the field."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from governance.actions import draft_meeting
from governance.domain.numbering import LARGEST_PROPOSAL, PointRow
from governance.forms import AgendaItemForm, MeetingForm, PaperForm, rows_typed
from tests.governance.readers import make_pdf

FIELDS = {"title": "Overleg", "day": "2090-02-11", "time": "14:00", "place": "Almelo"}


def errors(**changes: str) -> dict[str, list[str]]:
    form = MeetingForm({**FIELDS, **changes})
    form.is_valid()
    return {name: [str(message) for message in found] for name, found in form.errors.items()}


@pytest.mark.parametrize("day", ["2090-02-11", "11-02-2090", "11/02/2090"])
@pytest.mark.parametrize("hour", ["14:00", "14.00", "14:00:00"])
def test_meeting_form_dutch_ways_of_writing(day: str, hour: str) -> None:
    form = MeetingForm({**FIELDS, "day": day, "time": hour})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["starts_at"] == datetime(2090, 2, 11, 13, tzinfo=UTC)


def test_meeting_form_summer_time() -> None:
    form = MeetingForm({**FIELDS, "day": "2090-07-13"})
    assert form.is_valid()
    assert form.cleaned_data["starts_at"] == datetime(2090, 7, 13, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "  ", "Geef de vergadering een titel."),
        ("day", "", "Kies een datum."),
        ("day", "30-02-2090", "Dit is geen datum. Schrijf bijvoorbeeld 11-02-2027."),
        ("day", "02/31/2090", "Dit is geen datum. Schrijf bijvoorbeeld 11-02-2027."),
        ("time", "", "Kies een begintijd."),
        ("time", "25:00", "Dit is geen tijd. Schrijf bijvoorbeeld 14:00."),
        ("time", "twee uur", "Dit is geen tijd. Schrijf bijvoorbeeld 14:00."),
        ("place", "", "Vul in waar de vergadering is."),
        ("day", "2020-01-01", "Deze datum en tijd zijn voorbij. Kies een moment dat nog komt."),
    ],
)
def test_meeting_form_message_at_the_field(field: str, value: str, message: str) -> None:
    assert errors(**{field: value}) == {field: [message]}


@pytest.mark.parametrize(("day", "hour"), [("2027-03-28", "02:30"), ("2027-10-31", "02:30")])
def test_meeting_form_night_the_clock_changes(day: str, hour: str) -> None:
    assert errors(day=day, time=hour) == {
        "time": ["In deze nacht gaat de klok om: deze tijd is er niet of is er twee keer."]
    }


def test_meeting_form_too_long_says_so() -> None:
    assert list(errors(title="x" * 121)) == ["title"]


def test_meeting_form_of_a_meeting_shows_the_dutch_clock(db: None) -> None:
    meeting = draft_meeting(title="Overleg", starts_at=datetime(2090, 2, 11, 13, tzinfo=UTC), place="Almelo")
    form = MeetingForm(meeting=meeting)
    assert 'value="2090-02-11"' in str(form["day"])
    assert 'value="14:00"' in str(form["time"])


def test_meeting_form_unchanged_moment_may_lie_in_the_past(db: None) -> None:
    """Correcting the place of a meeting of this morning does not ask for another day."""
    start = (timezone.now() - timedelta(hours=3)).replace(second=0, microsecond=0)
    meeting = draft_meeting(title="Overleg", starts_at=start, place="Almelo")
    local = timezone.localtime(start)
    same = {"title": "Overleg", "day": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M}", "place": "Borne"}
    form = MeetingForm(same, meeting=meeting)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["starts_at"] == start


def test_item_form_refuses_null_characters() -> None:
    assert not AgendaItemForm({"kind": "discuss", "title": "a\x00b"}).is_valid()


def test_item_form_needs_title_and_kind() -> None:
    form = AgendaItemForm({})
    assert not form.is_valid()
    assert form.errors.as_data().keys() == {"kind", "title", "visibility"}


def test_paper_form_without_a_form_of_files_says_choose() -> None:
    form = PaperForm({"title": "Stuk"}, {})
    assert form.errors["file"] == ["Kies een PDF-bestand."]


def test_paper_form_takes_a_pdf() -> None:
    assert PaperForm({"title": "Stuk"}, {"file": make_pdf()}).is_valid()


def test_rows_typed_reads_what_is_there() -> None:
    data = {"punt-TOTAL_FORMS": "2", "punt-0-number": "1", "punt-0-text": "a", "punt-1-adopts": "x:1"}
    assert rows_typed(data) == [PointRow("1", "a", ""), PointRow("", "", "x:1")]


@pytest.mark.parametrize(
    ("total", "expected"), [("", 0), ("x", 0), ("-3", 0), ("999999999", LARGEST_PROPOSAL)]
)
def test_rows_typed_is_bounded(total: str, expected: int) -> None:
    assert len(rows_typed({"punt-TOTAL_FORMS": total})) == expected
