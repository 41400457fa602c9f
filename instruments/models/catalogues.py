"""The base package (article 7): a catalogue is a version that the board adopts, never overwritten.

An entry is one instrument in one version; it has a municipal side (Participatiewet) and a UWV side, because the two
differ in law, duration and amount. What became of an instrument after the version was drawn up stands beside it as a
dated note: it explains, and is no part of what the board adopted.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from governance.models import Adoptable
from instruments.enums import Provider

CATALOGUE_SUBJECT = "catalogue"


def _filled(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """These fields as far as filled in: what came later leaves the hash of what was adopted before as it was."""
    return {name: getattr(row, name) for name in names if getattr(row, name)}


class Catalogue(Adoptable):
    """A version of the base package of instruments for the whole region, adopted by decision (article 7)."""

    number = models.PositiveSmallIntegerField("versie", unique=True)
    title = models.CharField("titel", max_length=160)
    compiled_on = models.DateField("opgesteld op")
    source = models.CharField("bron", max_length=250)
    introduction = models.TextField("inleiding", blank=True)
    is_example = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta(Adoptable.Meta):
        abstract = False
        ordering = ["-number"]
        verbose_name = "basispakket"
        verbose_name_plural = "basispakketten"
        constraints = [
            *Adoptable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(subject=CATALOGUE_SUBJECT),
                name="catalogue_one_subject",
                violation_error_message="Er is één basispakket voor de hele regio.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (versie {self.number})"

    def content(self) -> dict[str, Any]:
        return self._head() | {"entries": [entry.content() for entry in self._entries()]}

    def full(self) -> dict[str, Any]:
        """As `content()`, with the descriptions that stand beside it without being adopted."""
        return self._head() | {"entries": [entry.full() for entry in self._entries()]}

    def _head(self) -> dict[str, Any]:
        return {
            "kind": "catalogue",
            "number": self.number,
            "title": self.title,
            "compiled_on": self.compiled_on.isoformat(),
            "source": self.source,
        }

    def _entries(self) -> models.QuerySet[InstrumentEntry]:
        return self.entries.prefetch_related("sides").order_by("position")

    def unready(self) -> str:
        entries = list(self._entries())
        if not entries:
            return f"“{self}” heeft nog geen instrumenten. Voeg er eerst een toe."
        empty = [entry.name for entry in entries if not entry.sides.all()]
        if empty:
            return f"Niemand biedt aan: {', '.join(empty)}. Beschrijf eerst wat gemeente of UWV aanbiedt."
        return ""

    def effect_sentence(self) -> str:
        return f"Basispakket van instrumenten: {self}"

    def get_absolute_url(self) -> str:
        return reverse("instruments:catalogue_detail", args=[self.number])


class InstrumentEntry(models.Model):
    """One instrument in one version of the catalogue; in the next version it keeps its slug.

    is_described: whether its description is adopted with it. If not (as in 2014) the board adopts which instrument
    there is, and the description beside it explains. relation: what the parties and UWV agreed on how both sides go
    together. replaces: the slug of the instrument that it came in the place of.
    """

    catalogue = models.ForeignKey(
        Catalogue, models.CASCADE, related_name="entries", verbose_name="basispakket"
    )
    slug = models.SlugField("adres", max_length=60)
    name = models.CharField("naam", max_length=120)
    position = models.PositiveSmallIntegerField("volgorde")
    summary = models.CharField("in één zin", max_length=250)
    is_described = models.BooleanField("omschrijving vastgesteld", default=True)
    relation = models.TextField("afspraak met UWV over beide kanten", blank=True)
    replaces = models.SlugField("volgt op", max_length=60, blank=True)

    class Meta:
        ordering = ["catalogue", "position"]
        verbose_name = "instrument"
        verbose_name_plural = "instrumenten"
        constraints = [
            models.UniqueConstraint(
                fields=["catalogue", "slug"],
                name="instrument_slug_unique",
                violation_error_message="Dit instrument staat al in deze versie van het basispakket.",
            ),
            models.UniqueConstraint(
                fields=["catalogue", "position"],
                name="instrument_position_unique",
                violation_error_message="Twee instrumenten kunnen niet op dezelfde plaats staan.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("instruments:instrument_detail", args=[self.slug])

    def content(self) -> dict[str, Any]:
        if not self.is_described:
            return {"slug": self.slug, "name": self.name, "position": self.position, "is_described": False}
        return {
            "slug": self.slug,
            "name": self.name,
            "position": self.position,
            "summary": self.summary,
            **_filled(self, ("relation", "replaces")),
            "sides": [side.content() for side in self.sides.all()],
        }

    def full(self) -> dict[str, Any]:
        """The instrument with its description, adopted or not, and which of the two it is."""
        return {
            "slug": self.slug,
            "name": self.name,
            "position": self.position,
            "is_described": self.is_described,
            "summary": self.summary,
            "relation": self.relation,
            "replaces": self.replaces,
            "sides": [side.full() for side in self.sides.all()],
        }

    def is_available(self, on: date) -> bool:
        """Whether somebody still offers this instrument, as this version describes it, on day `on`."""
        return any(side.is_valid(on) for side in self.sides.all())


class InstrumentSide(models.Model):
    """What one provider offers: in this form from `valid_from` up to and including `valid_to` (empty: end unknown)."""

    FIRST_TERMS = ("purpose", "for_whom", "conditions", "duration", "amount", "legal_source")
    LATER_TERMS = (
        "payer",
        "employer_duties",
        "how_to_apply",
        "contact",
    )  # in the content only where filled in
    TERMS = (*FIRST_TERMS[:-1], *LATER_TERMS, FIRST_TERMS[-1])

    entry = models.ForeignKey(
        InstrumentEntry, models.CASCADE, related_name="sides", verbose_name="instrument"
    )
    provider = models.CharField("aangeboden door", max_length=12, choices=Provider.choices())
    purpose = models.TextField("doel")
    for_whom = models.TextField("voor wie")
    conditions = models.TextField("voorwaarden", blank=True)
    duration = models.TextField("duur", blank=True)
    amount = models.TextField("bedrag of vergoeding", blank=True)
    payer = models.TextField("wie betaalt", blank=True)
    employer_duties = models.TextField("wat de werkgever doet", blank=True)
    how_to_apply = models.TextField("hoe aanvragen", blank=True)
    contact = models.TextField("contact", blank=True)
    legal_source = models.CharField("grondslag", max_length=250, blank=True)
    valid_from = models.DateField("in deze vorm vanaf", null=True, blank=True)
    valid_to = models.DateField("in deze vorm tot en met", null=True, blank=True)

    class Meta:
        ordering = ["entry", "provider"]  # "municipality" before "uwv", as in the list of 2014
        verbose_name = "kant van een instrument"
        verbose_name_plural = "kanten van een instrument"
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "provider"],
                name="instrument_side_unique",
                violation_error_message="Dit instrument heeft deze kant al.",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="instrument_side_ends_after_start",
                violation_error_message="Een instrument eindigt op of na de dag waarop het begint.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} ({self.get_provider_display()})"

    def content(self) -> dict[str, Any]:
        first = {term: getattr(self, term) for term in self.FIRST_TERMS}
        return {"provider": self.provider, **first, **_filled(self, self.LATER_TERMS), **self._days()}

    def full(self) -> dict[str, Any]:
        """All terms, also the empty ones."""
        return {
            "provider": self.provider,
            **{term: getattr(self, term) for term in self.TERMS},
            **self._days(),
        }

    def _days(self) -> dict[str, str | None]:
        return {
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
        }

    def is_valid(self, on: date) -> bool:
        """Whether it is, as far as known, offered in this form on day `on`."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )

    def terms(self) -> list[tuple[str, str]]:
        """The filled-in terms with their Dutch names, for a list of definitions."""
        return [
            (str(getattr(self._meta.get_field(term), "verbose_name", term)), getattr(self, term))
            for term in self.TERMS
            if getattr(self, term)
        ]


class LaterChange(models.Model):
    """What became of an instrument since; a note of ours, dated as well as known, uncertain ones marked."""

    entry = models.ForeignKey(
        InstrumentEntry, models.CASCADE, related_name="changes", verbose_name="instrument"
    )
    position = models.PositiveSmallIntegerField("volgorde")
    since = models.CharField("sinds", max_length=40)
    text = models.TextField("wat er veranderde")
    legal_source = models.CharField("grondslag", max_length=250, blank=True)
    is_uncertain = models.BooleanField("onzeker", default=False)

    class Meta:
        ordering = ["entry", "position"]
        verbose_name = "latere wijziging"
        verbose_name_plural = "latere wijzigingen"
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "position"],
                name="later_change_position_unique",
                violation_error_message="Twee wijzigingen kunnen niet op dezelfde plaats staan.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry}, {self.since}"
