"""What is measured: one module a subject, each function gives rows of the table."""
