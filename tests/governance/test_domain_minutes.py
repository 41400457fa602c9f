"""The sentences of the minutes, from plain facts: what everybody reads and what stays inside."""

from __future__ import annotations

from typing import Any

import pytest

from governance.domain.minutes import WITHHELD, skeleton


def vote(**values: Any) -> dict[str, Any]:
    return {
        "id": 1,
        "matter": "het voorstel",
        "method": "seats",
        "closed_at": "2027-02-11T13:20:00+00:00",
        "broken_off_reason": "",
        "sentence": "Aangenomen met 2 stemmen voor en 1 tegen.",
        "result": "adopted",
        "totals": {"for": 2, "against": 1, "abstained": 0, "not_voted": 0, "absent": 1, "recused": 0},
        "seats": [seat("UWV", "for"), seat("Almelo", "for", by_deputy=True), seat("Hengelo", "against")],
        "decisions": [{"number": "2027-003", "title": "Titel", "text": "Het bestuur stemt in."}],
        **values,
    }


def seat(name: str, state: str, **values: Any) -> dict[str, Any]:
    return {"seat": name, "by_deputy": False, "state": state, "explanation": "", "notes": [], **values}


def item(**values: Any) -> dict[str, Any]:
    return {
        "id": 7,
        "number": "3",
        "title": "Verdeling",
        "kind": "ter besluitvorming",
        "is_confidential": False,
        "treated": [
            {"from": "2027-02-11T13:10:00+00:00", "until": "2027-02-11T13:25:00+00:00", "presided_by": "UWV"}
        ],
        "postponed_reason": "",
        "lifted_by": "",
        "recusals": [],
        "amendments": [],
        "votes": [],
        "actions": [],
        **values,
    }


