"""What happened in a meeting? Its minutes as this person may read them, on a page and as a PDF."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.actions.minutes import comment_until
from governance.enums import PublicationKind
from governance.forms.minutes import CommentPeriodForm, NextAgendaForm
from governance.models import Meeting, Minutes
from governance.permissions import (
    can_comment_minutes,
    is_secretariat,
    sees_confidential,
    today,
    visible_meetings,
    visible_minutes,
)
from governance.queries.decision_lists import shelf
from governance.queries.minutes import (
    facts_have_moved,
    is_known,
    minutes_document,
    minutes_in_hand,
    minutes_of,
    minutes_versions,
    next_agendas,
)
from governance.views.acts import person_of

PUBLIC = "openbaar"  # ?versie=openbaar shows who reads the internal version what everybody gets


@require_safe
@login_required
def minutes_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes in force, else the latest that this person may see. Known but not yet published: a page says so."""
    meeting = get_object_or_404(Meeting, pk=pk)
    minutes = minutes_of(meeting, request.user)
    if minutes is not None:
        return _read(request, minutes)
    if is_secretariat(request.user):
        return redirect("governance:minutes_write", pk=pk)
    return _withheld(request, meeting)


@require_safe
@login_required
def minutes_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One version: an adopted one stays readable after it is rectified."""
    meeting = get_object_or_404(Meeting, pk=pk)
    minutes = visible_minutes(request.user).filter(meeting=meeting, number=number).first()
    if minutes is None:
        return _withheld(request, meeting, number)
    return _read(request, minutes)


def _withheld(request: HttpRequest, meeting: Meeting, number: int | None = None) -> HttpResponse:
    """That the board was asked to adopt minutes stands in its decisions: so it is no secret that they exist."""
    if not is_known(meeting, number):
        raise Http404
    context = {
        "meeting": meeting,
        "sees_meeting": visible_meetings(request.user).filter(pk=meeting.pk).exists(),
    }
    return render(request, "governance/minutes/minutes_withheld.html", context)


def _read(request: HttpRequest, minutes: Minutes) -> HttpResponse:
    inside = sees_confidential(request.user)
    public = not inside or request.GET.get("versie") == PUBLIC
    document = minutes_document(minutes, public=public, reader=None if public else person_of(request))
    return render(
        request,
        "governance/minutes/minutes_detail.html",
        {
            "minutes": minutes,
            "meeting": minutes.meeting,
            "document": document,
            "inside": inside,
            "sees_meeting": visible_meetings(request.user).filter(pk=minutes.meeting_id).exists(),
            "shelf": shelf(minutes.meeting, PublicationKind.MINUTES, internal=inside, number=minutes.number),
            "versions": minutes_versions(minutes.meeting, request.user),
            "may_comment": not public and can_comment_minutes(request.user, minutes, today()),
            **course_context(request, minutes),
        },
    )


def course_context(request: HttpRequest, minutes: Minutes) -> dict[str, Any]:
    """For the secretariat: what can be done with these minutes as they are now (templates/…/minutes_course.html)."""
    if not is_secretariat(request.user):
        return {}
    return {
        "may_write": minutes.is_draft,
        "commenting": minutes.takes_comments(today()),
        "facts_moved": facts_have_moved(minutes),
        "agendas": NextAgendaForm() if next_agendas().exists() else None,
        "period": CommentPeriodForm(
            initial={"until": minutes.comment_until or comment_until(timezone.now())}
        ),
        "in_hand": minutes_in_hand(minutes.meeting),
        "course": True,
    }
