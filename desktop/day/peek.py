"""A look into the case of a line: its days, what it asks, what was done; nothing is done here."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from casework.desk.desk import Desk
from casework.pages.day_board import BoardLine
from desktop.base.screen import rule
from desktop.look import theme
from desktop.widgets.chip import Chip
from desktop.widgets.key_button import KeyButton
from desktop.widgets.proof_grid import ProofGrid
from desktop.widgets.readable import reading_label
from desktop.widgets.timeline import Timeline
from desktop.widgets.words import ElidedLabel, Words

if TYPE_CHECKING:
    from casework.pages.case_page import CasePage

_WIDE, _WIDER = 336, 600
_DONE_SHOWN = 6


class Peek(QFrame):
    """`begun` asks for the act of the line, `opened` for its case, `why_asked` for its days."""

    begun = Signal()
    opened = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("peek")
        self.setAccessibleName("所选案件")
        self._desk = desk
        self._number, self._chip, self._name = ElidedLabel(), Chip(), Words()
        self._matter, self._request, self._sentence = Words(), Words(), QLabel()
        self._proof, self._clock = ProofGrid(), QLabel("答复期限")
        self.course = Timeline()
        self._done_part = QWidget()
        self._done = QVBoxLayout(self._done_part)
        self._done.setContentsMargins(0, 0, 0, 0)
        self.act, self.open = KeyButton("", "Enter", kind="primary"), KeyButton("打开案件", "空格")
        self.act.setObjectName("peekAct")
        self.act.setAccessibleName("办理这一件的下一步")
        self.open.setObjectName("peekOpen")
        self.act.clicked.connect(self.begun)
        self.open.clicked.connect(self.opened)
        self._assemble()

    def _assemble(self) -> None:
        for label, kind in (
            (self._number, "body2"), (self._name, "heading"), (self._clock, "group"),
            (self._sentence, "small"),
        ):  # fmt: skip
            label.setProperty("kind", kind)
        self._sentence.setWordWrap(True)
        why = QPushButton("为什么")
        why.setProperty("kind", "link")
        why.setToolTip("打开案件看逐日推算和法律依据")
        why.clicked.connect(self.opened)
        first, clock = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self._number, 1)
        first.addStretch(0)
        first.addWidget(self._chip)
        clock.addWidget(self._clock)
        clock.addStretch(1)
        clock.addWidget(why)
        inner = QWidget()
        inner.setObjectName("peekInner")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, theme.px(10), 0, theme.px(10))
        column.setSpacing(theme.px(10))
        done = _heading("已办到哪里")
        done.setContentsMargins(0, theme.px(12), 0, 0)
        for parts in (
            (first, self._name, self._matter),
            (clock, self._proof, self._sentence),
            (_heading("原文"), self._request, done, self._done_part, self.course),
        ):
            block = QVBoxLayout()
            block.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
            block.setSpacing(theme.px(4))
            for part in parts:
                if isinstance(part, QWidget):
                    block.addWidget(part)
                else:
                    block.addLayout(part)
            column.addLayout(block)
            column.addWidget(rule())
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("peekScroll")
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        foot.setSpacing(theme.px(8))
        foot.addWidget(self.act)
        foot.addWidget(self.open)
        foot.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addWidget(rule())
        outer.addLayout(foot)

    def fit(self, width: int) -> None:
        """Take the room a screen of this width leaves: none, some, or enough for the course."""
        # The rail has taken its part of the widths at which a window changes.
        self.setVisible(width >= theme.px(theme.TWO_PANES - 130))
        is_wider = width >= theme.px(theme.THREE_PANES - 130)
        self.setFixedWidth(theme.px(_WIDER if is_wider else _WIDE))
        # The course says the same, and more of it.
        self.course.setVisible(is_wider)
        self._done_part.setVisible(not is_wider)

    def show_case(self, line: BoardLine, page: "CasePage") -> None:
        """Show the case of a line."""
        row = page.row
        self._number.setText(f"{row.short_number}　{_channel(row.channel)}")
        self._chip.show_words(row.urgency.name, row.due_words)
        self._name.setText(row.applicant_name)
        self._matter.setText(row.matter)
        self._proof.show_days(page.proof, self._desk.today, self._late(page))
        self._clock.setVisible(bool(page.proof))
        self._sentence.setText(page.due_sentence)
        self._request.setText(page.request)
        self.act.setText(line.act_label)
        self.act.updateGeometry()
        while (item := self._done.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        standing = [entry for entry in page.timeline if not entry.annulled]
        for entry in standing[:_DONE_SHOWN]:
            said = f"{entry.on.month}月{entry.on.day}日　{entry.title}"
            self._done.addWidget(reading_label(said, kind="small"))
        self.course.show_entries(page.timeline)

    def _late(self, page: "CasePage") -> list[date]:
        """Return the working days after the due day, up to today, while no reply is served."""
        if not page.proof or page.courses[-1].ended_on is not None:
            return []
        day = page.proof[-1].on
        late: list[date] = []
        while day < self._desk.today and len(late) < 60:
            day += timedelta(days=1)
            if self._desk.working_days(day - timedelta(days=1), day) == 1:
                late.append(day)
        return late


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("kind", "group")
    return label


def _channel(name: str) -> str:
    from rules.receipt import Channel

    known = Channel.__members__.get(name)
    if known is None:
        return name
    return f"{known.label.removesuffix('提交')}提交"
