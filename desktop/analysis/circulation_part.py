"""How long the sections took with what they were asked, by section and by person."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from casework.cases.circulation_times import HEADS, CirculationTimes, rows_of
from desktop.look import theme
from desktop.widgets.reading_table import ReadingTable

_WIDTHS = (72, 72, 72, 104, 144, 72, 72)
_HEADS = tuple(f"{head}|{width}" for head, width in zip(HEADS, _WIDTHS, strict=True))


class CirculationPart(QWidget):
    """Two tables of the same figures."""

    def __init__(self) -> None:
        super().__init__()
        self.sections = ReadingTable("circulationSections", "科室办理时间", ("科室", *_HEADS))
        self.people = ReadingTable("circulationPeople", "承办人办理时间", ("承办人", *_HEADS))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        for words, table in (
            ("科室办理时间（请其答复的分办）", self.sections),
            ("承办人办理时间", self.people),
        ):
            heading = QLabel(words)
            heading.setProperty("kind", "group")
            column.addWidget(heading)
            column.addWidget(table)

    def show_times(self, times: CirculationTimes) -> None:
        """Show the figures of a year; nothing where no section was asked."""
        self.setVisible(bool(times.sections))
        for table, lines in ((self.sections, times.sections), (self.people, times.people)):
            table.show_rows(rows_of(lines))
            table.fit_height()
