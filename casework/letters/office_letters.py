"""The papers of an office that decides together, each kind once."""

from casework.letters.chasing import ChaseSheet
from casework.letters.circulating import (
    CirculationSheet,
    RoutingSheet,
    SectionFormPaper,
    UrgingNotice,
)
from casework.letters.letter import Letter
from casework.letters.reviewing import (
    ConferenceRecord,
    CounselReferral,
    ItemReviewSheet,
    LegalityList,
    SecrecyReferral,
)

OFFICE_LETTERS: tuple[type[Letter], ...] = (
    CirculationSheet,
    RoutingSheet,
    SectionFormPaper,
    UrgingNotice,
    ChaseSheet,
    ItemReviewSheet,
    SecrecyReferral,
    ConferenceRecord,
    CounselReferral,
    LegalityList,
)
