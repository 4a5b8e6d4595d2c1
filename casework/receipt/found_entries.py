"""What the rows of a document are told apart into: values beside labels, and other lines."""

from dataclasses import dataclass, field

from casework.receipt.blocks import PageArea
from casework.receipt.label_words import AskedFor
from casework.receipt.marks import Options


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
