"""What the rows of a document are told apart into: values beside labels, and other lines."""

import re
from dataclasses import dataclass, field

from casework.receipt.blocks import PageArea
from casework.receipt.label_words import AskedFor
from casework.receipt.marks import Options
from forms.labels import folded

# What tells one who asks from another.
WHO = (AskedFor("applicant_name"), AskedFor("id_number"))


@dataclass(frozen=True, slots=True)
class LabelledEntry:
    """What stands beside a label. `order` counts rows, so that what follows what can be told."""

    asked: AskedFor
    label: str
    value: str
    place: PageArea | None = None
    sureness: float = 1.0
    order: int = 0
    options: Options | None = None
    # It opens its line, rather than stand in a sentence about somebody.
    own_line: bool = True

    @property
    def source(self) -> str:
        """Where it stood, as the clerk is told."""
        label = re.sub(r"\s+", "", folded(self.label)).rstrip("：:")
        if label:
            return f"“{label[:16]}”栏"
        return "落款" if self.options is None else "勾选处"


@dataclass(frozen=True, slots=True)
class Loose:
    """A line that stands beside no label."""

    text: str
    place: PageArea | None = None
    sureness: float = 1.0
    order: int = 0


@dataclass(slots=True)
class Entries:
    """A document's labels with their values, and its other lines, both in reading order."""

    labelled: list[LabelledEntry] = field(default_factory=list)
    loose: list[Loose] = field(default_factory=list)
