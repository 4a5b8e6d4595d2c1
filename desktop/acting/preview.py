"""What saving an act will do, before it is saved: the due day, the warnings, the letter."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from casework.acts import Preview
from casework.acts.drafting import DraftLetter
from desktop.acting.result_cells import ResultCells
from desktop.base.screen import held
from desktop.look import theme
from desktop.widgets.paper_page import PaperPage
from desktop.widgets.readable import reading_label
from desktop.widgets.words import ElidedLabel

SHEET = 760
"""The widest a letter is shown, in pixels at 100 %: about the lines of a printed page."""
_SUMMARY_SHARE = 0.45
_NO_LIMIT = 16_777_215


class PreviewPane(QFrame):
    """The right side of an act. `told` says that it shows something else than before.

    `large_wanted` says whether the letter shall have the whole room.
    """

    told = Signal()
    large_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setMinimumWidth(theme.px(280))
        self._title = QLabel("保存的结果")
        self._title.setProperty("kind", "heading")
        self._due = reading_label(name="previewDue")
        self._due.setTextFormat(Qt.TextFormat.RichText)
        self._reasons = reading_label(name="previewReasons", kind="body2")
        self._warnings = reading_label(name="previewWarnings", kind="warning")
        self._hints = reading_label(name="previewHints", kind="warning")
        self.cells = ResultCells()
        self.paper = PaperPage()
        self._pages, self._foot = QLabel(), QWidget()
        self._pages.setObjectName("paperFoot")
        self.large = QPushButton("放大")
        self.large.setObjectName("largePaper")
        self.large.setProperty("kind", "link")
        self.large.setCheckable(True)
        self.large.setToolTip("文书占满，表单收起；再点一次并排")
        self.large.toggled.connect(self._enlarge)
        near = ElidedLabel("随写随排，分页以打印为准")
        for label in (self._pages, near):
            label.setProperty("kind", "second")
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(theme.px(16), theme.px(4), theme.px(16), theme.px(4))
        foot.setSpacing(theme.px(12))
        foot.addWidget(self._pages)
        foot.addStretch(1)
        foot.addWidget(near)
        foot.addWidget(self.large)
        self.paper.turned.connect(self._say_page)
        inner, sheet = QWidget(), QWidget()
        around = QVBoxLayout(inner)
        around.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(8))
        around.addLayout(held(sheet, SHEET))
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for part in (
            self._title, self._hints, self._due, self.cells, self._reasons, self._warnings,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        self._summary = QScrollArea()
        self._words, self._sheet = inner, sheet
        self._summary.setWidget(inner)
        self._summary.setWidgetResizable(True)
        self._summary.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._summary.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._summary, 1)
        outer.addWidget(self.paper, 5)
        outer.addWidget(self._foot)
        self.has_letter = False
        self._is_result_wanted = self._is_letter_wanted = True
        self.show_letter(None)
        self.show_waiting(())
        self.show_hints(())

    @property
    def result(self) -> str:
        """What saving would do, in one line with its marks; or that the form is not whole."""
        due = self._due.text().rpartition("<br>")[2]
        cells = [f"{escape(name)} <b>{escape(said)}</b>" for name, said in self.cells.pairs]
        return "　　".join([*cells, due])

    def show_hints(self, sentences: Sequence[str]) -> None:
        """Say what the register already knows about what is being typed."""
        self._fill(self._hints, sentences)
        self._fit()

    def show_waiting(self, sentences: Sequence[str]) -> None:
        """Say what the form still waits for."""
        self._due.setText("填好后，这里显示保存的结果：期限的变化、理由和文书内容。")
        self.cells.show_sentences(())
        self._fill(self._reasons, sentences, "还需要：" if sentences else "")
        self._warnings.hide()
        self._tell()

    def _tell(self) -> None:
        self._fit()
        self.told.emit()

    def show_preview(self, preview: Preview) -> None:
        """Show the due day before and after, why, what to mind, and the letter."""
        self._due.setText(_due_words(preview.due_before, preview.due_after))
        self._fill(self._reasons, self.cells.show_sentences(preview.reasons))
        self._fill(self._warnings, preview.warnings)
        self._tell()

    def show_letter(self, draft: DraftLetter | None) -> None:
        """Show the letter as a page, or that there is none."""
        gaps = {} if draft is None else {gap.field: gap.words for gap in draft.gaps}
        self.paper.show_page(None if draft is None else draft.page, gaps)
        self.has_letter = draft is not None
        self._fit()

    def show_parts(self, *, letter: bool, result: bool) -> None:
        """Show the letter, what saving does, or both."""
        self._is_letter_wanted, self._is_result_wanted = letter, result
        self._fit()

    def _fit(self) -> None:
        """Give what saving does the room its words need, and the letter the rest."""
        has_letter = self.has_letter and self._is_letter_wanted
        self.paper.setVisible(has_letter)
        self._foot.setVisible(has_letter)
        self._summary.setVisible(self._is_result_wanted)
        self._title.setVisible(not has_letter)
        # Words just set have not told their height yet.
        for part in (self._sheet, self._words):
            if (layout := part.layout()) is not None:
                layout.invalidate()
                layout.activate()
        inner, width = self._words, self._summary.viewport().width()
        needed = max(inner.heightForWidth(width), inner.minimumSizeHint().height())
        most = round(self.height() * _SUMMARY_SHARE) if has_letter else _NO_LIMIT
        self._summary.setMinimumHeight(min(needed, most) if has_letter else 0)
        self._summary.setMaximumHeight(min(needed, most) if has_letter else _NO_LIMIT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height anew."""
        super().resizeEvent(event)
        self._fit()

    def _say_page(self, page: int, pages: int) -> None:
        self._pages.setText(f"第 {page} 页，共 {pages} 页")

    def _enlarge(self, is_large: bool) -> None:
        self.large.setText("并排" if is_large else "放大")
        self.large_wanted.emit(is_large)

    def _fill(self, label: QLabel, sentences: Sequence[str], lead: str = "") -> None:
        label.setText("\n".join([*([lead] if lead else []), *sentences]))
        label.setVisible(bool(sentences))


def _due_words(before: str, after: str) -> str:
    if before == after:
        return f"期限不变：<b>{escape(after)}</b>"
    second = theme.current().tokens.second
    now = f"<span style='color:{second}'>现在：{escape(before)}</span><br>" if before else ""
    return f"{now}保存后：<b>{escape(after)}</b>"
