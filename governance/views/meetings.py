"""Meetings before and after they are run: when do we meet, what must I know, is the agenda ready to send?"""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.actions import (
    change_meeting,
    draft_meeting,
    submit_meeting,
    take_back_meeting,
)
from governance.enums import MeetingState
from governance.forms import MeetingForm
from governance.forms.course import LateCallForm
from governance.models import Meeting
from governance.permissions import (
    can_convene_meeting,
    can_run_meeting,
    can_vote,
    is_board_member,
    is_participant,
    is_secretariat,
    office_of,
    today,
    visible_decisions,
    visible_meetings,
)
from governance.queries.agenda import (
    AgendaLine,
    agenda_blockers,
    agenda_for,
    agenda_items,
    agenda_lines,
    call_status,
)
from governance.queries.agenda_versions import as_sent, pending_difference
from governance.queries.amendments import amendments_of
from governance.queries.calendar import board_rhythm, past_meetings, upcoming_meetings
from governance.queries.now import meeting_now
from governance.queries.order import planning
from governance.queries.reading import reading_list
from governance.queries.suggestions import open_suggestions
from governance.views.convening import convening_context
from governance.views.live import part_keys
from governance.views.preparing import if_fixed, meeting_to_prepare, person_of, prepare_url
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther, carry_out
from werkbedrijf.web.once import once
from werkbedrijf.web.suggestions import suggestions_for

PAGE_SIZE = 20
LIVE_STATES = (MeetingState.CONVENED, MeetingState.OPEN, MeetingState.SUSPENDED)


@require_safe
@allowed(is_participant)
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Upcoming and past meetings that this person may see, and whether the board meets often enough."""
    return render(
        request,
        "governance/meetings/meeting_list.html",
        {
            "upcoming": upcoming_meetings(request.user),
            "page": Paginator(past_meetings(request.user), PAGE_SIZE).get_page(request.GET.get("pagina")),
            "rhythm": board_rhythm(today()),
            "feed_url": settings.SITE_URL
            + reverse("governance:calendar_feed_file", args=[person_of(request).calendar_key]),
            "may_prepare": is_secretariat(request.user),
            "may_ask": is_board_member(request.user),
        },
    )


@require_safe
@login_required
def meeting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What must I know: agenda, papers and proposals; for the chair the act of convening; afterwards decisions."""
    meeting = get_object_or_404(visible_meetings(request.user).select_related("convened_by"), pk=pk)
    return render_meeting(request, meeting)


def render_meeting(
    request: HttpRequest, meeting: Meeting, *, late_form: LateCallForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of a meeting; `late_form`: what was typed about a late call that was refused."""
    may_convene = can_convene_meeting(request.user, meeting)
    prepares = is_secretariat(request.user)
    lines = agenda_for(request.user, meeting)
    if not prepares:
        lines = as_sent(lines, meeting)
    lines = reading_list(lines, request.user)
    now = meeting_now(meeting) if meeting.state in LIVE_STATES else None
    return render(
        request,
        "governance/meetings/meeting_detail.html",
        {
            "meeting": meeting,
            "now": now,  # with it the page is live
            "keys": part_keys(now) if now else {},
            "states": MeetingState.choices,
            "amendments": amendments_of(meeting, request.user),
            "lines": lines,
            "planning": planning(meeting, agenda_items(lines)),
            "decisions": visible_decisions(request.user).filter(meeting=meeting).order_by("number_in_year"),
            "may_convene": may_convene,
            **(convening_context(meeting, late_form) if may_convene else {}),
            "versions": meeting.agenda_versions.order_by("number"),
            "moves": meeting.moves.order_by("moved_at"),
            "may_send": prepares or bool(office_of(request.user)),
            "unsent": prepares and not pending_difference(meeting).is_empty,
            "suspensions": meeting.suspensions.order_by("suspended_at"),
            "may_vote": can_vote(request.user, meeting),
            "may_run": can_run_meeting(request.user, meeting),
            "day_has_come": meeting.day <= today(),
            "may_prepare": prepares and meeting.is_agenda_editable,
            "call": call_status(meeting) if prepares else None,
        },
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_secretariat)
def meeting_create(request: HttpRequest) -> HttpResponse:
    """A new meeting in preparation; from there to its agenda."""
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data

        def act() -> str:
            meeting = draft_meeting(
                title=values["title"],
                starts_at=values["starts_at"],
                place=values["place"],
                online_url=values["online_url"],
            )
            return prepare_url(meeting.pk)

        return SeeOther(once(request, values["form_key"], act))
    status = 422 if form.is_bound else 200
    return render(request, "governance/meetings/meeting_create.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change title, time or place, until the chair has convened."""
    meeting = meeting_to_prepare(request.user, pk)
    if fixed := if_fixed(request, meeting):
        return fixed
    form = MeetingForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            change_meeting(
                meeting,
                title=values["title"],
                starts_at=values["starts_at"],
                place=values["place"],
                online_url=values["online_url"],
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "De vergadering is gewijzigd.")
            return SeeOther(prepare_url(meeting.pk))
    return render(
        request,
        "governance/meetings/meeting_edit.html",
        {"form": form, "meeting": meeting},
        status=422 if form.is_bound else 200,
    )


@require_safe
@login_required
def meeting_prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """Is the agenda ready to send? Items in order, what each misses, and the act that follows.

    ?verplaatst=<item>&knop=<omhoog|omlaag|plaats> says which item was just moved, so that the focus stays on it.
    """
    meeting = meeting_to_prepare(request.user, pk)
    if fixed := if_fixed(request, meeting):
        return fixed
    lines = agenda_lines(meeting)
    moved = next((line for line in lines if str(line.item.pk) == request.GET.get("verplaatst")), None)
    return render(
        request,
        "governance/meetings/meeting_prepare.html",
        {
            "meeting": meeting,
            "lines": reading_list(lines, request.user),
            "planning": planning(meeting, agenda_items(lines)),
            "suggestions": open_suggestions(meeting, suggestions_for(meeting.day)),
            "blockers": agenda_blockers(meeting, lines, today()),
            "moved": moved,
            "focus": _focus(moved, request.GET.get("knop", "")),
        },
    )


def _focus(moved: AgendaLine | None, button: str) -> str:
    """The button of the moved item that gets the focus: the one used, or its opposite at either end of the agenda."""
    if moved is None or moved.moves is None:
        return ""
    if button == "omhoog" and not moved.moves.up:
        return "omlaag"
    if button == "omlaag" and not moved.moves.down:
        return "omhoog"
    return button


@require_POST
@login_required
def meeting_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretariat puts the agenda before the chair."""
    meeting = meeting_to_prepare(request.user, pk)
    return carry_out(
        request,
        lambda: submit_meeting(meeting, person_of(request)),
        "De agenda ligt bij de voorzitter, die de vergadering kan bijeenroepen.",
        prepare_url(meeting.pk),
    )


@require_POST
@login_required
def meeting_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretariat takes the agenda back into preparation."""
    meeting = meeting_to_prepare(request.user, pk)
    return carry_out(
        request,
        lambda: take_back_meeting(meeting, person_of(request)),
        "De agenda is terug in voorbereiding.",
        prepare_url(meeting.pk),
    )
