"""What a corrected edition of the verslag says otherwise than the edition before."""

from __future__ import annotations

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
    return [name for part, name in PARTS.items() if part in before and before[part] != after.get(part)]
