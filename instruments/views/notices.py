"""Speaking to a party that deviates (aanspreken): the list, one notice with its course, and each step of it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.models import Party
from governance.permissions import today
from governance.views.preparing import person_of
from instruments.actions.notices import (
    agree_on_notice,
    answer_notice,
    attach_notice,
    close_notice,
    raise_notice,
)
from instruments.forms.annexes import AttachForm
from instruments.forms.notices import NoticeAgreeForm, NoticeAnswerForm, NoticeCloseForm, NoticeForm
from instruments.models import Notice
from instruments.permissions.notices import (
    can_answer_notice,
    can_close_notice,
    can_follow_notice,
    can_raise_notice,
    reads_notices,
    visible_notices,
)
from instruments.queries.notices import notice_line, notice_lists, noticed_entry
from instruments.views.annexes import attach
from werkbedrijf.web.access import allowed
from werkbedrijf.web.filling import fill
from werkbedrijf.web.once import OnceForm

STEP = "instruments/notices/notice_step.html"


@require_safe
@allowed(reads_notices)
def notice_list(request: HttpRequest) -> HttpResponse:
    """What is open and what was closed, as far as this person may see it."""
    context = {
        "lists": notice_lists(request.user, today()),
        "may_raise": can_raise_notice(request.user),
        "may_read_notices": True,
    }
    return render(request, "instruments/notices/notice_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_raise_notice)
def notice_create(request: HttpRequest) -> HttpResponse:
    """Record that the board speaks to a party; ?partij= and ?instrument= fill in the beginning."""
    by = person_of(request)
    initial = {
        "party": Party.objects.filter(slug=request.GET.get("partij", "")).first(),
        "instrument": request.GET.get("instrument", ""),
    }
    form = NoticeForm(request.POST or None, by=by, initial=initial)
    return fill(
        request,
        form,
        lambda values: raise_notice(by, **values).get_absolute_url(),
        done="Het aanspreken is vastgelegd.",
        template="instruments/notices/notice_create.html",
    )


@require_safe
@login_required
def notice_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice with its whole course, and the one act that follows for this person."""
    notice = get_object_or_404(visible_notices(request.user).select_related("party", "decision"), pk=pk)
    context = {
        "notice": notice,
        "line": notice_line(notice, today()),
        "entry": noticed_entry(notice),
        "steps": notice.course.select_related("by", "decision"),
        "may_answer": can_answer_notice(request.user, notice),
        "may_follow": can_follow_notice(request.user, notice),
        "may_close": can_close_notice(request.user, notice),
        "attach": AttachForm() if can_raise_notice(request.user) else None,
    }
    return render(request, "instruments/notices/notice_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def notice_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The party answers, from its own account."""
    notice = _notice(request, pk, can_answer_notice)
    return _step(
        request,
        notice,
        NoticeAnswerForm(request.POST or None),
        lambda values: answer_notice(notice, person_of(request), **values),
        "Antwoord geven",
        "Uw antwoord is vastgelegd.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def notice_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """What was agreed, and by when."""
    notice = _notice(request, pk, can_follow_notice)
    return _step(
        request,
        notice,
        NoticeAgreeForm(request.POST or None),
        lambda values: agree_on_notice(notice, person_of(request), **values),
        "Afspraak vastleggen",
        "De afspraak is vastgelegd.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def notice_close(request: HttpRequest, pk: int) -> HttpResponse:
    """How it ended: resolved, or accepted by a decision."""
    notice = _notice(request, pk, can_close_notice)
    return _step(
        request,
        notice,
        NoticeCloseForm(request.POST or None, by=person_of(request)),
        lambda values: close_notice(notice, person_of(request), **values),
        "Aanspreken afsluiten",
        "Het aanspreken is afgesloten.",
    )


@require_POST
@login_required
def notice_attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the course on paper under an agenda item, so that the board can decide on it."""
    notice = get_object_or_404(visible_notices(request.user).select_related("party"), pk=pk)
    if not can_raise_notice(request.user):
        raise PermissionDenied
    return attach(
        request,
        lambda item: attach_notice(notice, item, person_of(request)),
        notice.get_absolute_url(),
        "Het verloop",
    )


def _notice(request: HttpRequest, pk: int, may: Any) -> Notice:
    """Not visible: 404; not for this person or not now: 403."""
    notice = get_object_or_404(visible_notices(request.user).select_related("party"), pk=pk)
    if not may(request.user, notice):
        raise PermissionDenied
    return notice


def _step(
    request: HttpRequest, notice: Notice, form: OnceForm, act: Any, button: str, done: str
) -> HttpResponse:
    return fill(
        request,
        form,
        lambda values: act(values).get_absolute_url(),
        done=done,
        template=STEP,
        context={"notice": notice, "button": button},
    )
