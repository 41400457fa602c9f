"""Addresses of quotum."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "quotum"

urlpatterns: list[URLPattern] = []
