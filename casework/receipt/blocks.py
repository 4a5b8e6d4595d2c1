"""What every kind of file is taken apart into: rows of cells, a line of text being one cell.

A cell of a scan knows its place on the page and how sure the recognition was of it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PageArea:
    """Where something stands: the page from 0, the rest in parts of its width and height."""

    page: int
    left: float
    top: float
    width: float
    height: float

    def joined(self, other: "PageArea") -> "PageArea":
        """Return the smallest place round both."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        right = max(self.left + self.width, other.left + other.width)
        bottom = max(self.top + self.height, other.top + other.height)
        return PageArea(self.page, left, top, right - left, bottom - top)


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A text, perhaps of several lines; `sureness` is 1 for what was typed."""

    text: str
    place: PageArea | None = None
    sureness: float = 1.0


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of a table, or a line of text by itself."""

    cells: tuple[ReadCell, ...]
    in_table: bool = False

    @property
    def text(self) -> str:
        """The cells as one text."""
        return " | ".join(cell.text for cell in self.cells if cell.text.strip())


@dataclass(slots=True)
class ReadSheet:
    """A document in its reading order.

    `spread` gives each cell its column: a wide cell is followed by empty ones.
    """

    rows: list[ReadRow] = field(default_factory=list)
    spread: bool = False

    def line(self, text: str) -> None:
        """Add text outside tables, a row for each of its lines."""
        self.rows.extend(ReadRow((ReadCell(one),)) for one in text.splitlines() or [""])

    def table_row(self, cells: Iterable[str]) -> None:
        """Add a row of a table."""
        self.rows.append(ReadRow(tuple(ReadCell(text) for text in cells), in_table=True))


# A new line that does not end the row of a table.
LINE_IN_CELL = "\u2028"


def lines_of(text: str) -> list[ReadRow]:
    """Return plain text as rows; tabs and `|` part the cells of a table copied as text."""
    sheet = ReadSheet()
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        parts = [part.strip() for part in re.split(r"\t|\s*[|｜│┃]\s*", line.strip("|｜│┃ "))]
        if len(parts) > 1 and sum(map(bool, parts)) > 1:
            sheet.table_row(part.replace(LINE_IN_CELL, "\n") for part in parts)
        else:
            sheet.line(line)
    return sheet.rows
