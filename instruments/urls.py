"""Addresses of instruments: Dutch, readable and permanent."""

from django.urls import include, path

from instruments.views import (
    catalogue_drafts,
    catalogues,
    finder,
    loonwaarde,
    loonwaarde_choices,
    loonwaarde_cost,
    loonwaarde_dossier,
    loonwaarde_methods,
    loonwaarde_requirements,
    loonwaarde_subsidy,
    notices,
    open_package,
    own_instruments,
    regulations,
    supply,
    uniformity,
)

SUPPLY = [
    path("", supply.supply_list, name="supply_list"),
    path("opstellen/", supply.supply_create, name="supply_create"),
    path("<int:number>/", supply.supply_detail, name="supply_detail"),
    path("<int:number>/wijzigen/", supply.supply_edit, name="supply_edit"),
    path("<int:number>/verwijderen/", supply.supply_delete, name="supply_delete"),
    path("<int:number>/evaluatie/", supply.supply_evaluate, name="supply_evaluate"),
]

UNIFORMITY = [
    path("", uniformity.uniformity_matrix, name="uniformity_matrix"),
    path("matrix.csv", uniformity.uniformity_csv, name="uniformity_csv"),
    path("gemeenten/<slug:slug>/", uniformity.uniformity_party, name="uniformity_party"),
    path("gemeenten/<slug:slug>/oordeel/", uniformity.uniformity_assess, name="uniformity_assess"),
    path("gemeenten/<slug:slug>/<slug:instrument>/", uniformity.uniformity_cell, name="uniformity_cell"),
    path("regelingen/", regulations.regulation_list, name="regulation_list"),
    path("regelingen/toevoegen/", regulations.regulation_create, name="regulation_create"),
    path("regelingen/<int:pk>/", regulations.regulation_edit, name="regulation_edit"),
    path("regelingen/<int:pk>/verwijderen/", regulations.regulation_delete, name="regulation_delete"),
    path("regelingen/<int:pk>/document/", regulations.regulation_document, name="regulation_document"),
    path("regelingen/afspraken/<slug:topic>/", regulations.topic_agreement, name="topic_agreement"),
    path("eigen-instrumenten/", own_instruments.own_instrument_list, name="own_instrument_list"),
    path(
        "eigen-instrumenten/vastleggen/", own_instruments.own_instrument_create, name="own_instrument_create"
    ),
    path("eigen-instrumenten/<int:pk>/", own_instruments.own_instrument_edit, name="own_instrument_edit"),
    path(
        "eigen-instrumenten/<int:pk>/bestemming/",
        own_instruments.own_instrument_flag,
        name="own_instrument_flag",
    ),
    path("groepen/", own_instruments.groups_list, name="groups_list"),
    path("groepen/<slug:slug>/", own_instruments.groups_edit, name="groups_edit"),
    path("aanspreken/", notices.notice_list, name="notice_list"),
    path("aanspreken/vastleggen/", notices.notice_create, name="notice_create"),
    path("aanspreken/<int:pk>/", notices.notice_detail, name="notice_detail"),
    path("aanspreken/<int:pk>/antwoord/", notices.notice_answer, name="notice_answer"),
    path("aanspreken/<int:pk>/afspraak/", notices.notice_agree, name="notice_agree"),
    path("aanspreken/<int:pk>/bijlage/", notices.notice_attach, name="notice_attach"),
    path("aanspreken/<int:pk>/afsluiten/", notices.notice_close, name="notice_close"),
]

