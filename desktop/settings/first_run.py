"""The first start: the office, its reconsideration body and court, then the first receipt.

It is the office's own form in the window's space; letters cannot be right without it.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from casework.desk.desk import Desk
from desktop.base.screen import Screen, held, rule
from desktop.base.wishes import GoBack, GoTo, MakeSample
from desktop.look import icons, theme
from desktop.settings.office_page import OfficePage
from desktop.widgets.page_head import titled
from desktop.widgets.setting_row import WIDEST


class FirstRunScreen(Screen):
    """Asks for what every letter needs; wishes to `GoBack` once it is given.

    Where she has a ledger to begin with, `GoTo` leads to its import instead.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head, _ = titled(
            "开始使用",
            hint="请先填写本机关的情况，文书的落款、救济途径和编号都按此生成，今后可在“设置”中修改。",
        )
        self.page = OfficePage(desk)
        self.page.save.setText("保存并开始")
        settled = QLabel(
            f"工作日历已录入至{desk.outlook.published_until.year}年底；新的放假通知在“设置—放假日历”中录入。"
        )
        settled.setProperty("kind", "body2")
        settled.setWordWrap(True)
        ledger = QPushButton(icons.icon("upload"), "保存并导入现有的 Excel 台账…")
        ledger.setObjectName("beginWithLedger")
        ledger.setToolTip("保存本机关的情况，再把现有的台账登记进来")
        ledger.clicked.connect(self._begin_with_ledger)
        guard = QPushButton("保存并加密登记簿…")
        guard.setObjectName("beginWithEncryption")
        guard.setToolTip("保存本机关的情况，再到“设置—安全”加密登记簿和文书")
        guard.clicked.connect(lambda: self._begin_with("guard"))
        sample = QPushButton(icons.icon("book-open"), "先打开样例登记簿试用")
        sample.setObjectName("openSample")
        sample.setToolTip("在另一个窗口中打开虚构的登记簿，随意试用，不影响这里")
        sample.clicked.connect(lambda: self.wished.emit(MakeSample()))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(16))
        column.addLayout(held(self.page, WIDEST))
        column.addWidget(settled)
        column.addWidget(ledger, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(guard, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(sample, 0, Qt.AlignmentFlag.AlignLeft)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(rule())
        outer.addWidget(scroll, 1)
        self.page.said.connect(self.said)
        self._next = ""
        self.page.saved.connect(self._go_on)

    def _begin_with_ledger(self) -> None:
        self._begin_with("import")

    def _begin_with(self, place: str) -> None:
        self._next = place
        self.page.view.submit()
        # Where something is still missing, the other button begins without it.
        self._next = ""

    def _go_on(self) -> None:
        if self._next:
            self.wished.emit(GoTo(self._next))
        else:
            self.wished.emit(GoBack())

    def take_focus(self) -> None:
        """Begin at the office's name."""
        self.page.view.focus_first()
