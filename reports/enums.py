"""What reports stores as one of a few values, with the Dutch words on the screen. Plain Python: domain/ uses it too."""

from __future__ import annotations

from werkbedrijf.lib.labelled import LabelledEnum


class ReportState(LabelledEnum):
    DRAFT = "draft", "cijfers vastgelegd"
    MAKING = "making", "wordt gemaakt"
    MADE = "made", "gemaakt"
    RELEASED = "released", "vrijgegeven"
    STOPPED = "stopped", "niet afgemaakt"  # copies failed, and a new edition took its place


class DeliveryState(LabelledEnum):
    OWED = "owed", "te maken"
    MAKING = "making", "wordt gemaakt"
    MADE = "made", "gemaakt"
    FAILED = "failed", "mislukt"


class Frequency(LabelledEnum):
    """How often the board wants a figure."""

    QUARTER = "quarter", "elk kwartaal"
    HALF_YEAR = "half_year", "elk half jaar"
    YEAR = "year", "elk jaar"


class DelivererKind(LabelledEnum):
    """Who delivers a figure: each of a kind for itself."""

    LOCATION = "location", "de drie locaties"
    MUNICIPALITY = "municipality", "elke gemeente"
    UWV = "uwv", "UWV"
