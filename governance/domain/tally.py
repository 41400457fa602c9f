"""The decision engine: from what each seat did to the outcome, with the rule behind every step.

Source: article 6 of the cooperation agreement (majority of the votes; on an equal count the vote of the chair, or
of the vice-chair when the chair is absent) and, where that is silent, the rule set in `rules.py`. A number in a
comment is a row of that table.
"""

from __future__ import annotations

from collections.abc import Mapping

from governance.domain.outcome import (
    DecidedBy,
    DecidingVote,
    Outcome,
    Presider,
    SeatState,
    Step,
    TallyError,
    TallyOutcome,
    Totals,
)
from governance.domain.rules import RuleSet
from governance.domain.tie import Office, Verdict, break_tie
from governance.domain.wording import breakdown, capital, count_phrase, number, presence_phrase, tell

__all__ = [
    "DecidedBy",
    "DecidingVote",
    "Outcome",
    "Presider",
    "SeatState",
    "Step",
    "TallyError",
    "TallyOutcome",
    "Totals",
    "tally",
]

_OFFICE_NAMES = {Presider.CHAIR: "voorzitter", Presider.VICE_CHAIR: "vicevoorzitter"}


def tally(
    rules: RuleSet,
    seats: Mapping[str, SeatState],
    chair: str | None,
    vice_chair: str | None,
    chair_by_deputy: bool = False,
    vice_chair_by_deputy: bool = False,
    deciding_vote: DecidingVote | None = None,
    names: Mapping[str, str] | None = None,
) -> TallyOutcome:
    """The outcome of one vote.

    rules: the rule set in force at the vote. seats: every filled seat and what it did; a vacant seat is left out.
    chair, vice_chair: their seats; None for a chair's seat that is vacant, or a board without vice-chair.
    chair_by_deputy, vice_chair_by_deputy: a deputy holds that seat in this vote, whether or not it voted.
    deciding_vote: only when one was asked for. names: seat to display name, for the sentences.

    Raises TallyError, with a Dutch message, on input that no outcome can follow from. Source: article 6.
    """
    states = checked_states(seats, chair, vice_chair)
    return conclude(
        rules,
        Totals.count(states.values()),
        office(Presider.CHAIR, chair, states, chair_by_deputy, names),
        None
        if vice_chair is None
        else office(Presider.VICE_CHAIR, vice_chair, states, vice_chair_by_deputy, names),
        deciding_vote,
    )


def conclude(
    rules: RuleSet,
    totals: Totals,
    chair: Office,
    vice_chair: Office | None,
    deciding_vote: DecidingVote | None,
    steps: tuple[Step, ...] = (),
    warnings: tuple[str, ...] = (),
) -> TallyOutcome:
    """The outcome that follows from totals, however they were counted; `tally` and `paper_tally` both end here.

    steps, warnings: what is to be said right after the count, such as that it was on paper. Raises TallyError for a
    deciding vote that nobody was asked for.
    """
    opening, thin = _opening_steps(rules, totals, chair)
    verdict = _verdict(
        rules,
        totals,
        chair,
        vice_chair,
        None if deciding_vote is None else _checked_deciding_vote(deciding_vote),
    )
    if deciding_vote is not None and not verdict.asked:
        raise TallyError(
            "Er is een beslissende stem opgegeven, maar daar is in deze stemming niet om gevraagd."
        )
    return TallyOutcome(
        result=verdict.result,
        decided_by=verdict.decided_by,
        waiting_for=verdict.waiting_for,
        totals=totals,
        steps=opening[:1] + steps + opening[1:] + verdict.steps,
        sentence=verdict.sentence,
        warnings=warnings + thin,
    )


def checked_states(
    seats: Mapping[str, SeatState], chair: str | None, vice_chair: str | None
) -> dict[str, SeatState]:
    """The seats with their states, checked: chair and vice-chair are among them and not one seat. Raises TallyError."""
    if not seats:
        raise TallyError("Een stemming heeft minstens één zetel nodig.")
    if chair is not None and chair not in seats:
        raise TallyError(f"De zetel van de voorzitter staat niet bij de zetels: {chair!r}.")
    if vice_chair is not None and vice_chair not in seats:
        raise TallyError(f"De zetel van de vicevoorzitter staat niet bij de zetels: {vice_chair!r}.")
    if chair is not None and chair == vice_chair:
        raise TallyError("Voorzitter en vicevoorzitter kunnen niet dezelfde zetel hebben.")
    # Through the enum, so that a state read from a database row (a str) counts like the member itself.
    try:
        return {seat: SeatState(state) for seat, state in seats.items()}
    except ValueError:
        known = [state.value for state in SeatState]
        seat, state = next((seat, state) for seat, state in seats.items() if state not in known)
        raise TallyError(f"Zetel {seat!r} heeft een onbekende stand: {state!r}.") from None


