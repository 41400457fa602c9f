"""Pages that show several apps are composed here: each app registers its panels and its entry in the navigation.

Places: `overview` (no context), `party` (party=…), `decision` (decision=…). An app registers in its own `panels.py`,
imported from `AppConfig.ready`, so that governance needs no import of its neighbours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest

PLACES = ("overview", "party", "decision")


@dataclass(frozen=True)
class Expected:
    """What comes next for somebody who has nothing to do now: when, and the words before it."""

    at: datetime
    sentence: str


@dataclass(frozen=True)
class Panel:
    """A piece of a page: a template and its names.

    asks: the panel asks something of this person now, so it stands before the others and "U hoeft nu niets te doen"
    is not shown. expects: what comes next, for the overview of somebody who has nothing to do.
    """

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    asks: bool = False
    expects: Expected | None = None


PanelFunction = Callable[..., Panel | None]


@dataclass(frozen=True)
class NavEntry:
    """An entry of the main navigation: the words, the name of its first page, and the paths that mark it as current."""

    order: int
    label: str
    url_name: str
    visible: Callable[[Any], bool]
    prefixes: tuple[str, ...]


_panels: dict[str, list[tuple[int, str, PanelFunction]]] = {place: [] for place in PLACES}
_nav: dict[str, NavEntry] = {}


def register_panel(place: str, order: int) -> Callable[[PanelFunction], PanelFunction]:
    """Registers `fn(request, **context) -> Panel | None`. Raises ValueError for a place that does not exist."""
    if place not in _panels:
        raise ValueError(f"Er is geen plaats {place!r}; wel: {', '.join(PLACES)}.")

    def decorate(function: PanelFunction) -> PanelFunction:
        name = f"{function.__module__}.{function.__qualname__}"
        # Registered by name: importing a module twice (a test, an auto-reload) does not show a panel twice.
        _panels[place] = [entry for entry in _panels[place] if entry[1] != name]
        _panels[place].append((order, name, function))
        return function

    return decorate


def panels_for(place: str, request: HttpRequest, **context: Any) -> list[Panel]:
    """The panels that have something to show to this person, those that ask something first, then by order."""
    found = [(order, name, function(request, **context)) for order, name, function in _panels[place]]
    shown = [(not panel.asks, order, name, panel) for order, name, panel in found if panel is not None]
    return [panel for _, _, _, panel in sorted(shown, key=lambda entry: entry[:3])]


def register_nav(
    order: int,
    label: str,
    url_name: str,
    visible: Callable[[Any], bool] = lambda user: True,
    prefixes: tuple[str, ...] = (),
) -> None:
    """Puts an entry in the main navigation; `prefixes`: how paths that belong to it start (default: its own)."""
    _nav[url_name] = NavEntry(order, label, url_name, visible, prefixes)


def nav_entries() -> list[NavEntry]:
    """All entries, in order."""
    return sorted(_nav.values(), key=lambda entry: (entry.order, entry.label))
