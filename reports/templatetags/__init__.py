"""What templates of reports ask."""
