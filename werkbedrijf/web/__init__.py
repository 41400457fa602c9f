"""What every view may lean on: access decorators, live updates, panels. Imports no app."""
