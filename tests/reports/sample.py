"""Figures of an invented year, in the shape that `reports.kinds.verslag.figures` freezes, without a database."""

from __future__ import annotations

from typing import Any

MUNICIPALITIES = [
    "Almelo",
    "Borne",
    "Dinkelland",
    "Enschede",
    "Haaksbergen",
    "Hellendoorn",
    "Hengelo",
    "Hof_van_Twente",
    "Losser",
    "Oldenzaal",
    "Rijssen-Holten",
    "Tubbergen",
    "Twenterand",
    "Wierden",
]
OTHERS = (
    ("uwv", "UWV", "uwv", "UWV"),
    ("vno-ncw-midden", "VNO-NCW Midden", "employers", "werkgeversorganisatie"),
    ("mkb-nederland-midden", "MKB-Nederland Midden", "employers", "werkgeversorganisatie"),
    ("fnv", "FNV", "union", "vakbond"),
    ("cnv", "CNV", "union", "vakbond"),
)
SECTORS = (
    ("A", "Landbouw, bosbouw en visserij", 3000, 3),
    ("B-E", "Industrie, delfstoffen, energie en water", 44100, 48),
    ("F", "Bouwnijverheid", 16200, 18),
    ("G", "Handel en reparatie van auto's", 45300, 50),
    ("H", "Vervoer en opslag", 11800, 13),
    ("I", "Horeca", 9600, 10),
    ("K-N", "Financiële en zakelijke dienstverlening", 49000, 54),
    ("O", "Openbaar bestuur", 13700, 15),
    ("P", "Onderwijs", 19800, 22),
    ("Q", "Gezondheids- en welzijnszorg", 61200, 67),
)


def sample_figures(year: int = 2026, ended: bool = True, decisions: int = 6) -> dict[str, Any]:
    """A year with everything in it: 19 parties, 10 sectors, meetings, decisions and contributions."""
    parties = [
        {
            "slug": name.lower().replace("_", "-"),
            "name": name.replace("_", " "),
            "kind": "municipality",
            "kind_name": "gemeente",
            "body": f"gemeenteraad van {name.replace('_', ' ')}",
        }
        for name in MUNICIPALITIES
    ] + [
        {"slug": slug, "name": name, "kind": kind, "kind_name": kind_name, "body": f"bestuur van {name}"}
        for slug, name, kind, kind_name in OTHERS
    ]
    return {
        "kind": "verslag",
        "version": 1,
        "year": year,
        "frozen_on": f"{year + 1}-01-20" if ended else f"{year}-11-23",
        "year_ended": ended,
        "deadline": f"{year + 1}-02-11",
        "agreement": {"title": "Samenwerking Werkbedrijf Twente", "version": 1},
        "parties": parties,
        "seats": [
            {"name": "Enschede", "parties": ["Enschede"], "office": "voorzitter"},
            {"name": "Hellendoorn", "parties": ["Hellendoorn"], "office": ""},
            {"name": "Hengelo", "parties": ["Hengelo"], "office": "vicevoorzitter"},
            {"name": "Werknemers", "parties": ["FNV", "CNV"], "office": ""},
        ],
        "meetings": [
            {
                "day": f"{year}-{month:02d}-12",
                "title": "Bestuursvergadering",
                "place": "Stadhuis Enschede",
                "present": 8 - index % 2,
                "seats": 8,
                "decisions": 2 if index % 2 else 1,
                "example": True,
            }
            for index, month in enumerate((2, 4, 6, 9))
        ],
        "periods": [
            {"label": f"{name} kwartaal {year}", "meetings": count, "state": "vergaderd" if count else last}
            for name, count, last in (
                ("eerste", 1, ""),
                ("tweede", 2, ""),
                ("derde", 1, ""),
                ("vierde", 0, "niet vergaderd" if ended else "gepland"),
            )
        ],
        "decisions": [
            {
                "number": f"{year}-{number:03d}",
                "day": f"{year}-04-12",
                "title": f"Verdeling van de garantiebanen, onderdeel {number}",
                "text": "Het bestuur verdeelt de extra banen over de sectoren naar verhouding van de arbeidsplaatsen.",
                "sentence": "Aangenomen met 5 stemmen voor en 3 tegen.",
                "article": "artikel 7 (taken)",
                "example": True,
            }
            for number in range(1, decisions + 1)
        ],
        "allocation": {
            "total": sum(jobs for *_, jobs in SECTORS),
            "decision": f"{year}-002",
            "decided_on": f"12 februari {year}",
            "method": "grootste resten",
            "workplace_year": str(year - 2),
            "source": "CBS StatLine, tabel 83582NED",
            "example": True,
            "shares": [
                {"code": code, "name": name, "workplaces": workplaces, "jobs": jobs}
                for code, name, workplaces, jobs in SECTORS
            ],
        },
        "realisation": {
            "as_of": f"tot en met het derde kwartaal van {year}",
            "municipal_as_of": f"tot en met het derde kwartaal van {year}",
            "source": "opgave van UWV",
            "example": True,
            "sectors": [
                {"code": code, "name": name, "realised": max(0, jobs - 4 + index)}
                for index, (code, name, _, jobs) in enumerate(SECTORS)
            ],
            "municipalities": [
                {
                    "slug": party["slug"],
                    "name": party["name"],
                    "realised": 9 + 7 * index % 41,
                    "previous": 11 + 5 * index % 37,
                }
                for index, party in enumerate(parties[:14])
            ],
        },
        "information": [
            {
                "period": f"kwartaal {number} van {year}",
                "asked": 18,
                "answered": 18 - number,
                "in_time": 16 - number,
                "example": True,
            }
            for number in (1, 2)
        ],
        "texts": {},
        "ledger": {"sequence": 412, "sha256": "5e" * 32},
        "contributions": [
            {
                "slug": party["slug"],
                "party": party["name"],
                "work": work,
                "planned": 400 + 40 * index,
                "delivered": None if not ended and index % 5 == 0 else 390 + 41 * index,
                "costs": None,
                "confirmed": True,
                "example": True,
            }
            for index, party in enumerate(parties)
            for work in (
                ("accountmanagers werkgevers", "secretariaat")
                if index % 4 == 0
                else ("accountmanagers werkgevers",)
            )
        ],
    }
