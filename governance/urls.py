"""Addresses of governance; one section per file in views/, names equal to the views'."""

from django.urls import URLPattern, path, re_path

from governance.views import agreement, decisions, demo, parties

app_name = "governance"

decision_urls = [
    path("besluiten/", decisions.decision_list, name="decision_list"),
    re_path(r"^besluiten/(?P<number>\d{4}-\d{3,6})/$", decisions.decision_detail, name="decision_detail"),
]

party_urls = [
    path("partijen/", parties.party_list, name="party_list"),
    path("partijen/<slug:slug>/", parties.party_detail, name="party_detail"),
]

agreement_urls = [
    path("overeenkomst/", agreement.agreement_detail, name="agreement_detail"),
    re_path(
        r"^overeenkomst/(?P<version>\d{1,4})/artikel/(?P<number>\d{1,4})/$",
        agreement.article_detail,
        name="article_detail",
    ),
    path("hoe-wij-stemmen/", agreement.rule_set_detail, name="rule_set_detail"),
]

demo_urls = [path("aanmelden/demo/", demo.demo_login, name="demo_login")]

urlpatterns: list[URLPattern] = [*decision_urls, *party_urls, *agreement_urls, *demo_urls]
