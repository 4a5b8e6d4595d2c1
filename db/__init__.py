"""The register on disk: rows in, frozen records out. All SQL of the program lives here."""
