"""Which chapters the verslag has, and where the secretariat can write words of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.domain.public_version import texts_left_out

Figures = Mapping[str, Any]
FOREWORD, OUTLOOK = "voorwoord", "vooruitblik"


@dataclass(frozen=True, slots=True)
class Chapter:
    """anchor: in the document and in addresses; file: of its template. part: of the figures, without which an older
    edition has no such chapter. flows: a long list, which begins wherever the chapter before it ends.
    """

    anchor: str
    title: str
    file: str
    part: str = ""
    flows: bool = False

    @property
    def is_written(self) -> bool:
        """It opens with the words of the secretariat; in every other chapter these come after the facts."""
        return self.anchor in (FOREWORD, OUTLOOK)

    @property
    def template(self) -> str:
        return f"reports/print/chapter_{self.file}.html"

    def is_in(self, figures: Figures) -> bool:
        """Whether the document made of these figures has it; a foreword only when somebody wrote one."""
        if self.anchor == FOREWORD:
            return bool(text_at(figures, FOREWORD)["text"])
        return not self.part or self.part in figures


CHAPTERS = (
    Chapter(FOREWORD, "Voorwoord", "foreword"),
    Chapter("kort", "Het jaar in het kort", "summary"),
    Chapter("bestuur", "Bestuur en partijen", "board"),
    Chapter("vergaderingen", "Vergaderingen", "meetings"),
    Chapter("besluiten", "Besluiten", "decisions", flows=True),
    Chapter("verdeling", "Verdeling van de garantiebanen", "allocation"),
    Chapter("realisatie", "Realisatie", "realisation"),
    Chapter("basispakket", "Basispakket en uniformiteit", "package", "package"),
    Chapter("loonwaarde", "Loonwaarde", "loonwaarde", "loonwaarde"),
    Chapter("plan", "Marktbewerkingsplan en voortgang", "plan", "plan"),
    Chapter("doelgroep", "Doelgroep", "target_group", "target_group"),
    Chapter("toezeggingen", "Toezeggingen van werkgevers", "commitments", "commitments"),
    Chapter("informatie", "Informatie van de uitvoering", "information", "information"),
    Chapter("financieel", "Financiële paragraaf", "financial", flows=True),
    Chapter(OUTLOOK, "Vooruitblik", "outlook", "outlook"),
    Chapter("verantwoording", "Verantwoording van de cijfers", "sources"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text can stand. about: what it is for, on the page where it is written."""

    key: str
    title: str
    about: str = ""


OF_KIND = {  # in the own chapter of every recipient of a kind
    "municipality": Place(
        "aan-raden", "Aan alle gemeenteraden", "Staat in het eigen hoofdstuk van elke gemeenteraad."
    ),
    "uwv": Place("aan-uwv", "Aan UWV", "Staat in het eigen hoofdstuk van UWV."),
    "employers": Place(
        "aan-werkgevers",
        "Aan de werkgeversorganisaties",
        "Staat in het eigen hoofdstuk van elke werkgeversorganisatie.",
    ),
    "union": Place("aan-vakbonden", "Aan de vakbonden", "Staat in het eigen hoofdstuk van elke vakbond."),
}
ABOUT = {
    FOREWORD: "Opent het verslag. Zonder tekst heeft het verslag geen voorwoord.",
    OUTLOOK: "Wat het bestuur het komende jaar wil. De feiten over het komende jaar komen er vanzelf bij.",
}


def chapters_of(figures: Figures) -> list[Chapter]:
    """The chapters of the document that is made of these figures, in order."""
    return [chapter for chapter in CHAPTERS if chapter.is_in(figures)]


def text_at(figures: Figures, key: str) -> dict[str, Any]:
    """The frozen text at a place with whether it is invented; an empty one without."""
    found: dict[str, Any] = figures.get("texts", {}).get(key, {"text": "", "example": False})
    return found


def own_place(slug: str) -> str:
    """The place of the word to one party alone."""
    return f"partij-{slug}"


def chapter_places() -> list[Place]:
    """A text for every chapter that all recipients read, but the one that accounts for the figures."""
    return [
        Place(
            chapter.anchor, chapter.title, ABOUT.get(chapter.anchor, "Staat aan het eind van het hoofdstuk.")
        )
        for chapter in CHAPTERS[:-1]
    ]


def party_places(parties: Sequence[Mapping[str, str]]) -> list[Place]:
    """A word to each recipient alone, where there is more than one of its kind."""
    kinds = [party["kind"] for party in parties]
    return [
        Place(own_place(party["slug"]), f"Aan {party['name']}", "Staat alleen in dit ene exemplaar.")
        for party in parties
        if kinds.count(party["kind"]) > 1
    ]


def places(figures: Figures) -> list[Place]:
    """Every place of the verslag over a year."""
    return [*chapter_places(), *OF_KIND.values(), *party_places(figures["parties"])]


def titles_left_out(figures: Figures) -> list[str]:
    """The chapters whose text is not in the public version, by their titles."""
    left_out = texts_left_out(figures)
    return [place.title for place in chapter_places() if place.key in left_out]


def own_texts(figures: Figures, party: Mapping[str, str]) -> list[dict[str, Any]]:
    """What is written to a recipient: to all of its kind first, then to it alone."""
    found = [text_at(figures, key) for key in (OF_KIND[party["kind"]].key, own_place(party["slug"]))]
    return [text for text in found if text["text"]]
