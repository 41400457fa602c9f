"""Addresses of instruments: Dutch, readable and permanent."""

from django.urls import path

from instruments.views import catalogues, finder, open_package

app_name = "instruments"
urlpatterns = [
    path("instrumenten/", catalogues.catalogue_current, name="catalogue_current"),
    path("instrumenten/catalogus/<int:number>/", catalogues.catalogue_detail, name="catalogue_detail"),
    path("instrumenten/vergelijken/", catalogues.catalogue_compare, name="catalogue_compare"),
    path("instrumenten/openbaar/", open_package.open_package, name="open_package"),
    path("instrumenten/openbaar/<int:number>.json", open_package.open_package_json, name="open_package_json"),
    path("instrumenten/openbaar/<int:number>.csv", open_package.open_package_csv, name="open_package_csv"),
    path("instrumenten/zoeker/", finder.finder, name="finder"),
    path("instrumenten/<slug:slug>/", catalogues.instrument_detail, name="instrument_detail"),
]
