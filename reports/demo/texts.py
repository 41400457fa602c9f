"""The words of the example's verslag over last year: written as figures came in, so that one is outdated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from quotum.domain.quarters import Quarter
from reports.actions.texts import write_report_text
from reports.demo.calendar import Calendar, moment
from reports.demo.figures import published_on
from reports.demo.people import Board
from reports.kinds.verslag.contents import FOREWORD, OUTLOOK
from reports.kinds.verslag.figures import collect_figures
from reports.kinds.verslag.named import all_figures

Event = tuple[datetime, Callable[[datetime], object]]

WORDS = {
    FOREWORD: (
        "Voor u ligt het verslag van het werkbedrijf over {year}. Veertien gemeenten, UWV, werkgevers en vakbonden "
        "werkten ook dit jaar aan één doel: betaald werk voor mensen met een arbeidsbeperking.\n\n"
        "Het verslag laat zien wat is afgesproken en wat ervan kwam. Waar het achterbleef, staat dat er ook."
    ),
    OUTLOOK: (
        "Het bestuur wil in {next} eerder in het jaar weten welke sectoren achterblijven, en met hen om tafel "
        "voordat het jaar om is."
    ),
    "aan-raden": (
        "Uw college bereidt de overname van de besluiten voor. Met vragen over dit verslag kunt u terecht bij de "
        "portefeuillehouder van uw gemeente."
    ),
}
COUNTED = "Na drie kwartalen staat de teller op {jobs} extra banen. De bouw en het onderwijs vragen de meeste aandacht."


def text_events(calendar: Calendar, board: Board) -> list[Event]:
    """After the third quarter a first text about the realisation; the other words in January."""
    year = calendar.last_year

    def write(place: str, words: str) -> Callable[[datetime], object]:
        return lambda at: write_report_text(year, place, board.secretariat, words, is_example=True, now=at)

    def write_about_figures(at: datetime) -> None:
        jobs = all_figures(collect_figures(year, at.date()))["het aantal gerealiseerde extra banen"]
        write("realisatie", COUNTED.format(jobs=jobs))(at)

    january = [
        (moment(date(year + 1, 1, 4), 10), write(place, words.format(year=year, next=year + 1)))
        for place, words in WORDS.items()
    ]
    counted: Event = (moment(published_on(Quarter(year, 3)) + timedelta(days=1), 10), write_about_figures)
    return [event for event in (counted, *january) if event[0].date() <= calendar.today]