def facts(*items: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {
        "title": "Bestuursvergadering",
        "starts_at": "2027-02-11T13:00:00+00:00",
        "place": "Enschede",
        "is_example": False,
        "opened_at": "2027-02-11T13:02:00+00:00",
        "closed_at": "2027-02-11T14:30:00+00:00",
        "late_call_reason": "",
        "suspensions": [],
        "agenda_versions": [],
        "moves": [],
        "seats": [],
        "items": list(items),
        **values,
    }


def lines(found: dict[str, Any], *, public: bool = False) -> tuple[str, ...]:
    return skeleton(facts(found), public=public).items[0].lines


def test_item_says_when_it_was_up_on_the_dutch_clock_and_who_presided() -> None:
    assert lines(item()) == ("Aan de orde van 14:10 tot 14:25 uur, voorgezeten door de zetel UWV.",)


def test_item_that_was_not_taken_up_says_so_or_why() -> None:
    assert lines(item(treated=[])) == ("Niet aan de orde geweest.",)
    assert lines(item(treated=[], postponed_reason="Geen tijd.")) == ("Uitgesteld: Geen tijd.",)


@pytest.mark.parametrize(
    ("public", "line"),
    [
        (False, "De zetel UWV deed bij dit punt niet mee: eigen belang"),
        (True, "De zetel UWV deed bij dit punt niet mee."),
    ],
)
def test_reason_of_a_recusal_stays_inside(public: bool, line: str) -> None:
    recused = item(treated=[], recusals=[{"seat": "UWV", "reason": "eigen belang", "until": None}])
    assert lines(recused, public=public)[-1] == line


def test_confidential_item_leaves_its_number_and_nothing_else_to_the_public() -> None:
    secret = item(
        is_confidential=True, votes=[vote()], recusals=[{"seat": "UWV", "reason": "x", "until": None}]
    )
    shown = skeleton(facts(secret), public=True).items[0]
    assert (shown.number, shown.title, shown.kind, shown.lines, shown.votes) == ("3", WITHHELD, "", (), ())
    assert skeleton(facts(secret), public=False).items[0].title == "Verdeling"


def test_vote_gives_the_stored_sentence_and_every_seat() -> None:
    shown = skeleton(facts(item(votes=[vote()])), public=True).items[0].votes[0]
    assert shown.sentence == "Aangenomen met 2 stemmen voor en 1 tegen."
    assert [(row.key, row.words) for row in shown.choices] == [
        ("Voor (2)", "UWV, Almelo (plaatsvervanger)"),
        ("Tegen (1)", "Hengelo"),
    ]
    assert shown.decisions[0].number == "2027-003"


def test_secret_vote_gives_totals_and_no_seat() -> None:
    secret = vote(method="paper", seats=[seat("UWV", "not_voted"), seat("Hengelo", "absent")])
    shown = skeleton(facts(item(votes=[secret])), public=False).items[0].votes[0]
    assert [(row.key, row.words) for row in shown.choices] == [
        ("Voor", "2"),
        ("Tegen", "1"),
        ("Afwezig", "1"),
    ]
    assert shown.heading == "Het voorstel, schriftelijk en geheim, 14:20 uur"


def test_vote_broken_off_gives_its_reason_and_no_count() -> None:
    shown = skeleton(facts(item(votes=[vote(broken_off_reason="Verkeerde tekst.")])), public=True)
    (broken,) = shown.items[0].votes
    assert broken.sentence == "Afgebroken om 14:20 uur en niet geteld: Verkeerde tekst."
    assert (broken.choices, broken.decisions) == ((), ())


def test_notes_stand_beside_the_outcome() -> None:
    note = {"kind": "dissent", "text": "", "at": "2027-02-11T13:21:00+00:00"}
    noted = vote(method="no_vote", seats=[seat("UWV", "not_voted", notes=[note], explanation="Met zorg.")])
    shown = skeleton(facts(item(votes=[noted])), public=True).items[0].votes[0]
    assert shown.choices == ()
    assert shown.notes == (
        "Stemverklaring van de zetel UWV: Met zorg.",
        "De zetel UWV wil geacht worden tegen te hebben gestemd "
        "(aangetekend om 14:21 uur; dit verandert de uitslag niet)",
    )


def test_head_tells_breaks_late_call_and_who_was_there() -> None:
    stay = {"person": "Lid", "by_deputy": True, "from": "2027-02-11T13:05:00+00:00", "until": None}
    found = skeleton(
        facts(
            late_call_reason="Spoed.",
            suspensions=[
                {
                    "from": "2027-02-11T13:30:00+00:00",
                    "until": "2027-02-11T13:40:00+00:00",
                    "reason": "Koffie",
                }
            ],
            agenda_versions=[
                {"number": 1, "sent_at": "2027-01-28T09:00:00+00:00", "reason": ""},
                {"number": 2, "sent_at": "2027-02-01T09:00:00+00:00", "reason": "Een stuk erbij."},
            ],
            seats=[
                {"seat": "UWV", "office": "", "stays": [stay]},
                {"seat": "Almelo", "office": "vicevoorzitter", "stays": []},
            ],
        ),
        public=True,
    )
    assert [(row.key, row.words) for row in found.rows] == [
        ("Datum", "donderdag 11 februari 2027"),
        ("Plaats", "Enschede"),
        ("Vergadering", "geopend om 14:02 uur, gesloten om 15:30 uur"),
        ("Geschorst", "van 14:30 tot 14:40 uur: Koffie"),
        ("Later uitgenodigd dan afgesproken", "Spoed."),
        ("Agenda verzonden", "28 januari 2027"),
        ("Nazending, versie 2", "1 februari 2027: Een stuk erbij."),
    ]
    assert found.presences[0].stays == ("Lid (plaatsvervanger), vanaf 14:05 uur",)
    assert found.presences[1].is_absent


def test_actions_of_one_person_stay_within_the_board() -> None:
    of_person = {
        "kind": "actiepunt",
        "owner": "Secretariaat",
        "of_person": True,
        "what": "Zaal boeken",
        "due_on": "2027-03-01",
    }
    of_seat = {
        **of_person,
        "kind": "toezegging",
        "owner": "de zetel UWV",
        "of_person": False,
        "what": "Cijfers",
    }
    found = facts(item(actions=[of_person, of_seat]))
    outside, inside = (skeleton(found, public=public).items[0].lines for public in (True, False))
    assert [line for line in inside if line not in outside] == [
        "Actiepunt voor Secretariaat: Zaal boeken, uiterlijk 1 maart 2027."
    ]
    assert outside[-1] == "Toezegging voor de zetel UWV: Cijfers, uiterlijk 1 maart 2027."
