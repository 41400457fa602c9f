"""Template filters and tags: Dutch numbers, days on the Dutch clock, styled form fields, panels."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.template import Context, Library
from django.utils.safestring import SafeString

from werkbedrijf.lib import dates
from werkbedrijf.lib.percents import in_percent
from werkbedrijf.web.panels import Panel

register = Library()

NOTHING = "–"
NO_BREAK_SPACE = "\u00a0"

# The style class of each kind of control; a widget that already names a class keeps it.
_TEXT = "utrecht-textbox utrecht-textbox--html-input"
_AREA = "utrecht-textarea utrecht-textarea--html-textarea"
_SELECT = "utrecht-select utrecht-select--html-select"


def _dutch(value: Decimal, decimals: int) -> str:
    """1234.5 with one decimal as "1.234,5"; halves are rounded away from zero, as people do on paper."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    if rounded == 0:
        rounded = abs(rounded)  # "-0,0" is not a figure
    return f"{rounded:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


@register.filter
def number(value: Any, decimals: int = 0) -> str:
    """1234 → "1.234"; `number:1` gives one decimal. Nothing (None or "") → "–"."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, Fraction):
        return _dutch(Decimal(value.numerator) / value.denominator, decimals)
    return _dutch(Decimal(str(value)), decimals)


@register.filter
def trimmed(value: Any) -> str:
    """A number with the decimals that it has and no more: 538.40 → "538,4", 500 → "500". Nothing → "–"."""
    if value is None or value == "":
        return NOTHING
    exact = Decimal(str(value)).normalize()
    return _dutch(exact, max(-int(exact.as_tuple().exponent), 0))


@register.filter
def minus(value: int, other: int) -> int:
    """The difference of two whole numbers."""
    return value - other


@register.filter
def percent(value: Any, decimals: int = 1) -> str:
    """A figure that is already in percent: 12.34 → "12,3 %". Nothing → "–"."""
    return NOTHING if value is None or value == "" else in_percent(number(value, decimals))


@register.filter
def file_size(value: Any) -> str:
    """A number of bytes → "12 kB" or "1,2 MB" (thousands, as a file manager shows them)."""
    if value is None or value == "":
        return NOTHING
    size = Decimal(str(value))
    if size < 1_000_000:
        return f"{_dutch(max(size / 1000, Decimal(1)), 0)}{NO_BREAK_SPACE}kB"
    return f"{_dutch(size / 1_000_000, 1)}{NO_BREAK_SPACE}MB"


@register.filter
def day(value: date | datetime | None) -> str:
    """ "donderdag 11 februari 2027", on the Dutch calendar."""
    return dates.long_day(value) if value else NOTHING


@register.filter
def date_words(value: date | datetime | None) -> str:
    """ "11 februari 2027": a day on which the weekday says nothing."""
    return dates.date_words(value) if value else NOTHING


@register.filter
def short_day(value: date | datetime | None) -> str:
    """ "11-02-2027", for columns."""
    return dates.short_day(value) if value else NOTHING


@register.filter
def moment(value: datetime | None) -> str:
    """ "11-02-2027 14:02"."""
    return f"{dates.short_day(value)} {dates.minute_of_day(value)}" if value else NOTHING


@register.filter
def hour(value: datetime | None) -> str:
    """ "14:02"."""
    return dates.minute_of_day(value) if value else NOTHING


@register.filter
def clock(value: datetime | None) -> str:
    """ "14:02:07", where it matters who was first."""
    return dates.second_of_day(value) if value else NOTHING


@register.filter
def field_kind(field: forms.BoundField) -> str:
    """How components/form_field.html draws a field: hidden, checkbox, choices or control."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "control"


@register.filter
def styled(field: forms.BoundField) -> SafeString:
    """The control of a bound field with the class of its kind, and its error tied to it for a screen reader."""
    widget = field.field.widget
    attrs: dict[str, Any] = {}
    described = [f"{field.auto_id}_helptext"] if field.help_text else []
    if field.errors:
        attrs["aria-invalid"] = "true"
        described.append(f"{field.auto_id}_error")
    if widget.attrs.get("placeholder") == field.label:
        del widget.attrs["placeholder"]  # the label stands above it: said once is enough
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if "class" not in widget.attrs:
        if isinstance(widget, forms.Textarea):
            attrs["class"] = _AREA
        elif isinstance(widget, forms.Select):
            attrs["class"] = _SELECT
        elif not isinstance(widget, forms.CheckboxInput | forms.FileInput):
            attrs["class"] = _TEXT
    rendered: SafeString = field.as_widget(attrs=attrs)
    return rendered


@register.simple_tag(takes_context=True)
def render_panel(context: Context, panel: Panel) -> SafeString:
    """The HTML of a panel: its template with the page's context and, over it, the panel's own names."""
    if context.template is None:  # only a context that is not being rendered has none
        raise RuntimeError("render_panel works inside a template only.")
    with context.push(**panel.context):
        return context.template.engine.get_template(panel.template).render(context)
