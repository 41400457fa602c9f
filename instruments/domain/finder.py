"""Which instruments can apply to a candidate, and why or why not. It advises; who offers the instrument decides.

The conditions are those of the list of 29 September 2014; from when to when a side exists in that form is not written
here but comes with the offer, from its dated row. What the answers do not settle is "maybe", with what to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from instruments.enums import Benefit, Provider, Verdict
from werkbedrijf.lib.dates import date_words

MONTHS_AFTER_TRIAL = 6  # B list, proefplaatsing: a contract of at least half a year
YOUTH_AGES = range(18, 27)  # B list, premiekorting jongeren: from 18 up to and including 26
YOUTH_HOURS, YOUTH_MONTHS = 32, 6  # B list, premiekorting jongeren
OLDER_AGE, OLDER_AGE_2015 = 50, 56  # B list, premiekorting ouderen; 56 for who starts from 1 January 2015
STUDY_AGE = 18  # B list, studieregeling of the municipality
NO_RISK_BORN_BEFORE = date(1954, 7, 8)  # B list, no-riskpolis UWV: older people out of the WW
ONE_NO_RISK_SINCE = date(2016, 1, 1)  # domain.md 4.2: presumed, so that it yields "maybe" only


@dataclass(frozen=True)
class Candidate:
    """Who would be hired, without a name. hours: a week. months: of the contract, None for no end date.

    is_disabled: a lasting functional limitation. earns_less: found unable to earn the minimum wage full-time.
    """

    age: int
    benefit: Benefit
    is_disabled: bool
    earns_less: bool
    is_studying: bool
    hours: int
    months: int | None
    starts_on: date


@dataclass(frozen=True)
class Offer:
    """One side of an instrument in the base package, in this form from and up to and including these days."""

    slug: str
    provider: Provider
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Finding:
    """What the finder says of one offer. reason: one or more Dutch sentences."""

    offer: Offer
    verdict: Verdict
    reason: str


Answer = tuple[Verdict, str]
Rule = Callable[[Candidate, Provider], Answer]


def find(candidate: Candidate, offers: Iterable[Offer]) -> list[Finding]:
    """A finding for every offer, in the order given; what has no rule here is "maybe", never left out."""
    return [Finding(offer, *_answer(candidate, offer)) for offer in offers]


def _answer(candidate: Candidate, offer: Offer) -> Answer:
    start = candidate.starts_on
    if offer.valid_from and start < offer.valid_from:
        return _no(f"Geldt in deze vorm pas vanaf {date_words(offer.valid_from)}.")
    if offer.valid_to and start > offer.valid_to:
        return _no(
            f"Vervallen: gold in deze vorm tot en met {date_words(offer.valid_to)}. Lees wat ervan is geworden."
        )
    rule = _RULES.get(offer.slug)
    if rule is None:
        return _maybe("De zoeker kent de voorwaarden van dit instrument niet. Lees ze na.")
    if offer.slug != "no-riskpolis" and (refused := _served_by_another(candidate, offer.provider)):
        return refused
    verdict, reason = rule(candidate, offer.provider)
    if verdict is Verdict.POSSIBLE and candidate.benefit is Benefit.NONE:
        return _maybe(f"{reason} Vraag na of {Provider(offer.provider).label} deze kandidaat begeleidt.")
    return verdict, reason


def _served_by_another(candidate: Candidate, provider: Provider) -> Answer | None:
    """Municipalities serve who has a benefit under the Participatiewet, UWV who has one of its own."""
    if candidate.benefit is Benefit.NONE:
        return None
    is_municipal = candidate.benefit is Benefit.PARTICIPATION
    if is_municipal == (provider == Provider.MUNICIPALITY):
        return None
    return _no(f"Bij {candidate.benefit.label} loopt dit via {'de gemeente' if is_municipal else 'UWV'}.")


def _trial(candidate: Candidate, provider: Provider) -> Answer:
    if candidate.benefit is Benefit.NONE:
        return _no("Een proefplaatsing is met behoud van uitkering, en er is geen uitkering.")
    if candidate.months is not None and candidate.months < MONTHS_AFTER_TRIAL:
        return _no(f"Na de proef hoort een contract van ten minste {MONTHS_AFTER_TRIAL} maanden te volgen.")
    return _yes(f"Er is een uitkering, en het contract daarna duurt ten minste {MONTHS_AFTER_TRIAL} maanden.")


def _coach(candidate: Candidate, provider: Provider) -> Answer:
    if not candidate.is_disabled:
        return _no("Een jobcoach is voor wie een blijvende beperking heeft.")
    return _yes("De kandidaat heeft een blijvende beperking. Nodig is dat hij op het werk hulp nodig heeft.")


def _no_risk(candidate: Candidate, provider: Provider) -> Answer:
    if provider == Provider.MUNICIPALITY:
        if candidate.benefit not in (Benefit.PARTICIPATION, Benefit.NONE):
            return _no("De polis van de gemeente is voor wie door de gemeente wordt begeleid.")
        if candidate.starts_on >= ONE_NO_RISK_SINCE:
            return _maybe(
                "Sinds vermoedelijk 2016 is er één no-riskpolis, van UWV. Vraag de gemeente ernaar."
            )
        return _yes("De polis is voor wie door de gemeente wordt begeleid.")
    if candidate.benefit in (Benefit.WAJONG, Benefit.DISABILITY):
        return _yes(f"De kandidaat krijgt {candidate.benefit.label}.")
    if candidate.is_disabled or candidate.earns_less:
        return _maybe(
            "Nodig is een verklaring van gemeente of UWV over de arbeidshandicap, of een Wsw-indicatie."
        )
    if candidate.benefit is Benefit.UNEMPLOYMENT and _can_be_born_before(candidate, NO_RISK_BORN_BEFORE):
        return _maybe(
            f"Kan voor wie vóór {date_words(NO_RISK_BORN_BEFORE)} is geboren en langer dan 52 weken WW heeft."
        )
    return _no("De kandidaat heeft geen beperking en geen arbeidsongeschiktheidsuitkering.")


def _wage_cost(candidate: Candidate, provider: Provider) -> Answer:
    if provider == Provider.UWV and candidate.benefit is not Benefit.WAJONG:
        return _no("Loondispensatie is voor wie Wajong krijgt.")
    if not candidate.earns_less:
        return _no("De kandidaat kan het minimumloon verdienen.")
    return _yes(
        "De kandidaat kan het minimumloon niet verdienen. De loonwaarde wordt op de werkplek bepaald."
    )


def _study(candidate: Candidate, provider: Provider) -> Answer:
    if not candidate.is_studying:
        return _no("De kandidaat studeert niet.")
    if provider == Provider.UWV:
        if candidate.benefit is not Benefit.WAJONG:
            return _no("De studieregeling van UWV is voor wie Wajong krijgt.")
        return _maybe("De Wajong is sinds 2014 gewijzigd; of deze regeling nog geldt, is niet gevonden.")
    if candidate.age < STUDY_AGE:
        return _no(f"De studieregeling van 2014 begint bij {STUDY_AGE} jaar.")
    if not candidate.earns_less:
        return _no("De kandidaat kan het minimumloon verdienen.")
    return _maybe("Nodig zijn recht op studiefinanciering of WTOS, en geen vermogen.")


def _workplace(candidate: Candidate, provider: Provider) -> Answer:
    if not candidate.is_disabled:
        return _no("Een werkplekaanpassing is voor wie een blijvende beperking heeft.")
    return _yes("De kandidaat heeft een blijvende beperking.")


def _youth(candidate: Candidate, provider: Provider) -> Answer:
    if candidate.age not in YOUTH_AGES:
        return _no(f"De korting is voor wie {YOUTH_AGES[0]} tot en met {YOUTH_AGES[-1]} jaar is.")
    if candidate.benefit not in (Benefit.PARTICIPATION, Benefit.UNEMPLOYMENT):
        return _no("De korting is voor wie WW of bijstand krijgt.")
    if candidate.hours < YOUTH_HOURS:
        return _no(f"Nodig is een baan van ten minste {YOUTH_HOURS} uur per week.")
    if candidate.months is not None and candidate.months < YOUTH_MONTHS:
        return _no(f"Nodig is een contract van ten minste {YOUTH_MONTHS} maanden.")
    return _yes("Leeftijd, uitkering, uren en contract kloppen. Nodig is een doelgroepverklaring.")


def _older_or_disabled(candidate: Candidate, provider: Provider) -> Answer:
    if candidate.is_disabled or candidate.benefit in (Benefit.WAJONG, Benefit.DISABILITY):
        return _yes("De kandidaat heeft een arbeidshandicap.")
    limit = OLDER_AGE if candidate.starts_on.year < 2015 else OLDER_AGE_2015
    if candidate.benefit is Benefit.NONE:
        return _no("De korting is voor wie een uitkering of een arbeidshandicap heeft.")
    if candidate.age < limit:
        return _no(f"De kandidaat heeft geen arbeidshandicap en is jonger dan {limit} jaar.")
    return _yes(f"De kandidaat heeft een uitkering en is {limit} jaar of ouder.")


def _can_be_born_before(candidate: Candidate, day: date) -> bool:
    """Whether somebody of this age on the first working day can be born before `day`: who nearly has a birthday can."""
    on, eve = candidate.starts_on, day - timedelta(days=1)
    return (on.year - candidate.age - 1, on.month, on.day) < (eve.year, eve.month, eve.day)


def _yes(reason: str) -> Answer:
    return Verdict.POSSIBLE, reason


def _maybe(reason: str) -> Answer:
    return Verdict.MAYBE, reason


def _no(reason: str) -> Answer:
    return Verdict.NO, reason


_RULES: dict[str, Rule] = {
    "proefplaatsing": _trial,
    "jobcoach": _coach,
    "no-riskpolis": _no_risk,
    "loonkostensubsidie-en-loondispensatie": _wage_cost,
    "studieregeling": _study,
    "werkplekaanpassing": _workplace,
    "premiekorting-jongeren": _youth,
    "premiekorting-ouderen-en-arbeidsgehandicapten": _older_or_disabled,
}
