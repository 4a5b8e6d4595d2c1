"""Scans."""
from casework.receipt.blocks import Row
def recognised_rows(raw: bytes) -> list[Row]:
    return []
