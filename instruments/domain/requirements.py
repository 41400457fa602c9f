"""How methods for the loonwaarde are held against the requirements, and until when the region's choice counted.

Musts come first: a method that does not meet one is out, whatever its points. Points are a help to compare what is
left, no measurement: they are whole numbers, shown with their sum, and a small difference is called small.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from instruments.enums import Judgement
from werkbedrijf.lib.dates import date_words

# From this day the law prescribes one method for the whole country, so that the region has nothing to choose.
NATIONAL_METHOD_FROM = date(2021, 7, 1)
NATIONAL_METHOD_SOURCE = "Besluit en Regeling loonkostensubsidie Participatiewet 2021"

POINTS = {Judgement.MEETS: 2, Judgement.PARTLY: 1, Judgement.NOT: 0}
FULL = POINTS[Judgement.MEETS]
LIGHTEST, HEAVIEST = 1, 5


@dataclass(frozen=True, slots=True)
class Required:
    """One requirement. weight: LIGHTEST to HEAVIEST; None for a must."""

    key: int
    weight: int | None

    @property
    def is_must(self) -> bool:
        return self.weight is None


@dataclass(frozen=True, slots=True)
class Score:
    """What a method gets. points: of what was judged; still_open: what the rest could add; most: all there is."""

    failed: tuple[int, ...]
    open_musts: tuple[int, ...]
    points: int
    still_open: int
    most: int
    terms: tuple[tuple[int, int], ...]  # weight and points of each weighed requirement that was judged

    @property
    def meets_musts(self) -> bool | None:
        """None while it is not known: nothing fails, but not every must is judged."""
        if self.failed:
            return False
        return None if self.open_musts else True

    @property
    def is_complete(self) -> bool:
        return not self.open_musts and not self.still_open

    @property
    def highest(self) -> int:
        return self.points + self.still_open

    @property
    def sum_in_words(self) -> str:
        """ "5×2 + 3×1 = 13"."""
        return " + ".join(f"{weight}×{points}" for weight, points in self.terms) + f" = {self.points}"


def score(requirements: Sequence[Required], judged: Mapping[int, Judgement]) -> Score:
    """The score of one method. judged: its judgements by the key of the requirement; what is not there is open."""
    failed, open_musts, terms, still_open, most = [], [], [], 0, 0
    for required in requirements:
        judgement = judged.get(required.key)
        if required.weight is None:
            if judgement is None:
                open_musts.append(required.key)
            elif judgement != Judgement.MEETS:
                failed.append(required.key)
            continue
        most += required.weight * FULL
        if judgement is None:
            still_open += required.weight * FULL
        else:
            terms.append((required.weight, POINTS[judgement]))
    points = sum(weight * given for weight, given in terms)
    return Score(tuple(failed), tuple(open_musts), points, still_open, most, tuple(terms))


def preference(scores: Mapping[str, Score], heaviest: int) -> str:
    """One Dutch sentence on what the points say, about the methods that meet every must.

    heaviest: the largest weight in the list; one step on one requirement can move as many points.
    """
    left = {name: one for name, one in scores.items() if one.meets_musts}
    if not left:
        return "Van geen enkele methode staat vast dat zij aan alle harde eisen voldoet."
    if len(left) == 1:
        return f"Alleen {next(iter(left))} voldoet aan alle harde eisen."
    ranked = sorted(left.items(), key=lambda entry: (-entry[1].points, entry[0]))
    (first, best), others = ranked[0], ranked[1:]
    if not all(one.is_complete for one in left.values()):
        return "Nog niet alles is beoordeeld: de punten geven nog geen voorkeur."
    second, next_best = others[0]
    gap = best.points - next_best.points
    if gap == 0:
        return f"{first} en {second} hebben evenveel punten: de punten geven geen voorkeur."
    if gap <= heaviest:
        return (
            f"{first} heeft {gap} {'punt' if gap == 1 else 'punten'} meer dan {second}. Dat is niet meer dan één "
            "stap op de zwaarste eis kan schelen: de punten alleen geven geen voorkeur."
        )
    return (
        f"{first} heeft {gap} punten meer dan {second}: meer dan één stap op de zwaarste eis kan schelen. Het bestuur "
        "weegt zelf wat dat zegt."
    )


def law_sentence(on: date) -> str:
    """What to say on day `on` beside what the region requires: that the law goes first; "" before it did."""
    if on < NATIONAL_METHOD_FROM:
        return ""
    return (
        f"Vanaf {date_words(NATIONAL_METHOD_FROM)} schrijft de wet één methode voor het hele land voor. Eisen en "
        "keuzes van de regio tellen sinds die dag niet meer; zij blijven te lezen."
    )


def effective_days(starts_on: date, next_starts_on: date | None) -> tuple[date, date] | None:
    """The first and last day on which a choice of the region counted; None when national law had taken over before.

    next_starts_on: when the next choice came into force, None for the last one.
    """
    ends = [NATIONAL_METHOD_FROM, *([next_starts_on] if next_starts_on else [])]
    last = min(ends) - timedelta(days=1)
    return (starts_on, last) if starts_on <= last else None
