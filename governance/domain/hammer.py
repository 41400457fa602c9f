"""A hamerstuk: nobody asks for a vote, so the proposal is adopted without one (rule 12). A pure function, as the tally.

The sentence says that nobody voted; it never reads as if all were in favour.
"""

from __future__ import annotations

from collections.abc import Iterable

from governance.domain.outcome import Outcome, SeatState, Step, TallyError, TallyOutcome, Totals
from governance.domain.rules import RuleSet
from governance.domain.wording import capital, number, presence_phrase, tell

WITHOUT_VOTE = 12
_CAN_BE = (SeatState.NOT_VOTED, SeatState.ABSENT, SeatState.RECUSED)


def adopt_without_vote(rules: RuleSet, states: Iterable[SeatState]) -> TallyOutcome:
    """The outcome of a hamerstuk.

    rules: the rule set in force. states: every filled seat: not voted (it is there and asked for no vote), absent or
    recused. Adopted, unless the rules require a quorum that is not there, or nobody is there to adopt: no decision.
    Raises TallyError when a seat has a choice, for then there was a vote. Source: rules 10, 12 and 14, article 6 being
    silent.
    """
    listed = [SeatState(state) for state in states]
    if not listed or any(state not in _CAN_BE for state in listed):
        raise TallyError("Zonder stemming heeft een zetel geen keuze gemaakt, en er is minstens één zetel.")
    totals = Totals.count(listed)
    steps: list[Step] = []
    if totals.recused:
        who = number(totals.recused, "zetel doet", "zetels doen")
        steps.append(
            _step(rules, 14, f"{who} niet mee vanwege een eigen belang en {tell(totals.recused)} niet mee.")
        )
    warnings: tuple[str, ...] = ()
    refusal: Step | None = None
    if rules.requires_quorum and totals.present * 2 <= totals.seats:
        why = f"{presence_phrase(totals)} en meer dan de helft is nodig"
        refusal = _step(rules, 10, f"{capital(why)}: er is geen besluit.")
    elif not totals.not_voted:
        refusal = _step(rules, WITHOUT_VOTE, "Geen enkele zetel die er is, doet mee: er is geen besluit.")
    elif not rules.requires_quorum and totals.present * 2 < totals.seats:
        warnings = (f"Let op: {presence_phrase(totals)}, minder dan de helft. Een quorum is niet vereist.",)
        steps.append(_step(rules, 10, warnings[0]))
    if refusal is None:
        sentence = "Aangenomen zonder stemming, als hamerstuk."
        steps.append(
            _step(
                rules,
                WITHOUT_VOTE,
                "Niemand vroeg om een stemming: het voorstel is aangenomen zonder stemming.",
            )
        )
    else:
        sentence = "Geen besluit over het hamerstuk: " + refusal.sentence[:1].lower() + refusal.sentence[1:]
        steps.append(refusal)
    return TallyOutcome(
        result=Outcome.ADOPTED if refusal is None else Outcome.NO_DECISION,
        decided_by=None,
        waiting_for=None,
        totals=totals,
        steps=tuple(steps),
        sentence=sentence,
        warnings=warnings,
    )


def _step(rules: RuleSet, rule: int, sentence: str) -> Step:
    return Step(rule, rules.row(rule).ground, sentence)
