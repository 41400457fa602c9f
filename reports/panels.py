"""What reports adds to pages of the whole: navigation, the deadline or the own report on Overzicht, contributions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest

from governance.models import Party
from governance.permissions import is_secretariat, office_of, today
from reports.models import AnnualReport, Contribution
from reports.permissions import can_follow_reports, can_release_report, granted_deliveries, is_reader
from reports.permissions.contributions import can_confirm_contributions
from reports.permissions.information import (
    answerable_information,
    can_follow_information,
    is_werkplein_staff,
    visible_information,
)
from reports.queries import corrected_edition_ready, due_year, late_reason, step_now
from reports.queries.contributions import missing_deliveries, to_confirm
from reports.queries.information import to_answer
from reports.queries.market_plan import actions_due, chapters_to_write, is_under_way
from werkbedrijf.web.panels import Panel, register_nav, register_panel
from werkbedrijf.web.suggestions import Suggestion, register_suggestion

SHOWN = 4  # requests on Overzicht

register_nav(
    60, "Plan en verslag", "reports:report_list", visible=can_follow_reports, prefixes=("/plan-en-verslag/",)
)
register_nav(
    62,
    "Informatie",
    "reports:information_overview",
    visible=lambda user: is_werkplein_staff(user) and not can_follow_reports(user),
    prefixes=("/plan-en-verslag/informatie/",),
)
register_nav(
    63,
    "Marktbewerkingsplan",
    "reports:market_plan_list",
    visible=lambda user: is_werkplein_staff(user) and not can_follow_reports(user),
    prefixes=("/plan-en-verslag/marktbewerkingsplan/",),
)
register_nav(65, "Verslagen", "reports:delivery_list", visible=is_reader, prefixes=("/verslagen/",))


@register_suggestion(20)
def verslag_due(day: date) -> Suggestion | None:
    """In the first quarter the verslag over the year before, until it has been released."""
    year = day.year - 1
    if day.month > 3 or AnnualReport.objects.released().filter(year=year).exists():
        return None
    return Suggestion(
        key=f"verslag-{year}",
        title=f"Verslag over {year}",
        why=f"Het verslag over {year} hoort binnen zes weken na het jaar bij de raden en partijen te zijn.",
    )


@register_suggestion(30)
def market_plan_due(day: date) -> Suggestion | None:
    """In the fourth quarter the marktbewerkingsplan of next year (the quarter is our assumption)."""
    year = day.year + 1
    if day.month < 10 or is_under_way(year):
        return None
    return Suggestion(
        key=f"marktbewerkingsplan-{year}",
        title=f"Marktbewerkingsplan {year}",
        why=f"Het plan voor {year} komt dit kwartaal aan de orde, zodat het er is voordat het jaar begint.",
    )


@register_panel("overview", 40)
def deadline_panel(request: HttpRequest) -> Panel | None:
    """For who makes and who releases: the term of the next verslag, and what it waits for."""
    user = request.user
    if not (is_secretariat(user) or office_of(user)):
        return None
    line = due_year(today())
    report = line.report
    waits_for_chair = report is not None and can_release_report(user, report)
    waits_for_making = is_secretariat(user) and line.has_ended and (report is None or report.is_concept)
    corrected = corrected_edition_ready()
    if corrected is not None and not can_release_report(user, corrected):
        corrected = None
    is_unexplained = line.term.urgency == "late" and not late_reason(line.year)
    return Panel(
        "reports/panels/deadline.html",
        {
            "line": line,
            "year": str(line.year),
            "step": step_now(line, today()) if line.has_ended else None,
            "release": waits_for_chair,
            "make": waits_for_making,
            "explain": is_unexplained,
            "corrected": corrected,
        },
        asks=waits_for_chair or corrected is not None or waits_for_making or is_unexplained,
    )


@register_panel("overview", 10)
def own_report_panel(request: HttpRequest) -> Panel | None:
    """For a council or another party: its newest verslag."""
    if not is_reader(request.user):
        return None
    newest = (
        granted_deliveries(request.user)
        .select_related("report", "party")
        .order_by("-report__year", "-report__edition", "party__name")
        .first()
    )
    following = due_year(today())
    return Panel(
        "reports/panels/own_report.html",
        {"delivery": newest, "next": following, "reason": late_reason(following.year)},
        asks=newest is not None and newest.first_downloaded_at is None,
    )


@register_panel("overview", 28)
def information_panel(request: HttpRequest) -> Panel | None:
    """For who answers: what the board asks of them. The secretariat answers for others, so it sees what is late."""
    user = request.user
    if not (can_follow_information(user) or is_secretariat(user)):
        return None
    own = not is_secretariat(user)
    asked = answerable_information(user) if own else visible_information(user).filter(due_on__lt=today())
    waiting = to_answer(asked, today())
    if not waiting:
        return None
    return Panel(
        "reports/panels/information.html",
        {"waiting": waiting[:SHOWN], "more": max(0, len(waiting) - SHOWN), "own": own},
        asks=True,
    )


@register_panel("overview", 42)
def contributions_due_panel(request: HttpRequest) -> Panel | None:
    """For a party: last year's hours that it has not told. For the secretariat: what waits to be confirmed."""
    year = today().year - 1
    missing = missing_deliveries(request.user, year)
    waiting = to_confirm(request.user) if can_confirm_contributions(request.user) else 0
    if not (missing or waiting):
        return None
    return Panel(
        "reports/panels/contributions_due.html",
        {"year": year, "missing": missing, "waiting": waiting},
        asks=True,
    )


@register_panel("overview", 26)
def market_plan_panel(request: HttpRequest) -> Panel | None:
    """For who has a chapter to write or an action to do. The secretariat also sees what is late at others."""
    user, day = request.user, today()
    chapters, due = list(chapters_to_write(user)), actions_due(user, day)
    own = {line.action.pk for line in due}
    late = actions_due(user, day, everybody=True) if is_secretariat(user) else []
    others = [line for line in late if line.action.pk not in own]
    if not (chapters or due or others):
        return None
    return Panel(
        "reports/panels/market_plan.html",
        {"chapters": chapters, "due": due[:SHOWN], "late": others[:SHOWN]},
        asks=True,
    )


@register_panel("party", 40)
def contributions_panel(request: HttpRequest, *, party: Party, **context: Any) -> Panel | None:
    """What this party contributed, the newest year first."""
    lines = list(Contribution.objects.filter(party=party).order_by("-year", "kind_of_work")[:12])
    return Panel("reports/panels/contributions.html", {"lines": lines}) if lines else None
