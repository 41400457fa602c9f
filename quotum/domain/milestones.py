"""The two milestones of 2015 for registering in WBS/Sonar, as the board of the time agreed them.

Source: note "Regionale arbeidsmarktaanpak Twente" of 2 October 2014, points 3b and 3c. They are a record:
whether they were met stands in no document that this system holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Milestone:
    """What had to be registered from which day on."""

    day: date
    text: str


SOURCE = "notitie “Regionale arbeidsmarktaanpak Twente” van 2 oktober 2014"
MILESTONES = (
    Milestone(
        date(2015, 1, 1), "Alle nieuwe vacatures en bedrijfscontacten worden geregistreerd in WBS/Sonar."
    ),
    Milestone(date(2015, 7, 1), "Alle vacatures en bedrijfscontacten zijn beschikbaar in WBS/Sonar."),
)
