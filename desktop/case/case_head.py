"""The head of a case beside the list, and in the whole width: who, what, how long, what next."""

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from casework.cases.urgency import long_day
from desktop.case.act_row import ActRow
from desktop.look import icons, theme
from desktop.look.plain import plain_tip
from desktop.widgets.chip import Chip
from desktop.widgets.course_line import CourseStrip
from desktop.widgets.key_button import KeyButton
from desktop.widgets.words import ElidedLabel, breakable

if TYPE_CHECKING:
    from casework.pages.case_page import CasePage

_MATTER_LINES = 2


class SentenceLabel(QLabel):
    """Words that take one line where there is room, and wrap where there is not."""

    def sizeHint(self) -> QSize:
        """Return the room of the words on one line."""
        metrics = self.fontMetrics()
        plain = self.text().replace("<b>", "").replace("</b>", "")
        return QSize(metrics.horizontalAdvance(plain) + theme.px(8), metrics.height())


class MatterLabel(QLabel):
    """What is asked, in two lines at most; the whole in the tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def show_words(self, words: str) -> None:
        """Show what is asked, as much of it as two lines hold."""
        self._whole = words.replace("\n", " ")
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words to the new width."""
        super().resizeEvent(event)
        self._cut()

    def _fits(self, words: str) -> bool:
        metrics = self.fontMetrics()
        room = QRect(0, 0, max(self.width() - 2, 1), 10_000)
        needed = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, breakable(words))
        return needed.height() <= _MATTER_LINES * metrics.lineSpacing()

    def _cut(self) -> None:
        shown = self._whole
        if not self._fits(shown):
            low, high = 0, len(shown)
            while low < high:
                middle = (low + high + 1) // 2
                if self._fits(f"{self._whole[:middle]}…"):
                    low = middle
                else:
                    high = middle - 1
            shown = f"{self._whole[:low]}…"
        self.setToolTip("" if shown == self._whole else plain_tip(self._whole))
        self.setAccessibleName(self._whole)
        if breakable(shown) != self.text():
            self.setText(breakable(shown))


def due_words(page: "CasePage") -> str:
    """Return the sentence of the due day as rich text, the day itself bold."""
    said = escape(f"{page.counted_words}{page.due_sentence}")
    for day in {page.row.due_on, *(clock.due_on for clock in page.clocks)}:
        if day is not None:
            said = said.replace(long_day(day), f"<b>{long_day(day)}</b>", 1)
    return said


def _why_button() -> QPushButton:
    why = QPushButton("为什么")
    why.setProperty("kind", "quiet")
    why.setIcon(icons.icon("scale", "accent"))
    why.setToolTip("逐日推算和法律依据")
    return why


def _warning_label() -> QLabel:
    warning = QLabel()
    warning.setProperty("kind", "warning")
    warning.setWordWrap(True)
    return warning


class CaseHead(QWidget):
    """What must be seen first beside the list; `act_chosen` carries the name of an act."""

    act_chosen = Signal(str)
    why_asked = Signal()
    width_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._name, self._kind = ElidedLabel(), ElidedLabel(), QLabel()
        self._matter, self._due, self._warning = MatterLabel(), SentenceLabel(), _warning_label()
        self._chip, self.course = Chip(), CourseStrip()
        self._why, self.acts = _why_button(), ActRow()
        self._wide = QPushButton(icons.icon("maximize-2"), "")
        self._assemble()

    def _assemble(self) -> None:
        self._number.setProperty("kind", "body2")
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._number.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._name.setObjectName("applicant")
        self._name.setProperty("kind", "heading")
        self._kind.setProperty("kind", "body2")
        self._matter.setObjectName("matter")
        self._matter.setProperty("kind", "matter")
        self._due.setObjectName("dueSentence")
        self._due.setWordWrap(True)
        self._warning.setObjectName("caseWarning")
        self._why.setObjectName("why")
        self._why.clicked.connect(self.why_asked)
        self._wide.setObjectName("widen")
        self._wide.setProperty("kind", "icon")
        self._wide.setToolTip("整页显示（Enter）")
        self._wide.setAccessibleName("整页显示")
        self._wide.clicked.connect(self.width_asked)
        self.acts.chosen.connect(self.act_chosen)
        first, second, due = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row, gap in ((first, 8), (second, 12), (due, 4)):
            row.setSpacing(theme.px(gap))
        first.addWidget(self._number, 1)
        first.addStretch(0)
        first.addWidget(self._chip)
        first.addWidget(self._wide)
        second.addWidget(self._name)
        second.addWidget(self._kind)
        second.addStretch(1)
        due.addWidget(self._due, 1)
        due.addWidget(self._why, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(10))
        column.setSpacing(theme.px(4))
        for line in (first, second):
            column.addLayout(line)
        column.addWidget(self._matter)
        column.addWidget(self.course)
        column.addLayout(due)
        column.addWidget(self._warning)
        column.addSpacing(theme.px(4))
        column.addWidget(self.acts)

    def show_page(self, page: "CasePage") -> None:
        """Show the head of a case."""
        row = page.row
        self._number.setText(row.register_number)
        self._name.setText(row.applicant_name)
        self._kind.setText(row.applicant_kind)
        self._matter.show_words(row.matter)
        self._chip.show_words(row.urgency.name, row.due_words)
        self.course.show_course(page.courses[-1] if page.courses else None)
        self._due.setText(due_words(page))
        self._why.setVisible(bool(page.proof))
        self._warning.setText("\n".join(page.warnings))
        self._warning.setVisible(bool(page.warnings))
        self.acts.show_offers(page.offers)


