"""The nineteen parties to the agreement (articles 1 and 3d) and the three locations of Werkplein Twente (article 8)."""

from __future__ import annotations

from django.utils.text import slugify

from governance.enums import PartyKind
from governance.models import Location, Party
from reports.twente.agreement import IN_FORCE_FROM

# Name, CBS code (labour-market region AM05, COROP CR12), inhabitants about 1 January 2016: a default to be replaced.
MUNICIPALITIES = (
    ("Almelo", "GM0141", 72_425),
    ("Borne", "GM0147", 22_343),
    ("Dinkelland", "GM1774", 26_120),
    ("Enschede", "GM0153", 158_351),
    ("Haaksbergen", "GM0158", 24_332),
    ("Hellendoorn", "GM0163", 35_651),
    ("Hengelo", "GM0164", 81_075),
    ("Hof van Twente", "GM1735", 34_881),
    ("Losser", "GM0168", 22_444),
    ("Oldenzaal", "GM0173", 32_110),
    ("Rijssen-Holten", "GM1742", 37_875),
    ("Tubbergen", "GM0183", 21_120),
    ("Twenterand", "GM1700", 33_846),
    ("Wierden", "GM0189", 23_952),
)
OTHER_PARTIES = (
    ("UWV", PartyKind.UWV),
    ("VNO-NCW Midden", PartyKind.EMPLOYERS),
    ("MKB-Nederland Midden", PartyKind.EMPLOYERS),
    ("FNV", PartyKind.UNION),
    ("CNV", PartyKind.UNION),
)
LOCATIONS = ("Almelo", "Enschede", "Hengelo")

# The agreement says how each party joins (article 3d), not when it decided: that is for the secretariat to fill in.
MUNICIPAL_REFERENCE = "Collegebesluit; datum en kenmerk nog in te vullen"
OTHER_REFERENCE = "Eigen besluit; datum en kenmerk nog in te vullen"


def load_parties() -> None:
    """The fourteen municipalities and the five other parties, each with the body that receives the report."""
    for name, cbs_code, inhabitants in MUNICIPALITIES:
        Party.objects.get_or_create(
            slug=slugify(name),
            defaults={
                "kind": PartyKind.MUNICIPALITY,
                "name": name,
                "body": f"gemeenteraad van {name}",
                "cbs_code": cbs_code,
                "inhabitants": inhabitants,
                "joined_on": IN_FORCE_FROM,
                "joining_reference": MUNICIPAL_REFERENCE,
            },
        )
    for name, kind in OTHER_PARTIES:
        Party.objects.get_or_create(
            slug=slugify(name),
            defaults={
                "kind": kind,
                "name": name,
                "body": f"bestuur van {name}",
                "joined_on": IN_FORCE_FROM,
                "joining_reference": OTHER_REFERENCE,
            },
        )


def load_locations() -> None:
    """The locations from which the execution works."""
    for name in LOCATIONS:
        Location.objects.get_or_create(slug=slugify(name), defaults={"name": name})
