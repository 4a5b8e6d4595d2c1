"""The window: the rail, the bar, one screen at a time, and the line that says what was done."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from casework.desk import UNNAMED_OFFICE, Desk
from desktop import theme
from desktop.commands import fill_menus
from desktop.menus import add_act_menu, commands_of
from desktop.places import PLACES, build
from desktop.rail import Rail
from desktop.remembered import Remembered
from desktop.screen import Screen
from desktop.theme import Scheme
from desktop.top_bar import TopBar
from desktop.widgets.bars import OutcomeBar
from rules.errors import ClerkError

if TYPE_CHECKING:
    from casework.acts import Done
    from desktop.worklist_screen import WorklistScreen


class MainWindow(QMainWindow):
    """Holds the screens and passes words between them; knows no law and no register."""

    def __init__(self, desk: Desk, remembered: Remembered) -> None:
        super().__init__()
        self.desk, self.remembered = desk, remembered
        self._screens: dict[str, Screen] = {}
        self._name = self._came_from = ""
        self.rail, self.bar, self.outcome = Rail(PLACES), TopBar(), OutcomeBar()
        self._stack = QStackedWidget()
        self._assemble()
        self.commands = commands_of(self)
        menus = fill_menus(self, self.commands)
        add_act_menu(menus["办理"], self)
        self.rail.chosen.connect(self.show_place)
        self.bar.search.searched.connect(self.search)
        self.bar.search.left_down.connect(lambda: self.shown().take_focus())
        self.bar.palette_asked.connect(self.open_palette)
        self.bar.receipt_asked.connect(lambda: self.show_place("receipt"))
        self.show_place("first_run" if desk.office is UNNAMED_OFFICE else "today")

    def _assemble(self) -> None:
        self.setWindowTitle(f"依申请公开办件台 — {self.desk.office.name}")
        middle, right = QWidget(), QWidget()
        middle.setObjectName("ground")
        column, row = QVBoxLayout(right), QHBoxLayout(middle)
        for layout in (column, row):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.outcome)
        row.addWidget(self.rail)
        row.addWidget(right, 1)
        self.setCentralWidget(middle)
        self.resize(1366, 728)
        state = self.remembered.bytes("window")
        if state is not None:
            self.restoreGeometry(state)

    def screen_named(self, name: str) -> Screen:
        """Return a screen, built at its first use."""
        screen = self._screens.get(name)
        if screen is None:
            screen = self._screens[name] = build(name, self.desk, self.remembered)
            self._stack.addWidget(screen)
            screen.acted.connect(self.acted)
            screen.case_asked.connect(self.open_case)
            screen.act_asked.connect(self.begin_act)
            screen.said.connect(self.outcome.say)
            screen.failed.connect(self.outcome.say_problem)
            screen.came_back.connect(self._go_back)
        return screen

    def shown(self) -> Screen:
        """Return the screen that shows."""
        return self.screen_named(self._name)

    @property
    def worklist(self) -> "WorklistScreen":
        """The list of requests with the case beside it."""
        return cast("WorklistScreen", self.screen_named("worklist"))

    def show_place(self, name: str) -> None:
        """Show a place, as the register now makes it."""
        is_new = name not in self._screens
        self._came_from, self._name = self._name, name
        screen = self.screen_named(name)
        self._stack.setCurrentWidget(screen)
        if not is_new:
            screen.refresh()
        self.rail.show_place(name)
        self._count()
        screen.take_focus()

    def _count(self) -> None:
        today = self._screens.get("today")
        self.rail.show_count("today", getattr(today, "count", 0))

    def search(self, text: str) -> None:
        """Show what answers a search in the list."""
        if text and self._name != "worklist":
            self.show_place("worklist")
            self.bar.search.setFocus()
        if self._name == "worklist":
            self.worklist.search(text)

    def open_case(self, request_id: int) -> None:
        """Open a case in the whole width; 0 goes back to where one came from."""
        if not request_id:
            self.show_place(self._came_from or "today")
            return
        if self._name != "worklist":
            self.show_place("worklist")
        self.worklist.open_case(request_id)

    def begin_act(self, request_id: int, act_name: str) -> None:
        """Open a case and begin an act on it."""
        self.open_case(request_id)
        self.worklist.case.begin(act_name)

    def _go_back(self) -> None:
        if self._came_from == "today":
            self.show_place("today")

    def acted(self, done: "Done") -> None:
        """Say what was done, offer to undo it, and show the case it was done to."""
        if self._name == "receipt":
            self.open_case(done.request_id)
        today = self._screens.get("today")
        if today is not None:
            today.refresh()
        self._count()
        step_id = done.step_id
        undo = None if step_id is None else lambda: self._undo(done.request_id, step_id)
        self.outcome.say(" ".join((done.message, *done.warnings)), undo)

    def _undo(self, request_id: int, step_id: int) -> None:
        from casework import acts

        try:
            done = acts.undo(self.desk, request_id, step_id)
        except ClerkError as error:
            self.outcome.say_problem(str(error))
            return
        for screen in self._screens.values():
            screen.refresh()
        self._count()
        self.outcome.say(done.message)

    def open_palette(self) -> None:
        """Drop the list of commands and cases."""
        from desktop.palette import CommandPalette, found_cases

        palette = CommandPalette(
            self.commands, lambda text: found_cases(self.desk, text), self.open_case, self
        )
        palette.open()

    def use_look(self, scheme: Scheme, zoom: int) -> None:
        """Show these colours and sizes, and remember them."""
        self.remembered.keep("scheme", scheme.name)
        self.remembered.keep("zoom", zoom)
        theme.current().apply(scheme, zoom)
        # Sizes are taken when a screen is built: the ones standing are built anew.
        QTimer.singleShot(0, self._rebuild)

    def _rebuild(self) -> None:
        is_case = self._name == "worklist"
        request_id = self.worklist.case.request_id if is_case else 0
        panel = self.worklist.case.panel if is_case else None
        act_name = "" if panel is None else panel.act.name
        for screen in self._screens.values():
            self._stack.removeWidget(screen)
            screen.deleteLater()
        self._screens.clear()
        self.show_place(self._name)
        if request_id:
            self.worklist.case.show_case(request_id)
            self.worklist.case.begin(act_name)

    def look_at_the_day(self) -> None:
        """Bring what moves with the calendar up to today, once a day."""
        today = self.desk.today.isoformat()
        if self.remembered.text("day") == today:
            return
        from casework.projection import refresh_the_day

        moved = refresh_the_day(self.desk)
        self.remembered.keep("day", today)
        if moved:
            self._rebuild()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window stood."""
        self.remembered.keep("window", self.saveGeometry())
        super().closeEvent(event)
