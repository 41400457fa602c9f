"""The marktbewerkingsplan of a year (articles 7 and 8): written by several people, in two parts before the board.

The part about the garantiebanen is adopted; what the board does with the rest, it decides itself. Each part is a thing
of its own under its own decision point. When a part is put ready for the board its figures are stored, and nothing of
it changes until it is opened again; once proposed, not even that.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from governance.models import Adoptable, Person
from governance.models.actions import Owned, one_owner
from governance.models.writing import Versioned
from reports.domain.market_plan import BY_KIND, ChapterPlan
from reports.enums import ChapterKind, ChapterState, PlanPartKind, ProgressState, Treatment
from werkbedrijf.lib.dates import date_words

LONGEST_COMMENT = 1_000


class MarketPlan(models.Model):
    """One version of the plan of a year."""

    year = models.PositiveSmallIntegerField("jaar")
    version = models.PositiveSmallIntegerField("versie")
    started_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="begonnen door")
    started_at = models.DateTimeField("begonnen op")
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta:
        ordering = ["-year", "-version"]
        verbose_name = "marktbewerkingsplan"
        verbose_name_plural = "marktbewerkingsplannen"
        constraints = [
            models.UniqueConstraint(
                fields=["year", "version"],
                name="marketplan_version_once",
                violation_error_message="Deze versie van het plan is er al.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2015, year__lte=2100),
                name="marketplan_has_year",
                violation_error_message="Een plan is voor een jaar van 2015 tot en met 2100.",
            ),
        ]

    def __str__(self) -> str:
        which = f", versie {self.version}" if self.version > 1 else ""
        return f"Marktbewerkingsplan {self.year}{which}"

    def get_absolute_url(self) -> str:
        return reverse("reports:market_plan_version", args=[self.year, self.version])


class MarketPlanPart(Adoptable):
    """What one decision point brings to the board. figures_at: since when it stands ready, with its figures stored."""

    plan = models.ForeignKey(MarketPlan, models.CASCADE, related_name="parts", verbose_name="plan")
    kind = models.CharField("onderdeel", max_length=10, choices=PlanPartKind.choices())
    treatment = models.CharField(
        "wat het bestuur gevraagd wordt",
        max_length=10,
        choices=Treatment.choices(),
        default=Treatment.ADOPT.value,
    )
    figures_at = models.DateTimeField("cijfers vastgelegd op", null=True, blank=True, editable=False)

    class Meta(Adoptable.Meta):
        abstract = False
        ordering = ["plan", "kind"]
        verbose_name = "marktbewerkingsplan"
        verbose_name_plural = "marktbewerkingsplannen"
        constraints = [
            *Adoptable.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan", "kind"],
                name="marketplanpart_once",
                violation_error_message="Dit onderdeel van het plan is er al.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=PlanPartKind.JOBS) | Q(treatment=Treatment.ADOPT),
                name="marketplanpart_jobs_are_adopted",
                violation_error_message="Het onderdeel garantiebanen stelt het bestuur vast (artikel 7).",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(figures_at__isnull=False),
                name="marketplanpart_figures_stored_before_proposed",
                violation_error_message="Een plan gaat naar het bestuur met vastgelegde cijfers.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.get_kind_display()}"

    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = {
            "kind": "market_plan_part",
            "year": self.plan.year,
            "version": self.plan.version,
            "part": str(self.kind),
            "treatment": str(self.treatment),
            "figures_on": timezone.localdate(self.figures_at).isoformat() if self.figures_at else None,
            "chapters": sorted(
                (chapter.content() for chapter in self.chapters.all()), key=lambda row: row["number"]
            ),
        }
        if self.kind == PlanPartKind.REST:
            actions = self.plan.actions.select_related("person", "seat", "party").order_by("number")
            content["actions"] = [action.content() for action in actions]
        return content

    def effect_sentence(self) -> str:
        return f"{self}{', ter kennisneming' if self.treatment == Treatment.NOTE else ''}"

    def unready(self) -> str:
        if self.figures_at is None:
            return (
                f"“{self}” is nog niet klaargezet voor het bestuur. Doe dat eerst, op de pagina van het plan."
            )
        return ""

    def get_absolute_url(self) -> str:
        return self.plan.get_absolute_url()

    @property
    def is_open(self) -> bool:
        """Whether it can be written in: not adopted, not proposed, not put ready."""
        return self.is_draft and self.figures_at is None

    @property
    def state_word(self) -> str:
        """How far this part is, as a participle for a badge."""
        if self.is_adopted:
            return "voor kennisgeving aangenomen" if self.treatment == Treatment.NOTE else "vastgesteld"
        if not self.is_draft:
            return "voorgelegd aan het bestuur"
        if self.decision_point_id is not None:
            return "op de agenda gezet"
        return "wordt geschreven" if self.is_open else "klaargezet voor het bestuur"

    @property
    def state_kind(self) -> str:
        """The kind of badge that goes with it."""
        return "success" if self.is_adopted else "neutral" if self.is_open else "warning"


class PlanChapter(Versioned):
    """A fixed chapter: who writes it, how far it is, its text, and its figures once they are stored."""

    fixed_when = "SELECT 1 FROM reports_marketplanpart WHERE id = {row}.part_id AND state <> 'draft'"

    part = models.ForeignKey(
        MarketPlanPart, models.CASCADE, related_name="chapters", verbose_name="onderdeel"
    )
    kind = models.CharField("hoofdstuk", max_length=15, choices=ChapterKind.choices())
    author = models.ForeignKey(
        Person,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="plan_chapters",
        verbose_name="wie het schrijft",
    )
    state = models.CharField(
        "stand", max_length=10, choices=ChapterState.choices(), default=ChapterState.TO_DO.value
    )
    text = models.TextField("tekst", blank=True)
    changed_at = models.DateTimeField("gewijzigd op", null=True, blank=True)
    changed_by = models.ForeignKey(
        Person, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="gewijzigd door"
    )
    figures = models.JSONField("vastgelegde cijfers", null=True, blank=True)

    class Meta:
        ordering = ["part", "pk"]
        verbose_name = "hoofdstuk van het marktbewerkingsplan"
        verbose_name_plural = "hoofdstukken van het marktbewerkingsplan"
        constraints = [
            models.UniqueConstraint(
                fields=["part", "kind"],
                name="planchapter_once",
                violation_error_message="Dit hoofdstuk staat al in het plan.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ChapterState.READY) | ~Q(text=""),
                name="planchapter_ready_has_text",
                violation_error_message="Een hoofdstuk dat klaar is, heeft een tekst.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def outline(self) -> ChapterPlan:
        """Its place and what is asked of it."""
        return BY_KIND[self.kind]

    @property
    def is_ready(self) -> bool:
        return self.state == ChapterState.READY

    @property
    def state_badge(self) -> str:
        """The kind of badge that goes with the state."""
        kinds = {ChapterState.READY.value: "success", ChapterState.WRITING.value: "warning"}
        return kinds.get(self.state, "neutral")

    def content(self) -> dict[str, Any]:
        return {
            "number": self.outline.number,
            "chapter": self.kind,
            "text": self.text,
            "figures": self.figures or [],
        }


class PlanComment(models.Model):
    """What a reader of the draft says about a chapter; settled once it was dealt with."""

    chapter = models.ForeignKey(
        PlanChapter, models.CASCADE, related_name="comments", verbose_name="hoofdstuk"
    )
    person = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="van")
    text = models.TextField("opmerking", max_length=LONGEST_COMMENT)
    made_at = models.DateTimeField("gemaakt op")
    settled_at = models.DateTimeField("afgehandeld op", null=True, blank=True)
    settled_by = models.ForeignKey(
        Person, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="afgehandeld door"
    )

    class Meta:
        ordering = ["chapter", "made_at", "pk"]
        verbose_name = "opmerking bij het marktbewerkingsplan"
        verbose_name_plural = "opmerkingen bij het marktbewerkingsplan"
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="plancomment_says_something",
                violation_error_message="Schrijf wat u wilt opmerken.",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="plancomment_settled_by_somebody",
                violation_error_message="Een afgehandelde opmerking heeft een moment en een naam.",
            ),
        ]

    def __str__(self) -> str:
        return f"Opmerking van {self.person}"

    @property
    def is_settled(self) -> bool:
        return self.settled_at is not None


class PlanAction(Owned):
    """What somebody does in the year of the plan. `number` stays from version to version: progress goes along."""

    fixed_when = (
        "SELECT 1 FROM reports_marketplanpart "
        "WHERE plan_id = {row}.plan_id AND kind = 'rest' AND state <> 'draft'"
    )

    plan = models.ForeignKey(MarketPlan, models.CASCADE, related_name="actions", verbose_name="plan")
    number = models.PositiveSmallIntegerField("nummer")

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = "actie van het marktbewerkingsplan"
        verbose_name_plural = "acties van het marktbewerkingsplan"
        constraints = [
            one_owner("planaction_one_owner"),
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="planaction_number_once",
                violation_error_message="Dit nummer is al gebruikt.",
            ),
            models.CheckConstraint(
                condition=~Q(what=""),
                name="planaction_says_what",
                violation_error_message="Schrijf wat er moet gebeuren.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("reports:plan_action_detail", args=[self.pk])

    @property
    def owner_code(self) -> str:
        """Who does it, in a way that does not change with a name."""
        return f"{self.owner_kind.value}:{self.owner.pk}"

    def as_text(self) -> str:
        """All of it as one text, for who saves after another."""
        return "\n".join(
            filter(None, (self.what, self.owner_name, self.condition, f"uiterlijk {date_words(self.due_on)}"))
        )

    def facts(self) -> dict[str, int | str]:
        """What the ledger keeps of it."""
        return {
            "plan": self.plan_id,
            "number": self.number,
            "owner": self.owner_code,
            "due_on": self.due_on.isoformat(),
        }

    def content(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "what": self.what,
            "owner": self.owner_code,
            "condition": self.condition,
            "due_on": self.due_on.isoformat(),
        }


class PlanActionNote(models.Model):
    """How an action stood at a moment. Never changed: the last one says how it stands now."""

    append_only = True

    action = models.ForeignKey(PlanAction, models.RESTRICT, related_name="notes", verbose_name="actie")
    state = models.CharField("stand", max_length=10, choices=ProgressState.choices())
    note = models.TextField("toelichting", max_length=LONGEST_COMMENT, blank=True)
    by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="door")
    at = models.DateTimeField("op")

    class Meta:
        ordering = ["pk"]
        verbose_name = "voortgang van een actie"
        verbose_name_plural = "voortgang van acties"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ProgressState.DROPPED) | ~Q(note=""),
                name="planactionnote_dropped_says_why",
                violation_error_message="Schrijf waarom de actie vervalt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.get_state_display()}"
