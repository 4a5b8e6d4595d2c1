"""Two hundred messy ledgers and what is right for each field of their rows.

Every kind of mess is made by a function of a random source; `ledgers` gives nine of each.
"""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.casework.importing.messy_cases import Messy
from tests.casework.importing.messy_files import (
    bad_byte,
    conflicts,
    dots,
    many_dates,
    old_xml,
    page,
    papers,
    repeated_head,
    semicolons,
    several_in_one,
    weekdays,
    zones,
)
from tests.casework.importing.messy_rows import (
    agents,
    ditto,
    formula_text,
    joint,
    lost_digits,
    name_and_phone,
    notes_in_names,
    still_open,
    ticks,
    told_courses,
    totals,
    turned,
)

KINDS: tuple[Callable[[random.Random, Path], Messy], ...] = (
    ditto, formula_text, lost_digits, still_open, totals, agents, joint, notes_in_names,
    told_courses, ticks, name_and_phone, turned, old_xml, semicolons, bad_byte, zones, weekdays,
    papers, conflicts, many_dates, dots, page, several_in_one, repeated_head,
)  # fmt: skip
OF_EACH = 9


def ledgers(folder: Path, kind: Callable[[random.Random, Path], Messy]) -> Iterator[Messy]:
    """Yield the messy ledgers of a kind."""
    for seed in range(OF_EACH):
        # A text seeds alike in every run.
        source = random.Random(f"{kind.__name__} {seed}")
        yield kind(source, folder / f"{kind.__name__}{seed}.xlsx")
