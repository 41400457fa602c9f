"""Addresses of the account pages: allauth's views and names, under Dutch and permanent addresses.

All names that allauth itself reverses are here; there is no sign-up (invitation only), its page says so.
"""

from allauth.account import views
from django.urls import path, re_path

from werkbedrijf.web import signing_in

urlpatterns = [
    path("aanmelden/", views.login, name="account_login"),
    path("afmelden/", views.logout, name="account_logout"),
    path("account/niet-actief/", views.account_inactive, name="account_inactive"),
    path("account/aanvragen/", views.signup, name="account_signup"),
    path("account/bevestigen/", views.reauthenticate, name="account_reauthenticate"),
    path("account/e-mailadres/", views.email, name="account_email"),
    path(
        "account/e-mailadres/bevestigen/",
        views.email_verification_sent,
        name="account_email_verification_sent",
    ),
    re_path(
        r"^account/e-mailadres/bevestigen/(?P<key>[-:\w]+)/$",
        views.confirm_email,
        name="account_confirm_email",
    ),
    path("account/code/aanvragen/", signing_in.request_login_code, name="account_request_login_code"),
    path("account/code/", views.confirm_login_code, name="account_confirm_login_code"),
    path("account/wachtwoord/wijzigen/", views.password_change, name="account_change_password"),
    path("account/wachtwoord/kiezen/", views.password_set, name="account_set_password"),
    path("account/wachtwoord/vergeten/", signing_in.request_password, name="account_reset_password"),
    path(
        "account/wachtwoord/vergeten/verzonden/",
        views.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^account/wachtwoord/nieuw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/wachtwoord/gewijzigd/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
