"""The minutes of the example: written after each meeting, adopted by the next; those of the last lie for comment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from governance.actions.minutes import (
    propose_change,
    put_for_comment,
    start_minutes,
    take_over_change,
    write_minutes_text,
)
from governance.actions.minutes_course import MINUTES_ARTICLE, publish_minutes
from governance.enums import AgendaItemKind, MinutesPlace
from governance.models import Adoptable, Meeting, Minutes, MinutesText
from reports.demo.calendar import Calendar, moment, regular_day
from reports.demo.meetings import START_HOUR, Item, Point
from reports.demo.people import Board
from werkbedrijf.lib.dates import date_words

Event = tuple[datetime, Callable[[datetime], object]]

COMMENT_DAYS = 14
STILL_OPEN_SINCE = timedelta(days=4)  # so long ago the minutes of the last meeting were put for comment
OPENING = "De voorzitter opent de vergadering. Er zijn geen mededelingen."
OPENING_PROPOSED = "De voorzitter opent de vergadering en heet iedereen welkom. Er zijn geen mededelingen."
INSIDE = "Voor een volgende keer is een grotere zaal nodig."
# By a word of an item's title what was said about it; of the others the facts say enough.
SAID = {
    "Verdeling": "UWV licht de sleutel toe. De werkgevers vragen aandacht voor de kleine sectoren.",
    "vicevoorzitter": "De zetel Hengelo is beschikbaar. Er zijn geen andere kandidaten.",
    "basispakket": "Het bestuur bespreekt de punten een voor een. De vakbonden vragen om scholing naast het werk.",
    "Werkgeversbijeenkomsten": "De meningen zijn verdeeld: dicht bij de werkgevers, of samen en met minder uren.",
    "Plaatsingsbonus": "Wie tegen is, wijst op de afspraak om niet tegen elkaar op te bieden.",
    "Rondvraag": "De leden vertellen wat er in hun gemeente of organisatie speelt.",
}


def minutes_item(day: date) -> Item:
    """On the agenda of the next meeting: the proposal that adopts the minutes of the meeting of this day."""
    held = date_words(day)

    def draft(at: datetime) -> Adoptable:
        minutes: Minutes = Minutes.objects.get(meeting=_held_on(day))
        return minutes

    return Item(
        f"Notulen van {held}",
        kind=AgendaItemKind.HAMMER,
        article=MINUTES_ARTICLE,
        points=(Point("1", f"De notulen van de bestuursvergadering van {held} worden vastgesteld.", draft),),
    )


def minutes_events(calendar: Calendar, board: Board) -> list[Event]:
    """Of every meeting that was held: written the day after, and published the day after the next one adopted them."""
    days = [regular_day(quarter) for quarter in calendar.held_in]
    events: list[Event] = []
    for day, following in pairwise(days):
        written = Written(board, day)
        events += [
            (moment(day + timedelta(days=1), 9), written.write),
            (moment(day + timedelta(days=2), 9), written.put_for_comment),
            (moment(day + timedelta(days=5), 9), written.comment),
            (moment(day + timedelta(days=6), 9), written.answer),
            (moment(following + timedelta(days=1), 9), written.publish),
        ]
    last = Written(board, days[-1])
    put = calendar.today - STILL_OPEN_SINCE
    return [
        *events,
        (moment(days[-1] + timedelta(days=1), 9), last.write),
        (moment(put, 9), last.put_for_comment),
        (moment(put + timedelta(days=1), 9), last.comment),
    ]


def _held_on(day: date) -> Meeting:
    return Meeting.objects.get(starts_at=moment(day, START_HOUR))


@dataclass(frozen=True)
class Written:
    """The minutes of the meeting of one day; each step is taken at its own moment."""

    board: Board
    day: date

    def _minutes(self) -> Minutes:
        minutes: Minutes = Minutes.objects.get(meeting=_held_on(self.day))
        return minutes

    def _opening(self, *, inside: bool) -> MinutesText:
        return self._minutes().texts.get(place=MinutesPlace.OPENING, is_internal=inside)

    def write(self, at: datetime) -> None:
        minutes = start_minutes(_held_on(self.day), self.board.secretariat, now=at)
        for text in minutes.texts.filter(is_internal=False).select_related("item").order_by("pk"):
            title = text.item.title if text.item else ""
            words = next((said for word, said in SAID.items() if word in title), "")
            if text.place == MinutesPlace.OPENING:
                words = OPENING
            write_minutes_text(text, self.board.secretariat, words, now=at)
        write_minutes_text(self._opening(inside=True), self.board.secretariat, INSIDE, now=at)

    def put_for_comment(self, at: datetime) -> None:
        until = at.date() + timedelta(days=COMMENT_DAYS)
        put_for_comment(self._minutes(), self.board.secretariat, until, now=at)

    def comment(self, at: datetime) -> None:
        propose_change(
            self._opening(inside=False),
            self.board.holders["hengelo"],
            OPENING_PROPOSED,
            "Zo ging het.",
            now=at,
        )

    def answer(self, at: datetime) -> None:
        comment = self._opening(inside=False).comments.get()
        take_over_change(comment, self.board.secretariat, now=at)

    def publish(self, at: datetime) -> None:
        publish_minutes(self._minutes(), self.board.secretariat, now=at)
