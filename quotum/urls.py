"""Addresses of quotum: Dutch, readable and permanent."""

from __future__ import annotations

from django.urls import path

from quotum.views import (
    allocations,
    annexes,
    breakdown,
    cao,
    commitments,
    contacts,
    counts,
    deviations,
    employers,
    file_imports,
    monitor,
    open_data,
    realisation,
    sector_lists,
    served_groups,
    signals,
    target_group,
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
    path("quotum/toezeggingen/", commitments.commitment_list, name="commitment_list"),
    path("quotum/toezeggingen/lijst.csv", commitments.commitment_csv, name="commitment_csv"),
    path("quotum/toezeggingen/per-sector/", commitments.commitment_sectors, name="commitment_sectors"),
    path("quotum/toezeggingen/nieuw/", commitments.commitment_create, name="commitment_create"),
    path("quotum/toezeggingen/<int:pk>/", commitments.commitment_detail, name="commitment_detail"),
    path("quotum/toezeggingen/<int:pk>/<slug:act>/", commitments.commitment_change, name="commitment_change"),
    path("quotum/werkgevers/<int:pk>/", employers.employer_detail, name="employer_detail"),
    path("quotum/werkgevers/<int:pk>/wijzigen/", employers.employer_edit, name="employer_edit"),
    path("quotum/werkgevers/<int:pk>/samenvoegen/", employers.employer_join, name="employer_join"),
    path("quotum/werkgevers/<int:pk>/splitsen/", employers.employer_part, name="employer_part"),
    path("quotum/werkgevers/nieuw/", contacts.employer_create, name="employer_create"),
    path(
        "quotum/werkgevers/<int:pk>/contactpunt/",
        contacts.employer_contact_point,
        name="employer_contact_point",
    ),
    path(
        "quotum/werkgevers/<int:pk>/ondernemingsraad/", contacts.works_council_set, name="works_council_set"
    ),
    path("quotum/ondernemingsraden/<int:pk>/einde/", contacts.works_council_end, name="works_council_end"),
    path("quotum/contactpunten/", contacts.contact_point_list, name="contact_point_list"),
    path("quotum/contactpunten/nieuw/", contacts.contact_point_create, name="contact_point_create"),
    path("quotum/contactpunten/<int:pk>/einde/", contacts.contact_point_end, name="contact_point_end"),
    path("quotum/cao/", cao.cao_list, name="cao_list"),
    path("quotum/cao/nieuw/", cao.cao_create, name="cao_create"),
    path("quotum/cao/<int:pk>/wijzigen/", cao.cao_edit, name="cao_edit"),
    path("quotum/cao/<int:pk>/verwijderen/", cao.cao_delete, name="cao_delete"),
    path("quotum/doelgroep/", target_group.target_group, name="target_group"),
    path("quotum/doelgroep/cijfers.csv", target_group.target_group_csv, name="target_group_csv"),
    path("quotum/doelgroep/sjabloon.csv", target_group.target_group_template, name="target_group_template"),
    path("quotum/doelgroep/invoeren/", target_group.target_group_import, name="target_group_import"),
    path(
        "quotum/doelgroep/invoeren/<uuid:uuid>/",
        target_group.target_group_preview_page,
        name="target_group_preview",
    ),
    path(
        "quotum/doelgroep/invoeren/<uuid:uuid>/overnemen/",
        target_group.target_group_accept,
        name="target_group_accept",
    ),
    path(
        "quotum/doelgroep/invoeren/<uuid:uuid>/verwijderen/",
        target_group.target_group_discard,
        name="target_group_discard",
    ),
    path("quotum/doelgroep/sectoren/", served_groups.served_groups, name="served_groups"),
    path("quotum/doelgroep/sectoren/<int:pk>/", served_groups.served_groups_edit, name="served_groups_edit"),
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
