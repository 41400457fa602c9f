"""Counting on paper: totals without choices, a tie that only an open deciding vote breaks, and what stays no secret."""

from __future__ import annotations

from itertools import product

import pytest

from governance.domain.outcome import DecidingVote, Outcome, Presider, SeatState, TallyError, TallyOutcome
from governance.domain.paper import PaperTotals, check_sheet, paper_tally, secrecy_warning
from governance.domain.rules import RULE_SET_1
from governance.domain.tally import tally

SEATS = ("enschede", "hengelo", "almelo", "oldenzaal", "hellendoorn", "uwv", "werkgevers", "werknemers")
STATES = {"N": SeatState.NOT_VOTED, "-": SeatState.ABSENT, "R": SeatState.RECUSED}


def paper(
    sheet: tuple[int, int, int, int],
    seats: str = "NNNNNNNN",
    vice_chair: str | None = "hengelo",
    chair_by_deputy: bool = False,
    deciding_vote: DecidingVote | None = None,
) -> TallyOutcome:
    """sheet: for, against, abstained, not handed in. seats: a letter each; the first is the chair's."""
    states = {seat: STATES[letter] for seat, letter in zip(SEATS, seats, strict=False)}
    return paper_tally(
        RULE_SET_1,
        states,
        PaperTotals(*sheet),
        "enschede",
        vice_chair,
        chair_by_deputy=chair_by_deputy,
        deciding_vote=deciding_vote,
    )


def test_majority_on_paper_decides_and_says_how_it_was_counted() -> None:
    outcome = paper((5, 2, 1, 0))
    assert outcome.result is Outcome.ADOPTED
    assert outcome.sentence == "Aangenomen met 5 stemmen voor en 2 tegen."
    assert [step.rule for step in outcome.steps] == [0, 11, 2, 1]
    assert outcome.steps[1].sentence == "Schriftelijk en geheim gestemd, op papier geteld door twee personen."
    assert outcome.totals.seats == 8


@pytest.mark.parametrize(
    ("votes_for", "against"), [(f, a) for f, a in product(range(9), repeat=2) if f + a <= 8 and f != a]
)
def test_unequal_count_is_that_of_an_open_vote(votes_for: int, against: int) -> None:
    letters = [SeatState.FOR] * votes_for + [SeatState.AGAINST] * against
    letters += [SeatState.NOT_VOTED] * (8 - len(letters))
    openly = tally(RULE_SET_1, dict(zip(SEATS, letters, strict=True)), "enschede", "hengelo")
    secretly = paper((votes_for, against, 0, 8 - votes_for - against))
    assert (secretly.result, secretly.sentence, secretly.totals) == (
        openly.result,
        openly.sentence,
        openly.totals,
    )


def test_tie_asks_the_chair_openly_whatever_stood_on_the_chairs_paper() -> None:
    outcome = paper((4, 4, 0, 0))
    assert (outcome.result, outcome.waiting_for) == (Outcome.TIED, Presider.CHAIR)
    assert outcome.steps[-1].rule == 11
    assert "apart en in het openbaar" in outcome.steps[-1].sentence


@pytest.mark.parametrize(
    ("answer", "result", "sentence"),
    [
        (DecidingVote.FOR, Outcome.ADOPTED, "Aangenomen met 4 stemmen voor en 4 tegen;"),
        (DecidingVote.AGAINST, Outcome.REJECTED, "Verworpen met 4 stemmen voor en 4 tegen;"),
        (DecidingVote.DECLINED, Outcome.NOT_ADOPTED, "Niet aangenomen met 4 stemmen voor en 4 tegen;"),
    ],
)
def test_deciding_vote_on_paper_tie(answer: DecidingVote, result: Outcome, sentence: str) -> None:
    outcome = paper((4, 4, 0, 0), deciding_vote=answer)
    assert outcome.result is result
    assert outcome.sentence.startswith(sentence)


