"""What one person has read and noted: read and unread papers, own notes; for the secretariat who saw which version.

A note is for its writer only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from governance.models import Paper, PaperReading, PrivateNote
from governance.permissions import is_board_member, is_secretariat
from governance.queries.agenda import AgendaLine, WithheldLine


def reading_list(lines: Sequence[AgendaLine | WithheldLine], user: Any) -> list[AgendaLine | WithheldLine]:
    """The lines with the papers that count now, each knowing whether this person has opened it: two queries.

    For a member each item also holds the own note. A paper that was replaced stands under the one that replaced it.
    """
    readable = [line for line in lines if isinstance(line, AgendaLine)]
    ids = [paper.pk for line in readable for paper in line.papers]
    member = is_board_member(user)
    read = set(PaperReading.objects.filter(paper__in=ids, person=user).values_list("paper_id", flat=True))
    readings: dict[int, list[PaperReading]] = {}
    if is_secretariat(user):
        for reading in (
            PaperReading.objects.filter(paper__in=ids).exclude(person=user).select_related("person")
        ):
            readings.setdefault(reading.paper_id, []).append(reading)
    notes: dict[int, str] = {}
    if member:
        mine = PrivateNote.objects.filter(person=user, item__in=[line.item.pk for line in readable])
        notes = dict(mine.values_list("item_id", "text"))
    found: list[AgendaLine | WithheldLine] = []
    for line in lines:
        if not isinstance(line, AgendaLine):
            found.append(line)
            continue
        line.item.own_note = notes.get(line.item.pk, "") if member else None
        papers = latest_papers(line.papers)
        for paper in papers:
            paper.is_read = paper.pk in read
            for version in (paper, *paper.earlier):
                version.seen_by = readings.get(version.pk, [])
        found.append(replace(line, papers=papers))
    return found


def latest_papers(papers: Sequence[Paper]) -> list[Paper]:
    """Those that no other of them replaces, each with the `earlier` versions it stands for, the latest first."""
    by_id = {paper.pk: paper for paper in papers}
    replaced = {paper.replaces_id for paper in papers}
    latest = [paper for paper in papers if paper.pk not in replaced]
    for paper in latest:
        earlier, step = [], paper.replaces_id
        while step in by_id:
            earlier.append(by_id[step])
            step = by_id[step].replaces_id
        paper.earlier = earlier
    return latest
