"""Addresses of quotum: Dutch, readable and permanent."""

from __future__ import annotations

from django.urls import path

from quotum.views import (
    allocations,
    annexes,
    deviations,
    monitor,
    realisation,
    sector_lists,
    targets,
    workplaces,
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
    path("quotum/verdelingen/<int:pk>/berekening.pdf", annexes.allocation_pdf, name="allocation_pdf"),
    path("quotum/verdelingen/<int:pk>/bijlage/", annexes.annex_attach, name="annex_attach"),
    path("quotum/verdelingen/<int:pk>/afwijking/", deviations.deviation_create, name="deviation_create"),
    path(
        "quotum/verdelingen/<int:pk>/afwijking/<int:number>/verwijderen/",
        deviations.deviation_delete,
        name="deviation_delete",
    ),
    path("quotum/sectoren/", sector_lists.sector_list_list, name="sector_list_list"),
    path("quotum/sectoren/nieuw/", sector_lists.sector_list_create, name="sector_list_create"),
    path("quotum/sectoren/<int:version>/", sector_lists.sector_list_detail, name="sector_list_detail"),
    path("quotum/sectoren/<int:version>/wijzigen/", sector_lists.sector_list_edit, name="sector_list_edit"),
    path(
        "quotum/sectoren/<int:version>/verwijderen/",
        sector_lists.sector_list_delete,
        name="sector_list_delete",
    ),
    path("quotum/doelstellingen/", targets.target_list, name="target_list"),
    path("quotum/arbeidsplaatsen/", workplaces.workplace_list, name="workplace_list"),
    path("quotum/arbeidsplaatsen/inlezen/", workplaces.workplace_import, name="workplace_import"),
    path(
        "quotum/arbeidsplaatsen/inlezen/<uuid:uuid>/", workplaces.workplace_preview, name="workplace_preview"
    ),
    path(
        "quotum/arbeidsplaatsen/inlezen/<uuid:uuid>/overnemen/",
        workplaces.workplace_accept,
        name="workplace_accept",
    ),
    path(
        "quotum/arbeidsplaatsen/inlezen/<uuid:uuid>/verwijderen/",
        workplaces.workplace_discard,
        name="workplace_discard",
    ),
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
