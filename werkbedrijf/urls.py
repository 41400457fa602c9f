"""Addresses: Dutch, readable and permanent. Each app brings its own."""

from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.generic import TemplateView

from governance.permissions import is_administrator
from werkbedrijf.web.overview import overview
from werkbedrijf.web.search import search


def health(request: HttpRequest) -> HttpResponse:
    """For the container's health check: the process answers. It says nothing about anything else."""
    return HttpResponse("ok", content_type="text/plain")


# The technical administration opens by role, and by our sign-in: Django's own would pass by the limits on guessing.
admin.site.has_permission = lambda request: is_administrator(request.user)  # type: ignore[method-assign]
admin.site.login = login_required(admin.site.login)  # type: ignore[method-assign]  # as allauth documents it

admin.site.site_header = admin.site.site_title = "Beheer Werkbedrijf Twente"
admin.site.index_title = "Accounts, zetels en partijen"

urlpatterns = [
    path("", overview, name="overview"),
    path("zoeken/", search, name="search"),
    path("", include("governance.urls")),
    path("", include("instruments.urls")),
    path("", include("quotum.urls")),
    path("", include("reports.urls")),
    path("", include("werkbedrijf.account_urls")),
    path("beheer/techniek/", admin.site.urls),
    path("gezond/", health, name="health"),
    path(
        "toegankelijkheid/",
        TemplateView.as_view(template_name="layout/accessibility.html"),
        name="accessibility",
    ),
    path("privacy/", TemplateView.as_view(template_name="layout/privacy.html"), name="privacy"),
]

handler400 = "werkbedrijf.web.errors.bad_request"
handler500 = "werkbedrijf.web.errors.server_error"
