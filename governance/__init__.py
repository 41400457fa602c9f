"""Owns parties, the agreement and its rules, seats, people and accounts, meetings, agendas, votes, decisions,
minutes and the ledger. Owns no figures, no instruments and no documents for others.
May import: werkbedrijf.lib, werkbedrijf.web. Imports no other app; those inherit governance's `Adoptable`.
How this board decides is in governance/domain/tally.py.
"""
