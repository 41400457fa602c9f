"""New versions of the agreement and of the rule set: drafted from the last, in force by a decision only (art. 2, 13).

A draft can be changed and deleted until the chair convenes the meeting that proposes it; from then on its content is
part of what is voted on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from governance.actions.ledger import append_event
from governance.domain.rules import QUORUM_RULE, RuleSetError, rule_sentence
from governance.models import Adoptable, Person, RuleSet
from governance.permissions import is_secretariat
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@transaction.atomic
def draft_rule_set(
    values: Mapping[int, str], by: Person, *, in_force_from: date | None = None, now: datetime | None = None
) -> RuleSet:
    """A draft of the next rule set: the last one with other values in these rows (number of the row to its code).

    Raises DomainError for a value that the table does not name, or when nothing differs; Conflict while another draft
    waits. in_force_from None: from the day of the decision. Source: voting.md's table; the engine knows no other value.
    """
    _secretariat_only(by)
    last = RuleSet.objects.adopted().select_for_update().order_by("-in_force_from", "-number").first()
    if last is None:
        raise DomainError("Er zijn nog geen stemregels om van uit te gaan.")
    if (waiting := RuleSet.objects.exclude(pk__in=RuleSet.objects.adopted()).first()) is not None:
        raise Conflict(f"{waiting} is al een concept. Verwijder dat eerst, of breng het in een voorstel.")
    rows = [dict(row) for row in last.rows]
    changed = False
    for row in rows:
        value = values.get(int(row["number"]))
        if value is None or value == row["value"]:
            continue
        try:
            row["sentence"] = rule_sentence(int(row["number"]), value)
        except RuleSetError as error:
            raise DomainError(f"{error} Kies een waarde die de tabel noemt.") from error
        row["value"] = value
        changed = True
    if not changed:
        raise DomainError("Deze stemregels zijn gelijk aan die van nu. Kies een andere waarde.")
    number = (RuleSet.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    rule_set = RuleSet(number=number, rows=rows, in_force_from=in_force_from)
    rule_set.rules()  # what the engine cannot apply is not kept
    rule_set.save()
    append_event("rule_set_drafted", by, {"number": number, "quorum": str(rows[QUORUM_RULE]["value"])}, now)
    return rule_set


@transaction.atomic
def delete_rule_set(rule_set: RuleSet, by: Person, *, now: datetime | None = None) -> None:
    """Remove a draft; Conflict once it is proposed or in a proposal."""
    _secretariat_only(by)
    locked = RuleSet.objects.select_for_update().get(pk=rule_set.pk)
    refuse_fixed(locked)
    _refuse_carried(locked)
    append_event("rule_set_draft_deleted", by, {"number": locked.number}, now)
    locked.delete()


def refuse_fixed(draft: Adoptable) -> None:
    """Conflict for what is proposed or adopted: from then on it is what was voted on."""
    if not draft.is_draft:
        raise Conflict(
            f"{draft.effect_sentence()} ligt vast sinds het bijeenroepen. Maak een nieuw concept voor een wijziging."
        )


def _refuse_carried(draft: Adoptable) -> None:
    if draft.decision_point_id is not None:
        raise Conflict(f"{draft.effect_sentence()} staat in een voorstel. Haal het daar eerst uit.")


def _secretariat_only(by: Person) -> None:
    if not is_secretariat(by):
        raise NotAllowed("Alleen het secretariaat bereidt een nieuwe versie voor.")
