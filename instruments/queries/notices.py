"""Reads of notices: which wait for somebody, and the course of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from governance.domain.due import due_words
from governance.models import Party
from governance.permissions import is_secretariat
from instruments.domain.notices import Actor, who_acts
from instruments.enums import NoticeState
from instruments.models import InstrumentEntry, Notice
from instruments.permissions.notices import visible_notices
from instruments.permissions.uniformity import own_parties
from werkbedrijf.web.words import matching


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice with whose turn it is and how far off its day is, in words."""

    notice: Notice
    turn: str
    due: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class NoticeLists:
    """What is open, the day that comes first on top; and what is closed, the last one first."""

    open: tuple[NoticeLine, ...]
    closed: tuple[NoticeLine, ...]


def notice_line(notice: Notice, on: date) -> NoticeLine:
    """How one notice stands on day `on`."""
    actor = who_acts(NoticeState(notice.state))
    turn = {Actor.PARTY: str(notice.party), Actor.SECRETARIAT: "het secretariaat", Actor.NOBODY: ""}[actor]
    waits = actor == Actor.PARTY and notice.due_on is not None
    return NoticeLine(
        notice,
        turn,
        due_words(notice.due_on, on) if waits and notice.due_on else "",
        bool(waits and notice.due_on and notice.due_on < on),
    )


def notice_lists(user: Any, on: date) -> NoticeLists:
    """What this person may see. One query."""
    lines = [notice_line(one, on) for one in visible_notices(user).select_related("party").order_by("-pk")]
    still = sorted(
        (one for one in lines if one.notice.is_open), key=lambda one: (one.notice.due_on or on, one.notice.pk)
    )
    return NoticeLists(tuple(still), tuple(one for one in lines if not one.notice.is_open))


def notices_on(user: Any, party: Party, instrument: str = "") -> QuerySet[Notice]:
    """Those about one party (and one instrument) that this person may see."""
    rows = visible_notices(user).filter(party=party).order_by("-pk")
    return rows.filter(instrument=instrument) if instrument else rows


def noticed_entry(notice: Notice) -> InstrumentEntry | None:
    """The instrument that it is about, as the latest version of the package describes it."""
    entries = InstrumentEntry.objects.filter(slug=notice.instrument) if notice.instrument else None
    return entries.order_by("-catalogue__number").first() if entries is not None else None


def notices_to_act_on(user: Any, on: date) -> list[NoticeLine]:
    """Whose turn it is: for who speaks for a party its own; for the secretariat the answers and what is late."""
    rows = visible_notices(user).open().select_related("party").order_by("due_on", "pk")
    mine = set(own_parties(user).values_list("pk", flat=True))
    secretariat = is_secretariat(user)
    found = []
    for row in rows:
        line = notice_line(row, on)
        is_mine = row.party_id in mine and who_acts(NoticeState(row.state)) == Actor.PARTY
        if is_mine or (secretariat and (line.is_late or row.state == NoticeState.ANSWERED)):
            found.append(line)
    return found


def found_notices(user: Any, words: Sequence[str], every: bool) -> QuerySet[Notice]:
    """By subject and reason, among what this person may see."""
    rows = visible_notices(user).select_related("party")
    return matching(rows, ("about", "reason"), words, every=every)
