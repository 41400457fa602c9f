"""Staking van stemmen: who breaks a tie, and what happens when nobody does.

Source: article 6 of the agreement (the vote of the chair decides, or that of the vice-chair when the chair is
absent) and rows 3 to 8 of the rule set.
"""

from __future__ import annotations

from dataclasses import dataclass

from governance.domain.outcome import DecidedBy, DecidingVote, Outcome, Presider, SeatState, Step
from governance.domain.rules import RuleSet
from governance.domain.wording import capital

_TAKES_NO_PART = (SeatState.ABSENT, SeatState.RECUSED)
_SIDES = {SeatState.FOR: "voor", SeatState.AGAINST: "tegen"}
_BACK_ON_AGENDA = "Het voorstel komt op de volgende agenda."


@dataclass(frozen=True, slots=True)
class Office:
    """The chair or the vice-chair in this vote, seen from the question whether it may break a tie.

    label: "de voorzitter", or with the seat's name behind it. by_deputy: a deputy holds the seat in this vote.
    secret: the vote was on paper, so that nobody knows what this seat chose (rule 11). vacant: nobody is on the seat.
    """

    presider: Presider
    label: str
    state: SeatState
    by_deputy: bool
    secret: bool = False
    vacant: bool = False

    @property
    def has_deputy(self) -> bool:
        """A deputy acts. On an absent or recused seat nobody acts: a registered deputy changes nothing there."""
        return self.by_deputy and self.state not in _TAKES_NO_PART

    @property
    def in_function(self) -> bool:
        return not self.by_deputy and self.state not in _TAKES_NO_PART

    @property
    def side(self) -> str | None:
        """Dutch for the side that the seat voted for, None when it did not vote for or against."""
        return _SIDES.get(self.state)

    @property
    def why_not(self) -> str:
        """Why this office does not decide, as a clause."""
        if self.vacant:
            return f"de zetel van {self.label} is vacant"
        if self.state is SeatState.ABSENT:
            return f"{self.label} is afwezig"
        if self.state is SeatState.RECUSED:
            return f"{self.label} doet bij dit agendapunt niet mee"
        return f"{self.label} heeft een vervanger"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The middle of an outcome. asked: somebody was asked for a deciding vote, so that one may be given."""

    result: Outcome
    steps: tuple[Step, ...]
    sentence: str
    decided_by: DecidedBy | None = None
    waiting_for: Presider | None = None
    asked: bool = False


def break_tie(
    rules: RuleSet,
    steps: tuple[Step, ...],
    count: str,
    chair: Office,
    vice_chair: Office | None,
    deciding_vote: DecidingVote | None,
) -> Verdict:
    """The verdict on an equal count of at least one vote each.

    steps: the explanation so far, to which this adds. count: the Dutch phrase with the numbers. deciding_vote: the
    answer if one was given; it is used only where it is asked for (`Verdict.asked`).
    """
    if chair.in_function:
        row = rules.row(11 if chair.secret else 4 if chair.side is None else 3)
        return _decided_by(chair, row.number, row.filled_in_ground, steps, count, deciding_vote)

    if chair.state is SeatState.RECUSED:
        steps += (_step(rules, 6, f"{capital(chair.why_not)} en geldt daarvoor als afwezig."),)
    elif chair.has_deputy:
        steps += (_step(rules, 8, _deputy_sentence(chair)),)

    if vice_chair is not None and vice_chair.in_function:
        # Row 5 has two halves: that the vice-chair decides is agreed, that a silent vice-chair is asked is assumed.
        row = rules.row(5)
        absent = chair.why_not if chair.state is SeatState.ABSENT else f"{chair.label} geldt als afwezig"
        agreed = f"{capital(absent)}: {vice_chair.label} beslist."
        steps += (Step(row.number, row.agreed_ground, agreed),)
        ground = row.filled_in_ground if vice_chair.side is None else row.agreed_ground
        if vice_chair.secret:
            row = rules.row(11)
            ground = row.filled_in_ground
        return _decided_by(vice_chair, row.number, ground, steps, count, deciding_vote)

    if vice_chair is None:
        and_the_other = "er is geen vicevoorzitter"
    else:
        and_the_other = vice_chair.why_not
        if vice_chair.has_deputy:
            steps += (_step(rules, 8, _deputy_sentence(vice_chair)),)
    nobody = f"{capital(chair.why_not)} en {and_the_other}: niemand heeft een beslissende stem."
    return Verdict(
        Outcome.NOT_ADOPTED,
        (*steps, _step(rules, 7, f"{nobody} Het voorstel is niet aangenomen en komt op de volgende agenda.")),
        f"Niet aangenomen met {count}; niemand heeft een beslissende stem. {_BACK_ON_AGENDA}",
    )


def _decided_by(
    office: Office,
    rule: int,
    ground: str,
    steps: tuple[Step, ...],
    count: str,
    deciding_vote: DecidingVote | None,
) -> Verdict:
    """A tie that this office decides: by the vote that it cast, else by the deciding vote that it is asked for."""
    who = office.label
    if office.side is not None:
        sentence = f"{capital(who)} stemde {office.side}: die stem geeft de doorslag."
        return _decision(
            office,
            office.state is SeatState.FOR,
            (*steps, Step(rule, ground, sentence)),
            f"{count}; de stem van {who} gaf de doorslag.",
        )
    did = "onthield zich" if office.state is SeatState.ABSTAINED else "bracht geen stem uit"
    asked = f"{capital(who)} {did} en is om een beslissende stem gevraagd"
    if office.secret:
        asked = f"De stemming was geheim: {who} is apart en in het openbaar om een beslissende stem gevraagd"
    if deciding_vote is None:
        return Verdict(
            Outcome.TIED,
            (*steps, Step(rule, ground, f"{asked}. Tot die er is, staken de stemmen.")),
            f"De stemmen staken met {count}; {who} is om een beslissende stem gevraagd.",
            waiting_for=office.presider,
            asked=True,
        )
    if deciding_vote is DecidingVote.DECLINED:
        return Verdict(
            Outcome.NOT_ADOPTED,
            (*steps, Step(rule, ground, f"{asked}. Die is niet gegeven: het voorstel is niet aangenomen.")),
            f"Niet aangenomen met {count}; {who} gaf geen beslissende stem. {_BACK_ON_AGENDA}",
            asked=True,
        )
    in_favour = deciding_vote is DecidingVote.FOR
    return _decision(
        office,
        in_favour,
        (*steps, Step(rule, ground, f"{asked}. Die stem is {'voor' if in_favour else 'tegen'}.")),
        f"{count}; de beslissende stem van {who} gaf de doorslag.",
        asked=True,
    )


def _decision(
    office: Office, in_favour: bool, steps: tuple[Step, ...], ending: str, asked: bool = False
) -> Verdict:
    return Verdict(
        Outcome.ADOPTED if in_favour else Outcome.REJECTED,
        steps,
        f"{'Aangenomen' if in_favour else 'Verworpen'} met {ending}",
        decided_by=DecidedBy(office.presider.value),
        asked=asked,
    )


def _step(rules: RuleSet, rule: int, sentence: str) -> Step:
    return Step(rule, rules.row(rule).ground, sentence)


def _deputy_sentence(office: Office) -> str:
    return f"Op de zetel van {office.label} zit een vervanger, met een gewone en geen beslissende stem."
