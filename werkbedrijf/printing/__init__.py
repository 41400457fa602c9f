"""HTML to PDF (press.py loads WeasyPrint: only workers import it), and files that are written whole (files.py)."""
