"""The law of disclosure on request: dated facts in, values with their citation out."""