def _checked_deciding_vote(deciding_vote: DecidingVote) -> DecidingVote:
    try:
        return DecidingVote(deciding_vote)
    except ValueError:
        raise TallyError(f"Onbekende beslissende stem: {deciding_vote!r}.") from None


def office(
    presider: Presider,
    seat: str | None,
    states: Mapping[str, SeatState],
    by_deputy: bool,
    names: Mapping[str, str] | None,
    secret: bool = False,
) -> Office:
    """The chair or the vice-chair as the tie sees it. seat: None when it is vacant, so that it does not vote (row 16).
    secret: the vote was on paper, so its side is not known.
    """
    label = f"de {_OFFICE_NAMES[presider]}"
    if seat is None:
        return Office(presider, label, SeatState.ABSENT, by_deputy=False, vacant=True)
    if names and seat in names:
        label = f"{label} ({names[seat]})"
    return Office(presider, label, states[seat], by_deputy, secret)


def _opening_steps(rules: RuleSet, totals: Totals, chair: Office) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    """The count and what is left out of it; with the warnings that stay with the outcome."""
    steps = [_step(rules, 0, breakdown(totals))]
    if chair.vacant:
        steps.append(_step(rules, 16, f"{capital(chair.why_not)} en telt niet als zetel."))
    if totals.recused:
        who = number(totals.recused, "zetel doet", "zetels doen")
        steps.append(
            _step(rules, 14, f"{who} niet mee vanwege een eigen belang en {tell(totals.recused)} niet mee.")
        )
    if totals.abstained:
        who = number(totals.abstained, "onthouding", "onthoudingen")
        steps.append(_step(rules, 2, f"{who} {tell(totals.abstained)} niet als uitgebrachte stem."))
    warnings: tuple[str, ...] = ()
    # 10: without a quorum a thin meeting decides, but nobody should have to find that out afterwards.
    if not rules.requires_quorum and totals.present * 2 < totals.seats:
        warnings = (f"Let op: {presence_phrase(totals)}, minder dan de helft. Een quorum is niet vereist.",)
        steps.append(_step(rules, 10, warnings[0]))
    return tuple(steps), warnings


def _verdict(
    rules: RuleSet,
    totals: Totals,
    chair: Office,
    vice_chair: Office | None,
    deciding_vote: DecidingVote | None,
) -> Verdict:
    count = count_phrase(totals)
    if rules.requires_quorum and totals.present * 2 <= totals.seats:
        why = f"{presence_phrase(totals)} en meer dan de helft is nodig"
        step = _step(rules, 10, f"{capital(why)}: er is geen besluit.")
        return Verdict(Outcome.NO_DECISION, (step,), f"Geen besluit met {count}: {why}.")
    if not totals.votes_cast:
        # 9: nil against nil is an equal count too, but there is nothing that a deciding vote could decide.
        step = _step(
            rules, 9, "Er is geen enkele stem uitgebracht: geen besluit, en ook geen staking van stemmen."
        )
        sentence = f"Geen besluit met {count}: er is geen enkele stem uitgebracht."
        return Verdict(Outcome.NO_DECISION, (step,), sentence)
    if totals.votes_for != totals.against:
        adopted = totals.votes_for > totals.against
        side = "voor" if adopted else "tegen"
        return Verdict(
            Outcome.ADOPTED if adopted else Outcome.REJECTED,
            (_step(rules, 1, f"{count}: de meerderheid van de uitgebrachte stemmen is {side}."),),
            # Never "met algemene stemmen": the numbers say it, and they say it right when all are against.
            f"{'Aangenomen' if adopted else 'Verworpen'} met {count}.",
            decided_by=DecidedBy.MAJORITY,
        )
    tie = (_step(rules, 1, f"{count}: geen meerderheid, de stemmen staken."),)
    return break_tie(rules, tie, count, chair, vice_chair, deciding_vote)


def _step(rules: RuleSet, rule: int, sentence: str) -> Step:
    return Step(rule, rules.row(rule).ground, sentence)
