"""Technical administration: to look, not to change what was adopted or delivered."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from quotum.models import (
    Allocation,
    CaoAgreement,
    Commitment,
    ContactPoint,
    Employer,
    NationalTarget,
    RealisationRevision,
    RegionalTarget,
    Sector,
    SectorList,
    ServedGroups,
    TargetGroupRevision,
    WorkplaceRevision,
    WorksCouncil,
)


class ReadOnlyAdmin(admin.ModelAdmin):
    """Everything here is entered by an act on a page, or adopted by a decision."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SectorInline(admin.TabularInline):
    model = Sector
    extra = 0


@admin.register(SectorList)
class SectorListAdmin(ReadOnlyAdmin):
    list_display = ["version", "title", "scheme", "state", "in_force_from", "is_example"]
    inlines = [SectorInline]


@admin.register(Allocation)
class AllocationAdmin(ReadOnlyAdmin):
    list_display = ["year", "total", "method", "state", "in_force_from", "is_example"]


@admin.register(RealisationRevision)
class RealisationRevisionAdmin(ReadOnlyAdmin):
    list_display = ["year", "quarter", "measure", "unit", "dimension", "number", "total", "imported_at"]


admin.site.register(
    [
        CaoAgreement,
        Commitment,
        ContactPoint,
        Employer,
        WorksCouncil,
        NationalTarget,
        RegionalTarget,
        WorkplaceRevision,
    ],
    ReadOnlyAdmin,
)
admin.site.register([ServedGroups, TargetGroupRevision], ReadOnlyAdmin)
