"""What governance adds to pages of the whole: its navigation, and what waits for somebody on the first page."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from governance.domain.due import reminder_stage
from governance.permissions import (
    is_administrator,
    is_board_member,
    is_participant,
    is_secretariat,
    leads_meeting,
    office_of,
    today,
)
from governance.queries import duties, minutes, overview
from governance.queries.actions import late_actions, own_open_actions
from governance.queries.agreement import agreement_notice
from governance.queries.calendar import period_at_risk
from governance.queries.now import ballot_key, meeting_now
from werkbedrijf.web.panels import Expected, Panel, register_nav, register_panel

register_nav(
    20,
    "Vergaderingen",
    "governance:meeting_list",
    is_participant,
    (
        "/vergaderingen/",
        "/agendapunten/",
        "/voorstellen/",
        "/beslispunten/",
        "/amendementen/",
        "/stemmingen/",
        "/notulen/",
    ),
)
register_nav(
    30,
    "Besluiten",
    "governance:decision_list",
    prefixes=("/besluiten/", "/acties/", "/overeenkomst/", "/hoe-wij-stemmen/", "/logboek/"),
)
register_nav(70, "Partijen", "governance:party_list", prefixes=("/partijen/", "/vicevoorzitter/"))
register_nav(80, "Beheer", "admin:index", is_administrator, ("/beheer/",))


@register_panel("overview", 10)
def vote_waits(request: HttpRequest) -> Panel | None:
    """A running vote in which this person has a part: the largest button of the page."""
    waiting = overview.waiting_vote(request.user)
    if waiting is None:
        return None
    return Panel("governance/panels/vote_waits.html", {"waiting": waiting}, asks=waiting.asks)


@register_panel("overview", 12)
def meeting_goes_on(request: HttpRequest) -> Panel | None:
    """For a member while the meeting is open: say that you are there, or go to where you vote."""
    part = overview.part_in_open_meeting(request.user)
    return Panel("governance/panels/meeting_goes_on.html", {"part": part}, asks=True) if part else None


@register_panel("overview", 15)
def meeting_to_run(request: HttpRequest) -> Panel | None:
    """For the secretariat and the chair: today's meeting, to open or to go on with."""
    meetings = overview.meetings_to_run(request.user, today())
    if not meetings:
        return None
    return Panel("governance/panels/meeting_to_run.html", {"meetings": meetings}, asks=True)


@register_panel("overview", 20)
def agenda_to_convene(request: HttpRequest) -> Panel | None:
    """For the chair or vice-chair: an agenda that waits for their approval."""
    meetings = list(overview.meetings_to_convene(request.user))
    if not meetings:
        return None
    return Panel("governance/panels/agenda_to_convene.html", {"meetings": meetings}, asks=True)


@register_panel("overview", 25)
def agendas_to_prepare(request: HttpRequest) -> Panel | None:
    """For the secretariat: agendas in preparation, and what each still misses."""
    if not is_secretariat(request.user):
        return None
    meetings = list(overview.meetings_to_prepare(request.user))
    return Panel("governance/panels/agendas_to_prepare.html", {"meetings": meetings}, asks=bool(meetings))


@register_panel("overview", 28)
def item_requests(request: HttpRequest) -> Panel | None:
    """For the secretariat what members ask to have on an agenda; for a member the answers to the own requests."""
    answers = is_secretariat(request.user)
    requests = overview.open_requests(request.user)
    if not requests and (answers or not is_board_member(request.user)):
        return None
    return Panel(
        "governance/panels/item_requests.html",
        {"requests": requests, "answers": answers, "may_ask": is_board_member(request.user)},
        asks=answers,
    )


@register_panel("overview", 29)
def minutes_to_read(request: HttpRequest) -> Panel | None:
    """For a member: minutes that lie for comment."""
    waiting = minutes.minutes_to_read(request.user, today())
    return (
        Panel("governance/panels/minutes_to_read.html", {"waiting": waiting}, asks=True) if waiting else None
    )


@register_panel("overview", 60)
def answered_changes(request: HttpRequest) -> Panel | None:
    """For a member: what came of the changes that they proposed for the minutes."""
    answered = minutes.answered_comments(request.user)
    return Panel("governance/panels/answered_changes.html", {"answered": answered}) if answered else None


@register_panel("overview", 26)
def minutes_to_do(request: HttpRequest) -> Panel | None:
    """For the secretariat: minutes to write, to answer, to put on an agenda or to publish."""
    duties = minutes.minutes_to_do(request.user, today())
    return Panel("governance/panels/minutes_to_do.html", {"duties": duties}, asks=True) if duties else None


@register_panel("overview", 27)
def rhythm_at_risk(request: HttpRequest) -> Panel | None:
    """For secretariat and chair: the quarter that runs has no meeting, held or planned (article 4d)."""
    if not (is_secretariat(request.user) or office_of(request.user)):
        return None
    line = period_at_risk(today())
    if line is None:
        return None
    context = {"line": line, "may_prepare": is_secretariat(request.user)}
    return Panel("governance/panels/rhythm_at_risk.html", context, asks=True)


@register_panel("overview", 30)
def own_actions(request: HttpRequest) -> Panel | None:
    """What this person owes, and for the secretariat what anybody is late with."""
    own, late = own_open_actions(request.user), late_actions(request.user)
    if not (own or late):
        return None
    context = {"own": own, "late": late, "day": today()}
    soon = any(reminder_stage(action.due_on, today()) for action in own)
    return Panel("governance/panels/own_actions.html", context, asks=soon or bool(late))


@register_panel("overview", 22)
def meeting_ahead(request: HttpRequest) -> Panel | None:
    """The meeting that is going on, else the next one with its papers; on the day itself it comes first."""
    if not is_participant(request.user):
        return None
    going_on = overview.open_meeting_of(request.user)
    meeting = overview.next_meeting(request.user)
    followed = going_on or (meeting if meeting and meeting.day == today() else None)
    expects = Expected(meeting.starts_at, "De volgende vergadering is") if meeting else None
    return Panel(
        "governance/panels/meeting_ahead.html",
        {
            "going_on": going_on,
            "meeting": meeting,
            "followed": followed,
            "live_key": ballot_key(meeting_now(followed)) if followed else "",
            "to_decide": overview.decisions_ahead(request.user, meeting) if meeting else [],
        },
        asks=followed is not None and not leads_meeting(request.user, followed),
        expects=expects,
    )


@register_panel("overview", 70)
def latest_decisions(request: HttpRequest) -> Panel | None:
    """What the board decided last; for everybody, since the councils account for it."""
    decisions = overview.latest_decisions(request.user)
    return Panel("governance/panels/latest_decisions.html", {"decisions": decisions}) if decisions else None


@register_panel("overview", 75)
def duty_of_office(request: HttpRequest) -> Panel | None:
    """Article 5 for the chair and the vice-chair; apps with the page of another seat's duty add that seat's."""
    duty = duties.office_duty(request.user)
    if not duty:
        return None
    pages = [("Vergaderingen en agenda’s", reverse("governance:meeting_list"))]
    return Panel(
        "governance/panels/duty.html", {"duty": duty, "pages": pages, "article": duties.duties_article()}
    )


@register_panel("overview", 80)
def agreement_ends(request: HttpRequest) -> Panel | None:
    """In good time, for everybody who decides on an extension or prepares it (article 2)."""
    if not is_participant(request.user):
        return None
    notice = agreement_notice(today())
    return Panel("governance/panels/agreement_ends.html", {"notice": notice}) if notice else None
