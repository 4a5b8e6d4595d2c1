"""One template: whose it is, what is wrong with it, how a sample letter made by it reads."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from casework.letters.own_templates import TemplateState, version_words
from desktop.acting.preview import SHEET
from desktop.base.screen import held
from desktop.look import icons, theme
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.readable import letter_label, on_paper, reading_label
from desktop.widgets.work_strip import WorkStrip


class TemplatePage(QWidget):
    """The right side of the templates; it says what was asked for and does nothing itself."""

    open_asked = Signal()
    check_asked = Signal()
    import_asked = Signal()
    restore_asked = Signal()
    version_asked = Signal(object)
    pages_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = reading_label(name="templateTitle", kind="heading")
        self._state = reading_label(name="templateState", kind="body2")
        self.problems = reading_label(name="templateProblems", kind="warning")
        self.paper = letter_label()
        self.strip = WorkStrip()
        self.versions, self.restore = QPushButton("历史版本"), QPushButton("恢复原样…")
        self.versions.setObjectName("templateVersions")
        self.versions.setMenu(QMenu(self.versions))
        self._pages = QVBoxLayout()
        self._pages.setSpacing(theme.px(12))
        self.confirm = QFrame()
        self._assemble()

    def _assemble(self) -> None:
        across = FlowLayout(theme.px(8))
        for name, words, icon, signal in (
            ("openTemplate", "在Word或WPS中修改", "pencil-line", self.open_asked),
            ("checkTemplate", "检查", "check", self.check_asked),
            ("importTemplate", "导入模板…", "upload", self.import_asked),
            ("templatePages", "看版面", "file-text", self.pages_asked),
        ):
            button = QPushButton(icons.icon(icon), words)
            button.setObjectName(name)
            button.clicked.connect(lambda _=False, signal=signal: signal.emit())
            across.addWidget(button)
        self.restore.setObjectName("restoreTemplate")
        self.restore.setIcon(icons.icon("undo-2"))
        self.restore.clicked.connect(self.confirm.show)
        across.addWidget(self.versions)
        across.addWidget(self.restore)
        self._assemble_confirm()
        inner, sheet = QWidget(), QWidget()
        around = QVBoxLayout(inner)
        around.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(16))
        around.addLayout(held(sheet, SHEET))
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for part in (self.problems, self.paper):
            column.addWidget(part)
        column.addLayout(self._pages)
        column.addStretch(1)
        scroll = self._scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = QVBoxLayout()
        head.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(4))
        head.setSpacing(theme.px(8))
        for part in (self._title, self._state):
            head.addWidget(part)
        head.addLayout(across)
        head.addWidget(self.confirm)
        head.addWidget(self.strip)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(head)
        outer.addWidget(scroll, 1)

    def _assemble_confirm(self) -> None:
        self.confirm.setObjectName("restoreConfirm")
        row = QHBoxLayout(self.confirm)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        words = QLabel("恢复为随程序的模板？现在的模板会留在历史版本中。")
        words.setWordWrap(True)
        go, back = QPushButton("恢复原样"), QPushButton("取消")
        go.setObjectName("restoreGo")
        go.setProperty("kind", "primary")
        go.clicked.connect(self.restore_asked)
        back.clicked.connect(self.confirm.hide)
        row.addWidget(words, 1)
        row.addWidget(go)
        row.addWidget(back)
        self.confirm.hide()

    def show_template(
        self, state: TemplateState, lines: Sequence[str], versions: Sequence[Path]
    ) -> None:
        """Show a template with the paragraphs of its sample letter."""
        self.confirm.hide()
        self._title.setText(state.kind.title)
        whom = f"发给{state.kind.recipient.label}" if state.kind.goes_out else "内部文书"
        self._state.setText(f"{state.words}　·　{whom}")
        self.restore.setEnabled(state.own)
        self.versions.setEnabled(bool(versions))
        self.versions.setText(f"历史版本（{len(versions)}）" if versions else "历史版本")
        menu = self.versions.menu()
        menu.clear()
        for version in versions:
            action = menu.addAction(f"恢复到 {version_words(version)}")
            action.triggered.connect(lambda _=False, one=version: self.version_asked.emit(one))
        self.show_problems([str(problem) for problem in state.problems])
        self.show_lines(lines)

    @property
    def room_for_a_page(self) -> int:
        """How wide a page may be shown, in pixels."""
        return max(min(self._scroll.width(), theme.px(SHEET)) - theme.px(56), theme.px(300))

    def show_problems(self, sentences: Sequence[str]) -> None:
        """Show what is wrong with the template, a sentence a line."""
        self.problems.setText("\n".join(sentences))
        self.problems.setVisible(bool(sentences))

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show the sample letter as paragraphs."""
        self._clear_pages()
        self.paper.setText(on_paper(lines))
        self.paper.setVisible(bool(lines))

    def show_pages(self, pages: Sequence[QImage]) -> None:
        """Show the pages of the sample letter as they will be printed."""
        self.paper.hide()
        self._clear_pages()
        for number, page in enumerate(pages, start=1):
            label = QLabel()
            label.setObjectName("letter")
            label.setAccessibleName(f"样例文书第{number}页")
            label.setPixmap(QPixmap.fromImage(page))
            self._pages.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)

    def _clear_pages(self) -> None:
        while (item := self._pages.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
