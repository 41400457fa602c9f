"""Addresses of quotum: Dutch, readable and permanent."""

from __future__ import annotations

from django.urls import path

from quotum.views import allocations, monitor, realisation

app_name = "quotum"

urlpatterns = [
    path("quotum/", monitor.monitor, name="monitor"),
    path("quotum/verdelingen/", allocations.allocation_list, name="allocation_list"),
    path("quotum/verdelingen/nieuw/", allocations.allocation_create, name="allocation_create"),
    path("quotum/verdelingen/<int:pk>/", allocations.allocation_detail, name="allocation_detail"),
    path("quotum/verdelingen/<int:pk>/cijfers.csv", allocations.allocation_csv, name="allocation_csv"),
    path("quotum/verdelingen/<int:pk>/wijzigen/", allocations.allocation_edit, name="allocation_edit"),
    path("quotum/verdelingen/<int:pk>/verwijderen/", allocations.allocation_delete, name="allocation_delete"),
    path("quotum/realisatie/", realisation.realisation_list, name="realisation_list"),
    path("quotum/realisatie/sjabloon.csv", realisation.realisation_template, name="realisation_template"),
    path("quotum/realisatie/invoeren/", realisation.realisation_import, name="realisation_import"),
    path(
        "quotum/realisatie/invoeren/<uuid:uuid>/", realisation.realisation_preview, name="realisation_preview"
    ),
    path(
        "quotum/realisatie/invoeren/<uuid:uuid>/overnemen/",
        realisation.realisation_accept,
        name="realisation_accept",
    ),
    path(
        "quotum/realisatie/invoeren/<uuid:uuid>/verwijderen/",
        realisation.realisation_discard,
        name="realisation_discard",
    ),
]
