"""One template: whose it is, what is wrong with it, how a sample letter made by it reads."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from casework.letters.own_templates import Placeholder, TemplateState, version_words
from casework.word import LetterPage
from desktop.acting.preview import SHEET
from desktop.base.screen import held
from desktop.look import icons, theme
from desktop.templates.mark_table import MarkTable
from desktop.widgets.menu_button import MenuButton
from desktop.widgets.one_row import OneRow
from desktop.widgets.paper_page import PaperPage
from desktop.widgets.readable import reading_label
from desktop.widgets.tab_order import tab_as_read
from desktop.widgets.work_strip import WorkStrip


class TemplatePage(QWidget):
    """The right side of the templates; it says what was asked for and does nothing itself."""

    open_asked = Signal()
    check_asked = Signal()
    import_asked = Signal()
    restore_asked = Signal()
    version_asked = Signal(object)
    pages_asked = Signal()
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = reading_label(name="templateTitle", kind="heading")
        self._state = reading_label(name="templateState", kind="body2")
        self.problems = reading_label(name="templateProblems", kind="warning")
        self.paper = PaperPage()
        self.marks = MarkTable()
        self.strip = WorkStrip()
        self.versions, self.restore = MenuButton("历史版本"), QPushButton("恢复原样…")
        self.versions.setObjectName("templateVersions")
        self.versions.setMenu(QMenu(self.versions))
        self._pages = QVBoxLayout()
        self._pages.setSpacing(theme.px(12))
        self.confirm = QFrame()
        self._assemble()

    def _assemble(self) -> None:
        more = QPushButton(icons.icon("chevron-down"), "更多")
        more.setProperty("kind", "more")
        self.tools = OneRow(more, gap=8)
        buttons = [
            self._tool(*one)
            for one in (
                ("openTemplate", "在Word或WPS中修改", "pencil-line", self.open_asked),
                ("checkTemplate", "检查", "check", self.check_asked),
                ("templatePages", "看版面", "file-text", self.pages_asked),
                ("importTemplate", "导入模板…", "upload", self.import_asked),
            )
        ]
        self.restore.setObjectName("restoreTemplate")
        self.restore.setIcon(icons.icon("undo-2"))
        self.restore.clicked.connect(self.confirm.show)
        self.tools.show_buttons([*buttons, self.versions, self.restore])
        self._assemble_confirm()
        inner, sheet = QWidget(), QWidget()
        around = QVBoxLayout(inner)
        around.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(16))
        around.addLayout(held(sheet, SHEET))
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(self._pages)
        column.addStretch(1)
        scroll = self._scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.hide()
        self.tabs = QTabWidget()
        self.tabs.setObjectName("templateTabs")
        # Both parts scroll, and a display of 200 % is not to be outgrown.
        self.tabs.setMinimumHeight(theme.px(112))
        self.tabs.setDocumentMode(True)
        shown = QWidget()
        both = QVBoxLayout(shown)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self.paper, 1)
        both.addWidget(scroll, 1)
        self.tabs.addTab(shown, "样例")
        self.tabs.addTab(self.marks, "占位")
        self.marks.copied.connect(self.copied)
        head = QVBoxLayout()
        head.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(4))
        head.setSpacing(theme.px(8))
        for part in (self._title, self._state, self.tools, self.confirm, self.problems, self.strip):
            head.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(head)
        outer.addWidget(self.tabs, 1)
        tab_as_read(self)

    def _tool(self, name: str, words: str, icon: str, signal: SignalInstance) -> QPushButton:
        button = QPushButton(icons.icon(icon), words)
        button.setObjectName(name)
        button.clicked.connect(lambda: signal.emit())
        return button

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
        self, state: TemplateState, page: LetterPage | None, versions: Sequence[Path]
    ) -> None:
        """Show a template with its sample letter as a page; None where it makes none."""
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
        self.tools.place()
        self._clear_pages()
        self.paper.show_page(page)

    def show_placeholders(self, marks: Sequence[Placeholder]) -> None:
        """Show what may stand in the template."""
        self.marks.show_marks(marks)
        self.tabs.setTabText(1, f"占位 {len(marks)}")

    @property
    def room_for_a_page(self) -> int:
        """How wide a page may be shown, in pixels."""
        return max(min(self.tabs.width(), theme.px(SHEET)) - theme.px(56), theme.px(300))

    def show_problems(self, sentences: Sequence[str]) -> None:
        """Show what is wrong with the template, a sentence a line."""
        self.problems.setText("\n".join(sentences))
        self.problems.setVisible(bool(sentences))

    def show_pages(self, pages: Sequence[QImage]) -> None:
        """Show the pages of the sample letter as they will be printed."""
        self._clear_pages()
        self.paper.hide()
        self._scroll.show()
        self.tabs.setCurrentIndex(0)
        for number, page in enumerate(pages, start=1):
            label = QLabel()
            label.setObjectName("letter")
            label.setAccessibleName(f"样例文书第{number}页")
            label.setPixmap(QPixmap.fromImage(page))
            self._pages.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)

    def _clear_pages(self) -> None:
        self._scroll.hide()
        self.paper.show()
        while (item := self._pages.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
