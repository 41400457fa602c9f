"""Owns the documents that somebody receives: marktbewerkingsplan, verslag, their deliveries, contributions in hours.
Owns no figures of its own: it collects them from the other apps and freezes them with the document.
May import: governance, instruments, quotum, werkbedrijf.lib, werkbedrijf.web.
"""
