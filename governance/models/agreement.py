"""The cooperation agreement with its articles (articles 2 and 13), and the rule sets by which votes are counted."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from governance.domain.rules import RuleSet as Rules
from governance.domain.rules import rule_set_from_json


class AgreementVersionQuerySet(models.QuerySet["AgreementVersion"]):
    def in_force(self, on: date) -> AgreementVersion:
        """The version in force on day `on`; raises DoesNotExist before the first one."""
        version = self.filter(in_force_from__lte=on).order_by("-in_force_from").first()
        if version is None:
            raise AgreementVersion.DoesNotExist(
                f"Geen samenwerkingsovereenkomst van kracht op {on:%d-%m-%Y}."
            )
        return version


class AgreementVersion(models.Model):
    """A version of the agreement. It ends "in principle": after `ends_on` the system warns and never blocks."""

    number = models.PositiveSmallIntegerField("versie", unique=True)
    title = models.CharField("titel", max_length=200)
    in_force_from = models.DateField("van kracht vanaf")
    ends_on = models.DateField("geldt in principe tot en met")
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    objects = AgreementVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-in_force_from"]
        verbose_name = "versie van de overeenkomst"
        verbose_name_plural = "versies van de overeenkomst"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("in_force_from")),
                name="agreement_ends_after_start",
                violation_error_message="De overeenkomst eindigt na de dag waarop zij ingaat.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} (versie {self.number})"


class Article(models.Model):
    """One article of one version, in our own words: what the board may do, and how."""

    version = models.ForeignKey(
        AgreementVersion, models.RESTRICT, related_name="articles", verbose_name="versie"
    )
    number = models.PositiveSmallIntegerField("artikel")
    title = models.CharField("titel", max_length=120)
    text = models.TextField("strekking")

    class Meta:
        ordering = ["version", "number"]
        verbose_name = "artikel"
        verbose_name_plural = "artikelen"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"],
                name="article_number_unique",
                violation_error_message="Dit artikelnummer komt in deze versie al voor.",
            )
        ]

    def __str__(self) -> str:
        return f"artikel {self.number} ({self.title.lower()})"

    def get_absolute_url(self) -> str:
        return reverse("governance:article_detail", args=[self.version.number, self.number])


class RuleSetQuerySet(models.QuerySet["RuleSet"]):
    def in_force(self, on: date) -> RuleSet:
        """The rule set in force on day `on`; raises DoesNotExist before the first one."""
        rule_set = self.filter(in_force_from__lte=on).order_by("-in_force_from", "-number").first()
        if rule_set is None:
            raise RuleSet.DoesNotExist(f"Geen stemregels van kracht op {on:%d-%m-%Y}.")
        return rule_set


class RuleSet(models.Model):
    """How this board counts: data, versioned; a vote keeps the set it was taken under (domain/rules.py)."""

    number = models.PositiveSmallIntegerField("nummer", unique=True)
    in_force_from = models.DateField("van kracht vanaf")
    rows = models.JSONField("regels")

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = "stemregels"
        verbose_name_plural = "stemregels"

    def __str__(self) -> str:
        return f"Stemregels {self.number}"

    def rules(self) -> Rules:
        """The rules as the engine takes them; raises ValueError for a value the table does not name."""
        return rule_set_from_json(self.number, self.rows)
