"""The head of a case: number, matter, the chip and its sentence, the stages and what comes next."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.look import icons, theme
from desktop.widgets.chip import Chip
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.stage_strip import Mark, StageStrip
from desktop.widgets.words import ElidedLabel, breakable

if TYPE_CHECKING:
    from casework.acts import ActOffer
    from casework.pages.case_page import CasePage

_BUTTONS_SHOWN = 6


class Sentence(QLabel):
    """Words that take one line where there is room, and wrap where there is not."""

    def sizeHint(self) -> QSize:
        """Return the room of the words on one line."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height())


class CaseHead(QWidget):
    """What must be seen first; `act_chosen` carries the name of an act."""

    act_chosen = Signal(str)
    why_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._matter, self._due = ElidedLabel(), QLabel(), Sentence()
        self._warning = QLabel()
        self._chip, self._stages = Chip(), StageStrip()
        self._why = QPushButton("为什么")
        self._buttons = FlowLayout(theme.px(8))
        self._assemble()

    def _assemble(self) -> None:
        self._number.setProperty("kind", "body2")
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._number.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._matter.setObjectName("matter")
        self._matter.setProperty("kind", "matter")
        self._matter.setWordWrap(True)
        self._matter.setTextFormat(Qt.TextFormat.PlainText)
        self._due.setObjectName("dueSentence")
        self._due.setWordWrap(True)
        self._warning.setObjectName("caseWarning")
        self._warning.setProperty("kind", "warning")
        self._warning.setWordWrap(True)
        self._why.setObjectName("why")
        self._why.setProperty("kind", "quiet")
        self._why.setIcon(icons.icon("scale", "accent"))
        self._why.setToolTip("逐日推算和法律依据")
        self._why.clicked.connect(self.why_asked)
        first = QHBoxLayout()
        first.setSpacing(theme.px(12))
        first.addWidget(self._number, 1)
        first.addStretch(0)
        first.addWidget(self._chip)
        due = QHBoxLayout()
        due.setSpacing(theme.px(4))
        due.addWidget(self._due)
        due.addWidget(self._why)
        due.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addLayout(first)
        column.addWidget(self._matter)
        column.addLayout(due)
        column.addWidget(self._warning)
        column.addWidget(self._stages)
        column.addLayout(self._buttons)

    def show_page(self, page: "CasePage") -> None:
        """Show the head of a case."""
        row = page.row
        self._number.setText(f"{row.register_number}　{row.applicant_name}")
        self._matter.setText(breakable(row.matter))
        self._chip.show_words(row.urgency.name, row.due_words)
        self._due.setText(page.due_sentence)
        self._why.setVisible(bool(page.proof))
        self._warning.setText("\n".join(page.warnings))
        self._warning.setVisible(bool(page.warnings))
        self._stages.show_stages(
            [Mark(mark.label, mark.state.value, mark.on) for mark in page.stages]
        )
        self._stages.setVisible(bool(page.stages))
        self._show_offers(page.offers)

    def _show_offers(self, offers: "Sequence[ActOffer]") -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        likely_first = sorted(offers, key=lambda offer: not offer.likely)
        for place, offer in enumerate(likely_first[:_BUTTONS_SHOWN]):
            self._buttons.addWidget(self._button(offer, is_first=place == 0))
        rest = likely_first[_BUTTONS_SHOWN:]
        if rest:
            self._buttons.addWidget(self._more(rest))
        self._buttons.invalidate()
        self.updateGeometry()

    def _button(self, offer: "ActOffer", *, is_first: bool) -> QPushButton:
        act = offer.act
        button = QPushButton(f"{act.label}  {act.key}" if act.key else act.label)
        button.setObjectName(f"act_{act.name}")
        button.setAccessibleName(act.label)
        button.setToolTip(f"{act.title}（{act.key}）" if act.key else act.title)
        if offer.likely and is_first:
            button.setProperty("kind", "primary")
            keys = "、".join(filter(None, (act.key, "Enter")))
            button.setToolTip(f"{act.title}（{keys}）")
        button.clicked.connect(lambda _=False, name=act.name: self.act_chosen.emit(name))
        return button

    def _more(self, offers: "Sequence[ActOffer]") -> QPushButton:
        button = QPushButton("更多办理")
        button.setObjectName("moreActs")
        menu = QMenu(button)
        for offer in offers:
            act = offer.act
            words = f"{act.label}\t{act.key}" if act.key else act.label
            action = menu.addAction(words)
            action.triggered.connect(lambda _=False, name=act.name: self.act_chosen.emit(name))
        button.setMenu(menu)
        return button
