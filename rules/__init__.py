"""The law of disclosure on request, pure: dated facts and a calendar in, values with their citation out."""
