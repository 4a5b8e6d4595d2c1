"""The placeholders a template may carry: what each does, what stands there, copied with Enter."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from casework.letters.own_templates import Placeholder
from desktop.look import icons, theme
from desktop.widgets.reading_table import ReadingTable


class MarkTable(QWidget):
    """`copied` carries the mark that was put on the clipboard, to be pasted in Word or WPS."""

    copied = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.table = ReadingTable("placeholders", "占位", ("占位|230", "作用|120", "样例中是"))
        self.copy = QPushButton(icons.icon("copy"), "复制")
        self.copy.setObjectName("copyMark")
        self.copy.clicked.connect(lambda: self._copy(self.table.thing()))
        self.table.opened.connect(self._copy)
        hint = QLabel("复制后，在 Word 或 WPS 里粘贴到要放的地方；加粗的必须有。")
        hint.setProperty("kind", "second")
        hint.setWordWrap(True)
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        row.addWidget(self.copy)
        row.addWidget(hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.table, 1)

    def show_marks(self, marks: Sequence[Placeholder]) -> None:
        """Show the placeholders of a template."""
        rows = [(one.mark, one.does, one.example) for one in marks]
        self.table.show_rows(rows, marks)
        for row, one in enumerate(marks):
            item = self.table.item(row, 0)
            if one.is_required and item is not None:
                item.setFont(theme.current().font(13, bold=True))
        self.copy.setEnabled(bool(marks))

    def _copy(self, thing: object) -> None:
        if isinstance(thing, Placeholder):
            QGuiApplication.clipboard().setText(thing.mark)
            self.copied.emit(thing.mark)
