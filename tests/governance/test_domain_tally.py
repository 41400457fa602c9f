"""The decision engine, case by case: the rows of the rule set and the cases that have gone wrong elsewhere."""

import re

import pytest

from governance.domain.rules import RULE_SET_1, rule_set_from_json, rule_set_to_json
from governance.domain.tally import DecidingVote, SeatState, TallyError, TallyOutcome, tally

LETTERS = {
    "F": SeatState.FOR,
    "A": SeatState.AGAINST,
    "O": SeatState.ABSTAINED,
    "N": SeatState.NOT_VOTED,
    "-": SeatState.ABSENT,
    "R": SeatState.RECUSED,
}
SEATS = ("enschede", "hengelo", "almelo", "oldenzaal", "hellendoorn", "uwv", "werkgevers", "werknemers")
CHAIR, VICE_CHAIR = SEATS[:2]


def outcome_of(
    votes: str,
    vice_chair: str | None = VICE_CHAIR,
    chair_by_deputy: bool = False,
    vice_chair_by_deputy: bool = False,
    deciding_vote: DecidingVote | None = None,
    rules=RULE_SET_1,
    names: dict[str, str] | None = None,
) -> TallyOutcome:
    """votes: one letter per seat; the first is the chair's, the second the vice-chair's (when there is one)."""
    seats = dict(zip(SEATS, [LETTERS[letter] for letter in votes], strict=False))
    return tally(rules, seats, CHAIR, vice_chair, chair_by_deputy, vice_chair_by_deputy, deciding_vote, names)


def told(outcome: TallyOutcome) -> tuple[str, str | None, str | None]:
    """Result, who decided, who is waited for."""
    return outcome.result.value, outcome.decided_by, outcome.waiting_for


def rows(outcome: TallyOutcome) -> list[tuple[int, str]]:
    return [(step.rule, step.ground) for step in outcome.steps]


AGREED, ASSUMED = "art. 6", "aangenomen"

