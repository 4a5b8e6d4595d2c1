"""The acts a case allows, in one row: the likely one strongest, what finds no room under 更多."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.look import icons, theme
from desktop.widgets.key_button import KeyButton
from desktop.widgets.one_row import OneRow

if TYPE_CHECKING:
    from casework.acts import ActOffer

_SHOWN = 4


class ActRow(QWidget):
    """`chosen` carries the name of an act."""

    chosen = Signal(str)

    def __init__(self, *, is_right: bool = False) -> None:
        super().__init__()
        more = QPushButton(icons.icon("chevron-down"), "更多")
        more.setObjectName("moreActs")
        more.setProperty("kind", "more")
        more.setToolTip("本件还可以办理的")
        # Which part of the course each act belongs to: the menu is read by it.
        self._headed: dict[QPushButton, tuple[str, int]] = {}
        self.row = OneRow(
            more, gap=8, shown_at_most=_SHOWN, is_right=is_right, headed=self._headed.__getitem__
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.row)
        self.setMinimumHeight(theme.px(30))

    def show_offers(self, offers: "Sequence[ActOffer]") -> None:
        """Show these acts, the likely ones first."""
        self._headed.clear()
        likely_first = sorted(offers, key=lambda offer: not offer.likely)
        self.row.show_buttons(
            [self._button(offer, is_first=place == 0) for place, offer in enumerate(likely_first)]
        )

    def _button(self, offer: "ActOffer", *, is_first: bool) -> KeyButton:
        act = offer.act
        is_primary = offer.likely and is_first
        button = KeyButton(act.label, act.key, kind="primary" if is_primary else "")
        button.setObjectName(f"act_{act.name}")
        button.setAccessibleName(act.label)
        keys = "、".join(filter(None, (act.key, "Enter" if is_primary else "")))
        button.setToolTip(f"{act.title}（{keys}）" if keys else act.title)
        self._headed[button] = offer.heading, offer.place
        button.clicked.connect(lambda _=False, name=act.name: self.chosen.emit(name))
        return button
