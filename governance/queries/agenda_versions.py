"""Agendas as they were sent: what a version holds, what changed since, and what a reader may see of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from typing import Any

from django.db.models import Prefetch

from governance.domain.agenda_difference import AgendaDifference, ItemChange, difference
from governance.enums import MeetingState, Visibility
from governance.models import (
    AgendaItem,
    AgendaVersion,
    Meeting,
    OwedMail,
    Paper,
    Person,
    PreparedText,
    ProposalVersion,
)
from governance.models.meetings import CONFIDENTIAL_TITLE
from governance.permissions import sees_confidential
from governance.queries.agenda import AgendaLine, WithheldLine
from governance.queries.order import numbered
from governance.queries.versions import text_differences
from werkbedrijf.lib.canonical import content_hash


def agenda_content(meeting: Meeting) -> dict[str, Any]:
    """The agenda as it stands, as a version holds it: words as the reader sees them, papers and proposals by hash.

    Times in UTC, ISO 8601. A paper that was replaced by another is not on it any more; it stays in the version before.
    """
    items = meeting.items.order_by("position").select_related("proposal__prepared", "responsible_seat")
    current = Paper.objects.filter(replaced_by__isnull=True).order_by("pk")
    found = numbered(
        items.prefetch_related(Prefetch("papers", current, to_attr="current_papers"), "proposal__versions")
    )
    return {
        "title": meeting.title,
        "starts_at": meeting.starts_at.astimezone(UTC).isoformat(),
        "place": meeting.place,
        "online_url": meeting.online_url,
        "items": [_item_content(item) for item in found],
    }


def _item_content(item: Any) -> dict[str, Any]:
    proposal = getattr(item, "proposal", None)
    return {
        "id": item.pk,
        "number": item.number,
        "kind": item.get_kind_display(),
        "title": item.title,
        "explanation": item.explanation,
        "visibility": item.get_visibility_display(),
        "papers": [
            {
                "id": paper.pk,
                "title": paper.title,
                "sha256": paper.sha256,
                "size": paper.size,
                "replaces": paper.replaces_id,
            }
            for paper in item.current_papers
        ],
        "proposal": _proposal_entry(proposal, item) if proposal else None,
    }


def _proposal_entry(proposal: Any, item: AgendaItem) -> dict[str, Any] | None:
    """The proposal by its latest version, or by the one that what is prepared will become once it is sent."""
    versions = sorted(proposal.versions.all(), key=lambda version: version.number)
    prepared = getattr(proposal, "prepared", None)
    if prepared is not None:
        title, digest = prepared.content["title"], content_hash(prepared.content)
        return {"title": title, "version": len(versions) + 1, "sha256": digest}
    if versions:
        return {"title": proposal.title, "version": versions[-1].number, "sha256": versions[-1].sha256}
    return {"title": proposal.title, "version": 1, "sha256": ""} if item.awaits_sending else None


def latest_version(meeting: Meeting) -> AgendaVersion | None:
    """The agenda as it was sent last; None before the meeting was called."""
    return meeting.agenda_versions.select_related("sent_by").order_by("-number").first()


def pending_difference(meeting: Meeting) -> AgendaDifference:
    """What was prepared since the agenda was sent last, and has not been sent; empty before it was called."""
    latest = latest_version(meeting)
    if latest is None:
        return AgendaDifference(())
    return _with_texts(latest.content, agenda_content(meeting))


def version_difference(version: AgendaVersion) -> AgendaDifference | None:
    """What this version has otherwise than the one before it; None for the first."""
    before = AgendaVersion.objects.filter(meeting=version.meeting_id, number=version.number - 1).first()
    return _with_texts(before.content, version.content) if before else None


def _with_texts(before: Mapping[str, Any], after: Mapping[str, Any]) -> AgendaDifference:
    """What changed, of a proposal with the difference between its two texts: two queries when there is one."""
    found = difference(before, after)
    numbers = [
        {item["id"]: item["proposal"]["version"] for item in content["items"] if item["proposal"]}
        for content in (before, after)
    ]
    changed = [change.item for change in found.items if change.proposal_changed]
    if not changed:
        return found
    texts = {
        (text.proposal.item_id, text.number): text.content
        for text in ProposalVersion.objects.filter(proposal__item__in=changed).select_related("proposal")
    }
    for prepared in PreparedText.objects.filter(proposal__item__in=changed).select_related("proposal"):
        item = prepared.proposal.item_id
        texts.setdefault((item, numbers[1][item]), prepared.content)
    return replace(
        found,
        items=tuple(
            replace(
                change,
                texts=text_differences(*(texts[change.item, known[change.item]] for known in numbers)),
            )
            if change.item in changed
            else change
            for change in found.items
        ),
    )


def hidden_from(content: Mapping[str, Any], user: Any) -> frozenset[int]:
    """The ids of items in this content that this reader may not read: confidential, then or since."""
    if sees_confidential(user):
        return frozenset()
    ids = [item["id"] for item in content["items"]]
    now = AgendaItem.objects.filter(pk__in=ids, visibility=Visibility.CONFIDENTIAL)
    then = (item["id"] for item in content["items"] if item["visibility"] == Visibility.CONFIDENTIAL.label)
    return frozenset([*now.values_list("pk", flat=True), *then])


def readable_items(content: Mapping[str, Any], hidden: frozenset[int]) -> list[dict[str, Any]]:
    """The items of a version, of which a hidden one shows that it is there and nothing more."""
    return [
        {**item, "title": CONFIDENTIAL_TITLE, "explanation": "", "papers": [], "proposal": None}
        if item["id"] in hidden
        else item
        for item in content["items"]
    ]


def readable_difference(found: AgendaDifference, hidden: frozenset[int]) -> AgendaDifference:
    """The difference, of which a hidden item shows that something changed and nothing more."""
    return replace(found, items=tuple(_readable_change(change, hidden) for change in found.items))


def _readable_change(change: ItemChange, hidden: frozenset[int]) -> ItemChange:
    if change.item not in hidden:
        return change
    return ItemChange(change.change, change.item, change.number, CONFIDENTIAL_TITLE)


def called_people(meeting: Meeting) -> list[Person]:
    """Who was called for this meeting and may still sign in: they hear of every change to it."""
    called = OwedMail.objects.filter(reference=f"meeting-call-{meeting.pk}").values("person")
    return list(Person.objects.filter(pk__in=called, is_active=True))


def is_prepared_only(paper: Paper) -> bool:
    """Whether this paper was prepared after the agenda was sent, and has not been sent: members do not read it yet."""
    meeting = paper.item.meeting
    if meeting.state != MeetingState.CONVENED or Paper.objects.filter(replaces=paper).exists():
        return False  # one that was replaced is either in an earlier version or older than the call
    latest = latest_version(meeting)
    return latest is not None and paper.pk not in {
        kept["id"] for item in latest.content["items"] for kept in item["papers"]
    }


def as_sent(lines: Sequence[AgendaLine | WithheldLine], meeting: Meeting) -> list[AgendaLine | WithheldLine]:
    """The agenda as members have it: without what is prepared and not sent, with the explanation that was sent."""
    latest = latest_version(meeting) if meeting.state == MeetingState.CONVENED else None
    if latest is None:
        return list(lines)
    sent = {item["id"]: item for item in latest.content["items"]}
    numbers = {item["number"] for item in latest.content["items"]}
    shown: list[AgendaLine | WithheldLine] = []
    for line in lines:
        if isinstance(line, WithheldLine):
            shown += [line] if line.number in numbers else []
        elif line.item.pk in sent:
            kept = sent[line.item.pk]
            line.item.explanation = kept["explanation"]
            papers = {paper["id"] for paper in kept["papers"]}
            shown.append(replace(line, papers=[paper for paper in line.papers if paper.pk in papers]))
    return shown
