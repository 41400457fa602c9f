"""What a corrected edition of the verslag says otherwise than the edition before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

PARTS = {  # of the figures, with their names in the verslag
    "parties": "partijen",
    "seats": "bestuur",
    "meetings": "vergaderingen",
    "periods": "vergaderritme",
    "decisions": "besluiten",
    "allocation": "verdeling van de garantiebanen",
    "realisation": "realisatie",
    "rejected": "verworpen voorstellen",
    "package": "basispakket en uniformiteit",
    "loonwaarde": "loonwaarde",
    "plan": "marktbewerkingsplan",
    "target_group": "doelgroep",
    "commitments": "toezeggingen van werkgevers",
    "caos": "afspraken in cao’s",
    "deliveries": "leveringen van UWV",
    "asked": "wat de partijen deden en wordt gevraagd",
    "outlook": "vooruitblik",
    "contributions": "bijdragen van de partijen",
    "information": "gevraagde informatie",
    "texts": "teksten",
}


def changed_parts(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The names of the parts that differ, in the order of the verslag; not those that came with a later shape."""
    return [
        name
        for part, name in PARTS.items()
        if part in before and _said(before[part]) != _said(after.get(part))
    ]


def _said(value: Any) -> Any:
    """What a figure says: in which order lines are printed, and with which kind of space, is none of it.

    Nor is the count of a vote, which cannot change and came with a later shape (its sentence does say it).
    """
    if isinstance(value, Mapping):
        return {key: _said(one) for key, one in value.items() if key != "votes"}
    if isinstance(value, list):
        return sorted((_said(one) for one in value), key=lambda one: json.dumps(one, sort_keys=True))
    return value.replace("\u00a0", " ") if isinstance(value, str) else value
