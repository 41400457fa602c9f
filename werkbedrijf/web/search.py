"""Searching everything: each app registers how its own things are found, strictly within what a reader may see.

An app registers in its own `search.py`, imported from `AppConfig.ready`. What a person may not see is in no title, no
snippet and no count, because every searcher begins with what is visible to that person.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from werkbedrijf.web.words import LONGEST, search_words

SHOWN = 8  # of each group; the rest is counted


@dataclass(frozen=True)
class Hit:
    """One thing that was found. state and kind: where it stands now, as a badge. where: what it belongs to.

    later_url, later: what took its place, when something did.
    """

    title: str
    url: str
    where: str = ""
    snippet: str = ""
    state: str = ""
    kind: str = "neutral"
    later: str = ""
    later_url: str = ""
    is_example: bool = False


@dataclass(frozen=True)
class Group:
    """All hits of one kind: the first few, and how many there are. more_url: where all of them stand."""

    label: str
    hits: Sequence[Hit]
    count: int
    more_url: str = ""


# (user, words, every) → what this person may see of one kind; `every`: all words, else any of them.
Searcher = Callable[[Any, Sequence[str], bool], Group]
_searchers: dict[str, tuple[int, Searcher]] = {}


def register_searcher(order: int) -> Callable[[Searcher], Searcher]:
    """Registers `fn(user, words, every) -> Group`."""

    def decorate(function: Searcher) -> Searcher:
        _searchers[f"{function.__module__}.{function.__qualname__}"] = (order, function)
        return function

    return decorate


@dataclass(frozen=True)
class Page:
    """A page that is there for itself. words: what else people call what stands on it. may: who can open it."""

    title: str
    name: str  # of its address
    words: str
    may: Callable[[Any], bool]


_pages: dict[str, Page] = {}


def register_page(title: str, name: str, words: str, may: Callable[[Any], bool] = lambda user: True) -> None:
    """Let a page be found by its name. Everybody who has signed in may open it, unless `may` says otherwise."""
    _pages[name] = Page(title, name, words, may)


def registered_pages() -> list[Page]:
    """Every page that can be found by its name."""
    return [_pages[name] for name in sorted(_pages)]


@register_searcher(5)
def pages(user: Any, words: Sequence[str], every: bool) -> Group:
    """Where in the system a subject has its page: a word is the beginning of one that the page is known by."""
    need = all if every else any
    found = [
        Hit(page.title, reverse(page.name))
        for page in registered_pages()
        if need(_begins(word, f"{page.title} {page.words}") for word in words) and page.may(user)
    ]
    return Group("Pagina’s", found[:SHOWN], len(found))


def _begins(word: str, known: str) -> bool:
    return any(one.startswith(word) for one in known.lower().split())


def find_everywhere(user: Any, words: Sequence[str], *, every: bool) -> list[Group]:
    """The groups in which something was found, in order."""
    ordered = sorted(_searchers.items(), key=lambda entry: (entry[1][0], entry[0]))
    return [group for _, (_, search) in ordered if (group := search(user, words, every)).count]


@require_safe
@login_required
def search(request: HttpRequest) -> HttpResponse:
    """GET q: what was typed. With all words; when nothing has them all, with any of them, and the page says so."""
    typed = request.GET.get("q", "").strip()[:LONGEST]
    words = search_words(typed)
    groups = find_everywhere(request.user, words, every=True) if words else []
    partly = not groups and len(words) > 1
    if partly:
        groups = find_everywhere(request.user, words, every=False)
    return render(
        request,
        "search/search.html",
        {
            "typed": typed,
            "words": words,
            "groups": groups,
            "partly": partly and groups,
            "count": sum(group.count for group in groups),
        },
    )
