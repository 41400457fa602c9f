"""The technical administration: accounts, roles, seats with their terms. Open to the administrator's role, nobody else.

What is decided, voted or recorded is not here: nobody edits that by hand.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest

from governance.actions.rights import note_account, note_right
from governance.models import Location, Party, Person, RoleAssignment, Seat, SeatTerm
from governance.permissions import is_administrator
from governance.views.acts import person_of


class ForAdministrators:
    """Rights come from the role with its term, not from Django's own permissions; nothing is deleted, terms end."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RoleInline(ForAdministrators, admin.TabularInline):
    model = RoleAssignment
    extra = 0


class TermFormSet(BaseInlineFormSet):
    """Terms typed together, of which the database cannot yet see the other ones."""

    def clean(self) -> None:
        super().clean()
        typed = [
            form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", {}).get("starts_on")
        ]
        spans = sorted(((data["starts_on"], data.get("ends_on")) for data in typed), key=lambda span: span[0])
        for (_, first_end), (next_start, _) in pairwise(spans):
            if first_end is None or next_start <= first_end:
                raise ValidationError(
                    "Twee termijnen hebben dagen gemeen. Eén persoon heeft hoogstens één zetel."
                )


class TermInline(ForAdministrators, admin.TabularInline):
    model = SeatTerm
    formset = TermFormSet
    extra = 0


@admin.register(Person)
class PersonAdmin(ForAdministrators, admin.ModelAdmin):
    list_display = ["name", "email", "is_active"]
    search_fields = ["name", "email"]
    fields = ["name", "email", "is_active"]
    inlines = [RoleInline, TermInline]

    def save_model(self, request: HttpRequest, obj: Person, form: ModelForm, change: bool) -> None:
        """A new account gets no password here: its owner chooses one by "wachtwoord vergeten"."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change or "is_active" in form.changed_data:
            note_account(obj, person_of(request))

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: Any, change: bool) -> None:
        """What was added or changed of roles and terms goes into the ledger, in the transaction of the page."""
        super().save_formset(request, form, formset, change)
        for row in (*formset.new_objects, *(changed for changed, _ in formset.changed_objects)):
            note_right(row, person_of(request))


@admin.register(Seat)
class SeatAdmin(ForAdministrators, admin.ModelAdmin):
    list_display = ["name", "position", "is_chair"]


@admin.register(Party)
class PartyAdmin(ForAdministrators, admin.ModelAdmin):
    list_display = ["name", "kind", "joined_on", "left_on"]
    list_filter = ["kind"]


@admin.register(Location)
class LocationAdmin(ForAdministrators, admin.ModelAdmin):
    list_display = ["name"]
