"""What a value was read from, in a word at the right end of its field."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.look import theme
from desktop.look.plain import plain_tip

_EDGE, _TOP, _ARROW = 9, 6, 24


class SourceMark(QLabel):
    """Stands within the field where that has room, beside it where it is short; no text for none.

    What is typed ends before it.
    """

    def __init__(self, field: QWidget, name: str) -> None:
        # Not within the field itself: a click on the word would be lost for what is around it.
        super().__init__(field.parentWidget())
        self._field = field
        self.setObjectName(f"{name}_source")
        self.setProperty("kind", "second")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()

    def tell(self, source: str, where: str) -> None:
        """Say the source, and in the tooltip where exactly."""
        if not source and not self.text():
            return
        # Only a field that has something to tell is followed: a filter hears of every event.
        self._field.removeEventFilter(self)
        if source:
            self._field.installEventFilter(self)
        self.setText(source)
        self.setToolTip(plain_tip(where))
        self.setVisible(bool(source))
        self._keep_free()
        self._stand()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go with the field."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            self._stand()
        return super().eventFilter(watched, event)

    @property
    def _is_within(self) -> bool:
        return isinstance(self._field, QLineEdit | QComboBox | QPlainTextEdit)

    def _room(self) -> int:
        return self.sizeHint().width() + theme.px(_EDGE) if self.text() else 0

    def _keep_free(self) -> None:
        """Let what is typed end before the word."""
        field = self._field.lineEdit() if isinstance(self._field, QComboBox) else self._field
        if isinstance(field, QLineEdit):
            field.setTextMargins(0, 0, self._room(), 0)
        elif isinstance(field, QPlainTextEdit):
            field.setViewportMargins(0, 0, self._room(), 0)

    def _stand(self) -> None:
        place, size = self._field.geometry(), self.sizeHint()
        self.resize(size)
        middle = place.center().y() - size.height() // 2 + 1
        if not self._is_within:
            self.move(place.right() - size.width(), middle)
            return
        arrow = theme.px(_ARROW) if isinstance(self._field, QComboBox) else 0
        is_area = isinstance(self._field, QPlainTextEdit)
        self.move(
            place.right() - size.width() - theme.px(_EDGE) - arrow,
            place.top() + theme.px(_TOP) if is_area else middle,
        )
        self.raise_()
