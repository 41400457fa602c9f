"""Writing the marktbewerkingsplan: how far each chapter is, and one chapter with its figures and comments."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from governance.permissions import today
from governance.queries.actions import working_people
from governance.views.preparing import person_of
from governance.views.writing import save_writing
from reports.actions.market_plan import (
    comment_chapter,
    give_chapter,
    mark_chapter,
    settle_comment,
    write_chapter,
)
from reports.domain.market_plan import CHAPTERS
from reports.enums import ChapterState
from reports.forms.market_plan import AuthorForm, CommentForm
from reports.models import PlanChapter
from reports.permissions.market_plan import (
    can_comment_plan,
    can_follow_plans,
    can_keep_plans,
    can_settle_comment,
    visible_plan_comments,
    writes_chapter,
)
from reports.queries.market_plan import plan_document
from reports.queries.plan_figures import WITH_FIGURES
from reports.views.market_plans import course_of, plan_of
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther, carry_out
from werkbedrijf.web.once import once


@never_cache  # on the way back from a chapter its state is the one of now
@require_safe
@allowed(can_follow_plans)
def market_plan_write(request: HttpRequest, year: int, version: int) -> HttpResponse:
    """Who has which chapter, and how far it is."""
    plan = plan_of(request, year, version)
    document = plan_document(request.user, plan, today(), figures_of=())
    context = {"plan": plan, "document": document, **course_of(request, document)}
    return render(request, "reports/market_plans/market_plan_write.html", context)


@never_cache  # nor does an older text come back with the button Back
@require_safe
@allowed(can_follow_plans)
def plan_chapter(request: HttpRequest, year: int, version: int, number: int) -> HttpResponse:
    """One chapter: its text (which saves itself), figures and comments."""
    return _page(request, _chapter(request, year, version, number))


@require_POST
@allowed(can_follow_plans)
def plan_chapter_save(request: HttpRequest, year: int, version: int, number: int) -> HttpResponse:
    """POST text and version: save the text. Answers writing.js, or a browser without it."""
    chapter = _own(request, _chapter(request, year, version, number))

    def act(words: str, seen: int | None) -> int:
        return write_chapter(chapter, person_of(request), words, seen).version

    return save_writing(request, act, heading=f"{chapter.part.plan}, {chapter}", back=chapter_url(chapter))


@require_POST
@allowed(can_follow_plans)
def plan_chapter_mark(request: HttpRequest, year: int, version: int, number: int) -> HttpResponse:
    """POST state: say how far the chapter is."""
    chapter = _own(request, _chapter(request, year, version, number))
    try:
        state = ChapterState(request.POST.get("state", ""))
    except ValueError:
        raise Http404 from None
    if state == ChapterState.READY and "text" in request.POST:  # with what stands in the field, saved or not

        def act(words: str, seen: int | None) -> int:
            with transaction.atomic():
                written = write_chapter(chapter, person_of(request), words, seen)
                return mark_chapter(written, person_of(request), state).version

        return save_writing(
            request,
            act,
            heading=f"{chapter.part.plan}, {chapter}",
            back=chapter_url(chapter),
            done="Het hoofdstuk is klaar gemeld.",
        )
    done = "Het hoofdstuk is klaar gemeld." if state == ChapterState.READY else "Het hoofdstuk is weer open."
    return carry_out(
        request, lambda: mark_chapter(chapter, person_of(request), state), done, chapter_url(chapter)
    )


@require_POST
@allowed(can_keep_plans)
def plan_chapter_give(request: HttpRequest, year: int, version: int, number: int) -> HttpResponse:
    """POST author: say who writes the chapter."""
    chapter = _chapter(request, year, version, number)
    form = AuthorForm(request.POST, people=working_people(today()))
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return SeeOther(chapter_url(chapter))
    author = form.cleaned_data["author"]
    done = f"{author} schrijft dit hoofdstuk." if author else "Dit hoofdstuk is van niemand meer."
    return carry_out(
        request, lambda: give_chapter(chapter, person_of(request), author), done, chapter_url(chapter)
    )


@require_POST
@allowed(can_follow_plans)
def plan_comment_create(request: HttpRequest, year: int, version: int, number: int) -> HttpResponse:
    """POST text: say something about the chapter."""
    chapter = _chapter(request, year, version, number)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, chapter, form)

    def act() -> str:
        comment = comment_chapter(chapter, person_of(request), form.cleaned_data["text"])
        return f"{chapter_url(chapter)}#opmerking-{comment.pk}"

    try:
        address = once(request, form.cleaned_data["form_key"], act)
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return _page(request, chapter, form)
    messages.success(request, "Uw opmerking staat bij het hoofdstuk.")
    return SeeOther(address)


@require_POST
@allowed(can_follow_plans)
def plan_comment_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a comment was dealt with."""
    found = visible_plan_comments(request.user).select_related("chapter__part__plan")
    comment = get_object_or_404(found, pk=pk)
    if not can_settle_comment(request.user, comment):
        raise PermissionDenied
    return carry_out(
        request,
        lambda: settle_comment(comment, person_of(request)),
        "De opmerking is afgehandeld.",
        f"{chapter_url(comment.chapter)}#opmerkingen",
    )


def chapter_url(chapter: PlanChapter) -> str:
    plan = chapter.part.plan
    return reverse("reports:plan_chapter", args=[plan.year, plan.version, chapter.outline.number])


def _chapter(request: HttpRequest, year: int, version: int, number: int) -> PlanChapter:
    if not 1 <= number <= len(CHAPTERS):
        raise Http404
    plan = plan_of(request, year, version)
    chapters = PlanChapter.objects.filter(part__plan=plan).select_related("part__plan", "author")
    return get_object_or_404(chapters, kind=CHAPTERS[number - 1].kind)


def _own(request: HttpRequest, chapter: PlanChapter) -> PlanChapter:
    """The chapter, for who writes it: whether it is still open is said by the act, so that no typed text is lost."""
    if not writes_chapter(request.user, chapter):
        raise PermissionDenied
    return chapter


def _page(request: HttpRequest, chapter: PlanChapter, form: CommentForm | None = None) -> HttpResponse:
    plan, user = chapter.part.plan, request.user
    document = plan_document(user, plan, today(), figures_of=WITH_FIGURES & {chapter.kind})
    line = next(one for one in document.chapters if one.chapter == chapter)
    place = document.chapters.index(line)
    context: dict[str, Any] = {
        "plan": plan,
        "line": line,
        "before": document.chapters[place - 1] if place else None,
        "after": document.chapters[place + 1] if place + 1 < len(document.chapters) else None,
        "comments": [
            (comment, can_settle_comment(user, comment)) for comment in _with(chapter, line.comments)
        ],
        "comment_form": (form or CommentForm()) if can_comment_plan(user, chapter.part) else None,
        "author_form": AuthorForm(initial={"author": chapter.author_id}, people=working_people(today()))
        if can_keep_plans(user) and chapter.part.is_open
        else None,
    }
    return render(request, "reports/market_plans/plan_chapter.html", context, status=422 if form else 200)


def _with(chapter: PlanChapter, comments: Any) -> list[Any]:
    """The comments, the open ones first, each with the chapter at hand: who may settle them asks for it."""
    for comment in comments:
        comment.chapter = chapter
    return sorted(comments, key=lambda comment: comment.is_settled)
