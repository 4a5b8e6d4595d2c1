"""Words that fit: long ones are broken, or cut short with the whole in the tooltip."""

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy

from desktop.look import theme
from desktop.look.plain import plain_tip

_MAY_BREAK = "\u200b"
_EVERY = 8
# Chinese breaks between any two characters; a link or a foreign name without a space does not.
_UNBROKEN = rf"[^\s\u2e80-\uffff]{{{3 * _EVERY},}}"


def breakable(text: str) -> str:
    """Return a text whose long words may be broken at the end of a line."""
    # Compiled at its first use, and kept by `re`: no long word stands on the first list.
    return re.sub(_UNBROKEN, _with_breaks, text)


def unbroken(text: str) -> str:
    """Return a text as it was before `breakable`."""
    return text.replace(_MAY_BREAK, "")


def _with_breaks(found: re.Match[str]) -> str:
    word = found.group()
    return _MAY_BREAK.join(word[at : at + _EVERY] for at in range(0, len(word), _EVERY))


class Words(QLabel):
    """Wrapped words that may be selected and copied, never wider than the room they have."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a text; one with marks of its own is broken by whoever wrote them."""
        is_plain = self.textFormat() == Qt.TextFormat.PlainText
        super().setText(breakable(text) if is_plain else text)

    def text(self) -> str:
        """Return the text as it was given."""
        return unbroken(super().text())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy the words as they were given."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copied = menu.addAction("复制")
        copied.setEnabled(self.hasSelectedText())
        copied.triggered.connect(self.copy)
        menu.addAction("全选").triggered.connect(self.select_all)
        menu.popup(event.globalPos())

    def select_all(self) -> None:
        """Select all the words."""
        self.setSelection(0, len(super().text()))

    def copy(self) -> None:
        """Put the selected words on the clipboard."""
        chosen = unbroken(self.selectedText()).replace("\u2029", "\n")
        QGuiApplication.clipboard().setText(chosen)


class ElidedLabel(QLabel):
    """One line whose end is cut short where the room ends, with the whole in the tooltip."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._whole = ""
        # What the tooltip says while the whole text can be read.
        self.hint = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a text, as much of it as there is room for."""
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._cut()

    @property
    def whole(self) -> str:
        """The text as it was given."""
        return self._whole

    def sizeHint(self) -> QSize:
        """Return the room of the whole text."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return a room in which the beginning can still be read."""
        smallest = min(theme.px(48), self.sizeHint().width())
        return QSize(smallest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text to the new width."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, self.width()
        )
        self.setToolTip(self.hint if shown == self._whole else plain_tip(self._whole))
        if shown != super().text():
            super().setText(shown)


# No line begins with one of these; an empty text is not among them.
_NOT_FIRST = tuple("，。；：、）》〕”’！？")


class TwoLineLabel(ElidedLabel):
    """Two lines whose end is cut short where the room ends, with the whole in the tooltip."""

    def _cut(self) -> None:
        metrics, width = self.fontMetrics(), self.width()
        whole = self.whole
        end = len(whole)
        while end > 1 and metrics.horizontalAdvance(whole[:end]) > width:
            end -= 1
        while end > 1 and whole[end : end + 1] in _NOT_FIRST:
            end -= 1
        rest = whole[end:].lstrip()
        cut = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
        self.setToolTip(self.hint if cut == rest else plain_tip(whole))
        shown = f"{whole[:end]}\n{cut}" if rest else whole
        if shown != self.text():
            QLabel.setText(self, shown)
