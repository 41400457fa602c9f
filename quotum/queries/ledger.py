"""What the ledger says of imported figures, for `verify_ledger` (governance/queries/comparison.py)."""

from __future__ import annotations

from governance.queries.comparison import Events, Facts, compares
from quotum.models import CountRevision, RealisationRevision, WorkplaceRevision


@compares
def imports(events: Events) -> tuple[str, Facts, Facts]:
    """Each revision of a quarter's figures, with the hash of the file that it came from."""
    logged = {
        revision: event.facts["sha256"]
        for event in events["realisation_imported"]
        for revision in event.facts["revisions"]
    }
    stored = {str(revision.pk): revision.sha256 for revision in RealisationRevision.objects.order_by("pk")}
    return "Ingelezen cijfers", logged, stored


@compares
def workplaces(events: Events) -> tuple[str, Facts, Facts]:
    """Each edition of workplaces, with the hash of its file; what an installation begins with has no event."""
    logged = {str(event.facts["revision"]): event.facts["sha256"] for event in events["workplaces_imported"]}
    taken_over = WorkplaceRevision.objects.exclude(published_on=None).order_by("pk")
    return "Arbeidsplaatsen", logged, {str(row.pk): row.sha256 for row in taken_over}


@compares
def counts(events: Events) -> tuple[str, Facts, Facts]:
    """Each delivery of counts from WBS/Sonar, with the hash of the file that it came from."""
    logged = {
        str(revision): event.facts["sha256"]
        for event in events["counts_imported"]
        for revision in event.facts["revisions"]
    }
    stored = {str(revision.pk): revision.sha256 for revision in CountRevision.objects.order_by("pk")}
    return "Ingelezen tellingen", logged, stored
