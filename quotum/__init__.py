"""Owns sectors, workplaces, targets, the allocation of garantiebanen and their realisation.
Owns no meetings or votes: an allocation is adopted by a decision of governance.
May import: governance, werkbedrijf.lib, werkbedrijf.web. Not: instruments, reports.
"""
