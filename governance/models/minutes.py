"""The minutes of a meeting (article 5): facts that nobody types, texts by the secretariat, proposals by members.

A version is adopted by a decision of a later meeting. What is found wrong afterwards is rectified by a next version
that a decision adopts again; both stay.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.enums import CommentState, MinutesPlace
from governance.models.adoptable import Adoptable
from governance.models.meetings import AgendaItem, Meeting
from governance.models.people import Person
from governance.models.writing import Versioned
from werkbedrijf.lib.canonical import content_hash
from werkbedrijf.lib.dates import date_words


def minutes_subject(meeting_id: int) -> str:
    """The key under which the minutes of one meeting follow each other: in force is the version adopted last."""
    return f"minutes-{meeting_id}"


class Minutes(Adoptable):
    """One version of the minutes of a meeting. Its facts are computed while it is written, and frozen with a hash when
    it is put for comment or on an agenda.
    """

    meeting = models.ForeignKey(Meeting, models.RESTRICT, related_name="minutes", verbose_name="vergadering")
    number = models.PositiveSmallIntegerField("versie", default=1)
    rectifies = models.OneToOneField(
        "self",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="rectified_by",
        verbose_name="rectificeert",
    )
    reason = models.CharField("aanleiding van de rectificatie", max_length=300, blank=True)
    facts = models.JSONField("vastgelegde feiten", null=True, blank=True)
    facts_at = models.DateTimeField("feiten vastgelegd op", null=True, blank=True)
    comment_opened_at = models.DateTimeField("ter commentaar gelegd op", null=True, blank=True)
    comment_until = models.DateField("commentaar tot en met", null=True, blank=True)
    published_at = models.DateTimeField("gepubliceerd op", null=True, blank=True)

    class Meta(Adoptable.Meta):
        abstract = False
        ordering = ["meeting", "number"]
        verbose_name = "notulen"
        verbose_name_plural = "notulen"
        constraints = [
            *Adoptable.Meta.constraints,
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="minutes_version_once",
                violation_error_message="Van deze vergadering zijn al notulen begonnen.",
            ),
            models.CheckConstraint(
                condition=Q(number=1, rectifies__isnull=True, reason="")
                | (Q(number__gt=1, rectifies__isnull=False) & ~Q(reason="")),
                name="minutes_rectify_with_reason",
                violation_error_message="Een volgende versie rectificeert een eerdere, met de aanleiding.",
            ),
            models.CheckConstraint(
                condition=Q(facts__isnull=True, facts_at__isnull=True, comment_opened_at__isnull=True)
                | Q(facts__isnull=False, facts_at__isnull=False),
                name="minutes_facts_frozen_before_comment",
                violation_error_message="Notulen gaan ter commentaar met vastgelegde feiten.",
            ),
            models.CheckConstraint(
                condition=Q(comment_opened_at__isnull=True, comment_until__isnull=True)
                | Q(comment_opened_at__isnull=False, comment_until__isnull=False),
                name="minutes_comment_has_end",
                violation_error_message="Zeg tot en met welke dag de leden commentaar kunnen geven.",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(state="adopted"),
                name="minutes_published_when_adopted",
                violation_error_message="Alleen vastgestelde notulen worden gepubliceerd.",
            ),
        ]

    def __str__(self) -> str:
        which = f", versie {self.number} (rectificatie)" if self.number > 1 else ""
        return f"Notulen van {date_words(self.meeting.day)}{which}"

    @property
    def facts_sha256(self) -> str:
        """The hash of the frozen facts; "" while they are still computed anew at every look."""
        return content_hash(self.facts) if self.facts is not None else ""

    def content(self) -> dict[str, Any]:
        """What the board adopts: the facts by their hash, and every text with its place."""
        texts = self.texts.order_by("place", "item_id", "is_internal")
        return {
            "kind": "minutes",
            "meeting": self.meeting_id,
            "number": self.number,
            "rectifies": self.rectifies_id,
            "facts_sha256": self.facts_sha256,
            "texts": [[text.place, text.item_id, text.is_internal, text.text] for text in texts],
        }

    def unready(self) -> str:
        if self.facts is None:
            return f"De {str(self)[:1].lower()}{str(self)[1:]} zijn nog niet ter commentaar gelegd."
        return ""

    def effect_sentence(self) -> str:
        which = f", versie {self.number} (rectificatie)" if self.number > 1 else ""
        return f"Notulen van de {self.meeting.title.lower()} van {date_words(self.meeting.day)}{which}"

    def get_absolute_url(self) -> str:
        return reverse("governance:minutes_version", args=[self.meeting_id, self.number])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_for_comment(self) -> bool:
        """Put before the members, and not yet before the board."""
        return self.is_draft and self.comment_opened_at is not None and self.decision_point_id is None

    def takes_comments(self, on: date) -> bool:
        return self.is_for_comment and self.comment_until is not None and on <= self.comment_until

    @property
    def is_rectified(self) -> bool:
        """Whether a later version was adopted in the place of this one."""
        later = getattr(self, "rectified_by", None)
        return later is not None and later.is_adopted

    @property
    def state_kind(self) -> str:
        """The kind of badge that goes with the state."""
        return "success" if self.is_adopted else "warning" if self.is_for_comment else "neutral"

    @property
    def state_word(self) -> str:
        """How far these minutes are, as a participle for a badge."""
        if self.is_published:
            return "vastgesteld en gepubliceerd"
        if not self.is_draft:
            return self.get_state_display()
        if self.decision_point_id is not None:
            return "op de agenda gezet"
        return "ter commentaar" if self.is_for_comment else self.get_state_display()


class MinutesText(Versioned):
    """What the secretariat writes beside the facts: at the opening, at an item, at the end; for everybody or inside."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="texts", verbose_name="notulen")
    place = models.CharField("plaats", max_length=10, choices=MinutesPlace, default=MinutesPlace.ITEM)
    item = models.ForeignKey(
        AgendaItem,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="minutes_texts",
        verbose_name="agendapunt",
    )
    is_internal = models.BooleanField("alleen intern", default=False)
    text = models.TextField("tekst", blank=True)
    changed_at = models.DateTimeField("gewijzigd op", null=True, blank=True)
    changed_by = models.ForeignKey(
        Person, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="gewijzigd door"
    )

    class Meta:
        ordering = ["minutes", "place", "item", "is_internal"]
        verbose_name = "tekst van notulen"
        verbose_name_plural = "teksten van notulen"
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "item", "is_internal"],
                name="minutes_text_once_at_item",
                violation_error_message="Bij dit punt staat deze tekst er al.",
            ),
            models.UniqueConstraint(
                fields=["minutes", "place", "is_internal"],
                condition=Q(item=None),
                name="minutes_text_once_at_ends",
                violation_error_message="Bij de opening of de sluiting staat deze tekst er al.",
            ),
            models.CheckConstraint(
                condition=Q(place=MinutesPlace.ITEM, item__isnull=False)
                | (~Q(place=MinutesPlace.ITEM) & Q(item__isnull=True)),
                name="minutes_text_has_place",
                violation_error_message="Een tekst hoort bij een agendapunt, bij de opening of bij de sluiting.",
            ),
        ]

    def __str__(self) -> str:
        where = f"punt {self.item.number}" if self.item else self.get_place_display()
        return f"{where}, alleen intern" if self.is_internal else where


