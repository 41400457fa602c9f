"""Thin views of reports."""