def test_tie_with_abstentions_asks_too() -> None:
    assert paper((3, 3, 2, 0)).result is Outcome.TIED


@pytest.mark.parametrize(
    ("seats", "sheet"), [("-NNNNNNN", (3, 3, 1, 0)), ("RNNNNNNN", (3, 3, 0, 1))], ids=["absent", "recused"]
)
def test_tie_without_the_chair_asks_the_vice_chair(seats: str, sheet: tuple[int, int, int, int]) -> None:
    outcome = paper(sheet, seats)
    assert (outcome.result, outcome.waiting_for) == (Outcome.TIED, Presider.VICE_CHAIR)


def test_tie_with_a_deputy_on_the_chairs_seat_asks_the_vice_chair() -> None:
    assert paper((4, 4, 0, 0), chair_by_deputy=True).waiting_for is Presider.VICE_CHAIR


def test_tie_with_neither_there_is_not_adopted() -> None:
    outcome = paper((3, 3, 0, 0), "--NNNNNN")
    assert (outcome.result, outcome.waiting_for) == (Outcome.NOT_ADOPTED, None)
    assert paper((3, 3, 0, 1), "-NNNNNNN", vice_chair=None).result is Outcome.NOT_ADOPTED


def test_nobody_for_or_against_is_no_decision() -> None:
    assert paper((0, 0, 8, 0)).result is Outcome.NO_DECISION
    assert paper((0, 0, 0, 8)).result is Outcome.NO_DECISION


def test_deciding_vote_that_nobody_asked_for_is_refused() -> None:
    with pytest.raises(TallyError, match="niet om gevraagd"):
        paper((5, 3, 0, 0), deciding_vote=DecidingVote.FOR)


@pytest.mark.parametrize("sheet", [(8, 0, 0, 0), (0, 8, 0, 0), (0, 7, 0, 1)])
def test_secret_and_unanimous_says_that_secrecy_is_gone(sheet: tuple[int, int, int, int]) -> None:
    outcome = paper(sheet)
    assert outcome.warnings == (
        "Alle ingeleverde briefjes zeggen hetzelfde: daarmee is bekend wat erop stond.",
    )
    assert outcome.warnings[0] in [step.sentence for step in outcome.steps]


def test_divided_papers_keep_their_secret() -> None:
    assert paper((7, 1, 0, 0)).warnings == ()


def test_seat_vacant_is_left_out_and_the_sheet_must_add_up_without_it() -> None:
    assert paper((4, 3, 0, 0), "NNNNNNN").totals.seats == 7
    with pytest.raises(TallyError, match="De telling sluit niet: 4 \\+ 4 \\+ 0 \\+ 0 = 8"):
        paper((4, 4, 0, 0), "NNNNNNN")


def test_absent_and_recused_seats_hand_in_nothing() -> None:
    outcome = paper((4, 2, 0, 0), "NNNNNN-R")
    assert (outcome.totals.absent, outcome.totals.recused, outcome.totals.seats) == (1, 1, 8)


def test_seat_with_a_choice_is_refused() -> None:
    with pytest.raises(TallyError, match="geheime stemming"):
        paper_tally(RULE_SET_1, {"enschede": SeatState.FOR}, PaperTotals(1, 0, 0, 0), "enschede", None)


def test_sheet_with_a_negative_line_is_refused_though_it_adds_up() -> None:
    with pytest.raises(TallyError, match="nul of meer"):
        check_sheet(PaperTotals(9, -1, 0, 0), 8)


def test_warning_before_opening_is_sharper_with_few_voters() -> None:
    assert "weinig geheim: maar 2 zetels stemmen mee" in secrecy_warning(2)
    assert "maar 1 zetel stemt mee" in secrecy_warning(1)
    assert "weinig geheim" not in secrecy_warning(8)
    assert all("iedereen hetzelfde" in secrecy_warning(voters) for voters in (1, 3, 4, 8))
