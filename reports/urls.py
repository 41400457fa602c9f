"""Addresses of reports: Dutch, readable and permanent."""

from django.urls import path

from reports.views import contributions, deliveries, indicators, information, reports, texts

app_name = "reports"
urlpatterns = [
    path("plan-en-verslag/", reports.report_list, name="report_list"),
    path("plan-en-verslag/verslag/<int:year>/", reports.report_detail, name="report_detail"),
    path("plan-en-verslag/verslag/<int:year>/voortgang/", reports.report_progress, name="report_progress"),
    path("plan-en-verslag/verslag/<int:year>/maken/", reports.report_make, name="report_make"),
    path("plan-en-verslag/verslag/<int:year>/vrijgeven/", reports.report_release, name="report_release"),
    path("plan-en-verslag/verslag/<int:year>/corrigeren/", reports.report_correct, name="report_correct"),
    path("plan-en-verslag/verslag/<int:year>/naar-het-bestuur/", reports.report_bring, name="report_bring"),
    path("plan-en-verslag/verslag/<int:year>/te-laat/", reports.report_explain, name="report_explain"),
    path("plan-en-verslag/verslag/<int:year>/schrijven/", texts.text_list, name="text_list"),
    path("plan-en-verslag/verslag/<int:year>/schrijven/<slug:place>/", texts.text_edit, name="text_edit"),
    path(
        "plan-en-verslag/verslag/<int:year>/schrijven/<slug:place>/klopt/",
        texts.text_confirm,
        name="text_confirm",
    ),
    path("plan-en-verslag/verslag/<int:year>/voorbeeld/", texts.report_preview, name="report_preview"),
    path("plan-en-verslag/bijdragen/", contributions.contribution_list, name="contribution_list"),
    path(
        "plan-en-verslag/bijdragen/invullen/", contributions.contribution_create, name="contribution_create"
    ),
    path("plan-en-verslag/bijdragen/<int:pk>/", contributions.contribution_edit, name="contribution_edit"),
    path(
        "plan-en-verslag/bijdragen/<int:pk>/bevestigen/",
        contributions.contribution_confirm,
        name="contribution_confirm",
    ),
    path("plan-en-verslag/informatie/", information.information_overview, name="information_overview"),
    path(
        "plan-en-verslag/informatie/uitvragen/<int:pk>/",
        information.information_request,
        name="information_request",
    ),
    path(
        "plan-en-verslag/informatie/uitvragen/<int:pk>/bestand/",
        information.information_file,
        name="information_file",
    ),
    path(
        "plan-en-verslag/informatie/uitvragen/<int:pk>/sjabloon/",
        information.information_template,
        name="information_template",
    ),
    path(
        "plan-en-verslag/informatie/reeksen/<slug:code>/",
        information.indicator_series,
        name="indicator_series",
    ),
    path(
        "plan-en-verslag/informatie/indicatoren/opstellen/",
        indicators.indicator_set_draft,
        name="indicator_set_draft",
    ),
    path(
        "plan-en-verslag/informatie/indicatoren/<int:version>/",
        indicators.indicator_set_detail,
        name="indicator_set_detail",
    ),
    path(
        "plan-en-verslag/informatie/indicatoren/<int:version>/wijzigen/",
        indicators.indicator_set_edit,
        name="indicator_set_edit",
    ),
    path(
        "plan-en-verslag/informatie/indicatoren/<int:version>/verwijderen/",
        indicators.indicator_set_delete,
        name="indicator_set_delete",
    ),
    path(
        "plan-en-verslag/informatie/indicatoren/<int:version>/toevoegen/",
        indicators.indicator_create,
        name="indicator_create",
    ),
    path(
        "plan-en-verslag/informatie/indicatoren/<int:version>/<int:pk>/",
        indicators.indicator_edit,
        name="indicator_edit",
    ),
    path(
        "plan-en-verslag/informatie/indicatoren/<int:version>/<int:pk>/verwijderen/",
        indicators.indicator_delete,
        name="indicator_delete",
    ),
    path("verslagen/", deliveries.delivery_list, name="delivery_list"),
    path("verslagen/<uuid:pk>/", deliveries.delivery_download, name="delivery_download"),
    path("verslagen/<uuid:pk>/opnieuw/", reports.delivery_retry, name="delivery_retry"),
]
