"""A register on a PostgreSQL server. Nothing here is imported for a register in a file."""
