"""A date that is typed: 9.28, 0928, 20260928, 昨天, +3. Arrows move it; Tab always leaves."""

from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from desktop.base import pasting
from desktop.look import icons, theme
from desktop.widgets.fields import went_on
from desktop.widgets.month_grid import CalendarPopup, DayKind
from forms.fields import read_day
from rules.errors import ClerkError
from rules.working_days import WEEKDAYS, Outlook


def day_remark(day: date, outlook: Outlook | None) -> str:
    """Return the weekday of a day, and why it rests or works where the calendar says so."""
    kind = DayKind(outlook, day)
    words = f"周{WEEKDAYS[day.weekday()]}"
    if kind.word:
        words += f" · {kind.word}"
    elif not kind.is_working:
        words += " · 休息日"
    return words


class _Line(QLineEdit):
    """The line a date is typed in."""

    left = Signal()
    stepped = Signal(int, bool)
    asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by a day with the arrows, by a working day with Ctrl."""
        if pasting.pastes_papers(event):
            event.ignore()
            return
        key, keys = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            if keys & Qt.KeyboardModifier.AltModifier:
                self.asked.emit()
                return
            by_working_days = bool(keys & Qt.KeyboardModifier.ControlModifier)
            self.stepped.emit(1 if key == Qt.Key.Key_Up else -1, by_working_days)
            return
        if key == Qt.Key.Key_F4:
            self.asked.emit()
            return
        super().keyPressEvent(event)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Left to itself, it goes on to press the button that took the focus meanwhile.
            event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        if went_on(event):
            self.left.emit()


class DateField(QWidget):
    """A date field; what was typed short is written out when the field is left.

    `entered` comes with the Enter key.
    """

    changed = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, *, today: date, outlook: Outlook | None = None) -> None:
        super().__init__()
        self._today, self._outlook = today, outlook
        self._popup: CalendarPopup | None = None
        self.line = _Line()
        pasting.watch_menu(self.line)
        self.line.setFixedWidth(theme.px(128))
        self.line.setPlaceholderText("如 9.28、昨天")
        self.line.setToolTip(
            "可输入 9.28、0928、昨天、+3；↑↓ 加减一天，Ctrl+↑↓ 加减一个工作日，F4 打开日历"
        )
        self._button = QToolButton()
        self._button.setIcon(icons.icon("calendar-days"))
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setAccessibleName("打开日历")
        self._button.setToolTip("打开日历（F4）")
        self._remark = QLabel()
        self._remark.setProperty("kind", "second")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        row.addWidget(self.line)
        row.addWidget(self._button)
        row.addWidget(self._remark, 1)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._read)
        self.line.left.connect(self._settle)
        self.line.returnPressed.connect(self._enter)
        self.line.stepped.connect(self._step)
        self.line.asked.connect(self._open)
        self._button.clicked.connect(self._open)

    def setAccessibleName(self, name: str) -> None:
        """Name the line, which is what a screen reader stands on."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def day(self) -> date | None:
        """Return the day typed, or None where the text means no day."""
        try:
            return read_day(self.line.text(), today=self._today)
        except ValueError:
            return None

    def value(self) -> str:
        """Return the day as 2026-09-28, or the text where it means no day."""
        day = self.day()
        return self.line.text().strip() if day is None else day.isoformat()

    def set_value(self, value: object) -> None:
        """Show a day, or a text as it was typed."""
        self.line.setText("" if value is None else str(value))

    def _read(self) -> None:
        day = self.day()
        self._remark.setText("" if day is None else day_remark(day, self._outlook))
        self.changed.emit()

    def _settle(self) -> None:
        day = self.day()
        if day is not None and self.line.text() != day.isoformat():
            self.line.setText(day.isoformat())
        self.left.emit()

    def _enter(self) -> None:
        self._settle()
        self.entered.emit()

    def _step(self, days: int, by_working_days: bool) -> None:
        day = self.day()
        if day is None:
            self.line.setText(self._today.isoformat())
            return
        step = timedelta(days=days)
        try:
            day += step
            while by_working_days and not self._is_working(day):
                day += step
        except (OverflowError, ClerkError):
            return
        self.line.setText(day.isoformat())

    def _is_working(self, day: date) -> bool:
        if self._outlook is None:
            return day.weekday() < 5
        return self._outlook.expected.is_working_day(day)

    def _open(self) -> None:
        if self._popup is None:
            self._popup = CalendarPopup(today=self._today, outlook=self._outlook, parent=self)
            self._popup.chosen.connect(self._take)
        corner = self.line.mapToGlobal(QPoint(0, self.line.height() + 2))
        self._popup.open_at(corner, self.day() or self._today)

    def _take(self, day: date) -> None:
        self.line.setText(day.isoformat())
        self.line.setFocus()
        self.left.emit()
