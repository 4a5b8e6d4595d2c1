"""Under what is sought, where it is several things: one request each, or one with its items."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from desktop.look import theme
from desktop.widgets.form_row import FormRow

_SPLIT, _ONE = "split", "one"


class SplitLink(QWidget):
    """Says how many things a request asks for; `split_asked` that each is to be its own."""

    split_asked = Signal()

    def __init__(self, row: FormRow) -> None:
        super().__init__(row)
        self._count = 0
        self._as_one = 0
        self._words = QLabel()
        self._words.setObjectName("splitLink")
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setProperty("kind", "second")
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        # Reached by its keys; Tab stays in the form.
        self._words.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._words.linkActivated.connect(self._follow)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, theme.px(3), 0, 0)
        line.addWidget(self._words, 1)
        grid = row.layout()
        assert isinstance(grid, QGridLayout)
        grid.addWidget(self, grid.rowCount(), 1, 1, 2)
        self.hide()

    def offer(self, count: int) -> None:
        """Offer to part so many things; fewer than two are none, and what was answered stays."""
        self._count = count
        self._words.setText(
            f"{count}项内容。{_link(_SPLIT, f'拆成{count}件登记')}　"
            f"{_link(_ONE, '作一件，逐项答复')}"
        )
        self._words.setAccessibleName(f"{count}项内容，拆成{count}件登记，或者作一件，逐项答复")
        self.setVisible(count > 1 and count != self._as_one)

    def _follow(self, what: str) -> None:
        if what == _SPLIT:
            self.split_asked.emit()
        else:
            self._as_one = self._count
            self.hide()


def _link(what: str, words: str) -> str:
    return f"<a href='{what}' style='{theme.link_style()}'>{words}</a>"
