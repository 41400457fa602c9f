"""Documents of reports on paper, other than the verslag (kinds/)."""
