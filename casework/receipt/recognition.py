"""Scans."""

from casework.receipt.blocks import Row
from casework.receipt.component import HOW_TO_GET_IT
from rules.errors import ClerkError


def recognised_rows(raw: bytes) -> list[Row]:
    """Return the rows of a scan."""
    raise ClerkError(HOW_TO_GET_IT)
