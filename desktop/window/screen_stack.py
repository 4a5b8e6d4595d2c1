"""The screens of the window, one showing at a time, each built at its first use."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from casework.desk.changes import Changed, What
from casework.desk.desk import Desk
from desktop.base.remembered import Remembered
from desktop.base.screen import Screen
from desktop.look import theme
from desktop.look.theme import Scheme
from desktop.window.places import PLACES

if TYPE_CHECKING:
    from casework.pages.reminders import Pressing
    from desktop.base.asking import Asking
    from desktop.base.view import View
    from desktop.window.opening import Opening
    from desktop.worklist.worklist_screen import WorklistScreen


# Up to this zoom every screen fits a display of 1366 by 768.
_ALWAYS_FITS = 100


class ScreenStack(QStackedWidget):
    """Keeps the screens; `built` carries a new one, to be listened to.

    `opening` names a place that is about to show, `caught_up` tells that what was written has been
    read.
    """

    built = Signal(object)
    shown = Signal(str)
    opening = Signal(str)
    caught_up = Signal()

    def __init__(
        self,
        desk: Desk,
        remembered: Remembered,
        build: Callable[[str, Desk, Remembered, QWidget], Screen],
    ) -> None:
        super().__init__()
        self._desk, self._remembered, self._build = desk, remembered, build
        self._screens: dict[str, Screen] = {}
        self._stale: set[str] = set()
        # Made, and not yet read for the first time.
        self._unread: set[str] = set()
        # Acts done one after another are read once, when the hand rests.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.catch_up)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.paletteChanged.connect(self._palette_changed)
        hints = QGuiApplication.styleHints()
        hints.accessibility().contrastPreferenceChanged.connect(self.follow_system)
        self.name = ""
        self._return_to = self._came_from = ""
        self._list_was: View | None = None
        self.is_held = self.reads_later = self._is_rebuild_due = False
        self.ahead: Callable[[str, Callable[[], None]], bool] | None = None
        """Has what a place is made of read first, and calls back; false where it is read."""
        self._opening: Opening | None = None
        self._counting: Asking | None = None
        self._asked_for = ""

    def minimumSizeHint(self) -> QSize:
        """Return the room the screens need, and never more than the display has beside the rail."""
        needed = super().minimumSizeHint()
        if theme.current().zoom <= _ALWAYS_FITS:
            return needed
        room = self.screen().availableSize()
        return needed.boundedTo(QSize(room.width() - theme.px(144), room.height() - theme.px(136)))

    def named(self, name: str) -> Screen:
        """Return a screen, built where it is not yet."""
        screen = self._screens.get(name) or self._make(name)
        if name in self._unread:
            self._unread.discard(name)
            try:
                screen.read_first()
            except BaseException:
                self._unread.add(name)
                raise
            if name == "worklist" and self._list_was is not None:
                view, self._list_was = self._list_was, None
                self.worklist.show_view(view)
        return screen

    def _make(self, name: str) -> Screen:
        screen = self._screens[name] = self._build(name, self._desk, self._remembered, self)
        self._unread.add(name)
        self._stale.discard(name)
        self.addWidget(screen)
        screen.read_anew.connect(lambda: self._stale.discard(name))
        self.built.emit(screen)
        return screen

    @property
    def present(self) -> Screen:
        """The screen that shows."""
        return self.named(self.name)

    @property
    def worklist(self) -> "WorklistScreen":
        """The list of requests with the case beside it."""
        from desktop.worklist.worklist_screen import WorklistScreen

        screen = self.named("worklist")
        assert isinstance(screen, WorklistScreen)
        return screen

    def count_pressing(self, then: Callable[[int, bool], None]) -> None:
        """Hand on how much is overdue or due today, and whether anything is overdue.

        The board knows where it is up to date; else the register is asked, a large one beside.
        """
        board = self._screens.get("today")
        if board is not None and "today" not in self._stale:
            then(int(getattr(board, "count", 0)), bool(getattr(board, "is_alarming", False)))
            return
        from casework.pages.reminders import pressing
        from desktop.base.asking import Asking

        if self._counting is None:
            self._counting = Asking(self, self._desk)
        self._counting.ask(pressing, lambda found: self._counted(found, then))

    def _counted(self, found: "Pressing", then: Callable[[int, bool], None]) -> None:
        # The board may have been read while it was counted beside.
        if "today" in self._screens and "today" not in self._stale:
            self.count_pressing(then)
        else:
            then(found.in_all, found.overdue > 0)

    def open_place(self, name: str) -> None:
        """Show a place; the first time in turns, so that no pause is long.

        Its modules are read where they are not; then it is made in one turn of events, reads what
        it shows in the next, and shows in the third.
        """
        if self.ahead is None or name in self._screens:
            self.show_place(name)
            return
        is_read = not self.ahead(name, lambda: self._arrive(name))
        # What is there already stays to be seen until the place is: that is no time to read words.
        self.setUpdatesEnabled(not is_read)
        from desktop.window.opening import Opening

        if self._opening is None:
            self._opening = Opening(self)
            self.addWidget(self._opening)
        self._asked_for = name
        self.setCurrentWidget(self._opening)
        self._opening.setFocus()
        self.opening.emit(name)
        if is_read:
            QTimer.singleShot(0, self, lambda: self._arrive(name))

    def _arrive(self, name: str) -> None:
        # Another place may have been asked for meanwhile.
        if name != self._asked_for or not self._desk.is_open:
            return
        if name not in self._screens or name in self._unread:
            try:
                _ = self.named(name) if name in self._screens else self._make(name)
            except BaseException:
                # Whatever it fails with is told over the place one came from.
                self.show_place(self.name)
                raise
            QTimer.singleShot(0, self, lambda: self._arrive(name))
            return
        self.show_place(name)
        if self._opening is not None:
            self._opening.hand_over()

    def show_place(self, name: str) -> None:
        """Show a place, as the register now makes it."""
        self._asked_for = ""
        self.setUpdatesEnabled(True)
        is_new = name not in self._screens
        if name != self.name:
            self._came_from = self.name
        self.name, self._return_to = name, ""
        screen = self.named(name)
        self.setCurrentWidget(screen)
        if not is_new and self._is_older(name):
            screen.refresh()
            self._stale.discard(name)
        self.shown.emit(name)
        screen.take_focus()

    def open_case(self, request_id: int) -> None:
        """Open a case in the whole width."""
        origin = self.name
        if origin != "worklist":
            self.show_place("worklist")
            self._return_to = origin if origin in _BOARDS else ""
        self.worklist.open_case(request_id)
        back_to = self._return_to or "worklist"
        words = next(place.words for place in PLACES if place.name == back_to)
        self.worklist.case.wide_head.say_way_back(words)

    def go_back_whence(self) -> None:
        """Go back to the place shown before this one."""
        self.show_place(self._came_from or "today")

    def search(self, text: str) -> None:
        """Let the list show what answers a search, also while another screen shows."""
        if text or "worklist" in self._screens or self._list_was is not None:
            self.worklist.search(text)

    def go_back(self) -> None:
        """Go back to the board a case was opened from, now that the case is closed."""
        if self._return_to:
            self.show_place(self._return_to)
            self.worklist.case.wide_head.say_way_back("办件")

    def _is_older(self, name: str) -> bool:
        # Into a register that is only read another seat writes, and nothing tells of it.
        is_told = not (self._screens[name].looks_beside or self._desk.store.is_read_only)
        return name in self._stale or not is_told

    def follow(self, changed: Changed) -> None:
        """Let what shows read soon what was written, and the other screens when they are shown."""
        if changed.what is What.VIEW:
            return
        self._stale.update(
            name for name, screen in self._screens.items() if changed.what in screen.heeds
        )
        if self.name in self._stale and not self.reads_later:
            self._soon.start()

    @contextmanager
    def reading_later(self) -> Iterator[None]:
        """Only note what is written meanwhile; whoever writes calls `catch_up` in the end."""
        self.reads_later = True
        try:
            yield
        finally:
            self.reads_later = False

    def catch_up(self) -> None:
        """Let the screen that shows read what was written since it was read."""
        self._soon.stop()
        # A restore closes the register, and this comes after.
        if self.name in self._stale and not self.is_held and self._desk.is_open:
            self._stale.discard(self.name)
            self.present.follow()
        if self._desk.is_open:
            self.caught_up.emit()

    def use_look(self, scheme: Scheme, zoom: int) -> None:
        """Show these colours and sizes, and remember them."""
        self._remembered.keep("scheme", scheme.name)
        self._remembered.keep("zoom", zoom)
        theme.current().apply(scheme, zoom)
        # Sizes are taken when a screen is built: the ones standing are built anew.
        QTimer.singleShot(0, self, self.rebuild)

    def follow_system(self) -> None:
        """Take the system's colours again, where they have changed and are followed."""
        look = theme.current()
        if not look.is_as_wanted():
            self.use_look(look.scheme, look.zoom)

    def _palette_changed(self) -> None:
        """Follow the system from one contrast theme to another."""
        if theme.current().high_contrast:
            # Not at once: the look itself changes the palette, and is whole only afterwards.
            QTimer.singleShot(0, self, self.follow_system)

    def hold(self, is_held: bool) -> None:
        """Keep the screens standing while one of them writes for long."""
        self.is_held = is_held
        if not is_held:
            self._soon.start()
        if not is_held and self._is_rebuild_due:
            self._is_rebuild_due = False
            QTimer.singleShot(0, self, self.rebuild)

    def rebuild(self) -> None:
        """Build the screens anew, with what the list showed, the open case and the draft kept."""
        if self.is_held:
            self._is_rebuild_due = True
            return
        is_case = self.name == "worklist"
        request_id = self.worklist.case.request_id if is_case else 0
        panel = self.worklist.case.panel if is_case else None
        act_name = "" if panel is None else panel.act.name
        self.present.put_by()
        is_wide = is_case and self.worklist.is_wide
        if "worklist" in self._screens:
            self._list_was = self.worklist.view_now
        old, self._screens = self._screens, {}
        self._unread.clear()
        if "today" in old:
            # The rail shows how many rows the board of the day holds.
            self.named("today")
        self.show_place(self.name)
        self.present.take_over(old[self.name])
        for screen in old.values():
            self.removeWidget(screen)
            screen.hide()
            screen.deleteLater()
        if request_id:
            # A new list would show the case of its first row, and put an act in progress away.
            self.worklist.stand_on(request_id)
            if act_name:
                self.worklist.case.begin(act_name)
            elif is_wide:
                self.worklist.widen()


_BOARDS = frozenset({"today", "month", "report", "analysis"})
