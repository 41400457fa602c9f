"""Speaking to a party that deviates (article 9): raised by the board, answered by the party, agreed, closed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.annexes import place_print
from governance.actions.ledger import append_event
from governance.models import AgendaItem, Decision, Paper, Party, Person
from instruments.actions.notice_mails import owe_to_party, owe_to_secretariat
from instruments.domain.notices import state_after
from instruments.enums import NoticeState
from instruments.models import Notice, NoticeStep
from instruments.permissions.notices import (
    can_answer_notice,
    can_close_notice,
    can_follow_notice,
    can_raise_notice,
)
from instruments.queries.ledger_uniformity import step_facts
from instruments.rendering.notices import notice_title, print_notice
from werkbedrijf.lib.dates import date_words, day_of
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@transaction.atomic
def raise_notice(
    by: Person,
    *,
    party: Party,
    about: str,
    reason: str,
    due_on: date,
    instrument: str = "",
    decision: Decision | None = None,
    is_example: bool = False,
    now: datetime | None = None,
) -> Notice:
    """Record that the board speaks to a party, and until when it may answer. decision: in which the board said so.

    Raises NotAllowed; DomainError without a subject or a reason, or for a day that is past.
    """
    at = now or timezone.now()
    if not can_raise_notice(by):
        raise NotAllowed("Alleen het secretariaat legt vast dat het bestuur een partij aanspreekt.")
    if not about.strip() or not reason.strip():
        raise DomainError("Schrijf waarop u de partij aanspreekt, en waarom.")
    _refuse_past(due_on, at)
    notice = Notice.objects.create(
        party=party,
        instrument=instrument,
        about=about.strip(),
        reason=reason.strip(),
        due_on=due_on,
        is_example=is_example,
    )
    _step(notice, NoticeState.RAISED, by, at, reason, due_on=due_on, decision=decision)
    owe_to_party(notice, "raised", day_of(at))
    return notice


@transaction.atomic
def answer_notice(notice: Notice, by: Person, *, text: str, now: datetime | None = None) -> Notice:
    """What the party says to it, from its own account. Raises NotAllowed, Conflict, DomainError."""
    at = now or timezone.now()
    locked = _locked(notice)
    if not can_answer_notice(by, locked):
        raise NotAllowed(f"Alleen {locked.party} zelf antwoordt, zolang dit niet is afgesloten.")
    step = _go(locked, NoticeState.ANSWERED, by, at, text)
    owe_to_secretariat(locked, f"answered-{step.pk}", day_of(at))
    return locked


@transaction.atomic
def agree_on_notice(
    notice: Notice, by: Person, *, text: str, due_on: date, now: datetime | None = None
) -> Notice:
    """What was agreed with the party, and by when; a later agreement takes its place, the earlier stays to be read.

    Raises NotAllowed before the party was heard; DomainError without words, or for a day that is past.
    """
    at = now or timezone.now()
    locked = _locked(notice)
    if not can_follow_notice(by, locked):
        raise NotAllowed("Een afspraak legt het secretariaat vast, nadat de partij heeft geantwoord.")
    _refuse_past(due_on, at)
    _go(locked, NoticeState.AGREED, by, at, text, due_on=due_on)
    owe_to_party(locked, f"agreed-{due_on.isoformat()}", day_of(at))
    return locked


@transaction.atomic
def close_notice(
    notice: Notice,
    by: Person,
    *,
    outcome: NoticeState,
    text: str,
    decision: Decision | None = None,
    now: datetime | None = None,
) -> Notice:
    """That the deviation is gone (RESOLVED), or that the board accepted it by a decision (ACCEPTED).

    Raises NotAllowed, Conflict; DomainError without words, or for an acceptance without a decision.
    """
    at = now or timezone.now()
    locked = _locked(notice)
    if not locked.is_open:
        raise Conflict("Dit is al afgesloten.")
    if not can_close_notice(by, locked):
        raise NotAllowed("Alleen het secretariaat sluit dit af.")
    if outcome == NoticeState.ACCEPTED and decision is None:
        raise DomainError("Kies het besluit waarin het bestuur de afwijking aanvaardt.")
    locked.closed_at, locked.decision = at, decision
    _go(locked, outcome, by, at, text, decision=decision)
    return locked


@transaction.atomic
def attach_notice(notice: Notice, item: AgendaItem, by: Person, *, now: datetime | None = None) -> Paper:
    """Print the course as it is now and place it under an agenda item: then who reads that item reads it.

    Raises NotAllowed; Conflict when the agenda is fixed.
    """
    if not can_raise_notice(by):
        raise NotAllowed("Alleen het secretariaat legt dit aan het bestuur voor.")
    printed = print_notice(notice, now or timezone.now())
    return place_print(
        item, title=notice_title(notice), filename="aanspreken.pdf", content=printed.content, by=by
    )


def _locked(notice: Notice) -> Notice:
    return Notice.objects.select_for_update().select_related("party").get(pk=notice.pk)


def _go(
    notice: Notice,
    kind: NoticeState,
    by: Person,
    at: datetime,
    text: str,
    *,
    due_on: date | None = None,
    decision: Decision | None = None,
) -> NoticeStep:
    """Take a step of the course, with its words."""
    after = state_after(NoticeState(notice.state), kind)
    if after is None:
        raise Conflict(f"Dit kan nu niet: het aanspreken is “{notice.state_label}”.")
    if not text.strip():
        raise DomainError("Schrijf wat er is gezegd of gedaan.")
    notice.state = after
    if after == NoticeState.ANSWERED:
        notice.due_on = None
    elif due_on is not None:
        notice.due_on = due_on
    notice.save(update_fields=["state", "due_on", "closed_at", "decision"])
    return _step(notice, kind, by, at, text, due_on=due_on, decision=decision)


def _step(
    notice: Notice,
    kind: NoticeState,
    by: Person,
    at: datetime,
    text: str,
    *,
    due_on: date | None = None,
    decision: Decision | None = None,
) -> NoticeStep:
    step = NoticeStep.objects.create(
        notice=notice, kind=kind, text=text.strip(), due_on=due_on, decision=decision, by=by, at=at
    )
    append_event(f"notice_{kind.value}", by, step_facts(step), at)
    return step


def _refuse_past(due_on: date, at: datetime) -> None:
    if due_on < day_of(at):
        raise DomainError(f"{date_words(due_on).capitalize()} is al voorbij. Kies een dag die nog komt.")
