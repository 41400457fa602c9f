"""Actions and commitments: who owes what to the board, by when, and what came of it; and tasks that are still proposed.

A task stands under a decision point while it is proposed. Adopted, the decision hands it out: then it is an action.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse

from governance.enums import ActionChangeKind, ActionKind, ActionState, OwnerKind, PartyKind
from governance.models.decisions import Decision
from governance.models.meetings import AgendaItem
from governance.models.parties import Party
from governance.models.people import Person
from governance.models.proposals import DecisionPoint
from governance.models.seats import Seat

Owner = Person | Seat | Party


def one_owner(name: str) -> models.CheckConstraint:
    """Exactly one of person, seat and party."""
    fields = ("person", "seat", "party")
    condition = Q()
    for chosen in fields:
        condition |= Q(**{f"{field}__isnull": field != chosen for field in fields})
    return models.CheckConstraint(
        condition=condition, name=name, violation_error_message="Kies één persoon, zetel of partij."
    )


class Owned(models.Model):
    """What somebody has to do: exactly one person, seat or party, what, under which condition, and by when."""

    person = models.ForeignKey(
        Person, models.RESTRICT, null=True, blank=True, related_name="%(class)ss", verbose_name="persoon"
    )
    seat = models.ForeignKey(
        Seat, models.RESTRICT, null=True, blank=True, related_name="%(class)ss", verbose_name="zetel"
    )
    party = models.ForeignKey(
        Party, models.RESTRICT, null=True, blank=True, related_name="%(class)ss", verbose_name="partij"
    )
    what = models.CharField("wat", max_length=300)
    condition = models.CharField("voorwaarde", max_length=300, blank=True)
    due_on = models.DateField("uiterlijk op")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.what

    @property
    def owner(self) -> Owner:
        """The one person, seat or party; the constraint says that there is one."""
        found = self.person or self.seat or self.party
        if found is None:
            raise ValueError("Not saved yet: nobody owns this.")
        return found

    @property
    def owner_kind(self) -> OwnerKind:
        return kind_of(self.owner)

    @property
    def owner_name(self) -> str:
        return name_of(self.owner)

    def give_to(self, owner: Owner) -> None:
        """Make this person, seat or party the one owner."""
        self.person, self.seat, self.party = None, None, None
        setattr(self, kind_of(owner), owner)


def kind_of(owner: Owner) -> OwnerKind:
    if isinstance(owner, Seat):
        return OwnerKind.SEAT
    return OwnerKind.PARTY if isinstance(owner, Party) else OwnerKind.PERSON


def name_of(owner: Owner) -> str:
    """ "zetel Hengelo", "gemeente Hengelo", "Secretariaat": a seat and its municipality have one name, two duties."""
    if isinstance(owner, Seat):
        return f"zetel {owner}"
    if isinstance(owner, Party) and owner.kind == PartyKind.MUNICIPALITY:
        return f"gemeente {owner}"
    return str(owner)


class PointTask(Owned):
    """A task under a decision point that is still proposed; frozen with the proposal, handed out by the decision."""

    point = models.ForeignKey(DecisionPoint, models.CASCADE, related_name="tasks", verbose_name="beslispunt")
    position = models.PositiveSmallIntegerField("volgorde")

    class Meta:
        ordering = ["point", "position"]
        verbose_name = "voorgestelde taak"
        verbose_name_plural = "voorgestelde taken"
        constraints = [
            one_owner("point_task_one_owner"),
            models.UniqueConstraint(
                fields=["point", "position"],
                name="point_task_position_unique",
                violation_error_message="Twee taken kunnen niet op dezelfde plaats staan.",
            ),
        ]


class ActionQuerySet(models.QuerySet["Action"]):
    def open(self) -> ActionQuerySet:
        return self.filter(state=ActionState.OPEN)

    def late(self, on: date) -> ActionQuerySet:
        """Open, and due before day `on`."""
        return self.open().filter(due_on__lt=on)

    def late_first(self, *before: str) -> ActionQuerySet:
        """Open ones by the day they are due, so the latest first of all; then what is finished, the last one first.

        before: names to order by first.
        """
        is_finished = Case(When(state=ActionState.OPEN, then=Value(0)), default=Value(1))
        due = Case(When(state=ActionState.OPEN, then=F("due_on")), output_field=models.DateField())
        return self.order_by(*before, is_finished, due, "-closed_at", "pk")

    def with_owner(self) -> ActionQuerySet:
        """With what a line on a list shows of it."""
        return self.select_related("person", "seat", "party", "decision", "item__meeting")


class Action(Owned):
    """A commitment or an action point: from a decision, from an agenda item, or free. Nothing of it is deleted."""

    kind = models.CharField("soort", max_length=12, choices=ActionKind, default=ActionKind.ACTION_POINT)
    first_due_on = models.DateField("eerst afgesproken", editable=False)
    state = models.CharField("staat", max_length=10, choices=ActionState, default=ActionState.OPEN)
    result = models.TextField("wat ervan kwam", blank=True)
    dropped_reason = models.CharField("reden van vervallen", max_length=300, blank=True)
    closed_at = models.DateTimeField("afgesloten op", null=True, blank=True)
    decision = models.ForeignKey(
        Decision, models.RESTRICT, null=True, blank=True, related_name="actions", verbose_name="besluit"
    )
    item = models.ForeignKey(
        AgendaItem, models.RESTRICT, null=True, blank=True, related_name="actions", verbose_name="agendapunt"
    )
    recorded_at = models.DateTimeField("vastgelegd op")
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = "actie"
        verbose_name_plural = "acties"
        constraints = [
            one_owner("action_one_owner"),
            models.CheckConstraint(
                condition=Q(state=ActionState.OPEN, closed_at__isnull=True)
                | (~Q(state=ActionState.OPEN) & Q(closed_at__isnull=False)),
                name="action_closed_has_time",
                violation_error_message="Een afgesloten actie heeft een moment van afsluiten.",
            ),
            models.CheckConstraint(
                condition=(Q(state=ActionState.DONE) & ~Q(result=""))
                | (~Q(state=ActionState.DONE) & Q(result="")),
                name="action_done_has_result",
                violation_error_message="Schrijf wat ervan kwam.",
            ),
            models.CheckConstraint(
                condition=(Q(state=ActionState.DROPPED) & ~Q(dropped_reason=""))
                | (~Q(state=ActionState.DROPPED) & Q(dropped_reason="")),
                name="action_dropped_has_reason",
                violation_error_message="Geef de reden waarom de actie vervalt.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("governance:action_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == ActionState.OPEN

    @property
    def was_moved(self) -> bool:
        return self.due_on != self.first_due_on


class ActionChange(models.Model):
    """What happened to an action, by whom and when: reported, moved, corrected, done, dropped, opened again.

    Never changed. was: what stood there before a correction, in words.
    """

    append_only = True

    action = models.ForeignKey(Action, models.RESTRICT, related_name="changes", verbose_name="actie")
    kind = models.CharField("wat", max_length=10, choices=ActionChangeKind)
    by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="door")
    at = models.DateTimeField("op")
    note = models.TextField("toelichting", blank=True)
    was_due_on = models.DateField("was uiterlijk op", null=True, blank=True)
    due_on = models.DateField("uiterlijk op", null=True, blank=True)
    was = models.TextField("stond er", blank=True)

    class Meta:
        ordering = ["action", "at", "pk"]
        verbose_name = "wijziging van een actie"
        verbose_name_plural = "wijzigingen van acties"
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kind=ActionChangeKind.MOVED, was_due_on__isnull=False, due_on__isnull=False)
                    & ~Q(note="")
                )
                | (~Q(kind=ActionChangeKind.MOVED) & Q(was_due_on__isnull=True, due_on__isnull=True)),
                name="action_change_moved_has_days_and_reason",
                violation_error_message="Een verplaatste datum heeft een oude dag, een nieuwe dag en een reden.",
            ),
            models.CheckConstraint(
                condition=(Q(kind=ActionChangeKind.CORRECTED) & ~Q(was="") & ~Q(note=""))
                | (~Q(kind=ActionChangeKind.CORRECTED) & Q(was="")),
                name="action_change_corrected_has_words_and_reason",
                violation_error_message="Een verbetering heeft een reden, en wat er stond blijft te lezen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.get_kind_display()}"