class WideHead(QWidget):
    """The head of a case in the whole width: the way back, its place in the list, what next."""

    act_chosen = Signal(str)
    back_asked = Signal()
    step_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = KeyButton("办件", "Esc", icon="arrow-left", kind="quiet")
        self.back.setObjectName("backToList")
        self.back.setToolTip("回到列表（Esc）")
        self.back.clicked.connect(self.back_asked)
        self._number, self._place = ElidedLabel(), QLabel()
        self._previous = self._turn("chevron-left", "上一件（PageUp）", -1)
        self._next = self._turn("chevron-right", "下一件（PageDown）", 1)
        self._name, self._matter = ElidedLabel(), ElidedLabel()
        self._chip, self._due = Chip(), SentenceLabel()
        self._warning, self.acts = _warning_label(), ActRow(is_right=True)
        self._assemble()

    def say_way_back(self, words: str) -> None:
        """Say where the way back leads."""
        self.back.setText(words)
        self.back.setToolTip(plain_tip(f"回到{words}（Esc）"))
        self.back.updateGeometry()

    def _turn(self, icon: str, words: str, by: int) -> QPushButton:
        button = QPushButton(icons.icon(icon), "")
        button.setProperty("kind", "icon")
        button.setToolTip(plain_tip(words))
        button.setAccessibleName(words.partition("（")[0])
        button.clicked.connect(lambda: self.step_asked.emit(by))
        return button

    def _assemble(self) -> None:
        self._number.setProperty("kind", "body2")
        self._place.setProperty("kind", "body2")
        self._name.setObjectName("wideApplicant")
        self._name.setProperty("kind", "title")
        self._matter.setObjectName("wideMatter")
        self._matter.setProperty("kind", "wideMatter")
        self._due.setObjectName("wideDue")
        self._due.setWordWrap(True)
        self.acts.chosen.connect(self.act_chosen)
        first, second, third = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._third, self._below = third, QVBoxLayout()
        for row, gap in ((first, 12), (second, 16), (third, 8)):
            row.setSpacing(theme.px(gap))
        first.addWidget(self.back)
        first.addWidget(self._number)
        first.addStretch(1)
        first.addWidget(self._place)
        first.addWidget(self._previous)
        first.addWidget(self._next)
        second.addWidget(self._name)
        second.addWidget(self._matter, 1)
        second.addStretch(0)
        third.addWidget(self._chip)
        third.addWidget(self._due, 3)
        third.addWidget(self.acts, 4)
        column = self._column = QVBoxLayout(self)
        # The words of the way back begin where the name under it does.
        inside = theme.px(13)
        column.setContentsMargins(theme.px(16) - inside, theme.px(6), theme.px(16), theme.px(10))
        column.setSpacing(theme.px(4))
        for line in (second, third, self._below):
            line.setContentsMargins(inside, 0, 0, 0)
        self._warning.setContentsMargins(inside, 0, 0, 0)
        for line in (first, second, third, self._below):
            column.addLayout(line)
        column.addWidget(self._warning)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the sentence a line of its own where it would be broken."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Measure anew where a part needs another room: a font or its words changed, no width."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        beside = (self._chip, self._due, self.acts)
        gaps = 2 * theme.px(16) + (len(beside) - 1) * theme.px(8)
        is_narrow = self.width() < sum(part.sizeHint().width() for part in beside) + gaps
        if is_narrow == bool(self._below.count()):
            return
        if is_narrow:
            self._third.removeWidget(self._due)
            self._below.addWidget(self._due)
        else:
            self._below.removeWidget(self._due)
            self._third.insertWidget(1, self._due, 3)
        # The layout has had its turn before the widget hears of a new width.
        self._column.activate()

    def show_page(self, page: "CasePage") -> None:
        """Show the head of a case."""
        row = page.row
        again = f"　{page.courses[-1].name}" if len(page.courses) > 1 else ""
        self._number.setText(f"{row.register_number}{again}")
        self._name.setText(row.applicant_name)
        self._matter.setText(row.matter.replace("\n", " "))
        self._chip.show_words(row.urgency.name, row.due_words)
        self._due.setText(due_words(page))
        self._warning.setText("\n".join(page.warnings))
        self._warning.setVisible(bool(page.warnings))
        self.acts.show_offers(page.offers)
        self._fit()

    def show_place(self, row: int, count: int) -> None:
        """Show which of the list's requests this is; -1 where the list does not hold it."""
        self._place.setText(f"{row + 1} / {count}" if row >= 0 else "")
        self._previous.setEnabled(row > 0)
        self._next.setEnabled(0 <= row < count - 1)