LOONWAARDE = [
    path("", loonwaarde.loonwaarde_overview, name="loonwaarde_overview"),
    path("loonkostensubsidie/", loonwaarde_subsidy.subsidy_calculator, name="subsidy_calculator"),
    path("bedragen/", loonwaarde_subsidy.amount_list, name="amount_list"),
    path("bedragen/toevoegen/", loonwaarde_subsidy.amount_create, name="amount_create"),
    path("bedragen/<int:pk>/verwijderen/", loonwaarde_subsidy.amount_delete, name="amount_delete"),
    path("eisen/opstellen/", loonwaarde_requirements.requirement_set_draft, name="requirement_set_draft"),
    path(
        "eisen/<int:version>/", loonwaarde_requirements.requirement_set_detail, name="requirement_set_detail"
    ),
    path(
        "eisen/<int:version>/wijzigen/",
        loonwaarde_requirements.requirement_set_edit,
        name="requirement_set_edit",
    ),
    path(
        "eisen/<int:version>/verwijderen/",
        loonwaarde_requirements.requirement_set_delete,
        name="requirement_set_delete",
    ),
    path(
        "eisen/<int:version>/toevoegen/",
        loonwaarde_requirements.requirement_create,
        name="requirement_create",
    ),
    path("eisen/<int:version>/<int:pk>/", loonwaarde_requirements.requirement_edit, name="requirement_edit"),
    path(
        "eisen/<int:version>/<int:pk>/verwijderen/",
        loonwaarde_requirements.requirement_delete,
        name="requirement_delete",
    ),
    path(
        "eisen/<int:version>/beoordelen/<slug:slug>/", loonwaarde_methods.method_assess, name="method_assess"
    ),
    path("methoden/toevoegen/", loonwaarde_methods.method_create, name="method_create"),
    path("methoden/<slug:slug>/", loonwaarde_methods.method_edit, name="method_edit"),
    path("dossier/", loonwaarde_dossier.dossier, name="dossier"),
    path("dossier/toevoegen/", loonwaarde_dossier.dossier_create, name="dossier_create"),
    path("dossier/<int:pk>/", loonwaarde_dossier.dossier_edit, name="dossier_edit"),
    path("dossier/<int:pk>/verwijderen/", loonwaarde_dossier.dossier_delete, name="dossier_delete"),
    path("dossier/<int:pk>/document/", loonwaarde_dossier.dossier_document, name="dossier_document"),
    path("kosten/", loonwaarde_cost.cost_list, name="cost_list"),
    path("kosten/opstellen/", loonwaarde_cost.cost_create, name="cost_create"),
    path("kosten/<int:pk>/", loonwaarde_cost.cost_detail, name="cost_detail"),
    path("kosten/<int:pk>/wijzigen/", loonwaarde_cost.cost_edit, name="cost_edit"),
    path("kosten/<int:pk>/verwijderen/", loonwaarde_cost.cost_delete, name="cost_delete"),
    path("kosten/<int:pk>/pdf/", loonwaarde_cost.cost_pdf, name="cost_pdf"),
    path("kosten/<int:pk>/bijlage/", loonwaarde_cost.cost_attach, name="cost_attach"),
    path("keuze/opstellen/", loonwaarde_choices.choice_create, name="choice_create"),
    path("keuze/<int:number>/", loonwaarde_choices.choice_detail, name="choice_detail"),
    path("keuze/<int:number>/wijzigen/", loonwaarde_choices.choice_edit, name="choice_edit"),
    path("keuze/<int:number>/verwijderen/", loonwaarde_choices.choice_delete, name="choice_delete"),
]

app_name = "instruments"
urlpatterns = [
    path("instrumenten/", catalogues.catalogue_current, name="catalogue_current"),
    path("instrumenten/catalogus/<int:number>/", catalogues.catalogue_detail, name="catalogue_detail"),
    path("instrumenten/catalogus/opstellen/", catalogue_drafts.catalogue_draft, name="catalogue_draft"),
    path(
        "instrumenten/catalogus/<int:number>/wijzigen/",
        catalogue_drafts.catalogue_edit,
        name="catalogue_edit",
    ),
    path(
        "instrumenten/catalogus/<int:number>/verwijderen/",
        catalogue_drafts.catalogue_delete,
        name="catalogue_delete",
    ),
    path(
        "instrumenten/catalogus/<int:number>/toevoegen/", catalogue_drafts.entry_create, name="entry_create"
    ),
    path(
        "instrumenten/catalogus/<int:number>/inbrengen/<int:pk>/",
        catalogue_drafts.entry_take,
        name="entry_take",
    ),
    path(
        "instrumenten/catalogus/<int:number>/<slug:slug>/wijzigen/",
        catalogue_drafts.entry_edit,
        name="entry_edit",
    ),
    path(
        "instrumenten/catalogus/<int:number>/<slug:slug>/verplaatsen/",
        catalogue_drafts.entry_move,
        name="entry_move",
    ),
    path(
        "instrumenten/catalogus/<int:number>/<slug:slug>/verwijderen/",
        catalogue_drafts.entry_delete,
        name="entry_delete",
    ),
    path(
        "instrumenten/catalogus/<int:number>/<slug:slug>/toelichting/",
        catalogue_drafts.note_create,
        name="note_create",
    ),
    path(
        "instrumenten/catalogus/<int:number>/<slug:slug>/toelichting/<int:pk>/verwijderen/",
        catalogue_drafts.note_delete,
        name="note_delete",
    ),
    path("instrumenten/vergelijken/", catalogues.catalogue_compare, name="catalogue_compare"),
    path("instrumenten/openbaar/", open_package.open_package, name="open_package"),
    path("instrumenten/openbaar/op-datum.pdf", open_package.open_package_day, name="open_package_day"),
    path("instrumenten/openbaar/<int:number>.json", open_package.open_package_json, name="open_package_json"),
    path("instrumenten/openbaar/<int:number>.pdf", open_package.open_package_pdf, name="open_package_pdf"),
    path("instrumenten/openbaar/<int:number>.csv", open_package.open_package_csv, name="open_package_csv"),
    path("instrumenten/zoeker/", finder.finder, name="finder"),
    path("instrumenten/loonwaarde/", include(LOONWAARDE)),
    path("instrumenten/uniformiteit/", include(UNIFORMITY)),
    path("instrumenten/aanlevering/", include(SUPPLY)),
    path("instrumenten/<slug:slug>/", catalogues.instrument_detail, name="instrument_detail"),
]
