"""What the verslag says beside allocation and realisation, and what each recipient is asked: collected and in words."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from governance.actions.follow_up import ask_consent, record_uptake
from reports.actions import open_report
from reports.kinds.verslag.chapters import common_context, rhythm_sentence
from reports.kinds.verslag.contents import chapters_of
from reports.kinds.verslag.figures import collect_figures
from reports.kinds.verslag.named import all_figures
from reports.kinds.verslag.own import own_context, to_do
from tests.reports.factories import Twente, hold_meeting
from tests.reports.sample import sample_figures
from werkbedrijf.lib.canonical import canonical_json

NOW = timezone.now()
NEW_PARTS = ("package", "loonwaarde", "plan", "target_group", "commitments", "caos", "deliveries")


def test_parts_of_a_year_without_anything_say_so(twente: Twente) -> None:
    figures = collect_figures(2019, date(2020, 1, 10))
    assert json.loads(canonical_json(figures)) == figures
    assert figures["package"]["number"] is None
    assert figures["package"]["deviations"] == {}
    assert (figures["commitments"]["count"], figures["commitments"]["employers"]) == (0, 0)
    assert [line["counted"] for line in figures["target_group"]["municipalities"]] == [None] * 14
    assert (figures["caos"], figures["deliveries"], figures["rejected"]) == ([], [], [])
    assert figures["outlook"]["allocated"] is None
    assert set(figures["asked"]) == set(twente.parties)


def test_own_chapter_says_how_decisions_were_taken_over(twente: Twente) -> None:
    decision = hold_meeting(twente, NOW)
    hengelo, today = twente.parties["hengelo"], timezone.localdate()
    record_uptake(decision, hengelo, twente.secretary, kind="college", taken_on=today, reference="K-1")
    ask_consent(decision, [twente.parties["fnv"]], twente.secretary, asked_on=today)
    figures = collect_figures(today.year, today)
    (uptake,) = figures["asked"]["hengelo"]["uptakes"]
    assert (uptake["decision"], uptake["how"]) == (decision.number, "collegebesluit")
    assert figures["decisions"][0]["is_internal"]  # a vice-chair is chosen on article 4: nothing to take over
    assert own_context(figures, "hengelo")["decisions"] == []
    (consent,) = figures["asked"]["fnv"]["consents"]
    assert (consent["decision"], consent["answer"]) == (decision.number, "")


def test_collecting_takes_the_same_queries_with_more_rows(twente: Twente) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            collect_figures(NOW.year, timezone.localdate())
        return len(found)

    hold_meeting(twente, NOW)
    before = queries()
    for _ in range(3):
        hold_meeting(twente, NOW)
    assert queries() == before


def test_what_a_council_is_asked_stands_in_sentences() -> None:
    figures = sample_figures()
    parties = {party["slug"]: party for party in figures["parties"]}
    assert to_do(figures, parties["hengelo"]) == [
        "Laat weten of het college de 4 besluiten die hierna als “niet vastgelegd” staan, overneemt.",
        "Reageer uiterlijk 1 maart 2027 op wat het bestuur vroeg over: Jobcoach.",
        "Beantwoord de open uitvraag.",
    ]
    assert to_do(figures, parties["fnv"]) == [
        "Geef antwoord over besluit 2026-003, dat u op 20 april 2026 ter accordering is voorgelegd."
    ]
    assert to_do(figures, parties["uwv"]) == []


@pytest.mark.parametrize(
    ("count", "words"),
    [(2, "besluit 2026-002"), (3, "besluiten 2026-002 en 2026-003"), (6, "de 5 besluiten die hierna als")],
)
def test_few_decisions_are_named_and_many_are_counted(count: int, words: str) -> None:
    figures = sample_figures(decisions=count)
    almelo = figures["parties"][0]
    assert to_do(figures, almelo)[0].startswith(f"Laat weten of het college {words}")


def test_own_chapter_holds_only_the_own_deviations() -> None:
    figures = sample_figures()
    figures["package"]["deviations"]["almelo"] = []
    assert own_context(figures, "almelo")["deviations"] == []
    assert [row["standing"] for row in own_context(figures, "hengelo")["deviations"]] == [
        "wijkt af",
        "ontbreekt",
    ]
    assert own_context(figures, "fnv")["uniformity"] is None


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ([("eerste kwartaal 2026", 1, "vergaderd")], "Het ritme is gehouden."),
        ([("eerste kwartaal 2026", 0, "gepland")], "Tot nu toe is het ritme gehouden."),
        (
            [("eerste kwartaal 2026", 0, "niet vergaderd"), ("tweede kwartaal 2026", 0, "niet vergaderd")],
            "Het ritme is niet gehouden: in het eerste kwartaal 2026 en het tweede kwartaal 2026 is niet vergaderd.",
        ),
        ([], ""),
    ],
)
def test_rhythm_is_said_in_a_sentence(states: list[tuple[str, int, str]], words: str) -> None:
    names = ("label", "meetings", "state")
    periods = [dict(zip(names, state, strict=True)) for state in states]
    assert rhythm_sentence({**sample_figures(), "periods": periods}) == words


def test_edition_from_before_these_chapters_is_still_printed() -> None:
    old = {
        key: value for key, value in sample_figures().items() if key not in (*NEW_PARTS, "asked", "outlook")
    }
    anchors = [chapter.anchor for chapter in chapters_of(old)]
    assert "basispakket" not in anchors
    assert anchors[-1] == "verantwoording"
    assert [line["chapter"].anchor for line in common_context(old)["chapters"]] == anchors
    assert own_context(old, "hengelo")["to_do"] == []


def test_figures_have_a_name_each() -> None:
    names = all_figures(sample_figures())
    assert names["het aantal mensen in de doelgroep"] == str(sum(300 + 40 * index for index in range(14)))
    assert names["hoe vaak een partij is aangesproken"] == "2"


def test_figures_of_the_example_can_be_frozen(twente: Twente) -> None:
    report = open_report(NOW.year - 1, twente.secretary, now=NOW)
    assert report.figures["version"] == 2
