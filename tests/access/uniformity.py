"""What the addresses of uniformity are about: made by the real acts when their row is tried."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from governance.enums import AdoptableState
from governance.models import Decision, Party, Person
from instruments.actions.notices import answer_notice, raise_notice
from instruments.actions.own_instruments import write_own_instrument
from instruments.actions.regulations import write_regulation
from instruments.actions.supply import write_supply_agreement
from instruments.enums import RegulationKind, Topic
from instruments.models import Notice, Regulation, SupplyAgreement
from tests.governance.readers import make_pdf


def secretariat() -> Person:
    return Person.objects.get(name="Secretariaat")


def hengelos_regulation() -> list[Any]:
    """With a document."""
    regulation: Regulation = write_regulation(
        secretariat(),
        party=Party.objects.get(slug="hengelo"),
        kind=RegulationKind.ORDINANCE,
        topic=Topic.MARKET,
        title="Verordening",
        in_force_from=timezone.localdate(),
        document=make_pdf(),
    )
    return [regulation.pk]


def hengelo() -> list[Any]:
    return ["hengelo"]


def hengelos_notice() -> list[Any]:
    """Waits for Hengelo's answer."""
    party, due = Party.objects.get(slug="hengelo"), timezone.localdate()
    return [
        raise_notice(secretariat(), party=party, about="Duur", reason="Langer dan het pakket", due_on=due).pk
    ]


def answered_notice() -> list[Any]:
    """Hengelo answered."""
    notice = Notice.objects.get(pk=hengelos_notice()[0])
    answer_notice(notice, Person.objects.get(name="Griffie gemeenteraad Hengelo"), text="Wij passen het aan.")
    return [notice.pk]


def hengelos_own_instrument() -> list[Any]:
    party = Party.objects.get(slug="hengelo")
    today = timezone.localdate()
    values = {"party": party, "name": "Plaatsingsbonus", "offers": "Een bonus", "offered_from": today}
    return [write_own_instrument(secretariat(), **values).pk]


def draft_supply() -> list[Any]:
    """A draft that no proposal carries."""
    drafted = write_supply_agreement(
        secretariat(),
        title="Aanlevering",
        text="Samen.",
        parties=Party.objects.filter(slug__in=["hengelo", "uwv"]),
        in_force_from=timezone.localdate(),
        evaluate_on=timezone.localdate(),
    )
    return [drafted.number]


def adopted_supply() -> list[Any]:
    """As if a decision adopted it: what its evaluation asks for is the state only."""
    found = SupplyAgreement.objects.filter(pk=SupplyAgreement.objects.get(number=draft_supply()[0]).pk)
    decision = Decision.objects.latest("pk")
    found.update(
        state=AdoptableState.ADOPTED,
        decision=decision,
        decision_point=decision.point,
        content_sha256="0" * 64,
    )
    return [found.get().number]


ROWS = {
    "instruments:uniformity_matrix": ("GET", list, "L o o o o o o o o"),
    "instruments:uniformity_csv": ("GET", list, "L o o o o o o o o"),
    "instruments:uniformity_party": ("GET", hengelo, "L o o o o o o o o"),
    "instruments:uniformity_cell": ("GET", lambda: ["hengelo", "jobcoach"], "L o o o o o o o o"),
    "instruments:uniformity_assess": ("GET", hengelo, "L f f f f f f o f"),
    "instruments:regulation_list": ("GET", list, "L o o o o o o o o"),
    "instruments:regulation_create": ("GET", list, "L o f f f o o o f"),
    "instruments:regulation_edit": ("GET", hengelos_regulation, "L o f f f f f o f"),
    "instruments:regulation_delete": ("POST", hengelos_regulation, "L o f f f f f o f"),
    "instruments:regulation_document": ("GET", hengelos_regulation, "L o o o o o o o o"),
    "instruments:topic_agreement": ("GET", lambda: ["market"], "L f f f f f f o f"),
    "instruments:notice_list": ("GET", list, "L o f f o o o o f"),
    "instruments:notice_create": ("GET", list, "L f f f f f f o f"),
    "instruments:notice_detail": ("GET", hengelos_notice, "L o x x x x o o x"),
    "instruments:notice_answer": ("GET", hengelos_notice, "L o x x x x f f x"),
    "instruments:notice_agree": ("GET", answered_notice, "L f x x x x f o x"),
    "instruments:notice_attach": ("POST", hengelos_notice, "L f x x x x f o x"),
    "instruments:notice_close": ("GET", hengelos_notice, "L f x x x x f o x"),
    "instruments:own_instrument_list": ("GET", list, "L o o o o o o o o"),
    "instruments:own_instrument_create": ("GET", list, "L o f f f o o o f"),
    "instruments:own_instrument_edit": ("GET", hengelos_own_instrument, "L o f f f f f o f"),
    "instruments:own_instrument_flag": ("GET", hengelos_own_instrument, "L f f f f f f o f"),
    "instruments:groups_list": ("GET", list, "L o o o o o o o o"),
    "instruments:groups_edit": ("GET", lambda: ["jobcoach"], "L f f f f f f o f"),
    "instruments:supply_list": ("GET", list, "L o o o o o o o o"),
    "instruments:supply_create": ("GET", list, "L f f f f f f o f"),
    "instruments:supply_detail": ("GET", draft_supply, "L x x o o o o o x"),
    "instruments:supply_edit": ("GET", draft_supply, "L f f f f f f o f"),
    "instruments:supply_delete": ("POST", draft_supply, "L f f f f f f o f"),
    "instruments:supply_evaluate": ("GET", adopted_supply, "L f f f f f f o f"),
}
