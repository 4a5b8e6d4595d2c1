"""The window: the rail, the bar, one screen at a time, and the line that says what was done."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent

from casework.desk.desk import Desk
from desktop.base.pause import Pause
from desktop.base.remembered import Remembered
from desktop.base.wishes import GoTo
from desktop.look import theme
from desktop.widgets.bars import OutcomeBar
from desktop.window.commands import add_menus
from desktop.window.frame import bring_forward, fold, lay_out, press_focused
from desktop.window.granting import Granting
from desktop.window.menus import commands_of
from desktop.window.parts import Lock, Parts, Presence
from desktop.window.places import PLACES
from desktop.window.rail import Rail
from desktop.window.screen_stack import ScreenStack
from desktop.window.searching import Searching
from desktop.window.top_bar import TopBar
from desktop.window.turn_of_day import TurnOfDay
from desktop.window.whole import WholeWindow

if TYPE_CHECKING:
    from desktop.window.section_answers import SectionAnswers


class MainWindow(WholeWindow):
    """Holds the parts and passes words between them; knows no law and no register.

    `furnished` comes once, when the first list is painted and what could wait for it is there.
    """

    furnished = Signal()
    granting: Granting

    def __init__(self, desk: Desk, remembered: Remembered, parts: Parts) -> None:
        super().__init__()
        self.desk, self.remembered, self._parts = desk, remembered, parts
        self.rail, self.bar, self.outcome = Rail(PLACES), TopBar(), OutcomeBar()
        self.screens = ScreenStack(desk, remembered, parts.screen)
        self._turn = TurnOfDay(desk, remembered, self.screens)
        lay_out(self)
        self.registers = parts.registers(desk, self)
        self.granting = Granting(self)
        self.commands = commands_of(self)
        self.menus = add_menus(self.bar.menus)
        self._is_painted = self.is_furnished = False
        self._count_soon = Pause(self, desk, 0, self.count)
        self.screens.built.connect(self.granting.listen_to)
        self.screens.shown.connect(self._place_shown)
        self.rail.chosen.connect(self.screens.open_place)
        self.screens.opening.connect(self.rail.show_place)
        self.rail.safety_asked.connect(lambda: self.granting.grant(GoTo("safety")))
        self.searching = Searching(self)
        self.bar.receipt_asked.connect(lambda: self.screens.open_place("receipt"))
        theme.current().changed.connect(self._fit)
        self.screens.show_place("today" if desk.has_office else "first_run")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the menus and the words of the rail where the window is narrow."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fold(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the list first, and what can wait for it right after."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self._furnish)

    def _furnish(self) -> None:
        from desktop.window.furnishing import furnish

        furnish(self)
        self.is_furnished = True
        self.furnished.emit()

    def _place_shown(self, name: str) -> None:
        self.setWindowTitle(f"{self.desk.office_name} — 依申请公开办件台")
        self.rail.show_place(name)
        self.outcome.leave()
        # Over all cases: a place that is opened has shown by then.
        self._count_soon.start()

    @cached_property
    def presence(self) -> Presence:
        """What goes on in the notification area; built when it is first needed."""
        return self._parts.presence(self)

    @cached_property
    def section_answers(self) -> "SectionAnswers":
        """What takes the answers of sections; built once the window is furnished."""
        from desktop.window.section_answers import SectionAnswers

        return SectionAnswers(self)

    @cached_property
    def lock(self) -> Lock:
        """What covers the window while nobody is there; built when it is first needed."""
        return self._parts.lock(self)

    def come_forward(self, place: str = "") -> None:
        """Bring the window to the front, hidden or minimised, and go to a place if one is named."""
        bring_forward(self, place)

    def remind(self, words: str) -> None:
        """Say a reminder in the line below."""
        self.outcome.remind(f"提醒：{words}")

    def put_by(self) -> None:
        """Keep what is half typed."""
        self.screens.present.put_by()

    def look_at_the_day(self) -> None:
        """Bring what moves with the calendar up to today, once a day."""
        self._turn.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus, as it does in every other program."""
        if not press_focused(self, event):
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
