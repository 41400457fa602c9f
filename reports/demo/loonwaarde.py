"""What the board of the example requires of a method for the loonwaarde, how three were judged, and a choice in draft.

The requirements and judgements are invented; the three methods are those that the memo of 2014 names.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from governance.models import Adoptable
from instruments.actions.assessments import Judged, assess
from instruments.actions.choices import write_choice
from instruments.actions.cost import write_scenario
from instruments.actions.dossier import write_entry
from instruments.actions.requirements import change_requirement_set, draft_requirement_set, write_requirement
from instruments.enums import ChoiceForm, DossierKind, Judgement
from instruments.models import LoonwaardeMethod, RequirementSet
from reports.demo.people import Board

MEETS, PARTLY, NOT = Judgement.MEETS, Judgement.PARTLY, Judgement.NOT
# What is required, how it is checked, its weight (None: a must), and how Dariuz, UWV and Competenzis do.
REQUIREMENTS = (
    ("De methode is landelijk gevalideerd", "Rapport van de validatie", None, (MEETS, MEETS, PARTLY)),
    ("Er wordt op de werkplek zelf gemeten", "Handleiding en een proefmeting", None, (MEETS, MEETS, MEETS)),
    ("Werkgevers krijgen één vragenlijst", "Vragenlijst van de leverancier", 5, (MEETS, PARTLY, MEETS)),
    (
        "De meting geeft ook advies over begeleiding en aanpassing",
        "Drie rapporten uit de praktijk",
        3,
        (MEETS, PARTLY, NOT),
    ),
    ("Eigen arbeidsdeskundigen kunnen worden opgeleid", "Opleidingsplan", 2, (PARTLY, MEETS, PARTLY)),
)
SCENARIO: dict[str, Any] = {
    "measurements": 1000,
    "followed": 1,
    "years": 5,
    "bought_new": Decimal(450),
    "bought_follow_up": Decimal(300),
    "own_hours_new": Decimal(6),
    "own_hours_follow_up": Decimal("3.5"),
    "own_hour_rate": Decimal("62.50"),
    "own_fixed": Decimal(20_000),
}
METHODS = ("dariuz", "uwv", "competenzis")


def draft_requirements(board: Board, at: datetime) -> Adoptable:
    """The list, as the draft that a proposal carries."""
    by = board.secretariat
    drafted = draft_requirement_set(by, is_example=True, now=at)
    change_requirement_set(
        drafted,
        by,
        title=drafted.title,
        introduction="Bedacht als voorbeeld: zo had de lijst er vóór 1 juli 2021 uit kunnen zien.",
        is_example=True,
        now=at,
    )
    for text, checked_by, weight, _ in REQUIREMENTS:
        write_requirement(drafted, by, text=text, checked_by=checked_by, weight=weight, now=at)
    return drafted


def judge_and_choose(board: Board, at: datetime) -> None:
    """Each method on each requirement, and a choice that no proposal carries yet; nothing without requirements."""
    adopted = RequirementSet.objects.in_force(at.date())
    if adopted is None:
        return
    by = board.secretariat
    keys = {requirement.text: requirement.pk for requirement in adopted.requirements.all()}
    for place, slug in enumerate(METHODS):
        judged = {
            keys[text]: Judged(judgements[place], f"Voorbeeld: {checked_by.lower()}")
            for text, checked_by, _, judgements in REQUIREMENTS
        }
        assess(LoonwaardeMethod.objects.get(slug=slug), adopted, by, judged=judged, is_example=True, now=at)
    write_entry(
        by,
        kind=DossierKind.ADVICE,
        day=at.date(),
        title="Voorbeeld: advies van de werkgroep",
        text="Voorbeeld: de werkgroep raadt één systeem aan dat ook iets zegt over begeleiding op de werkplek.",
        is_example=True,
        now=at,
    )
    for share, title in ((100, "Alles inkopen"), (40, "Gemengd: zestig procent in eigen beheer")):
        write_scenario(
            by,
            title=title,
            first_year=at.year,
            bought_share=share,
            source="Voorbeeld: alle bedragen zijn bedacht. De aantallen zijn die van het memo van 2 oktober 2014.",
            is_example=True,
            now=at,
            **SCENARIO,
        )
    write_choice(
        by,
        requirement_set=adopted,
        form=ChoiceForm.SYSTEM,
        method=LoonwaardeMethod.objects.get(slug=METHODS[0]),
        reasons="Voorbeeld: voor werkgevers is één systeem het duidelijkst, ook als twee kandidaten uit verschillende "
        "gemeenten komen. UWV volgt de regio, mits er één systeem komt.",
        advice="Voorbeeld: de werkgroep van uitvoerders ziet in dit systeem de meeste steun voor begeleiding.",
        tender="Voorbeeld: of moet worden aanbesteed, hangt af van wat wordt ingekocht.",
        is_example=True,
        now=at,
    )
