"""Addresses of reports: Dutch, readable and permanent."""

from django.urls import path

from reports.views import (
    contributions,
    deliveries,
    indicators,
    information,
    market_plan_writing,
    market_plans,
    plan_actions,
    public,
    reports,
    texts,
)

app_name = "reports"
PLANS, PLAN = (
    "plan-en-verslag/marktbewerkingsplan/",
    "plan-en-verslag/marktbewerkingsplan/<int:year>/<int:version>/",
)
CHAPTER = f"{PLAN}hoofdstuk-<int:number>/"
market_plan_urls = [
    path(PLANS, market_plans.market_plan_list, name="market_plan_list"),
    path(f"{PLANS}beginnen/", market_plans.market_plan_start, name="market_plan_start"),
    path(f"{PLANS}<int:year>/", market_plans.market_plan_detail, name="market_plan_detail"),
    path(PLAN, market_plans.market_plan_version, name="market_plan_version"),
    path(f"{PLAN}plan.pdf", market_plans.market_plan_pdf, name="market_plan_pdf"),
    path(f"{PLAN}bestuur/", market_plans.market_plan_board, name="market_plan_board"),
    path(f"{PLAN}openen/", market_plans.market_plan_reopen, name="market_plan_reopen"),
    path(f"{PLAN}verwijderen/", market_plans.market_plan_delete, name="market_plan_delete"),
    path(f"{PLAN}schrijven/", market_plan_writing.market_plan_write, name="market_plan_write"),
    path(CHAPTER, market_plan_writing.plan_chapter, name="plan_chapter"),
    path(f"{CHAPTER}opslaan/", market_plan_writing.plan_chapter_save, name="plan_chapter_save"),
    path(f"{CHAPTER}stand/", market_plan_writing.plan_chapter_mark, name="plan_chapter_mark"),
    path(f"{CHAPTER}toewijzen/", market_plan_writing.plan_chapter_give, name="plan_chapter_give"),
    path(f"{CHAPTER}opmerkingen/", market_plan_writing.plan_comment_create, name="plan_comment_create"),
    path(
        f"{PLANS}opmerkingen/<int:pk>/afgehandeld/",
        market_plan_writing.plan_comment_settle,
        name="plan_comment_settle",
    ),
    path(f"{PLAN}acties/toevoegen/", plan_actions.plan_action_create, name="plan_action_create"),
    path(f"{PLANS}acties/<int:pk>/", plan_actions.plan_action_detail, name="plan_action_detail"),
    path(f"{PLANS}acties/<int:pk>/wijzigen/", plan_actions.plan_action_edit, name="plan_action_edit"),
    path(f"{PLANS}acties/<int:pk>/verwijderen/", plan_actions.plan_action_delete, name="plan_action_delete"),
]
urlpatterns = [
    *market_plan_urls,
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
    path(
        "plan-en-verslag/verslag/<int:year>/<int:edition>/openbaar/",
        public.public_version_download,
        name="public_version_download",
    ),
    path(
        "plan-en-verslag/verslag/<int:year>/<int:edition>/openbaar/maken/",
        public.public_version_draft,
        name="public_version_draft",
    ),
    path("openbaar/verslag/", public.public_report_list, name="public_report_list"),
    path("openbaar/verslag/<int:year>/", public.public_report, name="public_report"),
    path("openbaar/verslag/<int:year>.pdf", public.public_report_pdf, name="public_report_pdf"),
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
    path("verslagen/<uuid:pk>/opnieuw/", deliveries.delivery_retry, name="delivery_retry"),
    path("verslagen/<uuid:pk>/bericht/", deliveries.delivery_resend, name="delivery_resend"),
]
