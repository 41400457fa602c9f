"""Addresses of instruments: Dutch, readable and permanent."""

from django.urls import path

from instruments.views import catalogues

app_name = "instruments"
urlpatterns = [
    path("instrumenten/", catalogues.catalogue_current, name="catalogue_current"),
    path("instrumenten/catalogus/<int:number>/", catalogues.catalogue_detail, name="catalogue_detail"),
    path("instrumenten/<slug:slug>/", catalogues.instrument_detail, name="instrument_detail"),
]
