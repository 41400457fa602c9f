"""The course of the minutes: before the members, their proposals, on an agenda, published, rectified."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from governance.actions.minutes import propose_change, put_for_comment, withdraw_change
from governance.actions.minutes_course import propose_minutes, publish_minutes, rectify_minutes
from governance.forms.minutes import ChangeForm, CommentPeriodForm, NextAgendaForm
from governance.models import MinutesText
from governance.permissions import (
    can_comment_minutes,
    is_board_member,
    sees_confidential,
    today,
    visible_minutes,
    visible_minutes_comments,
)
from governance.queries.minutes import minutes_of
from governance.tasks import make_owed_publications, send_owed_mail
from governance.views.acts import person_of
from governance.views.minutes_writing import meeting_of_minutes, minutes_to_write, write_url
from governance.views.preparing import prepare_url
from werkbedrijf.lib.dates import long_day
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.answers import SeeOther, carry_out
from werkbedrijf.web.nudge import nudge
from werkbedrijf.web.once import once


@require_POST
@login_required
def minutes_put_for_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """POST until: put the minutes before the members, who hear of it by e-mail."""
    minutes = minutes_to_write(request, pk)
    form = CommentPeriodForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return SeeOther(write_url(pk))
    until = form.cleaned_data["until"]
    act = partial(put_for_comment, minutes, person_of(request), until)
    done = f"De notulen liggen ter commentaar tot en met {long_day(until)}. De leden krijgen bericht."
    answer = carry_out(request, act, done, write_url(pk))
    nudge(send_owed_mail)
    return answer


@require_POST
@login_required
def minutes_propose(request: HttpRequest, pk: int) -> HttpResponse:
    """POST meeting: put the minutes on that agenda, with a proposal that adopts them."""
    minutes = minutes_to_write(request, pk)
    form = NextAgendaForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return SeeOther(write_url(pk))
    try:
        item = propose_minutes(minutes, form.cleaned_data["meeting"], person_of(request))
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return SeeOther(write_url(pk))
    messages.success(request, "De notulen staan op de agenda, met een voorstel om ze vast te stellen.")
    return SeeOther(prepare_url(item.meeting_id, item.pk))


@require_POST
@login_required
def minutes_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the minutes in force to everybody who signs in."""
    minutes = minutes_of(meeting_of_minutes(request, pk), request.user)
    if minutes is None:
        raise Http404
    act = partial(publish_minutes, minutes, person_of(request))
    done = "De notulen zijn gepubliceerd: iedereen met een account leest de openbare versie."
    answer = carry_out(request, act, done, minutes.get_absolute_url())
    nudge(make_owed_publications)
    return answer


@require_POST
@login_required
def minutes_rectify(request: HttpRequest, pk: int) -> HttpResponse:
    """POST reason: begin a next version of the minutes in force."""
    minutes = minutes_of(meeting_of_minutes(request, pk), request.user)
    if minutes is None:
        raise Http404
    try:
        rectify_minutes(minutes, person_of(request), request.POST.get("reason", ""))
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return SeeOther(minutes.get_absolute_url())
    messages.success(request, "De rectificatie staat klaar. Verbeter de tekst en zet haar op een agenda.")
    return SeeOther(write_url(pk))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def minutes_change_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A member writes another text for one place in the minutes."""
    found = MinutesText.objects.filter(minutes__in=visible_minutes(request.user))
    if not sees_confidential(request.user):
        raise Http404
    text = get_object_or_404(found.select_related("minutes__meeting", "item"), pk=pk)
    if not is_board_member(request.user):
        raise PermissionDenied
    form = ChangeForm(request.POST or None, initial={"text": text.text})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data

        def act() -> str:
            propose_change(text, person_of(request), values["text"], values["remark"])
            return _read_url(text)

        try:
            address = once(request, values["form_key"], act)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Uw voorstel ligt bij het secretariaat.")
            return SeeOther(address)
    context = {
        "form": form,
        "text": text,
        "minutes": text.minutes,
        "back": _read_url(text),
        "may_comment": can_comment_minutes(request.user, text.minutes, today()),
    }
    status = 422 if form.is_bound else 200
    return render(request, "governance/minutes/minutes_change_create.html", context, status=status)


@require_POST
@login_required
def minutes_change_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an own proposal back."""
    comments = visible_minutes_comments(request.user).select_related("text__minutes")
    comment = get_object_or_404(comments, pk=pk)
    if comment.person_id != person_of(request).pk:
        raise PermissionDenied
    act = partial(withdraw_change, comment, person_of(request))
    return carry_out(request, act, "Uw voorstel is ingetrokken.", _read_url(comment.text))


def _read_url(text: MinutesText) -> str:
    address = reverse("governance:minutes_version", args=[text.minutes.meeting_id, text.minutes.number])
    return f"{address}#tekst-{text.pk}"
