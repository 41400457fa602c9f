"""Drafting a proposal: its head and its decision points, added, removed and rearranged without a script.

After the call the same page prepares another text for a nazending."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from governance.actions import PointDraft, remove_proposal, write_proposal
from governance.actions.changes import prepare_proposal
from governance.actions.writing import WholeMoved, text_key
from governance.domain.numbering import (
    PointRow,
    TaskRow,
    add_row,
    add_task,
    move_row,
    remove_row,
    remove_task,
)
from governance.enums import WITH_PROPOSAL, MeetingState
from governance.forms import (
    POINTS,
    PointForm,
    PointFormSet,
    ProposalForm,
    draft_key,
    point_drafts,
    rows_typed,
)
from governance.models import Adoptable, AgendaItem, Proposal
from governance.permissions import today
from governance.queries.actions import owner_choices, owner_key
from governance.queries.agenda import free_drafts, prepared_text
from governance.queries.proposal_text import stored_text, written_text
from governance.queries.tasks import TaskDraft
from governance.views.preparing import changes_url, if_fixed, item_to_prepare, person_of, prepare_url
from governance.views.writing import STORED, merge_of_whole
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.answers import SeeOther, carry_out

Drafts = dict[str, tuple[Adoptable, ...]]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def proposal_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the proposal of an item, new or anew. The points' own buttons rearrange what is typed and save nothing."""
    item = item_to_prepare(request.user, pk)
    if item.meeting.state != MeetingState.CONVENED and (fixed := if_fixed(request, item.meeting)):
        return fixed
    proposal = Proposal.objects.filter(item=item).select_related("article__version", "prepared").first()
    if item.kind not in WITH_PROPOSAL:
        messages.error(request, "Een voorstel hoort bij een punt ter besluitvorming. Wijzig eerst de soort.")
        return SeeOther(_back(item))
    if request.POST.get("choice") == STORED:
        return SeeOther(_back(item))
    page = _ProposalPage(item, proposal)
    if request.method != "POST":
        return page.show(request, page.saved_head(), page.saved_rows())
    act, _, index = request.POST.get("act", "save").partition("-")
    if act != "save":
        rows, focus = _rearranged(request.POST, act, index)
        return page.show(request, page.typed_head(request.POST), rows, focus, act)
    return page.save(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def proposal_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once, then removes the proposal; the drafts under its points become free again."""
    item = item_to_prepare(request.user, pk)
    if fixed := if_fixed(request, item.meeting):
        return fixed
    proposal = Proposal.objects.filter(item=item).first()
    if proposal is None:
        messages.info(request, "Dit agendapunt heeft geen voorstel (meer).")
        return SeeOther(prepare_url(item.meeting_id, item.pk))
    if request.method == "POST":
        done = "Het voorstel is verwijderd. Wat het zou vaststellen, is weer vrij."
        return carry_out(
            request, lambda: remove_proposal(proposal), done, prepare_url(item.meeting_id, item.pk)
        )
    return render(request, "governance/proposals/proposal_delete.html", {"item": item, "proposal": proposal})


def _back(item: AgendaItem) -> str:
    """Where the agenda of this item is prepared: before the call, or as a change after it."""
    if item.meeting.is_agenda_editable:
        return prepare_url(item.meeting_id, item.pk)
    return changes_url(item.meeting_id)


class _ProposalPage:
    """The form of one item's proposal: what is saved, what was typed, and the drafts that its points can carry."""

    def __init__(self, item: AgendaItem, proposal: Proposal | None) -> None:
        self.item, self.proposal = item, proposal
        self._text, self._points = prepared_text(proposal) if proposal else ({}, [])
        single = {draft_key([thing]): (thing,) for thing in free_drafts(proposal)}
        together = {draft_key(group): group for _, _, group, _ in self._points if len(group) > 1}
        drafts: Drafts = {**single, **together}
        self.point_kwargs: dict[str, Any] = {
            "drafts": drafts,
            "owners": owner_choices(today()),
            "on": item.meeting.day,
        }

    def head(self, data: Any = None, initial: dict[str, Any] | None = None) -> ProposalForm:
        present = self.proposal.article if self.proposal else None
        return ProposalForm(data, on=self.item.meeting.day, initial=initial, present=present)

    def saved_head(self) -> ProposalForm:
        return self.head(initial=self._text or {"title": self.item.title[:160]})

    def typed_head(self, data: Any) -> ProposalForm:
        return self.head(
            initial={
                name: data.get(name, "") for name in ("title", "article", "considerations", "costs", "seen")
            }
        )

    def saved_rows(self) -> list[PointRow]:
        if self.proposal is None:
            return [PointRow("1")]
        return [
            PointRow(number, text, draft_key(group), tuple(_task_row(task) for task in tasks))
            for number, text, group, tasks in self._points
        ]

    def show(
        self,
        request: HttpRequest,
        head: ProposalForm,
        rows: list[PointRow],
        focus: int | None = None,
        act: str = "",
    ) -> HttpResponse:
        """The form with these rows; rearranged by `act` they are unsaved, and `focus` is the row to go on at."""
        points = [
            PointForm(
                prefix=f"{POINTS}-{index}",
                initial={"number": row.number, "text": row.text, "adopts": row.adopts, "tasks": row.tasks},
                **self.point_kwargs,
            )
            for index, row in enumerate(rows)
        ]
        if focus is not None and act in ("add", "remove"):
            points[focus].fields["text"].widget.attrs["autofocus"] = True
        if focus is not None and act == "addtask":
            points[focus].tasks[-1].fields["owner"].widget.attrs["autofocus"] = True
        if act == "up" and focus == 0:
            act = "down"  # the first point has no button "omhoog" to return to
        if act == "down" and focus == len(points) - 1:
            act = "up"
        return self._render(request, head, points, focus=focus, direction=act, unsaved=focus is not None)

    def save(self, request: HttpRequest) -> HttpResponse:
        head = self.head(request.POST)
        points = PointFormSet(request.POST, prefix=POINTS, form_kwargs=self.point_kwargs)
        merge: dict[str, Any] = {}
        if all([head.is_valid(), points.is_valid()]):
            drafts = point_drafts(points)
            try:
                act = write_proposal if self.item.meeting.is_agenda_editable else prepare_proposal
                act(self.item, points=drafts, by=person_of(request), seen=_seen(request), **head.cleaned_data)
            except WholeMoved as moved:
                merge = merge_of_whole(_typed(head, drafts), moved)
            except DomainError as error:
                head.add_error(None, error.message)
            else:
                messages.success(request, "Het voorstel is opgeslagen.")
                return SeeOther(_back(self.item))
        for message in points.non_form_errors():
            head.add_error(None, message)
        return self._render(request, head, points.forms, status=422, unsaved=True, faults=True, merge=merge)

    def _render(
        self,
        request: HttpRequest,
        head: ProposalForm,
        points: list[PointForm],
        *,
        status: int = 200,
        **context: Any,
    ) -> HttpResponse:
        merge = context.get("merge") or {}
        seen = merge.get("seen") or _seen(request) or text_key(stored_text(self.item))
        context |= {
            "seen": seen,
            "item": self.item,
            "proposal": self.proposal,
            "form": head,
            "points": points,
        }
        context |= {"back": _back(self.item), "is_change": not self.item.meeting.is_agenda_editable}
        return render(request, "governance/proposals/proposal_edit.html", context, status=status)


def _rearranged(data: Any, act: str, index: str) -> tuple[list[PointRow], int]:
    """The typed rows after add, remove-n, up-n, down-n, addtask-n or removetask-n.m; else as they are."""
    rows = rows_typed(data) or [PointRow("1")]
    point, _, task = index.partition(".")
    place = int(point) if point.isdecimal() else -1
    match act:
        case "add":
            return add_row(rows)
        case "remove":
            return remove_row(rows, place)
        case "up" | "down":
            return move_row(rows, place, 1 if act == "down" else -1)
        case "addtask":
            return add_task(rows, place)
        case "removetask":
            return remove_task(rows, place, int(task) if task.isdecimal() else -1)
    return rows, 0


def _seen(request: HttpRequest) -> str:
    """Of the text that this page began with, also while its points are rearranged."""
    return request.POST.get("seen", "")


def _typed(head: ProposalForm, drafts: list[PointDraft]) -> str:
    values = head.cleaned_data
    points = [(draft.number, draft.text, draft.adopts, draft.tasks) for draft in drafts]
    return written_text(values["title"], values["article"], values["considerations"], values["costs"], points)


def _task_row(task: TaskDraft) -> TaskRow:
    return TaskRow(owner_key(task.owner), task.what, task.condition, task.due_on.isoformat())
