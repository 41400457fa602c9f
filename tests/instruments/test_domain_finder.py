"""The rules of the finder: a table of candidates, with what may and may not apply to each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from instruments.domain.finder import Candidate, Offer, find
from instruments.enums import Benefit, Provider, Verdict

GM, UWV = Provider.MUNICIPALITY, Provider.UWV
YES, MAYBE, NO = Verdict.POSSIBLE, Verdict.MAYBE, Verdict.NO
LKS = "loonkostensubsidie-en-loondispensatie"
YOUTH, OLDER = "premiekorting-jongeren", "premiekorting-ouderen-en-arbeidsgehandicapten"
PLAIN = Candidate(
    age=30,
    benefit=Benefit.PARTICIPATION,
    is_disabled=False,
    earns_less=False,
    is_studying=False,
    hours=32,
    months=6,
    starts_on=date(2015, 3, 1),
)


@pytest.mark.parametrize(
    ("slug", "provider", "answers", "verdict"),
    [
        ("proefplaatsing", GM, {}, YES),
        ("proefplaatsing", GM, {"months": None}, YES),
        ("proefplaatsing", GM, {"months": 5}, NO),
        ("proefplaatsing", GM, {"benefit": Benefit.NONE}, NO),
        ("proefplaatsing", UWV, {}, NO),
        ("proefplaatsing", UWV, {"benefit": Benefit.UNEMPLOYMENT}, YES),
        ("jobcoach", GM, {}, NO),
        ("jobcoach", GM, {"is_disabled": True}, YES),
        ("jobcoach", UWV, {"is_disabled": True}, NO),
        ("jobcoach", UWV, {"is_disabled": True, "benefit": Benefit.NONE}, MAYBE),
        ("no-riskpolis", GM, {}, YES),
        ("no-riskpolis", GM, {"starts_on": date(2015, 12, 31)}, YES),
        ("no-riskpolis", GM, {"starts_on": date(2016, 1, 1)}, MAYBE),
        ("no-riskpolis", GM, {"benefit": Benefit.UNEMPLOYMENT}, NO),
        ("no-riskpolis", GM, {"benefit": Benefit.NONE}, MAYBE),
        ("no-riskpolis", UWV, {}, NO),
        ("no-riskpolis", UWV, {"is_disabled": True}, MAYBE),
        ("no-riskpolis", UWV, {"benefit": Benefit.WAJONG}, YES),
        # On 1 March 2015 somebody of 60 is born after 1 March 1954: it can be before 8 July; who is 59 cannot.
        ("no-riskpolis", UWV, {"benefit": Benefit.UNEMPLOYMENT, "age": 60}, MAYBE),
        ("no-riskpolis", UWV, {"benefit": Benefit.UNEMPLOYMENT, "age": 59}, NO),
        (LKS, GM, {}, NO),
        (LKS, GM, {"earns_less": True}, YES),
        (LKS, UWV, {"earns_less": True, "benefit": Benefit.WAJONG}, YES),
        (LKS, UWV, {"earns_less": True, "benefit": Benefit.UNEMPLOYMENT}, NO),
        ("studieregeling", GM, {"earns_less": True}, NO),
        ("studieregeling", GM, {"is_studying": True, "earns_less": True, "age": 18}, MAYBE),
        ("studieregeling", GM, {"is_studying": True, "earns_less": True, "age": 17}, NO),
        ("studieregeling", UWV, {"is_studying": True, "benefit": Benefit.WAJONG}, MAYBE),
        ("werkplekaanpassing", GM, {"is_disabled": True}, YES),
        ("werkplekaanpassing", GM, {}, NO),
        (YOUTH, GM, {"age": 26}, YES),
        (YOUTH, GM, {"age": 27}, NO),
        (YOUTH, GM, {"age": 17}, NO),
        (YOUTH, GM, {"age": 18, "hours": 31}, NO),
        (YOUTH, GM, {"age": 18, "months": 5}, NO),
        (YOUTH, UWV, {"age": 18, "benefit": Benefit.UNEMPLOYMENT}, YES),
        (YOUTH, UWV, {"age": 18, "benefit": Benefit.WAJONG}, NO),
        (OLDER, GM, {"age": 55}, NO),
        (OLDER, GM, {"age": 56}, YES),
        (OLDER, GM, {"age": 50, "starts_on": date(2014, 12, 31)}, YES),
        (OLDER, GM, {"age": 49, "starts_on": date(2014, 12, 31)}, NO),
        (OLDER, GM, {"is_disabled": True}, YES),
        ("iets-nieuws", GM, {}, MAYBE),
    ],
)
def test_verdict_of_a_candidate(
    slug: str, provider: Provider, answers: dict[str, object], verdict: Verdict
) -> None:
    (finding,) = find(replace(PLAIN, **answers), [Offer(slug, provider)])  # type: ignore[arg-type]
    assert finding.verdict is verdict, finding.reason


@pytest.mark.parametrize(
    ("starts_on", "verdict"),
    [
        (date(2013, 12, 31), NO),
        (date(2014, 1, 1), YES),
        (date(2015, 12, 31), YES),
        (date(2016, 1, 1), NO),
    ],
)
def test_first_and_last_day_of_an_offer_count(starts_on: date, verdict: Verdict) -> None:
    offer = Offer(YOUTH, GM, date(2014, 1, 1), date(2015, 12, 31))
    (finding,) = find(replace(PLAIN, age=20, starts_on=starts_on), [offer])
    assert finding.verdict is verdict


def test_every_offer_gets_its_finding_in_order() -> None:
    offers = [Offer("jobcoach", UWV), Offer("iets-nieuws", GM), Offer("jobcoach", GM)]
    assert [finding.offer for finding in find(PLAIN, offers)] == offers
