"""What the marktbewerkingsplan consists of (article 7), in order, and which part of it each chapter belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from reports.enums import ChapterKind, PlanPartKind


@dataclass(frozen=True, slots=True)
class ChapterPlan:
    """A fixed chapter: its place, its part, and what a reader wants to know from it."""

    number: int
    kind: ChapterKind
    part: PlanPartKind
    asks: str


_ASKS = {
    ChapterKind.ORGANISATION: "Hoe is de dienstverlening aan werkgevers geregeld in Almelo, Enschede en Hengelo?",
    ChapterKind.BRAND: "Hoe treden de drie locaties onder één naam naar buiten?",
    ChapterKind.CONTACTS: "Bij wie komt een werkgever terecht, per sector en locatie?",
    ChapterKind.TARGET_GROUP: "Wie horen tot de doelgroep, hoeveel mensen zijn dat, en wat verwacht elke gemeente?",
    ChapterKind.SECTORS: "In welke sectoren is werk, en waar zetten de locaties op in?",
    ChapterKind.ALLOCATION: "Hoeveel garantiebanen per sector, en hoe komen die er?",
    ChapterKind.SUPPLY: "Welke afspraken zijn er over het aanleveren en bemiddelen van kandidaten?",
    ChapterKind.ACTIONS: "Wat doet wie dit jaar, en wanneer is het klaar?",
}

CHAPTERS: tuple[ChapterPlan, ...] = tuple(
    ChapterPlan(
        number,
        kind,
        PlanPartKind.JOBS if kind is ChapterKind.ALLOCATION else PlanPartKind.REST,
        _ASKS[kind],
    )
    for number, kind in enumerate(ChapterKind, start=1)
)
BY_KIND: dict[str, ChapterPlan] = {chapter.kind.value: chapter for chapter in CHAPTERS}
