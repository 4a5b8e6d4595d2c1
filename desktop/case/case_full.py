"""A case in the whole width, without tabs: the course left, what one asks about it right."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from casework.cases.urgency import long_day, short_day
from casework.desk.desk import Desk
from desktop.base.remembered import Remembered
from desktop.case.letter_shown import LetterShown
from desktop.case.section import Section, pair_grid
from desktop.look import icons, theme
from desktop.widgets.chip import Chip
from desktop.widgets.clock_strip import ClockStrip
from desktop.widgets.course_line import CourseStrip
from desktop.widgets.readable import reading_label
from desktop.widgets.tab_order import tab_as_read

if TYPE_CHECKING:
    from casework.pages.case_page import CasePage, ClockLine
    from casework.pages.challenge_days import LastDayLine
    from casework.pages.course_line import CourseLine
    from desktop.case.case_tabs import CaseTabs

_COURSE, _COURSE_NARROW = 540, 420
# The rail takes its part of the widths at which a window changes.
_ONE, _TWO, _THREE = 1060, 1190, 1700
_PAPERS = 660
_INKS = {"OVERDUE": "overdue", "TODAY": "soon", "SOON": "soon"}
_COURSE_PLACE = 2
_ELSEWHERE = frozenset({"编号", "所需政府信息", "补正后的申请内容"})


class CaseFull(QWidget):
    """Holds the course and the papers while the case has the whole width, and gives them back.

    `why_asked` carries the place of a clock, `applicant_asked` asks what else was asked for,
    `number_shown` tells which personal value of a request is shown whole.
    """

    why_asked = Signal(int)
    applicant_asked = Signal()
    number_shown = Signal(int, str)

    def __init__(
        self, desk: Desk, remembered: Remembered | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("caseFull")
        self._remembered = remembered
        self._desk = desk
        self._beside: dict[str, QWidget] = {}
        self._head: QWidget | None = None
        self._request, self._clocks = Section("申请原文"), Section("正在计时")
        self._rounds, self._applicant = Section("两轮办理"), Section("申请人")
        self._remedies = Section("申请人寻求救济，最迟到哪天")
        self.papers = Section("文书和附件")
        self._course, self._course_part = _Scrolled("panelGround"), QFrame()
        self._course_part.setObjectName("courseSection")
        self.course = QVBoxLayout(self._course_part)
        self.course.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(4))
        self.course.setSpacing(0)
        self._facts, self._third = _Scrolled("deskGround"), _Scrolled("deskGround")
        self._course.column.addWidget(self._course_part)
        self._course.column.addStretch(1)
        shown_here = (self._request, self._clocks, self._rounds, self._remedies, self._applicant)
        for section in shown_here:
            self._facts.column.addWidget(section)
        self._facts.column.addStretch(1)
        self._third.column.addStretch(1)
        self.letter = LetterShown()
        beside = QWidget()
        self._beside_letters = beside
        third = QVBoxLayout(beside)
        third.setContentsMargins(0, 0, 0, 0)
        third.setSpacing(0)
        third.addWidget(self._third, 2)
        third.addWidget(self.letter, 3)
        panes = QWidget()
        across = QHBoxLayout(panes)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        for part, stretch in ((self._course, 0), (self._facts, 1), (beside, 1)):
            across.addWidget(part, stretch)
        self.proof = QWidget()
        shown = _Scrolled("panelGround")
        shown.column.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(16))
        self.proof_column = shown.column
        back = QPushButton(icons.icon("arrow-left", "accent"), "回到案件")
        back.setObjectName("leaveProof")
        back.setProperty("kind", "quiet")
        back.clicked.connect(self.show_panes)
        around = QVBoxLayout(self.proof)
        around.setContentsMargins(theme.px(8), theme.px(8), theme.px(8), 0)
        around.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        around.addWidget(shown, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(panes)
        self._stack.addWidget(self.proof)
        self._remember_folds()
        self._fit()

    def _remember_folds(self) -> None:
        """Let each section stand as it was left, by its name and whichever case shows."""
        remembered = self._remembered
        if remembered is None:
            return
        sections = (
            self._request, self._clocks, self._rounds, self._applicant, self._remedies,
            self.papers,
        )  # fmt: skip
        for section in sections:
            key = f"case/folded/{section.heading.text()}"
            section.fold(is_folded=remembered.flag(key))
            section.folded.connect(lambda is_folded, key=key: remembered.keep(key, is_folded))

    def take(self, tabs: "CaseTabs") -> None:
        """Show the course, the papers and the proof that the tabs held."""
        self.course.addWidget(self._course_head(tabs.undo))
        self.course.addWidget(tabs.timeline)
        self.papers.column.addWidget(tabs.letters)
        self.papers.column.addWidget(tabs.files)
        self.proof_column.addWidget(tabs.deadline)
        self.proof_column.addWidget(tabs.applicant)
        self._beside = {"proof": tabs.deadline, "applicant": tabs.applicant}
        for part in (tabs.timeline, tabs.letters, tabs.files, tabs.deadline):
            part.show()

    def _course_head(self, undo: QPushButton) -> QWidget:
        if self._head is None:
            self._head = QWidget()
            line = self._head_line = QHBoxLayout(self._head)
            line.setContentsMargins(0, 0, 0, theme.px(8))
            heading = QLabel("经过")
            heading.setProperty("kind", "group")
            line.addWidget(heading)
            line.addStretch(1)
        self._head_line.addWidget(undo)
        return self._head

    def panes(self) -> Sequence[QWidget]:
        """Return the columns that show, or what stands in their place."""
        if self.is_proving:
            return (self.proof,)
        return self._course, self._facts, self._beside_letters

    def show_panes(self) -> None:
        """Show the case itself."""
        self._stack.setCurrentIndex(0)

    def show_proof(self) -> None:
        """Show the proof of the days in place of the case."""
        self._show_beside("proof")

    def show_applicant(self) -> None:
        """Show what else the applicant asked in place of the case."""
        self._show_beside("applicant")

    def _show_beside(self, wanted: str) -> None:
        for name, part in self._beside.items():
            part.setVisible(name == wanted)
        self._stack.setCurrentWidget(self.proof)

    @property
    def is_proving(self) -> bool:
        """Whether the proof of the days shows."""
        return self._stack.currentWidget() is self.proof

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show one, two or three panes, as there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.width()
        has_third = width >= theme.px(_THREE)
        home = self._third if has_third else self._facts
        if self.papers.parentWidget() is not home.inner:
            home.column.insertWidget(home.column.count() - 1, self.papers)
        self._beside_letters.setVisible(has_third)
        self._beside_letters.setFixedWidth(theme.px(_PAPERS))
        is_one = width < theme.px(_ONE)
        if is_one != (self._course_part.parentWidget() is self._facts.inner):
            # One column scrolls as one: the course stands in it, after what is asked and running.
            column = self._facts.column if is_one else self._course.column
            column.insertWidget(_COURSE_PLACE if is_one else 0, self._course_part)
        self._course.setVisible(not is_one)
        course = _COURSE if width >= theme.px(_TWO) else _COURSE_NARROW
        self._course.setFixedWidth(theme.px(600 if has_third else course))
        tab_as_read(self)

    def show_page(self, page: "CasePage") -> None:
        """Show what is asked about a case."""
        self.letter.show_letters(page.documents)
        self._request.fill([reading_label(page.request, name="wholeRequest"), *_ways(page.facts)])
        # A reply sent once more after it came back runs by the same clock: it is shown once.
        told = [(at, one) for at, one in enumerate(page.clocks) if one not in page.clocks[:at]]
        self._clocks.fill([self._clock(one, at) for at, one in told])
        self._clocks.setHidden(not page.clocks)
        several = len(page.courses) > 1
        self._rounds.setVisible(several)
        if several:
            self._rounds.fill([_round(one) for one in page.courses])
        self._remedies.setVisible(bool(page.challenge_days))
        self._remedies.fill([_last_day(one) for one in page.challenge_days])
        other = QPushButton("这个申请人的其他申请")
        other.setObjectName("otherRequests")
        other.setProperty("kind", "link")
        other.clicked.connect(self.applicant_asked)
        facts = [one for one in page.facts if one[1] and one[0] not in _ELSEWHERE]
        request_id = page.request_id
        numbers = pair_grid(facts, lambda label: self.number_shown.emit(request_id, label))
        self._applicant.fill([numbers, _at_left(other)])

    def _clock(self, clock: "ClockLine", place: int) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, theme.px(6))
        column.setSpacing(theme.px(4))
        title, chip = QLabel(clock.label), Chip()
        title.setProperty("kind", "group")
        why = QPushButton("为什么")
        why.setProperty("kind", "link")
        why.setAccessibleName(f"为什么：{clock.label}")
        why.clicked.connect(lambda: self.why_asked.emit(place))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(title)
        line.addWidget(chip)
        line.addStretch(1)
        line.addWidget(why)
        column.addLayout(line)
        # Shown before it has its place, it would be a window of its own for a moment.
        chip.show_words(clock.urgency.name, clock.words)
        days = [day.on for day in clock.proof if day.counted]
        if days and clock.is_delivered and clock.urgency.name != "CLOSED":
            column.addWidget(self._strip(clock, days))
        since = short_day(clock.opened_on)
        if not clock.is_delivered:
            words = f"没有登记对方收到的日期，{clock.label}无从起算　{clock.basis}"
        elif not days:
            words = f"{since}起算，至{clock.due_words}　{clock.basis}"
        else:
            until = f"第 {len(days)} {clock.unit}是{clock.due_words}"
            words = f"{since}起算，{until}　{clock.basis}"
        said = reading_label(words)
        said.setProperty("kind", "second")
        column.addWidget(said)
        return part

    def _strip(self, clock: "ClockLine", days: Sequence[date]) -> ClockStrip:
        counted = sum(day <= self._desk.today for day in days)
        return ClockStrip(len(days), counted, _INKS.get(clock.urgency.name, "accent"))


class _Scrolled(QScrollArea):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.inner = QWidget()
        self.inner.setObjectName(f"{name}Inner")
        self.column = QVBoxLayout(self.inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.setWidget(self.inner)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def _ways(facts: Sequence[tuple[str, str]]) -> list[QWidget]:
    wanted = ("获取方式", "信息载体", "提供方式", "载体形式", "用途")
    said = "，".join(value for label, value in facts if value and label in wanted)
    if not said:
        return []
    line = reading_label(said)
    line.setProperty("kind", "second")
    return [line]


def _round(line: "CourseLine") -> QWidget:
    part = QWidget()
    grid = QGridLayout(part)
    grid.setContentsMargins(0, 0, 0, theme.px(4))
    grid.setHorizontalSpacing(theme.px(12))
    grid.setVerticalSpacing(0)
    name, strip, outcome, fate = QLabel(line.name), CourseStrip(), QLabel(line.outcome), QLabel()
    name.setProperty("kind", "group")
    outcome.setProperty("kind", "group")
    fate.setText(line.fate)
    fate.setProperty("kind", "second")
    top = Qt.AlignmentFlag.AlignTop
    grid.addWidget(name, 0, 0, top)
    grid.addWidget(strip, 0, 1, 2, 1)
    grid.addWidget(outcome if line.outcome else fate, 0, 2, top)
    if line.outcome:
        grid.addWidget(fate, 1, 2, top)
    grid.setColumnStretch(1, 1)
    strip.show_course(line)
    return part


def _last_day(line: "LastDayLine") -> QWidget:
    return reading_label(f"{line.label}：{long_day(line.on)}\n{line.words}（{line.basis}）")


def _at_left(part: QWidget) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(part)
    line.addStretch(1)
    return row
