"""What each recipient did with the decisions of the year, and what it is asked to do: frozen per party."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from governance.enums import ConsentState
from governance.models import Consent, Party, Uptake
from instruments.domain.notices import Actor, who_acts
from instruments.enums import NoticeState
from instruments.models import Notice
from reports.models import InformationRequest
from werkbedrijf.lib.dates import date_words

Rows = dict[int, list[dict[str, Any]]]


def asked_figures(year: int, on: date, parties: Iterable[Party]) -> dict[str, dict[str, Any]]:
    """By slug of the party: uptakes, consents, notices that are open, and requests for information. Four queries."""
    uptakes, consents, notices, requests = _uptakes(year), _consents(year), _notices(), _requests(year, on)
    return {
        party.slug: {
            "uptakes": uptakes.get(party.pk, []),
            "consents": consents.get(party.pk, []),
            "notices": notices.get(party.pk, []),
            "information": requests.get(party.pk, {"asked": 0, "answered": 0}),
        }
        for party in parties
    }


def _uptakes(year: int) -> Rows:
    """How each party took decisions of the year over."""
    found: Rows = {}
    rows = Uptake.objects.filter(decision__year=year).select_related("decision")
    for row in rows.order_by("taken_on", "pk"):
        found.setdefault(row.party_id, []).append(
            {
                "decision": row.decision.number,
                "how": row.get_kind_display(),
                "on": date_words(row.taken_on),
                "reference": row.reference,
            }
        )
    return found


def _consents(year: int) -> Rows:
    """Which decisions of the year were submitted to a party for agreement, and what it answered."""
    found: Rows = {}
    for row in Consent.objects.filter(decision__year=year).select_related("decision").order_by("pk"):
        found.setdefault(row.party_id, []).append(
            {
                "decision": row.decision.number,
                "asked_on": date_words(row.asked_on),
                "answer": "" if row.state == ConsentState.ASKED else row.get_state_display(),
            }
        )
    return found


def _notices() -> Rows:
    """On what the board speaks to a party now, and whether it waits for that party."""
    found: Rows = {}
    for row in Notice.objects.open().order_by("pk"):
        waits = who_acts(NoticeState(row.state)) == Actor.PARTY
        found.setdefault(row.party_id, []).append(
            {
                "about": row.about,
                "state": row.state_label,
                "due": date_words(row.due_on) if waits and row.due_on else "",
                "example": row.is_example,
            }
        )
    return found


def _requests(year: int, on: date) -> dict[int, dict[str, int]]:
    """How many requests over the year were put to a party, and how many it had answered by day `on`."""
    found: dict[int, dict[str, int]] = {}
    for row in InformationRequest.objects.of_year(year).filter(party__isnull=False).order_by("pk"):
        counts = found.setdefault(row.party_id or 0, {"asked": 0, "answered": 0})
        counts["asked"] += 1
        counts["answered"] += row.was_answered_by(on)
    return found
