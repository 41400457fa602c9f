"""The rule set: every row of the table, and what a stored version may and may not say."""

import json

import pytest

from governance.domain.rules import (
    RULE_SET_1,
    RuleSetError,
    allowed_values,
    rule_sentence,
    rule_set_from_json,
    rule_set_to_json,
)


def json_rows() -> list[dict[str, object]]:
    return rule_set_to_json(RULE_SET_1)


def test_version_1_has_rows_0_to_16_in_order():
    assert [row.number for row in RULE_SET_1.rows] == list(range(17))
    assert all(RULE_SET_1.row(number).number == number for number in range(17))


def test_version_1_rests_on_article_6_where_the_agreement_speaks_and_nowhere_else():
    grounds = {row.number: row.ground for row in RULE_SET_1.rows}
    agreed = {1: "art. 6", 3: "art. 6", 5: "art. 6, aangenomen"}
    assert grounds == {number: agreed.get(number, "aangenomen") for number in range(17)}


def test_ground_in_two_parts():
    row = RULE_SET_1.row(5)
    assert (row.agreed_ground, row.filled_in_ground) == ("art. 6", "aangenomen")
    row = RULE_SET_1.row(3)
    assert (row.agreed_ground, row.filled_in_ground) == ("art. 6", "art. 6")


def test_only_the_quorum_has_a_second_value():
    assert {number: len(allowed_values(number)) for number in range(17)} == {
        number: 2 if number == 10 else 1 for number in range(17)
    }
    assert not RULE_SET_1.requires_quorum


def test_sentences_are_dutch_sentences():
    for row in RULE_SET_1.rows:
        assert row.sentence[0].isupper()
        assert row.sentence.endswith(".")
        assert row.sentence == rule_sentence(row.number, row.value)


def test_stored_rule_set_comes_back_the_same():
    stored = json.loads(json.dumps(json_rows()))
    assert rule_set_from_json(1, stored) == RULE_SET_1


def test_stored_rule_set_in_another_order_comes_back_the_same():
    assert rule_set_from_json(1, reversed(json_rows())) == RULE_SET_1


def test_stored_words_are_kept():
    rows = json_rows()
    rows[0]["sentence"] = "Elke zetel telt één keer."
    rows[0]["ground"] = "besluit 2027-4"
    assert rule_set_from_json(2, rows).row(0).sentence == "Elke zetel telt één keer."
    assert rule_set_from_json(2, rows).row(0).ground == "besluit 2027-4"


def test_quorum_of_more_than_half_is_accepted():
    rows = json_rows()
    rows[10] |= {"value": "more_than_half", "sentence": rule_sentence(10, "more_than_half")}
    assert rule_set_from_json(2, rows).requires_quorum


@pytest.mark.parametrize("number", range(17))
def test_value_that_the_table_does_not_name(number):
    rows = json_rows()
    rows[number]["value"] = "two_thirds"
    with pytest.raises(RuleSetError, match=f"Regel {number} heeft een onbekende waarde: 'two_thirds'"):
        rule_set_from_json(2, rows)


BAD_ROWS = {
    "row_missing": (lambda rows: rows.pop(), "0 tot en met 16"),
    "row_twice": (lambda rows: rows.append(dict(rows[3])), "0 tot en met 16"),
    "row_17": (lambda rows: rows[16].update(number=17), "0 tot en met 16"),
    "number_is_true": (lambda rows: rows[1].update(number=True), "geheel getal"),
    "number_is_text": (lambda rows: rows[1].update(number="1"), "geheel getal"),
    "value_is_null": (lambda rows: rows[1].update(value=None), "tekst"),
    "sentence_blank": (lambda rows: rows[1].update(sentence=" "), "mist een vraag"),
    "field_missing": (lambda rows: rows[1].pop("ground"), "precies deze velden"),
    "field_unknown": (lambda rows: rows[1].update(weight=2), "precies deze velden"),
    "row_is_text": (lambda rows: rows.append("regel"), "precies deze velden"),
}


@pytest.mark.parametrize(("spoil", "message"), BAD_ROWS.values(), ids=BAD_ROWS)
def test_rule_set_that_is_refused(spoil, message):
    rows = json_rows()
    spoil(rows)
    with pytest.raises(RuleSetError, match=message):
        rule_set_from_json(2, rows)


@pytest.mark.parametrize("number", [0, -1, True, "1", 1.0, None])
def test_version_number_that_is_refused(number):
    with pytest.raises(RuleSetError, match="nummer van een regelset"):
        rule_set_from_json(number, json_rows())


def test_unknown_row_and_value():
    with pytest.raises(RuleSetError, match="geen regel 17"):
        allowed_values(17)
    with pytest.raises(RuleSetError, match="onbekende waarde"):
        rule_sentence(17, "one")
