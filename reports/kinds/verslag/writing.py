"""The verslag while it is written: per place how its text stands, and what it still needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from governance.domain.rhythm import RhythmState
from reports.domain.report_texts import Moved, moved
from reports.kinds.verslag.chapters import unconfirmed
from reports.kinds.verslag.contents import (
    FOREWORD,
    OF_KIND,
    OUTLOOK,
    Figures,
    Place,
    chapter_places,
    party_places,
    places,
)
from reports.kinds.verslag.figures import collect_figures, recipients_of
from reports.kinds.verslag.named import all_figures, named_figures
from reports.models import AnnualReport, ReportText
from reports.queries import late_reason


@dataclass(frozen=True, slots=True)
class TextLine:
    """One place: its text or None, what the chapter still needs, and the numbers that its figures no longer say."""

    place: Place
    text: ReportText | None
    needs: tuple[str, ...]
    moved: tuple[Moved, ...]

    @property
    def words(self) -> str:
        return self.text.text if self.text else ""

    @property
    def version(self) -> int:
        return self.text.version if self.text else 0

    @property
    def state(self) -> str:
        if self.moved:
            return "cijfer gewijzigd"
        if self.words:
            return "geschreven"
        return "nog te schrijven" if self.place.key in (FOREWORD, OUTLOOK) else "zonder eigen tekst"

    @property
    def kind(self) -> str:
        """Of the badge that goes with the state."""
        kinds = {"cijfer gewijzigd": "danger", "geschreven": "success", "nog te schrijven": "warning"}
        return kinds.get(self.state, "neutral")


@dataclass(frozen=True, slots=True)
class Writing:
    """All places of the verslag over a year: its chapters, the own chapters by kind of recipient, and by recipient.

    recipients: slug and name of each, for who wants to see a copy.
    """

    chapters: tuple[TextLine, ...]
    of_kind: tuple[TextLine, ...]
    of_party: tuple[TextLine, ...]
    recipients: tuple[tuple[str, str], ...]

    @property
    def moved_lines(self) -> list[TextLine]:
        """The texts that name a figure that changed."""
        return [line for line in (*self.chapters, *self.of_kind, *self.of_party) if line.moved]

    @property
    def moved(self) -> int:
        return len(self.moved_lines)

    @property
    def unfinished(self) -> int:
        """Chapters that need something."""
        return sum(bool(line.needs or line.moved) for line in self.chapters)

    @property
    def written_to(self) -> int:
        """How many recipients get a word that is for them alone."""
        return sum(bool(line.words) for line in self.of_party)


def writing(year: int, on: date) -> Writing:
    """How the texts of the verslag over `year` stand against the figures of day `on`."""
    figures = collect_figures(year, on)
    texts = {text.place: text for text in ReportText.objects.filter(year=year)}
    known = all_figures(figures)

    def lines(found: Iterable[Place]) -> tuple[TextLine, ...]:
        return tuple(_line(place, texts.get(place.key), figures, known) for place in found)

    return Writing(
        lines(chapter_places()),
        lines(OF_KIND.values()),
        lines(party_places(figures["parties"])),
        tuple((party["slug"], party["name"]) for party in figures["parties"]),
    )


def place_of(year: int, key: str, on: date) -> Place | None:
    """One place of the verslag over `year`, without its figures; None when it has no such place."""
    return next((one for one in places({"parties": recipients_of(year, on)}) if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Desk:
    """One place to write at, with the figures of its chapter, by name."""

    line: TextLine
    figures: Mapping[str, str]


def desk(year: int, key: str, on: date) -> Desk | None:
    """One place of the verslag over `year`; None when it has no such place."""
    place = place_of(year, key, on)
    if place is None:
        return None
    figures = collect_figures(year, on)
    text = ReportText.objects.filter(year=year, place=key).first()
    return Desk(_line(place, text, figures, all_figures(figures)), named_figures(figures).get(key, {}))


def texts_changed_since(report: AnnualReport) -> bool:
    """Whether a text or the reason of lateness is other than when this edition was frozen: that comes in a next one."""
    now = {text.place: text.text for text in ReportText.objects.filter(year=report.year).exclude(text="")}
    then = {place: text["text"] for place, text in report.figures.get("texts", {}).items()}
    return now != then or report.figures.get("late_reason", "") != late_reason(report.year)


def _line(place: Place, text: ReportText | None, figures: Figures, known: Mapping[str, str]) -> TextLine:
    found = tuple(moved(text.named, known)) if text else ()
    needs = needs_of(place.key, figures, bool(text and text.text))
    return TextLine(place, text, tuple(needs), found)


def needs_of(key: str, figures: Figures, is_written: bool) -> list[str]:
    """What a chapter still needs, in sentences: figures that are not there, words where the figures ask for them."""
    missing = MISSING.get(key)
    found = missing(figures) if missing else []
    if not is_written:
        found += _missing_words(key, figures)
    return found


def _missing_words(key: str, figures: Figures) -> list[str]:
    if key == FOREWORD:
        return ["Schrijf een voorwoord."]
    if key == OUTLOOK:
        return ["Schrijf wat het bestuur het komende jaar wil."]
    if key == "plan" and not figures["plan"]:
        return ["Schrijf hoe het met het marktbewerkingsplan ging."]
    missed = [period["label"] for period in figures["periods"] if period["state"] == RhythmState.MISSED]
    if key == "vergaderingen" and missed:
        return [f"Licht toe waarom er niet is vergaderd in het {' en het '.join(missed)}."]
    return []


def _missing_allocation(figures: Figures) -> list[str]:
    return [] if figures["allocation"] else [f"Er is geen verdeling voor {figures['year']} vastgesteld."]


def _missing_realisation(figures: Figures) -> list[str]:
    as_of = figures["realisation"]["as_of"]
    if not as_of:
        return [f"UWV heeft over {figures['year']} nog geen cijfers geleverd."]
    return [] if as_of == f"over heel {figures['year']}" else [f"De cijfers lopen {as_of}."]


def _missing_hours(figures: Figures) -> list[str]:
    delivered = {line["slug"] for line in figures["contributions"] if line["delivered"] is not None}
    missing = [party["name"] for party in figures["parties"] if party["slug"] not in delivered]
    waiting = unconfirmed(figures)
    found = [f"De uren ontbreken van: {', '.join(missing)}."] if missing else []
    if waiting:
        found.append(f"{waiting} {'bijdrage is' if waiting == 1 else 'bijdragen zijn'} nog niet bevestigd.")
    return found


def _missing_answers(figures: Figures) -> list[str]:
    waiting = sum(row["asked"] - row["answered"] for row in figures["information"])
    if not waiting:
        return []
    return [f"{waiting} {'uitvraag wacht' if waiting == 1 else 'uitvragen wachten'} nog op antwoord."]


def _missing_package(figures: Figures) -> list[str]:
    if figures["package"]["number"] is None:
        return ["Er was geen basispakket van kracht."]
    waiting = figures["package"]["region"]["open"]
    if not waiting:
        return []
    return [f"{waiting} {'regeling is' if waiting == 1 else 'regelingen zijn'} nog niet beoordeeld."]


def _missing_people(figures: Figures) -> list[str]:
    lines = figures["target_group"]["municipalities"]
    missing = [line["name"] for line in lines if line["counted"] is None]
    if len(missing) == len(lines):
        return ["Er zijn geen aantallen van de doelgroep."]
    return [f"Geen aantal van de doelgroep in: {', '.join(missing)}."] if missing else []


def _missing_plan(figures: Figures) -> list[str]:
    return [] if figures["plan"] else [f"Het bestuur heeft geen plan voor {figures['year']} behandeld."]


MISSING: dict[str, Callable[[Figures], list[str]]] = {
    "verdeling": _missing_allocation,
    "realisatie": _missing_realisation,
    "basispakket": _missing_package,
    "plan": _missing_plan,
    "doelgroep": _missing_people,
    "financieel": _missing_hours,
    "informatie": _missing_answers,
}