class MinutesComment(models.Model):
    """A member proposes another text; the secretariat takes it over or declines with an answer. It stays readable."""

    text = models.ForeignKey(MinutesText, models.CASCADE, related_name="comments", verbose_name="tekst")
    person = models.ForeignKey(
        Person, models.RESTRICT, related_name="minutes_comments", verbose_name="voorgesteld door"
    )
    base = models.TextField("tekst bij het voorstel", blank=True)
    proposed = models.TextField("voorgestelde tekst", blank=True)
    remark = models.CharField("toelichting", max_length=500, blank=True)
    made_at = models.DateTimeField("voorgesteld op")
    state = models.CharField("staat", max_length=10, choices=CommentState, default=CommentState.MADE)
    answer = models.CharField("antwoord", max_length=300, blank=True)
    answered_by = models.ForeignKey(
        Person, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="beantwoord door"
    )
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True)

    class Meta:
        ordering = ["text", "made_at"]
        verbose_name = "voorstel bij notulen"
        verbose_name_plural = "voorstellen bij notulen"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=CommentState.MADE, answered_at__isnull=True)
                | (~Q(state=CommentState.MADE) & Q(answered_at__isnull=False)),
                name="minutes_comment_answered_has_time",
                violation_error_message="Een beantwoord voorstel heeft een moment van antwoord.",
            ),
            models.CheckConstraint(
                condition=~Q(state=CommentState.DECLINED) | ~Q(answer=""),
                name="minutes_comment_declined_has_answer",
                violation_error_message="Geef aan waarom dit voorstel niet is overgenomen.",
            ),
        ]

    def __str__(self) -> str:
        return f"Voorstel van {self.person}"

    @property
    def is_open(self) -> bool:
        return self.state == CommentState.MADE
