"""Which decisions still hold: the one place where that is read, for register, search and every page in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from governance.domain.standing import InForce, Standing, Stands, WithdrawnBy, current_of, standings
from governance.enums import ActionState
from governance.models import Action, Adoptable, Decision, Withdrawal, adoptable_models

WORDS = {
    Standing.IN_FORCE: "geldt",
    Standing.FUTURE: "geldt vanaf",
    Standing.SUPERSEDED: "vervangen",
    Standing.WITHDRAWN: "ingetrokken",
    Standing.EXECUTED: "uitgevoerd",
}
KINDS = {
    Standing.IN_FORCE: "success",
    Standing.FUTURE: "neutral",
    Standing.SUPERSEDED: "warning",
    Standing.WITHDRAWN: "danger",
    Standing.EXECUTED: "neutral",
}


@dataclass(frozen=True)
class StandingLine:
    """Where one decision stands, for a badge and words after it. `by`: the decision that replaced or withdrew it."""

    stands: Stands
    by: Decision | None = None

    @property
    def word(self) -> str:
        return WORDS[self.stands.standing]

    @property
    def kind(self) -> str:
        return KINDS[self.stands.standing]

    @property
    def is_withdrawn(self) -> bool:
        return self.stands.standing is Standing.WITHDRAWN

    @property
    def is_future(self) -> bool:
        return self.stands.standing is Standing.FUTURE


IN_FORCE = StandingLine(Stands(Standing.IN_FORCE))


def withdrawals_by_decision() -> dict[int, WithdrawnBy]:
    """By the id of the withdrawn decision: the decision that did it, and from when on. One query."""
    rows = Withdrawal.objects.adopted().values_list("withdraws_id", "decision_id", "in_force_from")
    return {withdrawn: WithdrawnBy(decision, since) for withdrawn, decision, since in rows if since}


def adopted_rows(models: Iterable[type[Adoptable]] | None = None) -> list[InForce]:
    """Everything that was ever adopted, as the rule in domain/standing.py takes it: one query per kind."""
    columns = ("subject", "in_force_from", "decision__year", "decision__number_in_year", "pk", "decision_id")
    return [
        InForce(model._meta.label_lower, subject, since, (year or 0, number or 0), pk, decision)
        for model in (adoptable_models() if models is None else models)
        for subject, since, year, number, pk, decision in model._default_manager.filter(
            state="adopted"
        ).values_list(*columns)
    ]


def in_force_ids(model: type[Adoptable], on: date) -> set[int]:
    """The ids of this kind that are in force on day `on`, one for each subject. Two queries."""
    current = current_of(adopted_rows([model]), withdrawals_by_decision(), on)
    return {row.key for row in current.values()}


def executed_decisions(on: date) -> set[int]:
    """The ids of decisions whose tasks were all finished by day `on`, at least one of them done. One query."""
    after = timezone.make_aware(datetime.combine(on + timedelta(days=1), time.min))
    unfinished = Q(state=ActionState.OPEN) | Q(closed_at__gte=after)
    return set(
        Action.objects.filter(decision__isnull=False)
        .values("decision")
        .annotate(left=Count("pk", filter=unfinished), done=Count("pk", filter=Q(state=ActionState.DONE)))
        .filter(left=0, done__gt=0)
        .values_list("decision", flat=True)
    )


def standings_of(adopted: Iterable[InForce], on: date) -> dict[int, Stands]:
    """By its id where each decision stands on day `on`; one that is not here is in force by its own text."""
    return standings(adopted, withdrawals_by_decision(), on, executed_decisions(on))


def standings_on(on: date) -> dict[int, Stands]:
    """The same, with what was adopted read here."""
    return standings_of(adopted_rows(), on)


def standing_lines(decisions: Iterable[Decision], found: dict[int, Stands]) -> dict[int, StandingLine]:
    """For these decisions the words; one query more, for the decisions that replaced or withdrew them."""
    shown = {decision.pk: found[decision.pk] for decision in decisions if decision.pk in found}
    later = Decision.objects.in_bulk({stands.by for stands in shown.values() if stands.by})
    return {pk: StandingLine(stands, later.get(stands.by or 0)) for pk, stands in shown.items()}


def with_standing(decisions: Iterable[Decision], on: date) -> list[tuple[Decision, StandingLine]]:
    """These decisions in their order, each with where it stands on day `on`."""
    shown = list(decisions)
    lines = standing_lines(shown, standings_on(on))
    return [(decision, lines.get(decision.pk, IN_FORCE)) for decision in shown]
