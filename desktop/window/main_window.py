"""The window: the rail, the bar, one screen at a time, and the line that says what was done."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from casework.cases.reckoning import has_older
from casework.desk.desk import Desk
from desktop.base.remembered import Remembered
from desktop.base.wishes import GoTo
from desktop.look import theme
from desktop.widgets.bars import OutcomeBar
from desktop.window.commands import add_menus, fill_menus
from desktop.window.granting import Granting
from desktop.window.menus import add_act_menu, add_recent_menu, commands_of
from desktop.window.parts import Parts, Presence
from desktop.window.places import PLACES
from desktop.window.rail import Rail
from desktop.window.screen_stack import ScreenStack
from desktop.window.top_bar import TopBar

if TYPE_CHECKING:
    from desktop.case.case_screen import CaseScreen
    from desktop.window.found import FoundList


class MainWindow(QMainWindow):
    """Holds the parts and passes words between them; knows no law and no register.

    `furnished` comes once, when the first list is painted and what could wait for it is there.
    """

    furnished = Signal()

    def __init__(self, desk: Desk, remembered: Remembered, parts: Parts) -> None:
        super().__init__()
        self.desk, self.remembered, self._parts = desk, remembered, parts
        self._day = desk.today.isoformat()
        self.rail, self.bar, self.outcome = Rail(PLACES), TopBar(), OutcomeBar()
        self.screens = ScreenStack(desk, remembered, parts.screen)
        self._assemble()
        self.registers = parts.registers(desk, self)
        self.granting = Granting(self)
        self.commands = commands_of(self)
        self.menus = add_menus(self.bar.menus)
        self._is_painted = self.is_furnished = False
        self.screens.built.connect(self.granting.listen_to)
        self.screens.shown.connect(self._place_shown)
        self.rail.chosen.connect(self.screens.show_place)
        self.rail.safety_asked.connect(lambda: self.granting.grant(GoTo("safety")))
        self.bar.search.searched.connect(self.search)
        self.bar.search.left_down.connect(lambda: self.screens.present.take_focus())
        self.bar.search.make_drop = self._make_drop
        self.bar.receipt_asked.connect(lambda: self.screens.show_place("receipt"))
        self.screens.show_place("today" if desk.has_office else "first_run")

    def _assemble(self) -> None:
        middle, right = QWidget(), QWidget()
        middle.setObjectName("ground")
        column, row = QVBoxLayout(right), QHBoxLayout(middle)
        for layout in (column, row):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self.setMenuWidget(self.bar)
        column.addWidget(self.screens, 1)
        column.addWidget(self.outcome)
        row.addWidget(self.rail)
        row.addWidget(right, 1)
        self.setCentralWidget(middle)
        self.resize(1366, 728)
        state = self.remembered.bytes("window")
        if state is not None:
            self.restoreGeometry(state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the menus and the words of the rail where the window is narrow."""
        super().resizeEvent(event)
        is_narrow = self.width() < theme.px(theme.NARROW)
        self.bar.fold(is_narrow)
        self.rail.fold(is_narrow)
        self.bar.search.hide_drop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the list first, and what can wait for it right after."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self._furnish)

    def _furnish(self) -> None:
        self.rail.look()
        self.bar.look()
        fill_menus(self, self.menus, self.commands)
        add_act_menu(self.menus["办理"], self)
        add_recent_menu(self.menus["文件"], self)
        self._say_copy()
        self.registers.copy_made.connect(self._say_copy)
        self.is_furnished = True
        self.furnished.emit()

    def _say_copy(self) -> None:
        from casework.desk.daily_copy import copy_words

        words, is_old = copy_words(self.desk)
        self.rail.show_copy(words, is_old=is_old)

    def _place_shown(self, name: str) -> None:
        self.setWindowTitle(f"{self.desk.office_name} — 依申请公开办件台")
        self.rail.show_place(name)
        self.outcome.leave()
        self.count()

    def count(self) -> None:
        """Show beside the places how much waits there."""
        waiting, is_alarming = self.screens.pressing_today
        self.rail.show_count("today", waiting, is_alarming=is_alarming)

    @property
    def open_case(self) -> "CaseScreen | None":
        """The case one looks at, if one does."""
        return self.screens.worklist.case if self.screens.name == "worklist" else None

    def search(self, text: str) -> None:
        """Show what answers a search in the list, where the list is what one looks at."""
        if not text or (self.screens.name == "worklist" and not self.screens.worklist.is_wide):
            self.screens.search(text)

    def list_found(self, text: str) -> None:
        """Show everything that answers a search in the list."""
        from casework.desk.access import Look

        self.desk.looks.note(Look.SEARCH, details=text)
        self.screens.show_place("worklist")
        self.screens.worklist.narrow()
        self.screens.search(text)

    def _make_drop(self) -> "FoundList":
        from desktop.window.answers import answers_of
        from desktop.window.found import FoundList

        return FoundList(self.bar.search, lambda typed: answers_of(self, typed), self)

    @cached_property
    def presence(self) -> Presence:
        """What goes on in the notification area; built when it is first needed."""
        return self._parts.presence(self)

    def come_forward(self, place: str = "") -> None:
        """Bring the window to the front, hidden or minimised, and go to a place if one is named."""
        QApplication.setQuitOnLastWindowClosed(True)
        # Only this bit is taken away: a window that filled the screen fills it again.
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if place and self.desk.has_office:
            self.screens.show_place(place)

    def remind(self, words: str) -> None:
        """Say a reminder in the line below."""
        self.outcome.say(f"提醒：{words}")

    def put_by(self) -> None:
        """Keep what is half typed."""
        self.screens.present.put_by()

    def look_at_the_day(self) -> None:
        """Bring what moves with the calendar up to today, once a day."""
        if self.screens.is_held:
            # A ledger that is being entered has the register; the next minute asks again.
            return
        if self.desk.store.is_read_only:
            # Who writes in it counts the day; here it is only read.
            return
        today = self.desk.today.isoformat()
        # A screen built on another day still says and offers that day.
        is_stale, self._day = today != self._day, today
        moved = 0
        if self.remembered.text("day") != today:
            from casework.cases.recount import refresh_the_day

            moved = refresh_the_day(self.desk)
            self.remembered.keep("day", today)
        if has_older(self.desk):
            # After an upgrade: the board is empty until the open cases are reckoned.
            from casework.cases.recount import reckon_anew

            moved += reckon_anew(self.desk)
        if moved or is_stale:
            self.screens.rebuild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus, as it does in every other program."""
        focused = self.focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window stood, and hide it where the clerk wants it to stay."""
        self.remembered.keep("window", self.saveGeometry())
        # The clerk's own closing comes from the system; what the program closes ends.
        if event.spontaneous() and self.presence.hide_instead():
            event.ignore()
            return
        if event.spontaneous() and self.screens.is_held:
            event.ignore()
            self.outcome.say_problem("正在导入台账，请等它完成，或者先点“停止”，再关闭窗口。")
            return
        if "presence" in vars(self):
            self.presence.end()
        super().closeEvent(event)
