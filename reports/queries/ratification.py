"""Where the board's yes to an edition of the verslag stands."""

from __future__ import annotations

from dataclasses import dataclass

from governance.domain.outcome import Outcome
from governance.enums import VoteState
from governance.models import AgendaItem, Vote
from reports.models import AnnualReport, Ratification
from werkbedrijf.lib.dates import date_words


@dataclass(frozen=True, slots=True)
class BoardLine:
    """How an edition stands with the board: a word for a badge and its kind, a sentence, and where to read on.

    may_bring: it lies nowhere, so the secretariat can bring it to the board.
    """

    word: str
    kind: str
    sentence: str
    ratification: Ratification | None
    item: AgendaItem | None
    may_bring: bool


def board_line(report: AnnualReport) -> BoardLine:
    """For an edition that is ready or released. At most five queries."""
    rows = Ratification.objects.select_related("decision", "decision_point__proposal__item__meeting", "item")
    found = rows.filter(report=report).first()
    if found is not None:
        found.report = report
    if found is not None and found.is_adopted and found.decision is not None:
        day = date_words(found.decision.decided_at)
        if found.came_first:
            words = f"Het bestuur stelde deze editie vast op {day}, voordat zij werd verzonden."
            return BoardLine("vastgesteld", "success", words, found, None, False)
        words = f"De voorzitter bracht deze editie uit; het bestuur bekrachtigde haar op {day}."
        return BoardLine("bekrachtigd", "success", words, found, None, False)
    if found is not None and found.decision_point is not None:
        item = found.decision_point.proposal.item
        where = f"Staat op de agenda van {date_words(item.meeting.day)}."
        return BoardLine(_word(report), "warning", where, found, item, False)
    if found is not None and (vote := _rejected(found)) is not None:
        words = f"Het bestuur stemde er op {date_words(vote.meeting.day)} niet mee in. {vote.sentence}"
        return BoardLine("niet ingestemd", "danger", words, found, vote.item, True)
    if report.is_released:
        words = "Het bestuur heeft deze editie nog niet bekrachtigd."
        if found is not None and found.placed_at is None:
            words += " Zij komt vanzelf op de eerstvolgende agenda die wordt voorbereid."
        return BoardLine(_word(report), "warning", words, found, None, True)
    if report.correction:
        words = (
            "Deze verbeterde editie is nog niet uitgebracht. Bij het uitbrengen komt zij op de eerstvolgende agenda "
            "die wordt voorbereid, in de plaats van een eerdere editie die daar nog op staat."
        )
        return BoardLine("nog niet uitgebracht", "neutral", words, found, None, True)
    words = (
        "Het bestuur kan deze editie vaststellen voordat zij uitgaat. Het hoeft niet: brengt de voorzitter haar eerst "
        "uit, dan bekrachtigt het bestuur haar daarna."
    )
    return BoardLine("niet voorgelegd", "neutral", words, found, None, True)


def _word(report: AnnualReport) -> str:
    return "ter bekrachtiging" if report.is_released else "ter vaststelling"


def _rejected(ratification: Ratification) -> Vote | None:
    """The vote that did not adopt it, on the item where it was put or where that went on."""
    item = ratification.item
    while item is not None and (following := item.continued_by.first()) is not None:
        item = following
    if item is None:
        return None
    votes = Vote.objects.filter(
        item=item, state=VoteState.CLOSED, amendment=None, result=Outcome.REJECTED.value
    )
    return votes.select_related("meeting", "item").order_by("-pk").first()
