"""The cooperation agreement with its articles (articles 2 and 13), and the rule sets by which votes are counted."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from governance.domain.rules import RuleSet as Rules
from governance.domain.rules import rule_set_from_json
from governance.enums import AdoptableState
from governance.models.adoptable import Adoptable, AdoptableQuerySet

# What the parties agreed on themselves, or what holds for want of a decision: in force without one.
FOUNDING: dict[str, Any] = {"state": AdoptableState.ADOPTED, "is_founding": True}


def _adopted_or_founding(name: str) -> models.CheckConstraint:
    """As for everything that is adopted, but the first version: that one the parties agreed on themselves."""
    return models.CheckConstraint(
        condition=(
            Q(state=AdoptableState.ADOPTED, in_force_from__isnull=False)
            & (Q(decision__isnull=False) | Q(is_founding=True))
        )
        | (~Q(state=AdoptableState.ADOPTED) & Q(decision__isnull=True, is_founding=False)),
        name=name,
        violation_error_message="Alleen een besluit stelt vast.",
    )


class AgreementVersionQuerySet(AdoptableQuerySet):
    def in_force(self, on: date, subject: str = "") -> AgreementVersion:
        """The version in force on day `on`; raises DoesNotExist before the first one."""
        version: AgreementVersion | None = super().in_force(on, subject)
        if version is None:
            raise AgreementVersion.DoesNotExist(
                f"Geen samenwerkingsovereenkomst van kracht op {on:%d-%m-%Y}."
            )
        return version


class AgreementVersion(Adoptable):
    """A version of the agreement. It ends "in principle": after `ends_on` the system warns and never blocks."""

    number = models.PositiveSmallIntegerField("versie", unique=True)
    title = models.CharField("titel", max_length=200)
    ends_on = models.DateField("geldt in principe tot en met")
    is_founding = models.BooleanField("door de partijen zelf gesloten", default=False, editable=False)
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    objects = AgreementVersionQuerySet.as_manager()  # type: ignore[misc]  # one that raises where there is none

    class Meta:
        ordering = ["-number"]
        verbose_name = "versie van de overeenkomst"
        verbose_name_plural = "versies van de overeenkomst"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("in_force_from")),
                name="agreement_ends_after_start",
                violation_error_message="De overeenkomst eindigt na de dag waarop zij ingaat.",
            ),
            _adopted_or_founding("agreementversion_adopted_by_decision"),
        ]

    def __str__(self) -> str:
        return f"{self.title} (versie {self.number})"

    def content(self) -> dict[str, Any]:
        return {
            "kind": "agreement",
            "number": self.number,
            "title": self.title,
            "in_force_from": self.in_force_from.isoformat() if self.in_force_from else None,
            "ends_on": self.ends_on.isoformat(),
            "articles": [
                {"number": article.number, "title": article.title, "text": article.text}
                for article in self.articles.order_by("number")
            ],
        }

    def effect_sentence(self) -> str:
        return f"Samenwerkingsovereenkomst, versie {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("governance:agreement_version", args=[self.number])


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


class RuleSetQuerySet(AdoptableQuerySet):
    def in_force(self, on: date, subject: str = "") -> RuleSet:
        """The rule set in force on day `on`; raises DoesNotExist before the first one."""
        rule_set: RuleSet | None = super().in_force(on, subject)
        if rule_set is None:
            raise RuleSet.DoesNotExist(f"Geen stemregels van kracht op {on:%d-%m-%Y}.")
        return rule_set


class RuleSet(Adoptable):
    """How this board counts: data, versioned; a vote keeps the set it was taken under (domain/rules.py)."""

    number = models.PositiveSmallIntegerField("nummer", unique=True)
    rows = models.JSONField("regels")
    is_founding = models.BooleanField("aangenomen bij gebrek aan een besluit", default=False, editable=False)

    objects = RuleSetQuerySet.as_manager()  # type: ignore[misc]  # as above

    class Meta:
        ordering = ["-number"]
        verbose_name = "stemregels"
        verbose_name_plural = "stemregels"
        constraints = [_adopted_or_founding("ruleset_adopted_by_decision")]

    def __str__(self) -> str:
        return f"Stemregels {self.number}"

    def rules(self) -> Rules:
        """The rules as the engine takes them; raises ValueError for a value the table does not name."""
        return rule_set_from_json(self.number, self.rows)

    def content(self) -> dict[str, Any]:
        return {"kind": "rules", "number": self.number, "rows": self.rows}

    def effect_sentence(self) -> str:
        return f"Stemregels, versie {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("governance:rule_set_version", args=[self.number])
