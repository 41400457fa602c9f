"""The evaluation of autumn 2015 that article 13 announces: what is known of it, and that no more is known."""

from __future__ import annotations

from governance.models import AgreementVersion, Evaluation

TITLE_2015 = "Evaluatie van de overeenkomst, herfst 2015"
SUMMARY_2015 = (
    "Bekend is wat is afgesproken (artikel 13): in de herfst van 2015 kijkt het bestuur of de tekst voldoet, en wat "
    "anders moet, verandert op 1 januari 2016.\n"
    "Of dat zo is gegaan en wat eruit kwam, staat niet in de stukken waarop dit systeem rust. Het secretariaat kan "
    "de dag, de samenvatting en de bevindingen aanvullen."
)


def load_evaluations(version: AgreementVersion) -> None:
    """The record of 2015, without findings: those would be invented."""
    Evaluation.objects.get_or_create(
        agreement=version,
        period="herfst 2015",
        defaults={"title": TITLE_2015, "summary": SUMMARY_2015},
    )
