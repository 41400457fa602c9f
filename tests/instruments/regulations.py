"""What the tests of uniformity begin with: regulations of municipalities, and judgements on them."""

from __future__ import annotations

from datetime import date
from typing import Any

from governance.enums import PartyKind
from governance.models import Party, Person
from instruments.actions.regulations import write_regulation
from instruments.actions.uniformity import Held, assess_municipality
from instruments.enums import RegulationKind, Standing, Topic
from instruments.models import Regulation
from tests.governance.factories import START, Board

LETTERS = {"g": Standing.EQUAL, "w": Standing.DIFFERS, "o": Standing.MISSING, "?": Standing.OPEN}
INSTRUMENTS = ("proefplaatsing", "jobcoach", "no-riskpolis")


def make_municipality(name: str = "Losser") -> Party:
    """One without a seat."""
    return Party.objects.create(
        kind=PartyKind.MUNICIPALITY, name=name, slug=name.lower(), body="raad", joined_on=START
    )


def make_regulation(by: Person, party: Party, **changes: Any) -> Regulation:
    values: dict[str, Any] = {
        "kind": RegulationKind.ORDINANCE,
        "topic": Topic.INSTRUMENTS,
        "title": f"Re-integratieverordening {party}",
        "in_force_from": date(2015, 1, 1),
    }
    return write_regulation(by, party=party, **(values | changes))


def hold(board: Board, party: Party, letters: str, since: date, **changes: Any) -> int:
    """letters: g, w, o or ? for the first instruments of the package; the regulation is the party's first."""
    regulation = party.regulations.order_by("pk").first()
    held = {
        slug: Held(LETTERS[letter], "anders" if letter == "w" else "", regulation if letter in "gw" else None)
        for slug, letter in zip(INSTRUMENTS, letters, strict=False)
    }
    return assess_municipality(party, board.secretary, held=held, since=since, **changes)
