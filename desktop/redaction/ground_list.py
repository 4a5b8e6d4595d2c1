"""The grounds things are covered on, with their numbers, and how much rests on each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from casework.redaction.deciding import Decisions
from desktop.look import theme
from desktop.redaction.page_view import circled
from forms.redaction import CoverGround


class GroundList(QWidget):
    """`added` carries a ground the clerk takes in; `changed` comes when others are shown."""

    added = Signal(object)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("groundList")
        heading = QLabel("遮盖的依据")
        heading.setProperty("kind", "group")
        self.more = QPushButton("加一条")
        self.more.setObjectName("addGround")
        self.more.setProperty("kind", "link")
        self._menu = QMenu(self)
        self.more.setMenu(self._menu)
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(self.more)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(4))
        hint = QLabel("序号印在遮盖处，依据列入答复书。选中一行后按数字键改依据。")
        hint.setProperty("kind", "second")
        hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addLayout(self._rows)
        column.addWidget(hint)

    def show_decisions(self, decisions: Decisions) -> None:
        """Show the grounds by now."""
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        places = decisions.places_by_ground()
        for number, ground in enumerate(decisions.grounds, start=1):
            words = f"{circled(number)}　{ground.label}，{ground.basis.short}"
            row = QLabel(f"{words}　{places[number]}\N{NO-BREAK SPACE}处")
            row.setObjectName(f"ground{number}")
            row.setWordWrap(True)
            self._rows.addWidget(row)
        self._menu.clear()
        for ground in CoverGround:
            if ground not in decisions.grounds:
                action = self._menu.addAction(f"{ground.label}（{ground.basis.short}）")
                action.triggered.connect(lambda _=False, one=ground: self.added.emit(one))
        self.more.setEnabled(not self._menu.isEmpty())
        self.changed.emit()
