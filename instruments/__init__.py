"""Owns what is offered to employers (the base package), municipal regulations and deviations, the loonwaarde method.
Owns no figures on jobs (quotum) and decides nothing itself: a catalogue is adopted by a decision of governance.
May import: governance, werkbedrijf.lib, werkbedrijf.web. Not: quotum, reports.
"""
