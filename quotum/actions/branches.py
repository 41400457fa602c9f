"""The jobs of a sector divided over its branches, where the workplaces of all of them are published (article 7)."""

from __future__ import annotations

from quotum.domain.apportionment import ApportionmentError, apportion
from quotum.domain.apportionment import Method as DomainMethod
from quotum.enums import Tie
from quotum.models import Allocation, Branch, BranchShare
from quotum.queries.workplaces import published_year


def divide_branches(allocation: Allocation) -> None:
    """Divide what each sector is assigned over its branches, by the method of the allocation; anew each time.

    A sector of which one branch has no published workplaces is not divided: not published is not 0.
    """
    BranchShare.objects.filter(share__allocation=allocation).delete()
    branches: dict[int, list[Branch]] = {}
    for branch in Branch.objects.filter(sector__sector_list=allocation.sector_list_id).order_by("position"):
        branches.setdefault(branch.sector_id, []).append(branch)
    if not branches:
        return
    published = published_year(allocation.workplace_revision, allocation.workplace_year)
    rows: list[BranchShare] = []
    for share in allocation.shares.filter(sector__in=branches):
        parts = branches[share.sector_id]
        weights = {w.code: w.jobs for w in published.weights(branch.code for branch in parts)}
        known = {code: jobs for code, jobs in weights.items() if jobs is not None}
        if len(known) < len(parts):
            continue
        try:
            result = apportion(DomainMethod(allocation.method), share.assigned, known)
        except ApportionmentError:
            continue  # all branches have 0 workplaces: there is no ratio
        tied = {code for group in result.ties for code in group}
        for branch, anew in zip(parts, result.sectors, strict=True):
            tie = Tie.NONE
            if branch.code in tied:
                tie = Tie.WON if anew.jobs > anew.floor else Tie.LOST
            rows.append(
                BranchShare(
                    share=share,
                    branch=branch,
                    workplaces=anew.weight,
                    base=anew.floor,
                    remainder=anew.weight * share.assigned % anew.total_weight,
                    denominator=anew.total_weight,
                    jobs=anew.jobs,
                    tie=tie,
                )
            )
    BranchShare.objects.bulk_create(rows)