DECIDED = {
    "five_to_three": ("FFFFFAAA", {}, "adopted", "majority", "Aangenomen met 5 stemmen voor en 3 tegen."),
    "three_to_five": ("AAAAAFFF", {}, "rejected", "majority", "Verworpen met 3 stemmen voor en 5 tegen."),
    "unanimously_for": ("FFFFFFFF", {}, "adopted", "majority", "Aangenomen met 8 stemmen voor en 0 tegen."),
    "unanimously_against": ("AAAAAAAA", {}, "rejected", "majority", "Verworpen met 0 stemmen voor en 8 tegen."),
    "one_single_vote_for": ("NNFNNNNN", {}, "adopted", "majority", "Aangenomen met 1 stem voor en 0 tegen."),
    "one_single_vote_against": ("NNANNNNN", {}, "rejected", "majority", "Verworpen met 0 stemmen voor en 1 tegen."),
    "board_of_one_seat": ("F", {"vice_chair": None}, "adopted", "majority", "Aangenomen met 1 stem voor en 0 tegen."),
    "seat_vacant_and_left_out": ("FFFFAAA", {}, "adopted", "majority", "Aangenomen met 4 stemmen voor en 3 tegen."),
    "abstentions_not_cast": ("FFAOOOOO", {}, "adopted", "majority", "Aangenomen met 2 stemmen voor en 1 tegen."),
    "chair_outvoted": ("AAFFFFFF", {}, "adopted", "majority", "Aangenomen met 6 stemmen voor en 2 tegen."),
    "tie_chair_for": (
        "FAFAFAFA", {}, "adopted", "chair",
        "Aangenomen met 4 stemmen voor en 4 tegen; de stem van de voorzitter gaf de doorslag.",
    ),
    "tie_chair_against": (
        "AFFAFAFA", {}, "rejected", "chair",
        "Verworpen met 4 stemmen voor en 4 tegen; de stem van de voorzitter gaf de doorslag.",
    ),
    "tie_chair_left_after_voting": (
        # What counts is the ballot, not the chair's coat: the seat's state is what it voted.
        "FA--NNNN", {}, "adopted", "chair",
        "Aangenomen met 1 stem voor en 1 tegen; de stem van de voorzitter gaf de doorslag.",
    ),
    "tie_chair_absent_vice_chair_for": (
        "-FFFAAAO", {}, "adopted", "vice_chair",
        "Aangenomen met 3 stemmen voor en 3 tegen; de stem van de vicevoorzitter gaf de doorslag.",
    ),
    "tie_chair_absent_vice_chair_against": (
        "-AFFFAAO", {}, "rejected", "vice_chair",
        "Verworpen met 3 stemmen voor en 3 tegen; de stem van de vicevoorzitter gaf de doorslag.",
    ),
    "tie_chair_recused_on_this_item": (
        "RFFFAAAN", {}, "adopted", "vice_chair",
        "Aangenomen met 3 stemmen voor en 3 tegen; de stem van de vicevoorzitter gaf de doorslag.",
    ),
    "tie_chair_by_deputy": (
        "FAFAFAFA", {"chair_by_deputy": True}, "rejected", "vice_chair",
        "Verworpen met 4 stemmen voor en 4 tegen; de stem van de vicevoorzitter gaf de doorslag.",
    ),
    "tie_chair_present_vice_chair_by_deputy": (
        "FAFAFAFA", {"vice_chair_by_deputy": True}, "adopted", "chair",
        "Aangenomen met 4 stemmen voor en 4 tegen; de stem van de voorzitter gaf de doorslag.",
    ),
    "tie_chair_present_without_vice_chair": (
        "FAFAFAFA", {"vice_chair": None}, "adopted", "chair",
        "Aangenomen met 4 stemmen voor en 4 tegen; de stem van de voorzitter gaf de doorslag.",
    ),
    "tie_deciding_vote_of_chair_for": (
        "OFAFAFAN", {"deciding_vote": DecidingVote.FOR}, "adopted", "chair",
        "Aangenomen met 3 stemmen voor en 3 tegen; de beslissende stem van de voorzitter gaf de doorslag.",
    ),
    "tie_deciding_vote_of_chair_against": (
        "NFAFAFAN", {"deciding_vote": DecidingVote.AGAINST}, "rejected", "chair",
        "Verworpen met 3 stemmen voor en 3 tegen; de beslissende stem van de voorzitter gaf de doorslag.",
    ),
    "tie_deciding_vote_of_vice_chair": (
        "-OAFAFAF", {"deciding_vote": DecidingVote.FOR}, "adopted", "vice_chair",
        "Aangenomen met 3 stemmen voor en 3 tegen; de beslissende stem van de vicevoorzitter gaf de doorslag.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("votes", "extra", "result", "decided_by", "sentence"), DECIDED.values(), ids=DECIDED
)
def test_decided_vote(votes, extra, result, decided_by, sentence):
    outcome = outcome_of(votes, **extra)
    assert told(outcome) == (result, decided_by, None)
    assert outcome.sentence == sentence


WAITING = {
    "chair_abstained": ("OFAFAFAN", {}, "chair", [(0, ASSUMED), (2, ASSUMED), (1, AGREED), (4, ASSUMED)]),
    "chair_did_not_vote": ("NFAFAFAN", {}, "chair", [(0, ASSUMED), (1, AGREED), (4, ASSUMED)]),
    "chair_did_not_vote_and_vice_chair_did": (
        "NFA-----", {}, "chair", [(0, ASSUMED), (10, ASSUMED), (1, AGREED), (4, ASSUMED)],
    ),
    "chair_absent_vice_chair_abstained": (
        "-OAFAFAF", {}, "vice_chair", [(0, ASSUMED), (2, ASSUMED), (1, AGREED), (5, AGREED), (5, ASSUMED)],
    ),
    "chair_recused_vice_chair_did_not_vote": (
        "RNAFAFAF", {}, "vice_chair",
        [(0, ASSUMED), (14, ASSUMED), (1, AGREED), (6, ASSUMED), (5, AGREED), (5, ASSUMED)],
    ),
    "deputy_for_chair_vice_chair_did_not_vote": (
        "FNAFANNN", {"chair_by_deputy": True}, "vice_chair",
        [(0, ASSUMED), (1, AGREED), (8, ASSUMED), (5, AGREED), (5, ASSUMED)],
    ),
    "silent_deputy_for_chair": (
        "NOAFANNF", {"chair_by_deputy": True}, "vice_chair",
        [(0, ASSUMED), (2, ASSUMED), (1, AGREED), (8, ASSUMED), (5, AGREED), (5, ASSUMED)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("votes", "extra", "waiting_for", "steps"), WAITING.values(), ids=WAITING)
def test_tie_waiting_for_a_deciding_vote(votes, extra, waiting_for, steps):
    outcome = outcome_of(votes, **extra)
    assert told(outcome) == ("tied", None, waiting_for)
    assert rows(outcome) == steps
    who = {"chair": "de voorzitter", "vice_chair": "de vicevoorzitter"}[waiting_for]
    assert outcome.sentence.endswith(f"; {who} is om een beslissende stem gevraagd.")


@pytest.mark.parametrize(("votes", "extra", "waiting_for", "steps"), WAITING.values(), ids=WAITING)
def test_tie_of_which_the_decider_declines(votes, extra, waiting_for, steps):
    outcome = outcome_of(votes, **extra, deciding_vote=DecidingVote.DECLINED)
    assert told(outcome) == ("not_adopted", None, None)
    assert rows(outcome) == steps
    assert outcome.sentence.startswith("Niet aangenomen met ")
    assert outcome.sentence.endswith(" gaf geen beslissende stem. Het voorstel komt op de volgende agenda.")


NOBODY = {
    "chair_and_vice_chair_away": ("--AFAFAF", {}, [7]),
    "chair_absent_without_vice_chair": ("-FAFAFAN", {"vice_chair": None}, [7]),
    "chair_absent_vice_chair_recused": ("-RAFAFAF", {}, [7]),
    "chair_recused_vice_chair_absent": ("R-AFAFAF", {}, [6, 7]),
    "both_recused": ("RRAFAFAF", {}, [6, 7]),
    "chair_absent_deputy_for_vice_chair": ("-FAFAFAN", {"vice_chair_by_deputy": True}, [8, 7]),
    "deputies_for_both": ("FAAFAFAF", {"chair_by_deputy": True, "vice_chair_by_deputy": True}, [8, 8, 7]),
    "deputy_for_chair_without_vice_chair": (
        "FAAFAFAF",
        {"chair_by_deputy": True, "vice_chair": None},
        [8, 7],
    ),
    "deputy_for_chair_vice_chair_absent": ("F-AFAFAN", {"chair_by_deputy": True}, [8, 7]),
}


@pytest.mark.parametrize(("votes", "extra", "steps"), NOBODY.values(), ids=NOBODY)
def test_tie_that_nobody_can_decide(votes, extra, steps):
    outcome = outcome_of(votes, **extra)
    assert told(outcome) == ("not_adopted", None, None)
    equal = outcome.totals.against
    assert outcome.sentence == (
        f"Niet aangenomen met {equal} stemmen voor en {equal} tegen; niemand heeft een beslissende stem. "
        "Het voorstel komt op de volgende agenda."
    )
    after_the_count = rows(outcome)[[rule for rule, _ in rows(outcome)].index(1) + 1 :]
    assert after_the_count == [(rule, ASSUMED) for rule in steps]


@pytest.mark.parametrize("votes", ["OOOOOOOO", "NNNNNNNN", "--------", "RRRRRRRR", "ONR-ONR-"])
def test_no_votes_cast_is_no_decision_and_no_tie(votes):
    outcome = outcome_of(votes)
    assert told(outcome) == ("no_decision", None, None)
    assert (
        outcome.sentence == "Geen besluit met 0 stemmen voor en 0 tegen: er is geen enkele stem uitgebracht."
    )
    assert rows(outcome)[-1] == (9, ASSUMED)


STEPS = {
    "majority": ("FFFFFAAA", {}, [(0, ASSUMED), (1, AGREED)]),
    "chair_voted": ("FAFAFAFA", {}, [(0, ASSUMED), (1, AGREED), (3, AGREED)]),
    # Nothing was assumed about this tie: the agreement itself says that the vice-chair's vote decides.
    "vice_chair_voted": ("-FFFAAAN", {}, [(0, ASSUMED), (1, AGREED), (5, AGREED), (5, AGREED)]),
    "chair_recused": (
        "RFFFAAAN", {},
        [(0, ASSUMED), (14, ASSUMED), (1, AGREED), (6, ASSUMED), (5, AGREED), (5, AGREED)],
    ),
    "deputy_for_chair": (
        "AFFFAAAF", {"chair_by_deputy": True},
        [(0, ASSUMED), (1, AGREED), (8, ASSUMED), (5, AGREED), (5, AGREED)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("votes", "extra", "steps"), STEPS.values(), ids=STEPS)
def test_steps_name_each_rule_with_its_ground(votes, extra, steps):
    assert rows(outcome_of(votes, **extra)) == steps


@pytest.mark.parametrize("chair", ["-", "R"])
def test_deputy_on_an_absent_or_recused_seat_changes_nothing(chair):
    votes = f"{chair}FFFAAAN"
    assert outcome_of(votes, chair_by_deputy=True) == outcome_of(votes)
    votes = f"-{chair}FFAAFA"
    assert outcome_of(votes, vice_chair_by_deputy=True) == outcome_of(votes)


def test_deputy_at_an_unequal_count_changes_nothing():
    assert outcome_of("FFFFFAAA", chair_by_deputy=True, vice_chair_by_deputy=True) == outcome_of("FFFFFAAA")


NOT_ASKED = {
    "majority": ("FFFFFAAA", {}),
    "chair_voted": ("FAFAFAFA", {}),
    "vice_chair_voted": ("-FFFAAAN", {}),
    "nobody_can": ("--AFAFAF", {}),
    "no_votes_cast": ("OOOOOOOO", {}),
}


@pytest.mark.parametrize("deciding_vote", DecidingVote)
@pytest.mark.parametrize(("votes", "extra"), NOT_ASKED.values(), ids=NOT_ASKED)
def test_deciding_vote_that_is_not_asked_for(votes, extra, deciding_vote):
    with pytest.raises(TallyError, match="niet om gevraagd"):
        outcome_of(votes, **extra, deciding_vote=deciding_vote)


def test_quorum_not_required_warns_below_half():
    outcome = outcome_of("FF-----A")
    assert outcome.result == "adopted"
    assert outcome.warnings == (
        "Let op: 3 van de 8 zetels zijn aanwezig, minder dan de helft. Een quorum is niet vereist.",
    )
    assert next(step for step in outcome.steps if step.rule == 10).sentence == outcome.warnings[0]


@pytest.mark.parametrize("votes", ["FFFA----", "FFFR----", "FFOAN---"])
def test_quorum_not_required_is_silent_from_half_on(votes):
    outcome = outcome_of(votes)
    assert outcome.warnings == ()
    assert 10 not in [step.rule for step in outcome.steps]


def with_quorum():
    json_rows = rule_set_to_json(RULE_SET_1)
    json_rows[10]["value"] = "more_than_half"
    json_rows[10]["ground"] = "besluit 2027-4"
    return rule_set_from_json(2, json_rows)


def test_quorum_required_and_exactly_half_present():
    outcome = outcome_of("FFFF----", rules=with_quorum())
    assert told(outcome) == ("no_decision", None, None)
    assert outcome.sentence == (
        "Geen besluit met 4 stemmen voor en 0 tegen: 4 van de 8 zetels zijn aanwezig en meer dan de helft is nodig."
    )
    assert rows(outcome)[-1] == (10, "besluit 2027-4")


def test_quorum_required_and_met():
    assert told(outcome_of("FFFFA---", rules=with_quorum())) == ("adopted", "majority", None)


def test_quorum_required_and_missing_asks_for_no_deciding_vote():
    with pytest.raises(TallyError, match="niet om gevraagd"):
        outcome_of("OFA-----", rules=with_quorum(), deciding_vote=DecidingVote.FOR)


def test_names_stand_behind_the_office():
    outcome = outcome_of("FAFAFAFA", names={CHAIR: "Enschede"})
    assert outcome.sentence.endswith("; de stem van de voorzitter (Enschede) gaf de doorslag.")
    assert outcome.steps[-1].sentence == "De voorzitter (Enschede) stemde voor: die stem geeft de doorslag."


@pytest.mark.parametrize(
    ("letters", "result", "decided_by", "words"),
    [
        ("VTT", "rejected", "majority", None),
        ("VTO", "adopted", "vice_chair", "De zetel van de voorzitter is vacant: de vicevoorzitter beslist."),
        (
            "OVT",
            "tied",
            None,
            "De zetel van de voorzitter is vacant: de vicevoorzitter beslist.",
        ),
    ],
)
def test_vacant_seat_of_the_chair_is_no_seat(letters, result, decided_by, words):
    words_of = {"V": "for", "T": "against", "O": "abstained"}
    seats = (VICE_CHAIR, "uwv", "almelo")
    states = {seat: words_of[letter] for seat, letter in zip(seats, letters, strict=True)}
    outcome = tally(RULE_SET_1, states, None, VICE_CHAIR)
    sentences = [step.sentence for step in outcome.steps]
    assert (outcome.result, outcome.decided_by, outcome.totals.seats) == (result, decided_by, 3)
    assert (outcome.steps[1].rule, sentences[1]) == (
        16,
        "De zetel van de voorzitter is vacant en telt niet als zetel.",
    )
    assert words is None or words in sentences


def test_vacant_seat_of_the_chair_and_no_vice_chair_leaves_a_tie_to_nobody():
    outcome = tally(RULE_SET_1, {"uwv": "for", "almelo": "against"}, None, None)
    assert outcome.result == "not_adopted"
    assert (
        "De zetel van de voorzitter is vacant en er is geen vicevoorzitter: niemand"
        in outcome.steps[-1].sentence
    )


def test_breakdown_adds_up_in_words():
    assert outcome_of("FFAON-RR").steps[0].sentence == (
        "8 zetels, elk met één stem: 2 voor, 1 tegen, 1 onthouden, 1 niet gestemd, 1 afwezig, 2 doen niet mee."
    )
    assert outcome_of("F", vice_chair=None).steps[0].sentence == "1 zetel, met één stem: 1 voor, 0 tegen."


def test_unanimously_against_never_reads_as_adopted():
    outcome = outcome_of("AAAAAAAA")
    text = " ".join([outcome.sentence, *(step.sentence for step in outcome.steps)])
    assert not re.search("algemene stemmen|aangenomen", text, re.IGNORECASE)


BAD = {
    "no_seats": ({}, CHAIR, None, "minstens één zetel"),
    "chair_seat_vacant": ({"uwv": "for"}, CHAIR, None, "zetel van de voorzitter"),
    "vice_chair_seat_unknown": ({CHAIR: "for"}, CHAIR, VICE_CHAIR, "zetel van de vicevoorzitter"),
    "one_person_on_two_seats": ({CHAIR: "for"}, CHAIR, CHAIR, "niet dezelfde zetel"),
    "unknown_state": ({CHAIR: "voor"}, CHAIR, None, "'enschede' heeft een onbekende stand: 'voor'"),
    "state_of_another_type": ({CHAIR: ["for"]}, CHAIR, None, "onbekende stand"),
}


@pytest.mark.parametrize(("seats", "chair", "vice_chair", "message"), BAD.values(), ids=BAD)
def test_input_without_an_outcome(seats, chair, vice_chair, message):
    with pytest.raises(TallyError, match=message):
        tally(RULE_SET_1, seats, chair, vice_chair)


def test_unknown_deciding_vote():
    with pytest.raises(TallyError, match="Onbekende beslissende stem"):
        outcome_of("OFAFAFAN", deciding_vote="misschien")


def test_states_from_a_database_count_like_the_enum():
    texts = {"enschede": "for", "hengelo": "against"}
    members = {seat: SeatState(text) for seat, text in texts.items()}
    assert tally(RULE_SET_1, texts, CHAIR, VICE_CHAIR) == tally(RULE_SET_1, members, CHAIR, VICE_CHAIR)
