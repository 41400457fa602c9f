"""The states that reports stores, with their Dutch names on the screen."""

from django.db import models


class ReportState(models.TextChoices):
    DRAFT = "draft", "cijfers vastgelegd"
    MAKING = "making", "wordt gemaakt"
    MADE = "made", "gemaakt"
    RELEASED = "released", "vrijgegeven"
    STOPPED = "stopped", "niet afgemaakt"  # copies failed, and a new edition took its place


class DeliveryState(models.TextChoices):
    OWED = "owed", "te maken"
    MAKING = "making", "wordt gemaakt"
    MADE = "made", "gemaakt"
    FAILED = "failed", "mislukt"
