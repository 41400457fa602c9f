"""What goes along with every export of the ledger: the format, and a verifier that imports nothing of ours."""
