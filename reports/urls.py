"""Addresses of reports: Dutch, readable and permanent."""

from django.urls import path

from reports.views import deliveries, reports

app_name = "reports"
urlpatterns = [
    path("plan-en-verslag/", reports.report_list, name="report_list"),
    path("plan-en-verslag/verslag/<int:year>/", reports.report_detail, name="report_detail"),
    path("plan-en-verslag/verslag/<int:year>/voortgang/", reports.report_progress, name="report_progress"),
    path("plan-en-verslag/verslag/<int:year>/maken/", reports.report_make, name="report_make"),
    path("plan-en-verslag/verslag/<int:year>/vrijgeven/", reports.report_release, name="report_release"),
    path("plan-en-verslag/verslag/<int:year>/corrigeren/", reports.report_correct, name="report_correct"),
    path("plan-en-verslag/verslag/<int:year>/te-laat/", reports.report_explain, name="report_explain"),
    path("verslagen/", deliveries.delivery_list, name="delivery_list"),
    path("verslagen/<uuid:pk>/", deliveries.delivery_download, name="delivery_download"),
    path("verslagen/<uuid:pk>/opnieuw/", reports.delivery_retry, name="delivery_retry"),
]
