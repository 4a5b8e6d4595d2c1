"""Why a step is taken back: asked in one line, answered by Enter where nothing needs saying."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop.look import theme
from forms.fields import fields_of
from forms.handling import Undoing


class UndoReason(QFrame):
    """The line under the button. `given` carries the reason; Esc leaves everything as it is."""

    given = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("undoReason")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        (field,) = fields_of(Undoing)
        self._default = str(field.default)
        self.words = QLineEdit()
        self.words.setObjectName("undoReasonWords")
        self.words.setAccessibleName(field.label.text)
        self.words.setPlaceholderText(field.label.help)
        self.words.setMinimumWidth(theme.px(280))
        self.words.returnPressed.connect(self.give)
        label = QLabel(f"{field.label.text}(&R)")
        label.setBuddy(self.words)
        give = QPushButton("撤销这一步")
        give.setObjectName("undoReasonGive")
        give.setProperty("kind", "primary")
        give.clicked.connect(self.give)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        for part in (label, self.words, give):
            row.addWidget(part)

    def ask(self, beside: QWidget) -> None:
        """Ask under a widget, with the usual reason written and marked."""
        self.words.setText(self._default)
        self.words.selectAll()
        self.adjustSize()
        self.move(beside.mapToGlobal(QPoint(0, beside.height())))
        self.show()
        self.words.setFocus(Qt.FocusReason.PopupFocusReason)

    def give(self) -> None:
        """Take the reason as it is written."""
        self.hide()
        self.given.emit(self.words.text().strip() or self._default)
