"""Addresses of instruments: Dutch, readable and permanent."""

from django.urls import path

from instruments.views import catalogues, loonwaarde_subsidy

app_name = "instruments"
urlpatterns = [
    path("instrumenten/", catalogues.catalogue_current, name="catalogue_current"),
    path("instrumenten/catalogus/<int:number>/", catalogues.catalogue_detail, name="catalogue_detail"),
    path(
        "instrumenten/loonwaarde/loonkostensubsidie/",
        loonwaarde_subsidy.subsidy_calculator,
        name="subsidy_calculator",
    ),
    path("instrumenten/loonwaarde/bedragen/", loonwaarde_subsidy.amount_list, name="amount_list"),
    path(
        "instrumenten/loonwaarde/bedragen/toevoegen/", loonwaarde_subsidy.amount_create, name="amount_create"
    ),
    path(
        "instrumenten/loonwaarde/bedragen/<int:pk>/verwijderen/",
        loonwaarde_subsidy.amount_delete,
        name="amount_delete",
    ),
    path("instrumenten/<slug:slug>/", catalogues.instrument_detail, name="instrument_detail"),
]
