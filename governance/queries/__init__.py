"""Reads that cross models, each in the file of the page or subject that asks."""
