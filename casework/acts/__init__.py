"""What the clerk does to a request: one function an act, one transaction an act."""

from casework.acts.act import Act, ActOffer, Done, Plan, Preview
from casework.acts.registering import REGISTER
from casework.acts.running import (
    ACTS,
    offers,
    perform,
    preview,
    register_split,
    starting_values,
)
from casework.acts.undoing import take_back, undo, undo_split, undone_values

__all__ = [
    "ACTS",
    "REGISTER",
    "Act",
    "ActOffer",
    "Done",
    "Plan",
    "Preview",
    "offers",
    "perform",
    "preview",
    "register_split",
    "starting_values",
    "take_back",
    "undo",
    "undo_split",
    "undone_values",
]
