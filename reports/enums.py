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


class PlanPartKind(LabelledEnum):
    """The marktbewerkingsplan goes to the board in two parts: the garantiebanen it adopts (article 7), and the rest."""

    JOBS = "jobs", "onderdeel garantiebanen"
    REST = "rest", "overige hoofdstukken"


class Treatment(LabelledEnum):
    """What the board is asked to do with a part of the plan."""

    ADOPT = "adopt", "vaststellen"
    NOTE = "note", "ter kennisneming"


class ChapterKind(LabelledEnum):
    """The fixed chapters of the marktbewerkingsplan (article 7)."""

    ORGANISATION = "organisation", "Dienstverlening aan werkgevers op de drie servicepunten"
    BRAND = "brand", "Eén naam: Werkplein Twente"
    CONTACTS = "contacts", "Aanspreekpunten"
    TARGET_GROUP = "target_group", "Doelgroep"
    SECTORS = "sectors", "Sectoren en vacatures"
    ALLOCATION = "allocation", "Verdeling van de garantiebanen"
    SUPPLY = "supply", "Aanlevering en bemiddeling"
    ACTIONS = "actions", "Acties"


class ChapterState(LabelledEnum):
    TO_DO = "to_do", "te doen"
    WRITING = "writing", "wordt geschreven"
    READY = "ready", "klaar"


class ProgressState(LabelledEnum):
    """How an action of the plan stands; before anything was told, it is not begun."""

    RUNNING = "running", "loopt"
    DONE = "done", "gedaan"
    DROPPED = "dropped", "vervallen"
