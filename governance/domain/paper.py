"""A secret vote on persons, on paper: from the totals on the count sheet to the outcome (rule 11).

Who chose what is known to nobody, so a tie always needs a deciding vote that the chair, or the vice-chair, gives openly
and as a separate act. For the rest the count, the tie and their words are those of `tally.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from governance.domain.outcome import (
    DecidingVote,
    Presider,
    SeatState,
    Step,
    TallyError,
    TallyOutcome,
    Totals,
)
from governance.domain.rules import RuleSet
from governance.domain.tally import checked_states, conclude, office
from governance.domain.wording import number

PAPER_RULE = 11
FEW_VOTERS = 3  # so few that a voter who knows the own paper can work out the others from almost any total


@dataclass(frozen=True, slots=True)
class PaperTotals:
    """The count sheet, in papers: for, against, abstained or blank, and not handed in."""

    votes_for: int
    against: int
    abstained: int
    not_voted: int

    @property
    def handed_in(self) -> int:
        return self.votes_for + self.against + self.abstained

    @property
    def is_unanimous(self) -> bool:
        """All papers that were handed in say the same, so that everybody's choice is known."""
        return self.handed_in > 0 and self.handed_in in (self.votes_for, self.against, self.abstained)


def check_sheet(sheet: PaperTotals, voters: int) -> None:
    """Refuse a count sheet that does not add up to the seats that may vote: present, and taking part.

    voters: the number of those seats. Raises TallyError with the Dutch sum.
    """
    lines = (sheet.votes_for, sheet.against, sheet.abstained, sheet.not_voted)
    if any(line < 0 for line in lines):
        raise TallyError("Een aantal in de telling is nul of meer.")
    if sum(lines) != voters:
        total = " + ".join(str(line) for line in lines)
        raise TallyError(
            f"De telling sluit niet: {total} = {sum(lines)}, en {number(voters, 'zetel mag', 'zetels mogen')} "
            "stemmen. Tel de briefjes opnieuw."
        )


def secrecy_warning(voters: int) -> str:
    """What to know before a secret vote is opened: when paper keeps nothing secret."""
    unanimous = "Stemt iedereen hetzelfde, dan is van iedereen bekend hoe die stemde."
    if voters > FEW_VOTERS:
        return unanimous
    few = number(voters, "zetel stemt", "zetels stemmen")
    return f"Er is hier weinig geheim: maar {few} mee. {unanimous}"


def paper_tally(
    rules: RuleSet,
    seats: Mapping[str, SeatState],
    sheet: PaperTotals,
    chair: str | None,
    vice_chair: str | None,
    chair_by_deputy: bool = False,
    vice_chair_by_deputy: bool = False,
    deciding_vote: DecidingVote | None = None,
    names: Mapping[str, str] | None = None,
) -> TallyOutcome:
    """The outcome of a vote on paper.

    seats: every filled seat, as not voted (it may vote: what it chose is secret), absent or recused. sheet: the totals,
    confirmed by a second person. The others: as in `tally`. Raises TallyError, with a Dutch message, when the sheet
    does not add up to the seats that may vote, or when a seat comes with a choice.
    """
    states = checked_states(seats, chair, vice_chair)
    listed = list(states.values())
    known = {SeatState.NOT_VOTED, SeatState.ABSENT, SeatState.RECUSED}
    if not known.issuperset(listed):
        raise TallyError("In een geheime stemming is van geen enkele zetel de keuze bekend.")
    check_sheet(sheet, listed.count(SeatState.NOT_VOTED))
    totals = Totals(
        sheet.votes_for,
        sheet.against,
        sheet.abstained,
        sheet.not_voted,
        listed.count(SeatState.ABSENT),
        listed.count(SeatState.RECUSED),
    )
    ground = rules.row(PAPER_RULE).ground
    said = [Step(PAPER_RULE, ground, "Schriftelijk en geheim gestemd, op papier geteld door twee personen.")]
    warnings: tuple[str, ...] = ()
    if sheet.is_unanimous:
        warnings = ("Alle ingeleverde briefjes zeggen hetzelfde: daarmee is bekend wat erop stond.",)
        said.append(Step(PAPER_RULE, ground, warnings[0]))
    return conclude(
        rules,
        totals,
        office(Presider.CHAIR, chair, states, chair_by_deputy, names, secret=True),
        None
        if vice_chair is None
        else office(Presider.VICE_CHAIR, vice_chair, states, vice_chair_by_deputy, names, secret=True),
        deciding_vote,
        tuple(said),
        warnings,
    )
