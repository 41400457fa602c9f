"""What quotum adds to pages of the whole: its navigation, the quotum in one line, the import, a party's figures."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from governance.enums import PartyKind
from governance.models import Party
from governance.permissions import today
from governance.queries import duties
from quotum import queries
from quotum.models import Allocation
from quotum.permissions import can_import_realisation
from quotum.permissions.employers import can_record_cao
from quotum.queries.cao import running_out
from quotum.queries.target_group import target_group_profile, target_group_years
from werkbedrijf.web.panels import Panel, register_nav, register_panel
from werkbedrijf.web.suggestions import Suggestion, register_suggestion

register_nav(50, "Quotum", "quotum:monitor", prefixes=("/quotum/",))


@register_suggestion(10)
def allocation_due(day: date) -> Suggestion | None:
    """The allocation of this year, from the fourth quarter on that of next year, while none is proposed."""
    year = day.year + 1 if day.month >= 10 else day.year
    # One that stands in a proposal is on an agenda already, under whatever title.
    if Allocation.objects.filter(year=year).exclude(decision_point=None, decision=None).exists():
        return None
    return Suggestion(
        key=f"verdeling-{year}",
        title=f"Verdeling van de extra banen voor {year}",
        why=f"Het bestuur heeft voor {year} nog geen verdeling over de sectoren vastgesteld.",
    )


@register_panel("overview", 50)
def quotum_in_one_line(request: HttpRequest) -> Panel | None:
    """Are we going to make it? This year, or the latest year with an allocation."""
    years = queries.years_with_figures()
    if not years:
        return None
    year = today().year if today().year in years else years[0]
    lines = queries.realised_by_sector(year)
    allocation = queries.allocation_in_force(year)
    return Panel(
        "quotum/panels/quotum_in_one_line.html",
        {
            "quotum_year": year,
            "quotum_totals": queries.totals(lines),
            "quotum_as_of": queries.figures_as_of(year),
            "quotum_is_example": queries.holds_examples(year)
            or bool(allocation is not None and allocation.is_example),
        },
    )


@register_panel("overview", 30)
def realisation_expected(request: HttpRequest) -> Panel | None:
    """For UWV: which quarter comes next, and whether a file that was read still waits."""
    if not can_import_realisation(request.user):
        return None
    expected = queries.expected_next(today())
    waiting = queries.waiting_import(request.user, timezone.now())
    waiting_file = queries.waiting_file(request.user, timezone.now())
    is_due = expected.is_due(today())
    return Panel(
        "quotum/panels/realisation_expected.html",
        {"expected": expected, "is_due": is_due, "waiting": waiting, "waiting_file": waiting_file},
        asks=is_due or waiting is not None or waiting_file is not None,
    )


# Whose duty has its page here (article 5): monitoring for UWV, sectors for employers and employees.
_DUTY_PAGES = {
    PartyKind.UWV: (
        ("Realisatie van de garantiebanen", "quotum:realisation_list"),
        ("Quotum per sector en gemeente", "quotum:monitor"),
    ),
    PartyKind.EMPLOYERS: (
        ("Toezegging van een werkgever vastleggen", "quotum:commitment_create"),
        ("Toezeggingen van werkgevers", "quotum:commitment_list"),
        ("Waar nog banen toe te zeggen zijn, per sector", "quotum:commitment_sectors"),
        ("Waar nog banen nodig zijn, per sector", "quotum:monitor"),
    ),
    PartyKind.UNION: (
        ("Cao’s en ondernemingsraden per sector", "quotum:cao_list"),
        ("Cao-afspraak vastleggen", "quotum:cao_create"),
        ("Contactpunten per sector en locatie", "quotum:contact_point_list"),
        ("Hoe elke sector ervoor staat", "quotum:monitor"),
    ),
}


@register_panel("overview", 32)
def duty_of_seat(request: HttpRequest) -> Panel | None:
    """Article 5 for the seats of UWV, employers and employees: their duty, with the page it needs."""
    seat = duties.seat_with_duty(request.user)
    if seat is None:
        return None
    kinds = set(seat.parties.values_list("kind", flat=True))
    pages = [
        (words, reverse(name))
        for kind, links in _DUTY_PAGES.items()
        if kind in kinds
        for words, name in links
    ]
    if not pages:
        return None
    return Panel(
        "governance/panels/duty.html",
        {"duty": seat.duty, "pages": pages, "article": duties.duties_article()},
    )


@register_panel("overview", 34)
def cao_running_out(request: HttpRequest) -> Panel | None:
    """For who records cao's: agreements that run out without another after them, while there is still time."""
    if not can_record_cao(request.user):
        return None
    lines = running_out()
    if not lines:
        return None
    return Panel("quotum/panels/cao_running_out.html", {"running_out": lines}, asks=True)


@register_panel("party", 50)
def realised_here(request: HttpRequest, party: Party) -> Panel | None:
    """For a municipality: the jobs realised there this year and the year before, with its share."""
    if party.kind != PartyKind.MUNICIPALITY:
        return None
    years = [today().year, today().year - 1]
    lines = []
    for year in years:
        line = next((row for row in queries.realised_by_municipality(year) if row.party == party), None)
        if line is not None and line.realised is not None:
            lines.append(
                {
                    "year": year,
                    "line": line,
                    "as_of": queries.figures_as_of(year),
                    "is_example": queries.holds_examples(year),
                }
            )
    return Panel("quotum/panels/realised_here.html", {"municipal_lines": lines})


@register_panel("party", 52)
def target_group_here(request: HttpRequest, party: Party) -> Panel | None:
    """For a municipality: the people of the target group in the latest year counted, and what is expected."""
    if party.kind != PartyKind.MUNICIPALITY:
        return None
    years = target_group_years(request.user)
    if not years:
        return None
    profile = target_group_profile(request.user, years[0], party)
    if profile.counted is None and not profile.forecasts:
        return None
    return Panel("quotum/panels/target_group_here.html", {"party": party, "profile": profile})
