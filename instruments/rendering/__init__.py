"""Documents made of what was read: PDFs, and the charts in them."""
