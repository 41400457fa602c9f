"""What the addresses of uniformity are about: made by the real acts when their row is tried."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from governance.models import Party, Person
from instruments.actions.notices import answer_notice, raise_notice
from instruments.actions.regulations import write_regulation
from instruments.enums import RegulationKind, Topic
from instruments.models import Notice, Regulation
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
    "instruments:notice_close": ("GET", hengelos_notice, "L f x x x x f o x"),
}
