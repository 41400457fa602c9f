"""The filters that every page speaks Dutch with."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms

from werkbedrijf.templatetags import board


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (0, 0, "0"),
        (999, 0, "999"),
        (1234, 0, "1.234"),
        (1234567, 0, "1.234.567"),
        (-1234, 0, "-1.234"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("0.125"), 2, "0,13"),
        (1234.5, 1, "1.234,5"),
        (-0.04, 1, "0,0"),
        (None, 0, "–"),
        ("", 0, "–"),
    ],
)
def test_number_is_written_the_dutch_way(value: Any, decimals: int, shown: str) -> None:
    assert board.number(value, decimals) == shown


@pytest.mark.parametrize(("value", "shown"), [(12.34, "12,3\u00a0%"), (100, "100,0\u00a0%"), (None, "–")])
def test_percent_has_one_decimal_and_no_break_before_its_sign(value: Any, shown: str) -> None:
    assert board.percent(value) == shown


@pytest.mark.parametrize(
    ("size", "shown"), [(1, "1\u00a0kB"), (12_345, "12\u00a0kB"), (1_250_000, "1,3\u00a0MB"), (None, "–")]
)
def test_file_size_is_in_thousands(size: int | None, shown: str) -> None:
    assert board.file_size(size) == shown


def test_days_and_times_are_dutch() -> None:
    at = datetime(2027, 2, 11, 13, 2, 7, tzinfo=UTC)
    assert [board.day(at), board.date_words(at), board.moment(at), board.hour(at), board.clock(at)] == [
        "donderdag 11 februari 2027",
        "11 februari 2027",
        "11-02-2027 14:02",
        "14:02",
        "14:02:07",
    ]


def test_day_of_nothing_is_a_dash() -> None:
    assert [board.day(None), board.moment(None), board.short_day(None)] == ["–", "–", "–"]


def test_short_day_of_a_date() -> None:
    assert board.short_day(date(2027, 2, 1)) == "01-02-2027"


class SampleForm(forms.Form):
    title = forms.CharField(label="Titel", help_text="Kort")
    text = forms.CharField(widget=forms.Textarea)
    kind = forms.ChoiceField(choices=[("a", "A")])
    way = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    agree = forms.BooleanField()
    file = forms.FileField()
    token = forms.CharField(widget=forms.HiddenInput)
    named = forms.CharField(widget=forms.TextInput(attrs={"class": "own", "placeholder": "Named"}))


def test_field_kind_tells_how_a_field_is_drawn() -> None:
    form = SampleForm()
    kinds = {name: board.field_kind(form[name]) for name in form.fields}
    assert kinds == {
        "title": "control",
        "text": "control",
        "kind": "control",
        "way": "choices",
        "agree": "checkbox",
        "file": "control",
        "token": "hidden",
        "named": "control",
    }


def test_styled_control_with_an_error_points_at_help_and_error() -> None:
    html = board.styled(SampleForm({})["title"])
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert "utrecht-textbox" in html


def test_styled_control_keeps_its_own_class() -> None:
    html = board.styled(SampleForm()["named"])
    assert 'class="own"' in html
    assert "utrecht-textbox" not in html


def test_placeholder_that_repeats_the_label_is_left_out() -> None:
    assert "placeholder" not in board.styled(SampleForm()["named"])
