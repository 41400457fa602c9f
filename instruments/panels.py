"""What instruments adds to pages of the whole: its place in the navigation."""

from __future__ import annotations

from werkbedrijf.web.panels import register_nav

register_nav(40, "Instrumenten", "instruments:catalogue_current", prefixes=("/instrumenten/",))
