"""The pages of the analysis that set several parts one above the other."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.analysis.analysis_found import AnalysisFound
from desktop.analysis.analysis_pages import LinesPart, SharesPart
from desktop.analysis.circulation_part import CirculationPart
from desktop.look import theme


def _stacked(page: QWidget, *parts: QWidget) -> None:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(16))
    for part in parts:
        column.addWidget(part)


class SharesPage(QWidget):
    """How requests came, from whom, and about what."""

    def __init__(self) -> None:
        super().__init__()
        self.channels = SharesPart("channels", "接收渠道", "渠道")
        self.applicants = SharesPart("applicants", "申请人类别", "类别")
        self.subjects = SharesPart("subjects", "申请主题", "主题")
        _stacked(self, self.channels, self.applicants, self.subjects)

    def show_found(self, found: AnalysisFound) -> None:
        """Show a year."""
        self.channels.show_shares(found.analysis.channels)
        self.applicants.show_shares(found.analysis.applicants)
        self.subjects.show_shares(found.analysis.subjects)


class ResultsPage(QWidget):
    """How requests ended."""

    def __init__(self) -> None:
        super().__init__()
        self.groups = SharesPart("groups", "办理结果分类", "分类")
        self.outcomes = SharesPart("outcomes", "办理结果", "结果")
        _stacked(self, self.groups, self.outcomes)

    def show_found(self, found: AnalysisFound) -> None:
        """Show a year."""
        self.groups.show_shares(found.analysis.groups)
        self.outcomes.show_shares(found.analysis.outcomes)


class SectionsPage(QWidget):
    """The sections with what they took and how long, and what was challenged."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = LinesPart("sections", "各承办科室", "科室")
        self.circulation = CirculationPart()
        self.by_outcome = LinesPart(
            "byOutcome", "各类结果的复议诉讼", "办理结果", has_received=False
        )
        _stacked(self, self.lines, self.circulation, self.by_outcome)

    def show_found(self, found: AnalysisFound) -> None:
        """Show a year."""
        self.lines.show_lines(found.analysis.sections)
        self.circulation.show_times(found.circulation)
        self.by_outcome.show_lines(found.analysis.by_outcome)
