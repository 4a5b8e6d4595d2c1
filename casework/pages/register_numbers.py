"""A register number as a list shows it, where sixteen equal characters would say nothing."""

_YEAR = 4


def short_number(number: str, year: int) -> str:
    """Return the serial of a register number, with its year where that is another: 2025-31."""
    # Read before the first list is painted: a pattern would have to be compiled for it.
    runs = "".join(one if one.isdigit() else " " for one in number).split()
    if len(runs) < 2 or len(runs[0]) != _YEAR:
        return number
    own, serial = runs[0], runs[-1]
    return f"{serial}号" if int(own) == year else f"{own}-{serial}"
