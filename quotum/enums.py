"""What a figure measures, in which unit, and how jobs are divided: each with its Dutch name on the screen.

Plain Python (no Django), so that domain/ can use the same words as the models.
"""

from __future__ import annotations

from werkbedrijf.lib.labelled import LabelledEnum


class Measure(LabelledEnum):
    """Two measures that are never added to each other; a stock is never added over quarters either."""

    NEW = "new", "nieuw in het kwartaal"
    STOCK = "stock", "stand aan het einde van het kwartaal"


class Unit(LabelledEnum):
    """Jobs are paid hours divided by 110.92 a month (Regeling Wfsv art. 3.29); people are heads. Never added."""

    JOBS = "jobs", "banen"
    PEOPLE = "people", "personen"


class Dimension(LabelledEnum):
    """Along what a series of figures is broken down."""

    SECTOR = "sector", "per sector"
    MUNICIPALITY = "municipality", "per gemeente"
    GROUP = "group", "per groep"
    SIDE = "side", "per markt en overheid"
    DETAIL = "detail", "in detail"

    @property
    def noun(self) -> str:
        """What one row of such a table is."""
        return {
            "sector": "Sector",
            "municipality": "Gemeente",
            "group": "Groep",
            "side": "Markt of overheid",
            "detail": "Totaal",
        }[self.value]


class Group(LabelledEnum):
    """The groups of the doelgroepregister (Wfsv art. 38b and 38f lid 5), as the regional reports name them."""

    PW = "pw", "Participatiewet"
    WAJONG = "wajong", "Wajong"
    WSW = "wsw", "Wsw"
    WIW_ID = "wiw-id", "WIW/ID"
    OTHER = "other", "overig"


class Side(LabelledEnum):
    """Market or government: a property of the employer (Regeling Wfsv art. 3.27), not of a section of the SBI."""

    MARKET = "market", "markt"
    GOVERNMENT = "government", "overheid"


class FileState(LabelledEnum):
    """Where a file stands between choosing it and taking it over."""

    MAPPING = "mapping", "wacht op de koppeling van de kolommen"
    WAITING = "waiting", "wacht op het lezen"
    READING = "reading", "wordt gelezen"
    READ = "read", "gelezen"
    REFUSED = "refused", "geweigerd"
    FAILED = "failed", "niet gelukt"
    TAKEN = "taken", "overgenomen"


class Method(LabelledEnum):
    """How whole jobs follow from the ratio of workplaces (article 7 gives the ratio, not the rounding)."""

    HAMILTON = "hamilton", "grootste overschotten (Hamilton)"
    WEBSTER = "webster", "gewone afronding (Webster)"


class Tie(LabelledEnum):
    """Whether the tie rule chose: two sectors with the same remainder, and one job left."""

    NONE = "", "geen"
    WON = "won", "kreeg de baan door de regel voor gelijke overschotten"
    LOST = "lost", "kreeg de baan niet door de regel voor gelijke overschotten"


class WorkplaceKind(LabelledEnum):
    """Where a number of workplaces comes from. Not published is not the same as 0."""

    REPORTED = "reported", "gepubliceerd"
    DERIVED = "derived", "afgeleid: groep min haar delen"
    MISSING = "missing", "niet gepubliceerd"


class WorkplaceDefinition(LabelledEnum):
    """What "arbeidsplaatsen" means: article 7 does not say, so each source says it and the board chooses knowingly."""

    JOBS = "jobs", "banen van werknemers"
    PERSONS = "persons", "werkzame personen, met zelfstandigen"

    @property
    def unit(self) -> str:
        """What is counted, in one word."""
        return "banen" if self is WorkplaceDefinition.JOBS else "personen"

    def measure(self, reference: str) -> str:
        """The definition with the moment that was counted, before a year: "banen van werknemers in december"."""
        between = " in " if reference.isalpha() else ", peilmoment "
        return f"{self.label}{between}{reference}" if reference else self.label


class EntryKind(LabelledEnum):
    """What happened to a commitment after it was made; each is a line of its own and none is ever changed."""

    FULFILLED = "fulfilled", "banen ingevuld"
    CORRECTED = "corrected", "invulling gecorrigeerd"
    CHANGED = "changed", "toegezegd aantal gewijzigd"
    WITHDRAWN = "withdrawn", "ingetrokken"
    REOPENED = "reopened", "intrekking ongedaan gemaakt"


class CommitmentState(LabelledEnum):
    """Where a commitment stands on a day; it follows from its lines and is stored nowhere."""

    PLANNED = "planned", "nog niet begonnen"
    OPEN = "open", "loopt"
    FULFILLED = "fulfilled", "ingevuld"
    WITHDRAWN = "withdrawn", "ingetrokken"


class CaoState(LabelledEnum):
    """Where an agreement in a cao stands on a day."""

    FUTURE = "future", "geldt nog niet"
    RUNNING = "running", "geldt"
    EXPIRING = "expiring", "verloopt binnenkort"
    EXPIRED = "expired", "verlopen"


class AgeBand(LabelledEnum):
    """Ages at the end of the year."""

    YOUNG = "young", "15 tot 27 jaar"
    MIDDLE = "middle", "27 tot 50 jaar"
    OLDER = "older", "50 jaar en ouder"
    UNKNOWN = "unknown", "leeftijd onbekend"


class Distance(LabelledEnum):
    """How soon somebody can work, as who counts judges it."""

    DIRECT = "direct", "direct bemiddelbaar"
    WITHIN_YEAR = "within_year", "binnen een jaar"
    LONGER = "longer", "langer dan een jaar"
    UNKNOWN = "unknown", "afstand onbekend"


class Characteristic(LabelledEnum):
    """By what the target group is broken down; each on its own, so that nobody can be traced by a combination."""

    TOTAL = "total", "totaal"
    GROUP = "group", "groep"
    AGE = "age", "leeftijd"
    DISTANCE = "distance", "afstand tot werk"


class HeadcountKind(LabelledEnum):
    """People that were counted, or that are expected. Never added to each other."""

    COUNTED = "counted", "geteld"
    FORECAST = "forecast", "prognose"


class SignalKind(LabelledEnum):
    """What the board wants to hear of by itself. The threshold is a figure in the unit of `threshold_unit`."""

    SECTOR_BEHIND = "sector_behind", "een sector ligt achter op schema"
    REGION_BEHIND = "region_behind", "de regio ligt achter op schema"
    FIGURES_LATE = "figures_late", "de cijfers over een kwartaal zijn er niet"

    @property
    def unit(self) -> str:
        """What the figure of its threshold counts, after "meer dan …"."""
        return "dagen later dan verwacht" if self is SignalKind.FIGURES_LATE else "procent van naar rato"


class CountKind(LabelledEnum):
    """What is counted in WBS/Sonar (articles 3 and 10 of the agreement; the registration itself is not here)."""

    VACANCIES = "vacancies", "vacatures"
    JOBSEEKERS = "jobseekers", "werkzoekenden"
    CONTACTS = "contacts", "werkgeverscontacten"
