"""Technical administration: to look, not to change what was adopted or delivered."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from quotum.models import (
    Allocation,
    CaoAgreement,
    ColumnMapping,
    Commitment,
    ContactPoint,
    CountRevision,
    Employer,
    FileImport,
    NationalTarget,
    QuarterRemark,
    RealisationRevision,
    RegionalTarget,
    Sector,
    SectorList,
    ServedGroups,
    Signal,
    SignalThreshold,
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


@admin.register(FileImport)
class FileImportAdmin(ReadOnlyAdmin):
    list_display = ["source", "owner", "state", "rows", "created_at", "expires_at", "taken_at"]
    exclude = ["sums", "errors"]


@admin.register(CountRevision)
class CountRevisionAdmin(ReadOnlyAdmin):
    list_display = ["year", "quarter", "kind", "number", "total", "imported_at"]


@admin.register(Signal)
class SignalAdmin(ReadOnlyAdmin):
    list_display = ["sentence", "raised_at", "placed_at"]


admin.site.register(
    [
        CaoAgreement,
        ColumnMapping,
        Commitment,
        ContactPoint,
        Employer,
        NationalTarget,
        QuarterRemark,
        RegionalTarget,
        ServedGroups,
        SignalThreshold,
        TargetGroupRevision,
        WorkplaceRevision,
        WorksCouncil,
    ],
    ReadOnlyAdmin,
)
