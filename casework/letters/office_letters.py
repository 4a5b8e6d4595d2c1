"""The papers of an office that decides together, each kind once."""

from casework.letters.circulating import (
    CirculationSheet,
    RoutingSheet,
    SectionFormPaper,
    UrgingNotice,
)
from casework.letters.letter import Letter

OFFICE_LETTERS: tuple[type[Letter], ...] = (
    CirculationSheet,
    RoutingSheet,
    SectionFormPaper,
    UrgingNotice,
)
