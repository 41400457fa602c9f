"""What people fill in, each form in the file named after its subject."""
