"""Figures of an invented year, in the shape that `reports.kinds.verslag.figures` freezes, without a database."""

from __future__ import annotations

from typing import Any

from governance.queries.evidence import TOTALS

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
        "version": 2,
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
                "sentence": "Aangenomen met 4 stemmen voor en 2 tegen.",
                "votes": dict(zip(TOTALS, (4, 2, 1, 0, 1, 0), strict=True)),
                "article": "artikel 7 (taken)",
                "is_internal": number == 1,
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
        **_provisions(parties),
        **_jobs(year, parties),
        "asked": _asked(year, parties),
        "rejected": [
            {
                "day": f"{year}-06-12",
                "title": "Plaatsingsbonus",
                "point": "2",
                "sentence": "Verworpen met 1 stem voor en 5 tegen.",
                "votes": dict(zip(TOTALS, (1, 5, 1, 0, 0, 1), strict=True)),
                "example": True,
            }
        ],
        "plan": {
            "title": f"Marktbewerkingsplan {year}",
            "year": year,
            "version": 1,
            "decision": {
                "number": f"{year}-003",
                "on": f"{year}-03-12",
                "day": f"12 maart {year}",
                "words": "vastgesteld",
                "version": 1,
            },
            "rest_decision": None,
            "actions": [
                {
                    "what": "Bezoeken aan werkgevers in de zorg",
                    "who": "zetel Werkgevers",
                    "due_on": f"{year}-10-01",
                    "due": f"1 oktober {year}",
                    "state": "done",
                    "words": "afgerond",
                    "late": False,
                    "note": "Twaalf bezoeken.",
                }
            ],
            "done": 1,
            "late": 0,
            "example": True,
        },
        "outlook": {
            "allocated": 310,
            "decision": f"{year}-006",
            "meetings": [f"12 maart {year + 1}", f"11 juni {year + 1}"],
            "agreement_ends": "31 december 2026",
            "example": True,
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
        "texts": {
            place: {
                "text": "Een eerste alinea.\n\nEen tweede, met <tekens> & een regel\nerin.",
                "example": True,
            }
            for place in ("voorwoord", "realisatie", "vooruitblik", "aan-raden", "partij-hengelo")
        },
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


def _provisions(parties: list[dict[str, Any]]) -> dict[str, Any]:
    even = {"equal": 3, "differs": 1, "missing": 1, "open": 0, "words": "60 %"}
    councils = parties[:14]
    return {
        "package": {
            "number": 1,
            "title": "Instrumenten bij plaatsing",
            "decision": "2026-001",
            "in_force_from": "13 maart 2026",
            "region": {"equal": 42, "differs": 14, "missing": 14, "open": 0, "words": "60 %"},
            "instruments": [
                {"name": name, "equal": 10, "differs": 2, "missing": 2, "open": 0, "words": "71,4 %"}
                for name in ("Proefplaatsing", "Jobcoach", "No-riskpolis", "Loonkostensubsidie", "Aanpassing")
            ],
            "municipalities": [{"slug": party["slug"], "name": party["name"], **even} for party in councils],
            "deviations": {
                party["slug"]: [
                    {
                        "instrument": "Jobcoach",
                        "standing": "wijkt af",
                        "how": "Minder uren.",
                        "example": True,
                    },
                    {"instrument": "No-riskpolis", "standing": "ontbreekt", "how": "", "example": False},
                ]
                for party in councils
            },
            "notices": {"raised": 2, "closed": 1, "open": 1},
            "own_instruments": 3,
            "example": True,
        },
        "loonwaarde": {
            "by_law": "Uniforme Loonwaarde Methodiek",
            "law_from": "1 juli 2021",
            "chosen": "",
            "decision": "",
            "example": False,
        },
    }


def _jobs(year: int, parties: list[dict[str, Any]]) -> dict[str, Any]:
    councils = parties[:14]
    return {
        "target_group": {
            "municipalities": [
                {
                    "slug": party["slug"],
                    "name": party["name"],
                    "counted": 300 + 40 * index,
                    "previous": 290 + 40 * index,
                    "expected": 310 + 40 * index,
                }
                for index, party in enumerate(councils)
            ],
            "groups": [{"name": "Participatiewet", "people": 5800}, {"name": "Wajong", "people": 2700}],
            "example": True,
        },
        "commitments": {
            "count": 12,
            "employers": 9,
            "promised": 61,
            "fulfilled": 34,
            "sectors": [
                {
                    "name": name,
                    "allocated": jobs,
                    "promised": jobs // 4,
                    "filled": jobs // 8,
                    "open": jobs // 8,
                }
                for _, name, _, jobs in SECTORS
            ],
            "municipalities": {"hengelo": {"promised": 8, "fulfilled": 5}},
            "example": True,
        },
        "caos": [
            {
                "title": "Cao Bouw",
                "sector": "Bouwnijverheid",
                "until": f"31 maart {year + 1}",
                "example": True,
            }
        ],
        "deliveries": [
            {"quarter": 1, "published_on": f"12 mei {year}", "number": 2, "jobs": 55, "example": True},
            {"quarter": 2, "published_on": f"12 augustus {year}", "number": 1, "jobs": 68, "example": True},
        ],
    }


def _asked(year: int, parties: list[dict[str, Any]]) -> dict[str, Any]:
    asked: dict[str, Any] = {
        party["slug"]: {
            "uptakes": [],
            "consents": [],
            "notices": [],
            "information": {"asked": 1, "answered": 1},
        }
        for party in parties
    }
    asked["hengelo"] = {
        "uptakes": [
            {"decision": f"{year}-002", "how": "collegebesluit", "on": f"3 april {year}", "reference": "K-3"}
        ],
        "consents": [],
        "notices": [
            {
                "about": "Jobcoach",
                "state": "wacht op antwoord",
                "due": f"1 maart {year + 1}",
                "example": True,
            }
        ],
        "information": {"asked": 2, "answered": 1},
    }
    asked["fnv"]["consents"] = [{"decision": f"{year}-003", "asked_on": f"20 april {year}", "answer": ""}]
    return asked
