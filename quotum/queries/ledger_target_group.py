"""What the ledger says of the target group, for `verify_ledger` (governance/queries/comparison.py)."""

from __future__ import annotations

from governance.queries.comparison import Events, Facts, compares
from quotum.models import ServedGroups, TargetGroupRevision


@compares
def target_group_imports(events: Events) -> tuple[str, Facts, Facts]:
    """Each delivery of a municipality's target group, with the hash of the file that it came from."""
    logged = {
        revision: event.facts["sha256"]
        for event in events["target_group_imported"]
        for revision in event.facts["revisions"]
    }
    stored = dict(TargetGroupRevision.objects.order_by("pk").values_list("pk", "sha256"))
    return "Doelgroepcijfers", logged, stored


@compares
def served_groups(events: Events) -> tuple[str, Facts, Facts]:
    """Each statement of which groups a sector serves."""
    logged = {
        event.facts["served_groups"]: [event.facts["sector"], event.facts["groups"]]
        for event in events["served_groups_recorded"]
    }
    rows = ServedGroups.objects.order_by("pk").values_list("pk", "sector", "groups")
    return "Bediende groepen", logged, {pk: [sector, groups] for pk, sector, groups in rows}
