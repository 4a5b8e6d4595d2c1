"""The window: the rail, the bar, one screen at a time, and the line that says what was done."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from casework.desk.desk import Desk
from desktop.base.remembered import Remembered
from desktop.base.screen import Screen
from desktop.registers.daily_copy import DailyCopy
from desktop.widgets.bars import OutcomeBar
from desktop.window.commands import add_menus, fill_menus
from desktop.window.menus import add_act_menu, add_recent_menu, commands_of
from desktop.window.places import PLACES
from desktop.window.rail import Rail
from desktop.window.screen_stack import ScreenStack
from desktop.window.top_bar import TopBar
from rules.errors import ClerkError

if TYPE_CHECKING:
    from collections.abc import Callable

    from casework.acts import Done
    from desktop.importing.import_screen import ImportScreen
    from desktop.registers.other_registers import OtherRegisters, SampleRegister
    from desktop.settings.settings_screen import SettingsScreen
    from desktop.tray.presence import Staying
    from desktop.worklist.conditions_bar import View


class MainWindow(QMainWindow):
    """Holds the parts and passes words between them; knows no law and no register."""

    def __init__(self, desk: Desk, remembered: Remembered) -> None:
        super().__init__()
        self.desk, self.remembered = desk, remembered
        self._day = desk.today.isoformat()
        self.rail, self.bar, self.outcome = Rail(PLACES), TopBar(), OutcomeBar()
        self.screens = ScreenStack(desk, remembered)
        self._assemble()
        self.copy = DailyCopy(desk, self)
        self.copy.said.connect(self._copied)
        self.copy.failed.connect(self.outcome.say_problem)
        self.commands = commands_of(self)
        self._menus = add_menus(self)
        self._is_painted = self.is_furnished = False
        self.screens.built.connect(self._listen_to)
        self.screens.shown.connect(self._place_shown)
        self.rail.chosen.connect(self.screens.show_place)
        self.bar.search.searched.connect(self.search)
        self.bar.search.left_down.connect(lambda: self.screens.present.take_focus())
        self.bar.palette_asked.connect(self.open_palette)
        self.bar.receipt_asked.connect(lambda: self.screens.show_place("receipt"))
        self.screens.show_place("today" if desk.has_office else "first_run")

    def _assemble(self) -> None:
        middle, right = QWidget(), QWidget()
        middle.setObjectName("ground")
        column, row = QVBoxLayout(right), QHBoxLayout(middle)
        for layout in (column, row):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.screens, 1)
        column.addWidget(self.outcome)
        row.addWidget(self.rail)
        row.addWidget(right, 1)
        self.setCentralWidget(middle)
        self.resize(1366, 728)
        state = self.remembered.bytes("window")
        if state is not None:
            self.restoreGeometry(state)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the list first, and what can wait for it right after."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self._furnish)

    def _furnish(self) -> None:
        self.rail.look()
        self.bar.look()
        fill_menus(self, self._menus, self.commands)
        add_act_menu(self._menus["办理"], self)
        add_recent_menu(self._menus["文件"], self)
        self.is_furnished = True

    def _listen_to(self, screen: Screen) -> None:
        screen.acted.connect(self.acted)
        screen.case_asked.connect(self.screens.open_case)
        screen.act_asked.connect(self.begin_act)
        screen.place_asked.connect(self.go_to)
        screen.copy_asked.connect(self.copy.make)
        screen.restore_asked.connect(self.restore)
        screen.sample_asked.connect(lambda: self.sample.make())
        screen.said.connect(self.outcome.say)
        screen.failed.connect(self.outcome.say_problem)
        screen.came_back.connect(self.screens.go_back)
        screen.search_shown.connect(self.bar.search.show_text)
        screen.list_asked.connect(self.show_view)
        screen.ledger_asked.connect(self.import_ledger)
        screen.reversible.connect(self.done_at_large)
        screen.held.connect(self.hold)

    def _place_shown(self, name: str) -> None:
        self.setWindowTitle(f"{self.desk.office_name} — 依申请公开办件台")
        self.rail.show_place(name)
        self._count()

    def _count(self) -> None:
        self.rail.show_count("today", self.screens.waiting_today)

    def search(self, text: str) -> None:
        """Show what answers a search in the list."""
        if text and self.screens.name != "worklist":
            self.screens.show_place("worklist")
            self.bar.search.setFocus()
        self.screens.search(text)

    @cached_property
    def others(self) -> "OtherRegisters":
        """The other registers; what they need is read at the first use."""
        from desktop.registers.other_registers import OtherRegisters

        others = OtherRegisters(self.desk.store.path, self)
        others.said.connect(self.outcome.say)
        others.failed.connect(self.outcome.say_problem)
        return others

    @cached_property
    def sample(self) -> "SampleRegister":
        """The sample register, made when it is asked for."""
        from desktop.registers.other_registers import SampleRegister

        sample = SampleRegister(self)
        sample.said.connect(self.outcome.say)
        sample.failed.connect(self.outcome.say_problem)
        return sample

    @cached_property
    def staying(self) -> "Staying":
        """What goes on in the notification area; read when it is first needed."""
        from desktop.tray.presence import Staying

        return Staying(self)

    def remind(self) -> None:
        """Begin to remind of what presses, at the times the office sets."""
        self.staying.start()

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

    def restore(self, copy: Path) -> None:
        """Put a copy in the register's place, and open it in a fresh window."""
        if self.copy.is_busy:
            self.outcome.say_problem("正在备份，请稍候再恢复。")
            return
        from PySide6.QtWidgets import QMessageBox

        from db import backup
        from desktop.registers import other_registers

        path, at = self.desk.store.path, self.desk.clock()
        self.screens.present.put_by()
        self.close()
        self.desk.close()
        try:
            backup.restore(copy, path, at=at)
        except ClerkError as error:
            QMessageBox.warning(None, "恢复备份", str(error))
        other_registers.start(path)
        QApplication.quit()

    def _copied(self, words: str) -> None:
        if self.screens.name == "settings":
            self.screens.present.refresh()
        self.outcome.say(words)

    def go_to(self, name: str) -> None:
        """Show a place, or the page of the calendar in the settings."""
        if name != "calendar":
            self.screens.show_place(name)
            return
        self.screens.show_place("settings")
        cast("SettingsScreen", self.screens.present).show_calendar()

    def begin_act(self, request_id: int, act_name: str) -> None:
        """Open a case and begin an act on it."""
        self.screens.open_case(request_id)
        self.screens.worklist.case.begin(act_name)

    def show_view(self, view: "View") -> None:
        """Show what a view shows in the list."""
        self.screens.show_place("worklist")
        self.screens.worklist.narrow()
        self.screens.worklist.use_view(view)

    def import_ledger(self, path: Path) -> None:
        """Read a ledger and show what would be entered."""
        self.screens.show_place("import")
        cast("ImportScreen", self.screens.present).read(path)

    def hold(self, is_held: bool) -> None:
        """Let nothing else be begun while a screen writes for long."""
        self.screens.hold(is_held)
        for part in (self.rail, self.bar, *self._menus.values()):
            part.setEnabled(not is_held)

    def done_at_large(self, words: str, undo: "Callable[[], None]") -> None:
        """Say what was done to the register, and offer to take it back."""
        self.screens.refresh_today()
        self._count()
        self.outcome.say(words, undo)

    def acted(self, done: "Done") -> None:
        """Say what was done, offer to undo it, and show the case it was done to."""
        if self.screens.name == "receipt":
            self.screens.open_case(done.request_id)
        self.screens.refresh_today()
        self._count()
        undo = (lambda: self._undo(done)) if done.can_be_undone else None
        self.outcome.say("".join((done.message, *_printed(done), *done.warnings)), undo)

    def _undo(self, done: "Done") -> None:
        from casework import acts

        try:
            undone = acts.take_back(self.desk, done)
        except ClerkError as error:
            self.outcome.say_problem(str(error))
            return
        self.screens.refresh_all()
        self._count()
        self.outcome.say(undone.message)

    def open_palette(self) -> None:
        """Drop the list of commands and cases."""
        from desktop.window.palette import CommandPalette

        CommandPalette(self.desk, self.commands, self.screens.open_case, self).open()

    def look_at_the_day(self) -> None:
        """Bring what moves with the calendar up to today, once a day."""
        if self.screens.is_held:
            # A ledger that is being entered has the register; the next minute asks again.
            return
        today = self.desk.today.isoformat()
        # A screen built on another day still says and offers that day.
        is_stale, self._day = today != self._day, today
        moved = 0
        if self.remembered.text("day") != today:
            from casework.cases.recount import refresh_the_day

            moved = refresh_the_day(self.desk)
            self.remembered.keep("day", today)
        if moved or is_stale:
            self.screens.rebuild()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window stood, and hide it where the clerk wants it to stay."""
        self.remembered.keep("window", self.saveGeometry())
        # The clerk's own closing comes from the system; what the program closes ends.
        if event.spontaneous() and self.staying.hide_instead():
            event.ignore()
            return
        if event.spontaneous() and self.screens.is_held:
            event.ignore()
            self.outcome.say_problem("正在导入台账，请等它完成，或者先点“停止”，再关闭窗口。")
            return
        if "staying" in vars(self):
            self.staying.end()
        super().closeEvent(event)


def _printed(done: "Done") -> list[str]:
    return [f"已生成“{done.documents[0].title}”，按 P 打印。"] if done.documents else []
