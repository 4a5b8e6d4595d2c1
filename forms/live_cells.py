"""Cells a table would take for a formula, made words."""

# What a table takes for the beginning of a formula where a file is opened or text is pasted.
_LIVE = ("=", "+", "-", "@", "\t", "\r")


def unlive(text: str) -> str:
    """Return a cell that a table shows letter by letter."""
    return f"'{text}" if text.startswith(_LIVE) else text
