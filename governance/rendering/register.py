"""The register of decisions as a file for other systems: rows for a spreadsheet, and Open Raadsinformatie."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import IO, Any

from django.conf import settings
from django.utils import timezone

from governance.domain.outcome import Outcome
from governance.queries.now import RESULT_WORDS
from governance.queries.register import RegisterLine
from werkbedrijf.lib.spreadsheets import plain_cell

COLUMNS = (
    "nummer",
    "datum",
    "titel",
    "besluit",
    "uitslag",
    "artikel",
    "stelt vast",
    "stand",
    "door besluit",
    "vergadering",
    "hash van de tekst",
    "voorbeeldgegeven",
)


def write_csv(lines: Iterable[RegisterLine], target: IO[str]) -> None:
    """One row a decision, separated by semicolons as Dutch spreadsheets expect."""
    writer = csv.writer(target, delimiter=";")
    writer.writerow(COLUMNS)
    for line in lines:
        decision = line.decision
        row = (
            decision.number,
            timezone.localdate(decision.decided_at).isoformat(),
            decision.title,
            decision.text,
            decision.sentence,
            str(decision.article),
            ", ".join(line.subjects),
            line.standing.word,
            line.standing.by.number if line.standing.by else "",
            str(decision.meeting),
            decision.text_sha256,
            "ja" if decision.is_example else "nee",
        )
        writer.writerow([plain_cell(value) for value in row])


def ori(lines: Iterable[RegisterLine]) -> dict[str, Any]:
    """The same in the words of the model ORI-A (Vergadering, Agendapunt, Stemming, Besluit), linked by their ID.

    What that model has no word for (the article, the effect, where it stands) stands under names of our own.
    """
    meetings: dict[str, Any] = {}
    items: dict[str, Any] = {}
    votes: dict[str, Any] = {}
    decisions = []
    for line in lines:
        decision = line.decision
        vote, item, meeting = decision.vote, decision.vote.item, decision.meeting
        meetings[_id(meeting)] = {
            "ID": _id(meeting),
            "naam": meeting.title,
            "datum": meeting.day.isoformat(),
            "aanvang": _moment(meeting.opened_at),
            "einde": _moment(meeting.closed_at),
            "locatie": meeting.place,
        }
        items[f"agendapunt-{item.pk}"] = {
            "ID": f"agendapunt-{item.pk}",
            "naam": item.title,
            "indicatieHamerstuk": vote.method == "no_vote",
            "indicatieBesloten": True,
            "vergadering": {"verwijzingID": _id(meeting)},
        }
        stemming = votes.setdefault(
            f"stemming-{vote.pk}",
            {
                "ID": f"stemming-{vote.pk}",
                "heeftBetrekkingOpAgendapunt": {"verwijzingID": f"agendapunt-{item.pk}"},
                "resultaat": RESULT_WORDS[Outcome(vote.result)],
                "aantalVoor": (vote.outcome or {}).get("for"),
                "aantalTegen": (vote.outcome or {}).get("against"),
                "aantalOnthouding": (vote.outcome or {}).get("abstained"),
                "leidtTotBesluit": [],
            },
        )
        stemming["leidtTotBesluit"].append({"verwijzingID": decision.number})
        decisions.append(
            {
                "ID": decision.number,
                "url": settings.SITE_URL + decision.get_absolute_url(),
                "resultaat": "Aangenomen",
                "naam": decision.title,
                "tekst": decision.text,
                "toelichting": decision.sentence,
                "datum": timezone.localdate(decision.decided_at).isoformat(),
                "volgtUitStemming": {"verwijzingID": f"stemming-{vote.pk}"},
                "grondslag": f"artikel {decision.article.number}, versie {decision.article.version.number}",
                "steltVast": list(line.subjects),
                "stand": line.standing.word,
                "doorBesluit": {"verwijzingID": line.standing.by.number} if line.standing.by else None,
                "hash": decision.text_sha256,
                "voorbeeldgegeven": decision.is_example,
            }
        )
    return {
        "vergadering": list(meetings.values()),
        "agendapunt": list(items.values()),
        "stemming": list(votes.values()),
        "besluit": decisions,
    }


def _id(meeting: Any) -> str:
    return f"vergadering-{meeting.pk}"


def _moment(at: Any) -> str | None:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else None
