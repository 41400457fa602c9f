"""Papers of the board as PDF: a meeting's pack (`packs`), and many PDFs as one (`joining`)."""
