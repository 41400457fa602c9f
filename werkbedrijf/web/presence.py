"""Who else is in a text now, said to those who write it.

Kept in the cache with a short life: shared between processes where the site has Redis. Nothing depends on it, so what
two processes write over each other, or a cache that is away, costs a line on a page until the page asks again.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from redis.exceptions import RedisError

from werkbedrijf.lib.dates import minute_of_day

AWAY = timedelta(seconds=60)  # without a question of the page: closed, or behind another tab
QUIET = timedelta(minutes=5)  # without coming or typing
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who has a text open. seen: when their page asked last; typed: None when nothing was saved yet."""

    name: str
    came: datetime
    seen: datetime
    typed: datetime | None = None

    def is_here(self, at: datetime) -> bool:
        return at - self.seen <= AWAY and at - (self.typed or self.came) <= QUIET

    @property
    def words(self) -> str:
        return f"{self.name}, laatst getypt om {minute_of_day(self.typed)}" if self.typed else self.name


@dataclass(frozen=True, slots=True)
class Saving:
    """The last time that a text was saved."""

    version: int
    person: int
    name: str
    at: datetime


def note_here(text: str, person: Any, at: datetime, *, typed: bool = False) -> None:
    """This person has the text open. text: anything that names it, such as the address where it is saved."""
    here = dict(_read(text, "here") or {})
    before = here.get(person.pk)
    here[person.pk] = Writer(
        name=str(person),
        came=before.came if before and at - before.seen <= AWAY else at,
        seen=at,
        typed=at if typed else before.typed if before else None,
    )
    _keep(text, "here", {pk: one for pk, one in here.items() if at - one.seen <= AWAY})


def note_saved(text: str, person: Any, version: int, at: datetime) -> None:
    """This person saved the text, which has this version now."""
    _keep(text, "saved", Saving(version, person.pk, str(person), at))


def said_of_others(text: str, person: Any, version: int, at: datetime) -> str:
    """Who else is in the text, and whether one of them saved it after the version on the page; "" without news."""
    here: Mapping[int, Writer] = _read(text, "here") or {}
    others = [one.words for pk, one in sorted(here.items()) if pk != person.pk and one.is_here(at)]
    said = [f"Ook hier: {'; '.join(others)}."] if others else []
    saved: Saving | None = _read(text, "saved")
    if saved and saved.person != person.pk and saved.version > version:
        said.append(
            f"{saved.name} heeft om {minute_of_day(saved.at)} een andere tekst opgeslagen. Herlaad de pagina om die te "
            "zien. Typt u verder, dan ziet u bij het opslaan beide teksten; er gaat niets verloren."
        )
    return " ".join(said)


def _read(text: str, what: str) -> Any:
    try:
        return cache.get(_key(text, what))
    except (RedisError, OSError) as trouble:
        logger.warning("who else writes is not known: %s", trouble)
        return None


def _keep(text: str, what: str, value: object) -> None:
    try:
        cache.set(_key(text, what), value, timeout=int(QUIET.total_seconds()) * 2)
    except (RedisError, OSError) as trouble:
        logger.warning("who else writes is not kept: %s", trouble)


def _key(text: str, what: str) -> str:
    return f"writing-{what}-{sha256(text.encode()).hexdigest()}"
