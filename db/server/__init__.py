"""Registers on a PostgreSQL server. Nothing here is imported while a register is one file."""
