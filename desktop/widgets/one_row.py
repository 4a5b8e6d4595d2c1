"""Buttons in one row, always: what finds no room is offered in a menu at its end."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from desktop.look import theme


class OneRow(QWidget):
    """The button that opens the menu is placed first and the others yield to it.

    The first button always shows. `shown_at_most` keeps the row short where there is much room;
    with `is_right` it stands at the right of its room. `headed` tells of a button under which
    heading of the menu it stands, and at which place; without it they stand as in the row.
    """

    def __init__(
        self,
        more: QPushButton,
        *,
        gap: int,
        shown_at_most: int = 99,
        is_right: bool = False,
        headed: Callable[[QPushButton], tuple[str, int]] | None = None,
    ) -> None:
        super().__init__()
        self._headed = headed
        self._gap, self._most, self._is_right = gap, shown_at_most, is_right
        self._buttons: tuple[QPushButton, ...] = ()
        self.more = more
        more.setParent(self)
        self.menu = QMenu(more)
        self.menu.aboutToShow.connect(self._fill)
        more.setMenu(self.menu)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_buttons(self, buttons: Sequence[QPushButton]) -> None:
        """Show these buttons in this order; those shown before are put away."""
        for old in self._buttons:
            if old not in buttons:
                old.hide()
                old.deleteLater()
        self._buttons = tuple(buttons)
        for button in buttons:
            button.setParent(self)
        self.updateGeometry()
        self.place()

    @property
    def shown(self) -> list[QPushButton]:
        """The buttons that found room."""
        return [button for button in self._buttons if not button.isHidden()]

    def as_read(self) -> tuple[QPushButton, ...]:
        """Return the buttons from left to right, those in the menu and its own among them."""
        return (*self._buttons, self.more)

    def place(self) -> None:
        """Give each button its place, from the left, as far as there is room."""
        gap, x = theme.px(self._gap), 0
        wanted = [button.sizeHint() for button in self._buttons]
        fits = len(wanted) <= self._most and (
            sum(size.width() for size in wanted) + gap * (len(wanted) - 1) <= self.width()
        )
        more = self.more.sizeHint()
        room = self.width() if fits else self.width() - more.width() - gap
        is_full = False
        for number, (button, size) in enumerate(zip(self._buttons, wanted, strict=True)):
            is_full = is_full or (not fits and number >= self._most)
            is_full = is_full or (number > 0 and x + size.width() > room)
            button.setHidden(is_full)
            if not is_full:
                width = min(size.width(), max(room - x, theme.px(40)))
                button.setGeometry(x, self._top(size), width, size.height())
                x += width + gap
        self.more.setHidden(fits)
        self.more.setGeometry(x, self._top(more), more.width(), more.height())
        taken = x - gap if fits else x + more.width()
        if self._is_right and self.width() > taken:
            for part in (*self.shown, self.more):
                part.move(part.x() + self.width() - taken, part.y())

    def _top(self, size: QSize) -> int:
        return (self.height() - size.height()) // 2

    def _fill(self) -> None:
        self.menu.clear()
        headed, under = self._headed, ""
        put_away = [button for button in self._buttons if button.isHidden()]
        if headed is not None:
            put_away.sort(key=lambda button: headed(button)[1])
        for button in put_away:
            if headed is not None and headed(button)[0] != under:
                under = headed(button)[0]
                self._put_heading(under)
            key = getattr(button, "key", "")
            words = button.text() + (f"\t{key}" if key else "")
            own = button.menu()
            if own is not None:
                own.setTitle(words)
                action = self.menu.addMenu(own)
            else:
                action = self.menu.addAction(words, button.click)
            action.setCheckable(button.isCheckable())
            action.setChecked(button.isChecked())
            action.setEnabled(button.isEnabled())

    def _put_heading(self, words: str) -> None:
        # A section's own words are not painted by every style; a line that cannot be chosen is,
        # and the keys pass it over.
        if self.menu.actions():
            self.menu.addSeparator()
        self.menu.addAction(words).setEnabled(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the buttons anew."""
        super().resizeEvent(event)
        self.place()

    def event(self, event: QEvent) -> bool:
        """Place the buttons anew where one needs another room: its font or words changed."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self.place()
        return done

    def sizeHint(self) -> QSize:
        """Return the room of all that may show."""
        gap = theme.px(self._gap)
        sizes = [button.sizeHint() for button in self._buttons[: self._most]]
        height = max((size.height() for size in (*sizes, self.more.sizeHint())), default=0)
        width = sum(size.width() + gap for size in sizes)
        if len(self._buttons) > self._most:
            width += self.more.sizeHint().width()
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        """Return the room of the first button and of the one that opens the menu."""
        first = self._buttons[0].sizeHint().width() if self._buttons else 0
        more = self.more.sizeHint()
        return QSize(first + theme.px(self._gap) + more.width(), self.sizeHint().height())
