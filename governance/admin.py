"""The technical administration: accounts, roles and seats with their terms. What is decided is read-only by nature."""

from __future__ import annotations

from django.contrib import admin

from governance.models import Location, Party, Person, RoleAssignment, Seat, SeatTerm


class RoleInline(admin.TabularInline):
    model = RoleAssignment
    extra = 0


class TermInline(admin.TabularInline):
    model = SeatTerm
    extra = 0


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    list_display = ["name", "email", "is_active"]
    search_fields = ["name", "email"]
    fields = ["name", "email", "is_active", "is_staff"]
    inlines = [RoleInline, TermInline]


@admin.register(Seat)
class SeatAdmin(admin.ModelAdmin):
    list_display = ["name", "position", "is_chair"]


@admin.register(Party)
class PartyAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "joined_on", "left_on"]
    list_filter = ["kind"]


admin.site.register(Location)
