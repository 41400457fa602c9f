"""What governance has to find, and for whom: the rows behind each group of the search page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from governance.enums import MeetingState, Visibility
from governance.models import Action, AgendaItem, AgendaVersion, Article, MinutesText, Paper, Party
from governance.permissions import (
    is_secretariat,
    sees_confidential,
    today,
    visible_items,
    visible_meetings,
    visible_minutes,
    visible_papers,
)
from governance.permissions.actions import visible_actions
from governance.queries.agreement import agreement_on
from werkbedrijf.web.words import asked_article, matching


def _sent(kind: str) -> set[int]:
    """The ids of the items, or the papers, in the agendas that were sent of meetings that are still to be held."""
    found: dict[int, set[int]] = {}
    versions = AgendaVersion.objects.filter(meeting__state=MeetingState.CONVENED).order_by("number")
    for version in versions:  # the last version of a meeting is the one that stands
        items = version.content["items"]
        papers = [paper["id"] for item in items for paper in item["papers"]]
        found[version.meeting_id] = {item["id"] for item in items} if kind == "items" else set(papers)
    return set().union(*found.values())


def found_actions(user: Any, words: Sequence[str], every: bool) -> QuerySet[Action]:
    """Actions by what is to be done, on which condition, and what came of it; late first, then what is finished."""
    actions = visible_actions(user).select_related("person", "seat", "party").late_first()
    return matching(actions, ("what", "condition", "result"), words, every=every)


def found_items(user: Any, words: Sequence[str], every: bool) -> QuerySet[AgendaItem]:
    """Agenda items by their title, the latest meeting first; for members only what was sent to them."""
    items = visible_items(user).filter(meeting__in=visible_meetings(user)).select_related("meeting")
    if not is_secretariat(user):
        items = items.filter(~Q(meeting__state=MeetingState.CONVENED) | Q(pk__in=_sent("items")))
    return matching(items, ("title",), words, every=every).order_by("-meeting__starts_at", "position")


def found_papers(user: Any, words: Sequence[str], every: bool) -> QuerySet[Paper]:
    """Papers by their title; what was replaced is left out, as on the agenda."""
    papers = visible_papers(user).filter(replaced_by=None).select_related("item__meeting")
    if not is_secretariat(user):
        papers = papers.filter(~Q(item__meeting__state=MeetingState.CONVENED) | Q(pk__in=_sent("papers")))
    return matching(papers, ("title",), words, every=every).order_by("-item__meeting__starts_at", "pk")


def found_minutes(user: Any, words: Sequence[str], every: bool) -> QuerySet[MinutesText]:
    """What minutes say, the latest meeting first; outside the board without what is internal or confidential."""
    texts = MinutesText.objects.filter(minutes__in=visible_minutes(user))
    if not sees_confidential(user):
        texts = texts.filter(is_internal=False).exclude(item__visibility=Visibility.CONFIDENTIAL)
    texts = texts.select_related("minutes__meeting", "minutes__rectified_by", "item")
    return matching(texts, ("text",), words, every=every).order_by("-minutes__meeting__starts_at", "pk")


def found_parties(words: Sequence[str], every: bool) -> QuerySet[Party]:
    """Parties by name and by what governs them ("gemeenteraad van Hengelo")."""
    return matching(Party.objects.all(), ("name", "body"), words, every=every).order_by("name")


def found_articles(words: Sequence[str], every: bool) -> QuerySet[Article]:
    """Articles of the agreement in force, by title and text, or by their number."""
    version = agreement_on(today())
    articles = Article.objects.filter(version=version).select_related("version")
    number = asked_article(words)
    if number is not None:
        return articles.filter(number=number)
    return matching(articles, ("title", "text"), words, every=every).order_by("number")
