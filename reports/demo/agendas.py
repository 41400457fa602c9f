"""Which topics stand on which agenda: each year an allocation; last year a tie, a rejection, a chair who is away."""

from __future__ import annotations

from dataclasses import dataclass, replace

from governance.enums import AgendaItemKind
from quotum.domain.quarters import Quarter
from reports.demo import topics
from reports.demo.calendar import AGENDA_BEFORE, Calendar, regular_day
from reports.demo.drafts import Drafts
from reports.demo.market_plan import plan_item
from reports.demo.meetings import Item, Script, Voting
from reports.demo.minutes import minutes_item
from reports.demo.papers import realisation_paper

EXTENSION_DECIDED_IN = Quarter(2026, 4)  # the last quarter of the agreement (article 13)


@dataclass(frozen=True)
class Agendas:
    """Writes the script of each meeting of the example."""

    calendar: Calendar
    drafts: Drafts

    def held(self, place: int, quarter: Quarter) -> Script:
        """The meeting of a quarter that is behind us; `place` counts them, the first is 0."""
        items = [topics.OPENING]
        if place > 0:
            items.append(minutes_item(regular_day(self.calendar.held_in[place - 1])))
        if place == 0:
            items.append(topics.vice_chair(self.drafts.vice_chair))
        if place == 1:
            items.append(topics.employers_approach(self.drafts.catalogue, self.drafts.requirements))
        items += self._own_topics(quarter)
        if quarter == EXTENSION_DECIDED_IN and self.calendar.this_year > EXTENSION_DECIDED_IN.year:
            items.append(topics.extension(self.drafts.extension))
        if quarter == Quarter(self.calendar.last_year, 2):
            dissent = ("werkgevers", "Voor ondernemers is een ochtend beter.")
            items.append(topics.meeting_days(quarter.year + 1, Voting(dissent=dissent)))
        if quarter.number == 4:
            items.append(self._allocation(quarter))
            if quarter.year == self.calendar.last_year:
                items.append(plan_item(self.calendar, self.drafts.board))
        items.append(topics.ANY_OTHER)
        absent, replaced = self._attendance(quarter)
        return Script(tuple(items), absent=absent, replaced=replaced)

    def today(self) -> Script:
        """The meeting that can be opened now: something to hear, to discuss and to decide."""
        year = self.calendar.next_year
        return Script(
            (
                topics.OPENING,
                self._realisation(),
                replace(topics.allocation(year, self.drafts.allocation_with_deviation(year)), annex_of=year),
                topics.candidates(),
                topics.meeting_days(year),
                topics.duration(self.calendar.this_year),
                topics.ANY_OTHER,
            )
        )

    def coming(self) -> Script:
        """The next meeting, still being prepared: one item to decide on has no proposal yet."""
        return Script(
            (
                topics.OPENING,
                Item(
                    f"Marktbewerkingsplan {self.calendar.next_meeting_day.year}", kind=AgendaItemKind.DECIDE
                ),
                Item("Sectoren die achterlopen", kind=AgendaItemKind.DISCUSS),
                topics.ANY_OTHER,
            )
        )

    def _own_topics(self, quarter: Quarter) -> list[Item]:
        if quarter.year == self.calendar.last_year:
            per_quarter = {
                1: topics.meeting_employers,
                2: topics.placement_bonus,
                3: lambda: topics.information_needs(self.drafts.indicators),
            }
        elif quarter.year == self.calendar.this_year:
            per_quarter = {
                1: topics.contact_points,
                2: topics.works_councils,
                3: lambda: topics.market_plan(self.calendar.next_year),
            }
        else:
            per_quarter = {}
        return [per_quarter[quarter.number]()] if quarter.number in per_quarter else []

    def _allocation(self, quarter: Quarter) -> Item:
        year = quarter.year + 1
        mistaken = (
            "Het verkeerde agendapunt stond aan de orde." if quarter.year == self.calendar.last_year else ""
        )
        spoken = ("almelo", "De tablet van het lid gaf geen verbinding.") if mistaken else ("", "")
        voting = Voting(against=("werkgevers",), broken_off_first=mistaken, taken_down=spoken)
        return topics.allocation(year, self.drafts.allocation(year), voting)

    def _attendance(self, quarter: Quarter) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who is absent and who is replaced: last year the chair misses the third quarter."""
        absent = {2: (), 3: ("voorzitter",), 4: ("oldenzaal",)}.get(quarter.number, ())
        replaced = {2: ("hengelo",), 4: ("uwv",)}.get(quarter.number, ())
        if quarter.year != self.calendar.last_year:
            absent = ()
        return absent, replaced

    def _realisation(self) -> Item:
        """The figures that were in when the agenda was written; what came since is on the page of the quotum."""
        known = self.calendar.reported_quarters(self.calendar.today - AGENDA_BEFORE)
        return replace(topics.realisation(known[-1]), paper=lambda: realisation_paper(known))
