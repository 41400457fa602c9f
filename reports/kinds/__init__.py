"""One module or package per kind of report: it collects the figures and turns them into laid-out pages."""
