"""The technical administration of reports: contributions, until the parties enter them themselves. Nothing else here:
an edition is opened by the secretariat and released by the chair, on their own pages.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from governance.admin import ForAdministrators
from reports.actions import record_contribution
from reports.models import Contribution


@admin.register(Contribution)
class ContributionAdmin(ForAdministrators, admin.ModelAdmin):
    list_display = ["party", "year", "kind_of_work", "planned_hours", "delivered_hours", "is_example"]
    list_filter = ["year", "party"]
    list_select_related = ["party"]

    def get_readonly_fields(self, request: HttpRequest, obj: Contribution | None = None) -> list[str]:
        """What says which contribution it is stays; another kind of work is another contribution."""
        return ["party", "year", "kind_of_work"] if obj else []

    def save_model(self, request: HttpRequest, obj: Contribution, form: ModelForm[Any], change: bool) -> None:
        """By the action, so that it is recorded who entered what."""
        recorded = record_contribution(
            obj.party,
            obj.year,
            obj.kind_of_work,
            planned_hours=obj.planned_hours,
            delivered_hours=obj.delivered_hours,
            is_example=obj.is_example,
            by=request.user,  # type: ignore[arg-type]  # signed in: a Person
        )
        obj.pk = recorded.pk
