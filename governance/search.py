"""How the things of governance are found, each with where it stands: decisions, actions, items, papers and more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst

from governance.domain.due import due_words
from governance.enums import ActionState, MeetingState
from governance.models import Action, AgendaItem
from governance.permissions import today
from governance.queries.finding import (
    found_actions,
    found_articles,
    found_items,
    found_minutes,
    found_papers,
    found_parties,
)
from governance.queries.register import Chosen, RegisterLine, read_register
from werkbedrijf.lib.dates import date_words
from werkbedrijf.web.search import SHOWN, Group, Hit, register_page, register_searcher
from werkbedrijf.web.words import around


@register_searcher(10)
def decisions(user: Any, words: Sequence[str], every: bool) -> Group:
    """By title and text, the newest first, with whether it still holds."""
    typed = " ".join(words)
    register = read_register(user, Chosen(words=typed), every=every)
    lines = register.lines(register.found[:SHOWN])
    more = f"{reverse('governance:decision_list')}?{urlencode({'zoek': typed})}" if every else ""
    count = register.found.count()
    return Group(
        "Besluiten", [_decision(line, words) for line in lines], count, more if count > SHOWN else ""
    )


def _decision(line: RegisterLine, words: Sequence[str]) -> Hit:
    decision, by = line.decision, line.standing.by
    later = f"{line.standing.word.capitalize()} bij besluit {by.number}" if by else ""
    return Hit(
        f"Besluit {decision.number}: {decision.title}",
        decision.get_absolute_url(),
        where=f"Besloten op {date_words(decision.decided_at)}, op grond van {decision.article}",
        snippet=around(decision.text, words),
        state=line.standing.word,
        kind=line.standing.kind,
        later=later,
        later_url=by.get_absolute_url() if by else "",
        is_example=decision.is_example,
    )


@register_searcher(15)
def actions(user: Any, words: Sequence[str], every: bool) -> Group:
    found = found_actions(user, words, every)
    return Group("Acties", [_action(action, words) for action in found[:SHOWN]], found.count())


def _action(action: Action, words: Sequence[str]) -> Hit:
    is_late = action.is_open and action.due_on < today()
    kinds = {ActionState.OPEN: "warning", ActionState.DONE: "success"}
    return Hit(
        action.what,
        action.get_absolute_url(),
        where=f"{capfirst(action.owner_name)}, uiterlijk {date_words(action.due_on)}",
        snippet=around(" · ".join(filter(None, (action.condition, action.result))), words),
        state=due_words(action.due_on, today()) if is_late else action.get_state_display(),
        kind="danger" if is_late else kinds.get(ActionState(action.state), "neutral"),
        is_example=action.is_example,
    )


@register_searcher(30)
def agenda_items(user: Any, words: Sequence[str], every: bool) -> Group:
    found = found_items(user, words, every)
    hits = [
        Hit(item.title, item.get_absolute_url(), where=f"Agenda van {item.meeting}", state=_state(item))
        for item in found[:SHOWN]
    ]
    return Group("Agendapunten", hits, found.count())


def _state(item: AgendaItem) -> str:
    """Where an item stands, as a participle."""
    if item.postponed_at is not None:
        return "uitgesteld"
    if item.meeting.state == MeetingState.CANCELLED:
        return "afgelast"
    return "behandeld" if item.meeting.state == MeetingState.CLOSED else "geagendeerd"


@register_searcher(40)
def papers(user: Any, words: Sequence[str], every: bool) -> Group:
    found = found_papers(user, words, every)
    hits = [
        Hit(paper.title, paper.get_absolute_url(), where=f"Pdf bij {paper.item.title}, {paper.item.meeting}")
        for paper in found[:SHOWN]
    ]
    return Group("Stukken", hits, found.count())


@register_searcher(45)
def minutes(user: Any, words: Sequence[str], every: bool) -> Group:
    found = found_minutes(user, words, every)
    hits = [
        Hit(
            str(text.minutes),
            text.minutes.get_absolute_url(),
            where=text.item.title if text.item else text.get_place_display().capitalize(),
            snippet=around(text.text, words),
            state="gerectificeerd" if text.minutes.is_rectified else text.minutes.state_word,
            kind="warning" if text.minutes.is_rectified else text.minutes.state_kind,
        )
        for text in found[:SHOWN]
    ]
    return Group("Notulen", hits, found.count())


@register_searcher(50)
def articles(user: Any, words: Sequence[str], every: bool) -> Group:
    found = found_articles(words, every)
    hits = [
        Hit(
            f"Artikel {article.number}: {article.title}",
            article.get_absolute_url(),
            where=str(article.version),
            snippet=around(article.text, words),
            state="geldt",
            kind="success",
        )
        for article in found[:SHOWN]
    ]
    return Group("Artikelen van de overeenkomst", hits, found.count())


@register_searcher(60)
def parties(user: Any, words: Sequence[str], every: bool) -> Group:
    found = found_parties(words, every)
    hits = [
        Hit(
            party.name,
            party.get_absolute_url(),
            where=party.get_kind_display().capitalize(),
            state="neemt deel" if party.left_on is None or party.left_on > today() else "uitgetreden",
        )
        for party in found[:SHOWN]
    ]
    return Group("Partijen", hits, found.count())


register_page(
    "Zo telt dit bestuur", "governance:rule_set_detail", "stemregels stemmen staking quorum simulatie"
)
register_page("Overeenkomst", "governance:agreement_detail", "artikelen looptijd evaluatie")
register_page("Partijen en zetels", "governance:party_list", "gemeenten leden bestuur")
register_page("Logboek", "governance:ledger", "controle hash")
