"""A register number as a list shows it, where sixteen equal characters would say nothing."""

import re

_YEAR_AND_SERIAL = re.compile(r"(\d{4})\D+?(\d+)\D*$")


def short_number(number: str, year: int) -> str:
    """Return the serial of a register number, with its year where that is another: 2025-31."""
    parts = _YEAR_AND_SERIAL.search(number)
    if parts is None:
        return number
    own, serial = parts.groups()
    return f"{serial}号" if int(own) == year else f"{own}-{serial}"
