"""The days of a case: its clocks and their proof, the last day of each act, and what-if."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from casework.cases.urgency import long_day
from casework.desk.desk import Desk
from desktop.base.pause import Pause
from desktop.look import icons, theme
from desktop.widgets.chip import Chip
from desktop.widgets.date_field import DateField
from desktop.widgets.proof_strip import ProofStrip

if TYPE_CHECKING:
    from casework.pages.case_page import CasePage, ClockLine, WhatIfLine
    from casework.pages.challenge_days import LastDayLine

_SIDE_BY_SIDE = 1000
_STILL_POSSIBLE = "还可以办理的步骤，最迟到哪天"
CHALLENGES = "申请人寻求救济，最迟到哪天"
_PAUSE_MS = 150


class DeadlinePage(QWidget):
    """The clocks with their proof, and beside or below it what is still possible and until when.

    `proof_asked` carries the place of a clock among the clocks of the case; `day_supposed` the
    day for which `show_what_if` is to be told what each step would do.
    """

    proof_asked = Signal(int)
    day_supposed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._clock_shown = 0
        self._clocks, self._last_days, self._answers = _Rows(), _Rows(), _Rows()
        self._challenges = _Rows()
        self._challenges.setObjectName("challengeDays")
        self._last_days.setObjectName("lastDays")
        self._answers.setObjectName("whatIf")
        self._proof, self._proof_words = ProofStrip(), QLabel()
        self._proof_words.setWordWrap(True)
        self._day: DateField | None = None
        self._choices: list[QPushButton] = []
        self._write = QPushButton(icons.icon("printer"), "生成期限计算书")
        self._write.setObjectName("writeProof")
        self._write.setToolTip("把所选期限的逐日推算写成 Word 文书，可打印、归档")
        self._write.clicked.connect(lambda: self.proof_asked.emit(self._clock_shown))
        self._pause = Pause(self, desk, _PAUSE_MS, self._suppose)
        self._assemble()

    def _assemble(self) -> None:
        proof, still = QWidget(), QWidget()
        left, right = QVBoxLayout(proof), QVBoxLayout(still)
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(theme.px(8))
        for part in (self._clocks, self._proof_words, self._proof):
            left.addWidget(part)
        left.addWidget(self._write, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        self._possible = _heading(_STILL_POSSIBLE)
        right.addWidget(self._possible)
        right.addWidget(self._last_days)
        self._if = QWidget()
        self._if_line = QHBoxLayout(self._if)
        self._if_line.setContentsMargins(0, theme.px(8), 0, 0)
        self._if_line.setSpacing(theme.px(8))
        right.addWidget(self._if)
        right.addWidget(self._answers)
        self._remedies = _heading(CHALLENGES)
        right.addWidget(self._remedies)
        right.addWidget(self._challenges)
        right.addStretch(1)
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(theme.px(24))
        self._sides.addWidget(proof, 6)
        self._sides.addWidget(still, 5)

    def _day_field(self) -> DateField:
        """Return the field of the supposed day, made at its first use: it needs the calendar."""
        if self._day is None:
            self._day = DateField(today=self._desk.today, outlook=self._desk.outlook)
            self._day.setObjectName("supposedOn")
            self._day.setAccessibleName("假设办理的日期")
            self._day.changed.connect(self._pause.start)
            self._if_line.addWidget(_heading("如果在"))
            self._if_line.addWidget(self._day)
            self._if_line.addWidget(_heading("办理"))
            self._if_line.addStretch(1)
        return self._day

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand the two halves side by side where there is room."""
        super().resizeEvent(event)
        is_wide = self.width() >= theme.px(_SIDE_BY_SIDE)
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._sides.direction() != way:
            self._sides.setDirection(way)

    def show_page(self, page: "CasePage") -> None:
        """Show the days of a case."""
        self._show_clocks(page)
        self._proof.show_days(page.proof)
        self._proof_words.setText(page.due_sentence)
        self._proof.setVisible(bool(page.proof))
        self._write.setEnabled(bool(page.clocks))
        _show_days(self._last_days, page.last_days)
        _show_days(self._challenges, page.challenge_days)
        self._day_field().set_value(self._desk.today)
        self._pause.stop()
        is_open = bool(page.last_days)
        for part in (self._possible, self._last_days, self._if, self._answers):
            part.setVisible(is_open)
        for part in (self._remedies, self._challenges):
            part.setVisible(bool(page.challenge_days))
        self._answers.clear()
        if is_open and self.isVisible():
            self._suppose()

    def suppose_if_empty(self) -> None:
        """Ask what would be for the day that stands in the field, where nothing is said yet."""
        if self._answers.is_empty and not self._if.isHidden():
            self._suppose()

    def _suppose(self) -> None:
        day = self._day_field().day()
        if day is not None:
            self.day_supposed.emit(day)

    def show_what_if(self, lines: "Iterable[WhatIfLine]") -> None:
        """Show what each step would do on the day asked, the allowed ones first."""
        self._answers.clear()
        for line in sorted(lines, key=lambda one: not one.allowed):
            name = QLabel(line.label)
            words = _wrapped(line.words if line.allowed else f"不可以：{line.words}")
            if not line.allowed:
                name.setProperty("kind", "second")
                words.setProperty("kind", "second")
            self._answers.add(name, words)

    def _show_clocks(self, page: "CasePage") -> None:
        self._clocks.clear()
        group = QButtonGroup(self._clocks.rows)
        self._choices = []
        for number, clock in enumerate(page.clocks):
            button = QPushButton(clock.label)
            button.setProperty("kind", "filter")
            button.setCheckable(True)
            button.setToolTip("显示这项期限的逐日推算")
            button.clicked.connect(
                lambda _=False, clock=clock, at=number: self._show_proof(clock, at)
            )
            group.addButton(button)
            self._choices.append(button)
            chip = Chip()
            span = _wrapped(f"{long_day(clock.opened_on)}起，至{clock.due_words}　{clock.basis}")
            self._clocks.add(button, chip, span)
            # Shown before it has its place, it would be a window of its own for a moment.
            chip.show_words(clock.urgency.name, clock.words)
            if clock.proof == page.proof:
                button.setChecked(True)
                self._clock_shown = number

    def choose(self, place: int) -> None:
        """Show the proof of a clock by its place among the clocks of the case."""
        if 0 <= place < len(self._choices):
            self._choices[place].click()

    def _show_proof(self, clock: "ClockLine", place: int) -> None:
        self._clock_shown = place
        self._proof_words.setText(f"{clock.label}：{clock.words}，至{long_day(clock.due_on)}。")
        self._proof.show_days(clock.proof)
        self._proof.setVisible(bool(clock.proof))


class _Rows(QWidget):
    """A grid that is filled anew each time."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.rows = QWidget()
        self.clear()

    def clear(self) -> None:
        """Take every row away."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = QWidget()
        self._grid = QGridLayout(self.rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(6))
        self._column.addWidget(self.rows)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands here."""
        return self._grid.count() == 0

    def add(self, *parts: QWidget) -> None:
        """Add a row; what can wrap takes the room that is left."""
        row = self._grid.rowCount()
        for column, part in enumerate(parts):
            self._grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignTop)
            if isinstance(part, QLabel) and part.wordWrap():
                self._grid.setColumnStretch(column, 1)


def _show_days(rows: _Rows, lines: "Iterable[LastDayLine]") -> None:
    rows.clear()
    for line in lines:
        name, day = QLabel(line.label), _wrapped(f"<b>{long_day(line.on)}</b>　{line.words}")
        basis = QLabel(line.basis)
        basis.setProperty("kind", "second")
        rows.add(name, day, basis)


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("kind", "group")
    return label


def _wrapped(words: str) -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    label.setMinimumWidth(theme.px(160))
    return label
