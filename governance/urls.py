"""Addresses of governance; one section per file in views/, names equal to the views'."""

from django.urls import URLPattern

app_name = "governance"

urlpatterns: list[URLPattern] = []
