"""Owns sectors, workplaces, targets, the allocation of garantiebanen and their realisation; what employers promised,
contact points, agreements in cao's, and the target group.
Owns no meetings or votes: an allocation is adopted by a decision of governance.
May import: governance, werkbedrijf.lib, werkbedrijf.web. Not: instruments, reports.
"""
