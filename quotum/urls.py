"""Addresses of quotum: Dutch, readable and permanent."""

from __future__ import annotations

from django.urls import path

from quotum.views import (
    allocations,
    breakdown,
    counts,
    file_imports,
    monitor,
    open_data,
    realisation,
    signals,
)

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
    path("quotum/realisatie/sjabloon-in-detail.csv", realisation.detail_template, name="detail_template"),
    path("quotum/realisatie/bestand/<uuid:uuid>/", file_imports.file_import, name="file_import"),
    path(
        "quotum/realisatie/bestand/<uuid:uuid>/voortgang/",
        file_imports.file_import_progress,
        name="file_import_progress",
    ),
    path(
        "quotum/realisatie/bestand/<uuid:uuid>/kolommen/",
        file_imports.file_import_map,
        name="file_import_map",
    ),
    path(
        "quotum/realisatie/bestand/<uuid:uuid>/overnemen/",
        file_imports.file_import_accept,
        name="file_import_accept",
    ),
    path(
        "quotum/realisatie/bestand/<uuid:uuid>/verwijderen/",
        file_imports.file_import_discard,
        name="file_import_discard",
    ),
    path("quotum/uitsnede/", breakdown.breakdown, name="breakdown"),
    path("quotum/openbaar/", open_data.open_data, name="open_data"),
    path("quotum/openbaar/<int:year>.json", open_data.open_data_json, name="open_data_json"),
    path("quotum/openbaar/<int:year>.csv", open_data.open_data_csv, name="open_data_csv"),
    path("quotum/signalen/", signals.signal_list, name="signal_list"),
    path("quotum/signalen/drempel/", signals.threshold_set, name="threshold_set"),
    path("quotum/signalen/opmerking/", signals.remark_add, name="remark_add"),
    path("quotum/tellingen/", counts.count_list, name="count_list"),
    path("quotum/tellingen/sjabloon.csv", counts.count_template, name="count_template"),
]
