"""Writing the minutes: beside the facts of every item a text that saves itself, and the proposals to answer."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from governance.actions.minutes import (
    decline_change,
    refresh_facts,
    start_minutes,
    take_over_change,
    write_minutes_text,
)
from governance.actions.writing import TextMoved
from governance.forms.writing import WritingForm
from governance.models import Meeting, Minutes, MinutesComment, MinutesText
from governance.permissions import is_secretariat, visible_meetings, visible_minutes, visible_minutes_comments
from governance.queries.minutes import TO_WRITE, minutes_document, minutes_in_hand, minutes_of
from governance.views.acts import person_of
from governance.views.minutes import course_context
from governance.views.writing import STORED, merge_page, save_writing
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.answers import SeeOther, carry_out


@require_safe
@login_required
def minutes_write(request: HttpRequest, pk: int) -> HttpResponse:
    """The facts of every item with the texts beside them; before that, the button to begin."""
    meeting = meeting_of_minutes(request, pk)
    minutes = minutes_in_hand(meeting)
    if minutes is None and minutes_of(meeting, request.user) is not None:
        return redirect("governance:minutes_detail", pk=pk)
    if minutes is None:
        context = {"meeting": meeting, "may_begin": meeting.state in TO_WRITE}
        return render(request, "governance/minutes/minutes_begin.html", context)
    if not minutes.is_draft:
        return redirect(minutes)
    minutes.meeting = meeting
    return render(
        request,
        "governance/minutes/minutes_write.html",
        {
            "meeting": meeting,
            "minutes": minutes,
            "document": minutes_document(minutes, public=False, reader=person_of(request)),
            **course_context(request, minutes),
        },
    )


@require_POST
@login_required
def minutes_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin: the skeleton of facts, with an empty text for each item."""
    meeting = meeting_of_minutes(request, pk)
    act = partial(start_minutes, meeting, person_of(request))
    return carry_out(
        request, act, "De feiten staan klaar. Schrijf bij elk punt wat is besproken.", write_url(pk)
    )


@require_POST
@login_required
def minutes_facts_refresh(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the facts anew."""
    minutes = minutes_to_write(request, pk)
    act = partial(refresh_facts, minutes, person_of(request))
    return carry_out(request, act, "De feiten zijn opnieuw vastgelegd.", write_url(pk))


@require_POST
@login_required
def minutes_text_save(request: HttpRequest, pk: int) -> HttpResponse:
    """POST text and version: save one text. Answers writing.js, or a browser without it."""
    text = get_object_or_404(
        MinutesText.objects.filter(minutes__in=visible_minutes(request.user)).select_related(
            "minutes", "item"
        ),
        pk=pk,
    )
    _refuse_others(request)

    def act(words: str, version: int | None) -> int:
        return write_minutes_text(text, person_of(request), words, version).version

    return save_writing(request, act, heading=f"Notulen, {text}", back=text_url(text))


@require_POST
@login_required
def minutes_change_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """POST act=decline with an answer; else take the proposal over, merged by hand when the text has moved on."""
    comment = get_object_or_404(
        visible_minutes_comments(request.user).select_related("text__minutes", "text__item", "person"), pk=pk
    )
    _refuse_others(request)
    by, back = person_of(request), text_url(comment.text)
    if request.POST.get("choice") == STORED:
        return SeeOther(back)
    if request.POST.get("act") == "decline":
        act = partial(decline_change, comment, by, request.POST.get("answer", ""))
        return carry_out(request, act, "Het voorstel is niet overgenomen; het lid leest uw antwoord.", back)
    form = WritingForm(request.POST)
    merged = form.cleaned_data if "text" in request.POST and form.is_valid() else {}
    return _take_over(request, comment, merged.get("text"), merged.get("version"), back)


def _take_over(
    request: HttpRequest, comment: MinutesComment, words: str | None, version: int | None, back: str
) -> HttpResponse:
    try:
        take_over_change(comment, person_of(request), words, version)
    except TextMoved as moved:
        own = comment.proposed if words is None else words
        heading = f"Voorstel van {comment.person.name} bij {comment.text}"
        return merge_page(request, own, moved, heading=heading, back=back, title="Voorstel overnemen")
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"Het voorstel van {comment.person.name} staat in de notulen.")
    return SeeOther(back)


def meeting_of_minutes(request: HttpRequest, pk: int) -> Meeting:
    """The meeting, for the secretariat: 404 when not visible, 403 for who only reads."""
    meeting = get_object_or_404(visible_meetings(request.user), pk=pk)
    _refuse_others(request)
    return meeting


def minutes_to_write(request: HttpRequest, pk: int) -> Minutes:
    """The version in hand of this meeting, for the secretariat."""
    minutes = minutes_in_hand(meeting_of_minutes(request, pk))
    if minutes is None:
        raise Http404
    return minutes


def _refuse_others(request: HttpRequest) -> None:
    if not is_secretariat(request.user):
        raise PermissionDenied


def write_url(meeting_id: int) -> str:
    return reverse("governance:minutes_write", args=[meeting_id])


def text_url(text: MinutesText) -> str:
    """The page on which the minutes are written, at this text."""
    return f"{write_url(text.minutes.meeting_id)}#tekst-{text.pk}"
