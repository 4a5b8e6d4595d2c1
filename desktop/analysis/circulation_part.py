"""How long the sections took with what they were asked, by section and by person."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from casework.cases.circulation_times import CirculationLine, CirculationTimes
from desktop.look import theme
from desktop.widgets.reading_table import ReadingTable

_HEADS = (
    *("分办|72", "已答复|72", "退回|72", "平均工作日|104", "晚于请其答复之日|144"),
    *("催办|72", "未答复|72"),
)


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
            table.show_rows(_rows(lines))
            table.fit_height()


def _rows(lines: Sequence[CirculationLine]) -> list[tuple[object, ...]]:
    return [
        (
            *(one.label, one.asked, one.answered, one.returned, _mean(one)),
            *(one.late, one.urged, one.open),
        )
        for one in lines
    ]


def _mean(one: CirculationLine) -> str:
    return f"{one.mean_days:.1f}" if one.answered + one.returned else "—"
