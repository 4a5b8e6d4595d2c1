"""What papers filled into the form, so that it is told, doubted, and taken back with its paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from casework.receipt.result import ReadField, Reading
from casework.receipt.stamps import STAMP
from desktop.widgets.form_view import FormView

# A day written on a letter is not the day it arrived: it is offered, never entered. The day of
# the office's own stamp is entered, and doubted.
_OFFERED_ONLY = "arrived_on"


@dataclass(slots=True)
class Filled:
    """What one paper filled: the value put, and what stood there before."""

    reading: Reading
    put: dict[str, str] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)


class Filling:
    """The papers that filled the form of a receipt, by their names."""

    def __init__(self, view: FormView) -> None:
        self._view = view
        self._starting = view.values()
        self.papers: dict[str, Filled] = {}
        self._otherwise: dict[str, tuple[str, Any]] = {}

    def fill(self, paper: str, reading: Reading) -> int:
        """Fill the fields that are still empty or as they began; return how many were."""
        values = self._view.values()
        filled = Filled(reading)
        for name, one in reading.fields.items():
            if name == _OFFERED_ONLY and one.doubt and one.source != STAMP:
                continue
            if self._is_free(name, values):
                filled.put[name] = one.value
                filled.before[name] = values.get(name)
        self.papers[paper] = filled
        # What stands there already is told of too, but not counted as filled.
        fresh = {name: value for name, value in filled.put.items() if value != values.get(name)}
        if fresh:
            self._view.set_values(fresh)
        # A field shows some values in its own way; what it shows is what was put.
        shown = self._view.values()
        filled.put = {name: shown[name] for name in filled.put}
        return len(fresh)

    def fill_otherwise(self, source: str, values: Mapping[str, Any]) -> None:
        """Fill fields from what is no paper, such as what an applicant gave the last time."""
        self._view.set_values(dict(values))
        shown = self._view.values()
        self._otherwise.update({name: (source, shown[name]) for name in values if name in shown})

    def otherwise(self, name: str) -> str:
        """Return what else than a paper a field still shows the value of; empty for nothing."""
        source, value = self._otherwise.get(name, ("", None))
        return source if source and self._view.values().get(name) == value else ""

    def _is_free(self, name: str, values: Mapping[str, Any]) -> bool:
        row = self._view.rows.get(name)
        if row is None:
            return False
        return not values.get(name) or (not row.entered and values[name] == self._starting[name])

    def take_back(self, paper: str) -> int:
        """Take back what a paper filled and nobody changed since; return how many fields."""
        filled = self.papers.pop(paper, None)
        if filled is None:
            return 0
        values = self._view.values()
        back = {
            name: filled.before[name] or ""
            for name, value in filled.put.items()
            if values.get(name) == value and value != filled.before[name]
        }
        if back:
            self._view.set_values(back, unfolds=False)
        return len(back)

    def source_of(self, name: str) -> tuple[str, ReadField] | None:
        """Return the paper a field still shows, and what was read there."""
        value = self._view.values().get(name)
        for paper, filled in reversed(self.papers.items()):
            if name in filled.put and filled.put[name] == value:
                return paper, filled.reading.fields[name]
        return None

    def offered_day(self) -> tuple[str, ReadField] | None:
        """Return the day a letter bears, where it was not entered."""
        for paper, filled in reversed(self.papers.items()):
            one = filled.reading.fields.get(_OFFERED_ONLY)
            is_letters = one is not None and one.doubt and one.source != STAMP
            is_entered = one is not None and self._view.values().get(_OFFERED_ONLY) == one.value
            if one is not None and is_letters and not is_entered:
                return paper, one
        return None

    def speaks_of_another(self, reading: Reading) -> str:
        """Return whose paper this is, where the form is another's; empty where it is not."""
        read = reading.fields.get("applicant_name")
        now = str(self._view.values().get("applicant_name") or "").strip()
        if read is None or not now or read.doubt:
            return ""
        joint = str(self._view.values().get("co_applicants") or "")
        known = {now, *joint.split("、")}
        return "" if read.value in known or _names(reading) & known else read.value


def _names(reading: Reading) -> set[str]:
    """Return everybody a paper is of: one who asks together with others has one form for all."""
    joint = reading.fields.get("co_applicants")
    return set() if joint is None else set(joint.value.split("、"))
