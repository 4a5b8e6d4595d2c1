"""What saving does, a cell a fact: the row of the report, the remedy, the provisions."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.look import theme
from desktop.look.plain import plain_tip
from desktop.widgets.words import ElidedLabel

_MOST, _LONGEST_NAME, _LONGEST = 4, 12, 22


class ResultCells(QWidget):
    """Takes the sentences that are a name and a few words; the others it gives back."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, theme.px(2), 0, theme.px(2))
        self._row.setSpacing(theme.px(20))
        self.pairs: list[tuple[str, str]] = []
        """What the cells say: the name and the words of each."""
        self.hide()

    def show_sentences(self, sentences: Sequence[str]) -> list[str]:
        """Show what fits a cell; return the rest in its order."""
        while (item := self._row.takeAt(0)) is not None:
            if (part := item.widget()) is not None:
                part.hide()
                part.deleteLater()
        pairs, rest = list[tuple[str, str]](), list[str]()
        for sentence in sentences:
            name, colon, said = sentence.rstrip("。").partition("：")
            fits = bool(colon) and len(name) <= _LONGEST_NAME and len(said) <= _LONGEST
            if fits and len(pairs) < _MOST and "：" not in said:
                pairs.append((name, said))
            else:
                rest.append(sentence)
        self.pairs = pairs
        for name, said in pairs:
            self._row.addWidget(_cell(name, said), 1)
        self.setVisible(bool(pairs))
        self.setAccessibleName("，".join(f"{name} {said}" for name, said in pairs))
        return rest


def _cell(name: str, said: str) -> QWidget:
    cell, label, value = QWidget(), QLabel(name), ElidedLabel(said)
    label.setProperty("kind", "second")
    value.setToolTip(plain_tip(said))
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label)
    column.addWidget(value)
    return cell
