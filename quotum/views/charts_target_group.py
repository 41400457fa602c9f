"""What the charts of the target group say: people per municipality, and per characteristic."""

from __future__ import annotations

from quotum.queries.target_group import Breakdown, Profile
from werkbedrijf.lib.charts import BarChart, BarRow, bar_chart, thousands


def municipality_chart(profile: Profile) -> BarChart | None:
    """Two bars per municipality: counted, and expected; None when nobody was counted."""
    if profile.counted is None:
        return None
    largest = max(profile.lines, key=lambda line: line.count or 0)
    rows = [
        BarRow(line.party.name, (line.count, line.expected.count if line.expected else None))
        for line in profile.lines
    ]
    sentence = (
        f"{largest.party.name} heeft de grootste doelgroep: "
        f"{thousands(largest.count)} van de {thousands(profile.counted)} mensen."
    )
    title = f"Doelgroep per gemeente in {profile.year}"
    if not profile.forecasts:
        return bar_chart(title, sentence, ["geteld"], [BarRow(row.label, row.values[:1]) for row in rows])
    ahead = profile.forecasts[0].year
    return bar_chart(
        f"{title} en prognose voor {ahead}", sentence, [f"geteld {profile.year}", f"prognose {ahead}"], rows
    )


def breakdown_charts(profile: Profile) -> list[tuple[Breakdown, BarChart]]:
    """One chart per characteristic, beside its figures."""
    return [(one, _breakdown_chart(profile, one)) for one in profile.breakdowns]


def _breakdown_chart(profile: Profile, one: Breakdown) -> BarChart:
    largest = max(one.parts, key=lambda part: part.count)
    return bar_chart(
        f"Doelgroep naar {one.characteristic.label} in {profile.year}",
        f"De grootste groep is “{largest.label}”: {thousands(largest.count)} van de {thousands(one.total)} mensen.",
        ["mensen"],
        [BarRow(part.label, (part.count,)) for part in one.parts],
    )
