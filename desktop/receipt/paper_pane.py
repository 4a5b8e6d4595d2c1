"""The paper beside the form: its page with the places read, and below it what has no field."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from casework.receipt.blocks import PageArea
from casework.receipt.receipt_form import how_to_read_scans
from casework.receipt.result import Reading
from desktop.look import icons, theme
from desktop.receipt.page_images import PageImage
from desktop.receipt.page_view import ReceiptPageView
from desktop.widgets.words import ElidedLabel

WIDTH = 566
_REST_HEIGHT = 132


class Shown(NamedTuple):
    """A paper as the pane shows it."""

    name: str
    reading: Reading
    pages: Sequence[PageImage]


class PaperPane(QFrame):
    """One paper at a time; ‹ › go through its pages.

    `wanted` tells the field whose place was clicked, `taken_off` the paper that is not wanted,
    `day_taken` the day of the letter that is to be entered, `noted` the words for the remark,
    `turned` that another paper is shown, or none; whether there is room for it is decided there.
    """

    wanted = Signal(str)
    taken_off = Signal(str)
    day_taken = Signal(str)
    noted = Signal(str)
    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paperPane")
        self._shown: Shown | None = None
        self._page = 0
        self._day = ""
        self.view = ReceiptPageView()
        self.view.clicked.connect(self.wanted)
        self._name, self._told = ElidedLabel(), ElidedLabel()
        self._name.setProperty("kind", "group")
        self._told.setObjectName("paperTold")
        self._told.setProperty("kind", "second")
        self._number = QLabel()
        self._number.setProperty("kind", "second")
        self._scroll = QScrollArea()
        self._rest = QLabel()
        self._rest.setObjectName("paperRest")
        self._links = QLabel()
        self._links.setObjectName("paperLinks")
        self._assemble()
        self.hide()

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(16), theme.px(4), theme.px(8), theme.px(4))
        head.setSpacing(theme.px(8))
        head.addWidget(self._name, 1)
        head.addWidget(self._told, 1)
        head.addWidget(self._number)
        self._tools: list[QPushButton] = []
        for icon, words, run in (
            ("chevron-left", "上一页", lambda: self._go(-1)),
            ("chevron-right", "下一页", lambda: self._go(1)),
            ("zoom-in", "放大，再按还原", self.view.zoom),
            ("refresh-cw", "向右转", self.view.turn),
            ("x", "移除这份材料，读入的栏目一并收回", self._take_off),
        ):
            button = QPushButton(icons.icon(icon), "")
            button.setObjectName(f"paper_{icon}")
            button.setProperty("kind", "quiet")
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.setFixedWidth(theme.px(32))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(run)
            head.addWidget(button)
            self._tools.append(button)
        self._scroll.setWidget(self.view)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rest.setWordWrap(True)
        self._rest.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._rest.setTextFormat(Qt.TextFormat.PlainText)
        self._rest.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._rest.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(4))
        self._rest_scroll = QScrollArea()
        self._rest_scroll.setWidget(self._rest)
        self._rest_scroll.setWidgetResizable(True)
        self._rest_scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._links.setWordWrap(True)
        self._links.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self._links.setContentsMargins(theme.px(16), theme.px(4), theme.px(16), theme.px(8))
        self._links.linkActivated.connect(self._follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._rest_scroll)
        column.addWidget(self._links)
        self.setMinimumWidth(theme.px(300))

    @property
    def shown(self) -> str:
        """The name of the paper that is shown, empty where none is."""
        return "" if self._shown is None else self._shown.name

    @property
    def rest(self) -> str:
        """What was read and has no field, as it is shown."""
        return self._rest.text()

    def show_paper(self, shown: Shown, day: str) -> None:
        """Show a paper; `day` is the one it bears, where that was not entered."""
        self._shown, self._page, self._day = shown, 0, day
        reading = shown.reading
        self._name.setText(shown.name)
        doubts = f"，{len(reading.doubtful)}栏存疑" if reading.doubtful else ""
        told = f"读出{len(reading.fields)}栏{doubts}" if reading.fields else "没有读入"
        self._told.setText(told)
        rest = "\n".join(left.text for left in reading.rest)
        how = "" if reading.fields or rest else how_to_read_scans()
        self._rest.setText(f"没有归入各栏的文字：\n{rest}" if rest else how)
        has_pages = bool(shown.pages)
        self._scroll.setVisible(has_pages)
        self._rest_scroll.setVisible(bool(rest or how))
        self._rest_scroll.setMaximumHeight(theme.px(_REST_HEIGHT) if has_pages else 16777215)
        look = f"style='{theme.link_style()}'"
        links = [f"<a href='day' {look}>把申请上写的{day}记为提交日期</a>"] if day else []
        links += [f"<a href='note' {look}>全部记入备注</a>"] if rest else []
        self._links.setText("&emsp;".join(links))
        self._links.setVisible(bool(links))
        for button, is_for_pages in zip(self._tools, (True,) * 4 + (False,), strict=True):
            button.setVisible(has_pages or not is_for_pages)
        self._tools[0].setVisible(len(shown.pages) > 1)
        self._tools[1].setVisible(len(shown.pages) > 1)
        self._turn_to(0)
        self.turned.emit()

    def clear(self) -> None:
        """Show nothing."""
        self._shown = None
        self.turned.emit()

    def light(self, field: str) -> None:
        """Light the place of a field, on the page it stands on."""
        place = self._place(field)
        if place is not None and self._shown is not None and place.page != self._page:
            self._turn_to(place.page)
        self.view.light(field if place is not None else "")
        if self.view.lit:
            middle = self.view.rect_of(field).center()
            edge = theme.px(80)
            self._scroll.ensureVisible(int(middle.x()), int(middle.y()), edge, edge)

    def cut_of(self, field: str) -> QPixmap | None:
        """Return the piece of the paper a field was read from, None where there is no picture."""
        place = self._place(field)
        if place is None or place.page != self._page or not self._has_page(place.page):
            return None
        return self.view.cut(place)

    def _place(self, field: str) -> PageArea | None:
        if self._shown is None or field not in self._shown.reading.fields:
            return None
        return self._shown.reading.fields[field].place

    def _has_page(self, number: int) -> bool:
        return self._shown is not None and number < len(self._shown.pages)

    def _go(self, step: int) -> None:
        if self._has_page(self._page + step) and self._page + step >= 0:
            self._turn_to(self._page + step)

    def _turn_to(self, number: int) -> None:
        if self._shown is None or not self._has_page(number):
            return
        self._page = number
        self.view.show_page(self._shown.pages[number])
        many = len(self._shown.pages)
        self._number.setText(f"{number + 1} / {many}" if many > 1 else "")
        places: Mapping[str, tuple[PageArea, bool]] = {
            name: (one.place, bool(one.doubt))
            for name, one in self._shown.reading.fields.items()
            if one.place is not None and one.place.page == number
        }
        self.view.show_places(places)

    def _take_off(self) -> None:
        if self._shown is not None:
            self.taken_off.emit(self._shown.name)

    def _follow(self, link: str) -> None:
        if link == "day":
            self.day_taken.emit(self._day)
        elif self._shown is not None:
            self.noted.emit("；".join(left.text for left in self._shown.reading.rest))
