"""What parties did with a decision: no power is delegated, so each takes it over itself (articles 3d and 9)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from governance.enums import ConsentState, UptakeKind
from governance.models.agreement import AgreementVersion, Article
from governance.models.decisions import Decision
from governance.models.parties import Party
from governance.models.people import Person


class Uptake(models.Model):
    """That a party took a decision over, by which act of its own and when."""

    decision = models.ForeignKey(Decision, models.RESTRICT, related_name="uptakes", verbose_name="besluit")
    party = models.ForeignKey(Party, models.RESTRICT, related_name="uptakes", verbose_name="partij")
    kind = models.CharField("soort", max_length=12, choices=UptakeKind)
    taken_on = models.DateField("genomen op")
    reference = models.CharField("kenmerk", max_length=200)
    recorded_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="vastgelegd door")
    recorded_at = models.DateTimeField("vastgelegd op")

    class Meta:
        ordering = ["decision", "party", "taken_on"]
        verbose_name = "overname van een besluit"
        verbose_name_plural = "overnames van besluiten"
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "party", "kind", "taken_on"],
                name="uptake_once",
                violation_error_message="Deze overname is al vastgelegd.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.get_kind_display()}"


class Consent(models.Model):
    """Something submitted to a party for agreement (accordering), and its answer."""

    decision = models.ForeignKey(Decision, models.RESTRICT, related_name="consents", verbose_name="besluit")
    party = models.ForeignKey(Party, models.RESTRICT, related_name="consents", verbose_name="partij")
    asked_on = models.DateField("voorgelegd op")
    state = models.CharField("antwoord", max_length=10, choices=ConsentState, default=ConsentState.ASKED)
    answered_on = models.DateField("beantwoord op", null=True, blank=True)
    remark = models.CharField("toelichting", max_length=300, blank=True)
    recorded_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="vastgelegd door")

    class Meta:
        ordering = ["decision", "party"]
        verbose_name = "accordering"
        verbose_name_plural = "accorderingen"
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "party"],
                name="consent_once_per_party",
                violation_error_message="Dit besluit is al aan deze partij voorgelegd.",
            ),
            models.CheckConstraint(
                condition=Q(state=ConsentState.ASKED, answered_on__isnull=True)
                | (
                    ~Q(state=ConsentState.ASKED)
                    & Q(answered_on__isnull=False, answered_on__gte=F("asked_on"))
                ),
                name="consent_answered_has_day",
                violation_error_message="Een antwoord heeft een datum, op of na de dag van voorleggen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.get_state_display()}"


class Evaluation(models.Model):
    """An evaluation of the agreement (article 13: autumn 2015, and later ones)."""

    title = models.CharField("titel", max_length=160)
    period = models.CharField("wanneer", max_length=80)
    held_on = models.DateField("gehouden op", null=True, blank=True)
    agreement = models.ForeignKey(
        AgreementVersion, models.RESTRICT, related_name="evaluations", verbose_name="overeenkomst"
    )
    summary = models.TextField("samenvatting", blank=True)
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta:
        ordering = ["-held_on", "pk"]
        verbose_name = "evaluatie"
        verbose_name_plural = "evaluaties"

    def __str__(self) -> str:
        return self.title


class Finding(models.Model):
    """One finding of an evaluation, on an article or in general, with what is done about it."""

    evaluation = models.ForeignKey(
        Evaluation, models.CASCADE, related_name="findings", verbose_name="evaluatie"
    )
    article = models.ForeignKey(
        Article, models.RESTRICT, null=True, blank=True, related_name="findings", verbose_name="artikel"
    )
    text = models.TextField("bevinding")
    follow_up = models.TextField("vervolg", blank=True)

    class Meta:
        ordering = ["evaluation", "pk"]
        verbose_name = "bevinding"
        verbose_name_plural = "bevindingen"

    def __str__(self) -> str:
        return self.text[:80]
