"""A large file on its way in: its rows lie hidden until one short act makes them count, or a sweep throws them away."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from governance.models import Party, Person
from quotum.enums import FileState, Group, Measure, Side, Unit
from quotum.models.sectors import Sector, SectorList

MAX_ATTEMPTS = 3  # times that a reader died without having read anything further
OPEN_STATES = [FileState.MAPPING, FileState.WAITING, FileState.READING, FileState.READ]


class FileImportQuerySet(models.QuerySet["FileImport"]):
    def claimable(self, now: datetime) -> FileImportQuerySet:
        """To be read: waiting, or taken by a worker whose lease has run out."""
        return self.filter(
            Q(state=FileState.WAITING) | Q(state=FileState.READING, leased_until__lt=now), expires_at__gt=now
        )

    def open(self, now: datetime) -> FileImportQuerySet:
        """Files that still wait for a worker or for their owner."""
        return self.filter(state__in=OPEN_STATES, expires_at__gt=now)

    def abandoned(self, now: datetime) -> FileImportQuerySet:
        """Never taken over, and nobody can any more: what is left of them may go."""
        return self.exclude(state=FileState.TAKEN).filter(
            Q(expires_at__lte=now) | Q(state__in=[FileState.REFUSED, FileState.FAILED])
        )


class FileImport(models.Model):
    """One file. Its text or workbook lies in `file` until it is read or refused, and never beyond `expires_at`."""

    uuid = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="van")
    source = models.CharField("bron", max_length=200)
    published_on = models.DateField("gepubliceerd op")
    is_example = models.BooleanField("voorbeeldcijfer", default=False)
    sha256 = models.CharField("hash van het bestand", max_length=64, db_index=True)
    file = models.CharField("bestand", max_length=100, blank=True, editable=False)
    mapping = models.JSONField("koppeling van kolommen", default=dict, blank=True)
    sector_list = models.ForeignKey(
        SectorList, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="sectorindeling"
    )
    state = models.CharField(
        "staat", max_length=10, choices=FileState.choices(), default=FileState.WAITING.value
    )
    size = models.PositiveBigIntegerField("omvang in bytes", default=0)
    bytes_read = models.PositiveBigIntegerField("gelezen bytes", default=0)
    last_line = models.PositiveIntegerField("laatst bewaarde regel", default=0)
    rows = models.PositiveIntegerField("cijfers", default=0)
    # The keys of the details of one quarter are this many numbers in a row, counted from the first quarter of 2013.
    keys_per_quarter = models.PositiveIntegerField("sleutels per kwartaal", default=0)
    sums = models.JSONField("totalen per reeks", default=list, blank=True)
    errors = models.JSONField("fouten", default=list, blank=True)
    more_errors = models.PositiveIntegerField("verdere fouten", default=0)
    notes = models.JSONField("opmerkingen", default=list, blank=True)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    lease = models.UUIDField("sleutel van de bewerking", null=True, blank=True, editable=False)
    leased_until = models.DateTimeField("in behandeling tot", null=True, blank=True)
    created_at = models.DateTimeField("gekozen op")
    expires_at = models.DateTimeField("vervalt op")
    taken_at = models.DateTimeField("overgenomen op", null=True, blank=True)

    objects = FileImportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "ingelezen groot bestand"
        verbose_name_plural = "ingelezen grote bestanden"
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="file_import_expires",
                violation_error_message="Een bestand vervalt na het inlezen.",
            ),
            models.CheckConstraint(
                condition=Q(state=FileState.TAKEN.value, taken_at__isnull=False)
                | (~Q(state=FileState.TAKEN.value) & Q(taken_at__isnull=True)),
                name="file_import_taken_has_time",
                violation_error_message="Een overgenomen bestand heeft een moment van overnemen.",
            ),
            models.CheckConstraint(
                condition=~Q(state=FileState.READING.value)
                | Q(lease__isnull=False, leased_until__isnull=False),
                name="file_import_reading_has_lease",
                violation_error_message="Een bestand dat wordt gelezen, heeft een eindtijd.",
            ),
            models.UniqueConstraint(
                fields=["sha256"],
                condition=Q(state=FileState.TAKEN.value),
                name="file_import_taken_once",
                violation_error_message="Dit bestand is al overgenomen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}, gekozen op {self.created_at:%d-%m-%Y}"

    def get_absolute_url(self) -> str:
        return reverse("quotum:file_import", args=[self.pk])

    @property
    def path(self) -> Path:
        """Where its text lies while it is being read; never built from anything that a user typed."""
        return Path(settings.MEDIA_ROOT) / self.file

    @property
    def is_packed(self) -> bool:
        """A workbook that has yet to be unpacked to text."""
        return self.file.endswith(".xlsx")

    @property
    def is_busy(self) -> bool:
        return self.state in (FileState.WAITING, FileState.READING)

    @property
    def percent(self) -> int:
        """How far it has been read, in whole percent."""
        return min(100, self.bytes_read * 100 // self.size) if self.size else 0


class DetailFigure(models.Model):
    """One row of a detailed file. What is empty was not known to the source. Once its file counts, it stays."""

    kept_when = ("file_import_id", "quotum_fileimport", "uuid", "taken_at IS NOT NULL")

    file_import = models.ForeignKey(
        FileImport, models.RESTRICT, related_name="details", verbose_name="bestand"
    )
    # Everything that names the figure, as one number: the same figure twice in one file is refused by the database.
    key = models.PositiveIntegerField("sleutel")
    year = models.PositiveSmallIntegerField("jaar")
    quarter = models.PositiveSmallIntegerField("kwartaal")
    measure = models.CharField("maat", max_length=10, choices=Measure.choices())
    unit = models.CharField("eenheid", max_length=10, choices=Unit.choices())
    sector = models.ForeignKey(
        Sector, models.RESTRICT, null=True, related_name="+", verbose_name="sector", db_index=False
    )
    municipality = models.ForeignKey(
        Party, models.RESTRICT, null=True, related_name="+", verbose_name="gemeente", db_index=False
    )
    group = models.CharField("groep", max_length=10, choices=Group.choices(), blank=True)
    side = models.CharField("markt of overheid", max_length=10, choices=Side.choices(), blank=True)
    count = models.PositiveIntegerField("aantal")

    class Meta:
        ordering = ["file_import", "key"]
        verbose_name = "cijfer in detail"
        verbose_name_plural = "cijfers in detail"
        constraints = [
            models.UniqueConstraint(
                fields=["file_import", "key"],
                name="detail_figure_once",
                violation_error_message="Dit cijfer staat al in het bestand.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.quarter} {self.sector_id} {self.municipality_id}: {self.count}"


class ColumnMapping(models.Model):
    """Which column of a source's files is which of ours; a later one of the same source goes before."""

    append_only = True

    source = models.CharField("bron", max_length=200, db_index=True)
    layout = models.CharField("indeling", max_length=10)
    # our column → ["column", the name in the file] or ["fixed", the same word in every row]
    columns = models.JSONField("kolommen")
    saved_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="bewaard door")
    saved_at = models.DateTimeField("bewaard op")

    class Meta:
        ordering = ["-saved_at", "-pk"]
        verbose_name = "koppeling van kolommen"
        verbose_name_plural = "koppelingen van kolommen"

    def __str__(self) -> str:
        return f"{self.source}, {self.saved_at:%d-%m-%Y}"
