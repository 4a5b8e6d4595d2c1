"""Fields that are answered by choosing: one of an enumeration, or yes, no and not said."""

from enum import Enum

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter

from desktop.base import pasting
from desktop.look import icons, theme
from desktop.widgets.fields import name_popup, went_on, words_of


class ChoiceField(QComboBox):
    """One of an enumeration, chosen with the arrows or by typing any part of its words.

    `chosen` comes only with what the clerk does, `changed` with what the program fills in too,
    `entered` with the Enter key once a choice is settled.
    """

    changed = Signal()
    left = Signal()
    chosen = Signal()
    entered = Signal()

    def __init__(self, kind: type[Enum], *, optional: bool) -> None:
        super().__init__()
        self.setEditable(True)
        # Qt's own would take the focus with the wheel that is only meant to scroll.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        if optional:
            self.addItem("", None)
        for member in kind:
            self.addItem(words_of(member), member.name)
        completer, line = self.completer(), self.lineEdit()
        assert completer is not None
        assert line is not None
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        name_popup(completer)
        self.setCurrentIndex(0 if optional else -1)
        line.setPlaceholderText("请选择")
        pasting.watch_menu(line)
        self.editTextChanged.connect(self.changed)
        self.activated.connect(lambda _: self.chosen.emit())
        line.textEdited.connect(lambda _: self.chosen.emit())
        line.editingFinished.connect(self._settle)
        line.returnPressed.connect(self._enter)

    def _is_choosing(self) -> bool:
        """Tell whether the list is open with something highlighted: Enter is the list's then."""
        completer = self.completer()
        popup = None if completer is None else completer.popup()
        return popup is not None and popup.isVisible() and popup.currentIndex().isValid()

    def _enter(self) -> None:
        if self._is_choosing():
            return
        completer = self.completer()
        popup = None if completer is None else completer.popup()
        if popup is not None:
            popup.hide()
        self._settle()
        typed = self.currentText().strip()
        if completer is not None and typed and self.findText(typed) < 0:
            # What was typed means several or none: Enter stays, and shows those it may mean.
            # At once they would be closed again by the key that is still at work.
            QTimer.singleShot(0, self, self._show_meant)
            return
        self.entered.emit()

    def _show_meant(self) -> None:
        """Show what the words typed may mean; the next Enter takes the first of them."""
        completer = self.completer()
        popup = None if completer is None else completer.popup()
        if completer is None or popup is None or not self.hasFocus():
            return
        completer.setCompletionPrefix(self.currentText().strip())
        completer.complete()
        popup.setCurrentIndex(completer.completionModel().index(0, 0))

    def _settle(self) -> None:
        typed = self.currentText().strip()
        meant = [
            index
            for index in range(self.count())
            if typed and (typed == self.itemText(index) or typed in self.itemText(index))
        ]
        exact = self.findText(typed)
        if exact >= 0:
            self.setCurrentIndex(exact)
        elif len(meant) == 1:
            self.setCurrentIndex(meant[0])

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Settle the choice before Tab goes on, so that it lands on what the choice asks for."""
        completer = self.completer()
        popup = None if completer is None else completer.popup()
        if completer is not None and popup is not None and popup.isVisible():
            highlighted = popup.currentIndex()
            if highlighted.isValid():
                self.setEditText(str(highlighted.data()))
            popup.hide()
        self._settle()
        return super().focusNextPrevChild(is_next)

    def value(self) -> str | None:
        """Return the name of the member chosen, or the text where it names none."""
        typed = self.currentText().strip()
        index = self.findText(typed)
        chosen = self.itemData(index) if index >= 0 else None
        return chosen if isinstance(chosen, str) else (typed or None)

    def set_value(self, value: object) -> None:
        """Choose a member given as itself, by its name or by its words."""
        if isinstance(value, Enum):
            value = value.name
        index = self.findData(value) if value else -1
        if index < 0 and value:
            index = self.findText(str(value))
        if index >= 0:
            self.setCurrentIndex(index)
        else:
            self.setCurrentIndex(-1)
            self.setEditText("" if value is None else str(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave files and pictures to what is around the field, but not the Enter key."""
        if pasting.pastes_papers(event):
            event.ignore()
            return
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_own = is_plain and not self._is_choosing()
        super().keyPressEvent(event)
        if is_own and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Left to itself, it goes on to press the button that took the focus meanwhile.
            event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the form scroll: a wheel must not change a value unseen."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        # The list that drops takes the focus along, whatever reason Qt gives for it.
        if went_on(event) and not self.view().isVisible():
            self._settle()
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, then the arrow the style sheet cannot colour."""
        super().paintEvent(event)
        paint_arrow(self)


def paint_arrow(field: QComboBox) -> None:
    """Paint the arrow of a combo box in the palette's colour."""
    picture = icons.pixmap("chevron-down", 16)
    side = theme.px(16)
    left = field.width() - side - theme.px(6)
    QPainter(field).drawPixmap(left, (field.height() - side) // 2, picture)


class YesOrNo(Enum):
    """The answers to a question that may stay open."""

    YES = "是"
    NO = "否"


class YesNoField(ChoiceField):
    """Yes, no, or not said."""

    def __init__(self) -> None:
        super().__init__(YesOrNo, optional=True)
        self.setMaximumWidth(theme.px(128))

    def value(self) -> str | None:
        """Return 是 or 否, or None while it is open."""
        answer = super().value()
        chosen = YesOrNo.__members__.get(answer or "")
        return answer if chosen is None else str(chosen.value)

    def set_value(self, value: object) -> None:
        """Show an answer given as a word or as True and False."""
        if isinstance(value, bool):
            value = (YesOrNo.YES if value else YesOrNo.NO).value
        super().set_value(value)
