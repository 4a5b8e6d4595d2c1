"""The templates of the letters: which are the office's own, and what is wrong with any."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QSplitter, QVBoxLayout, QWidget

from casework.desk.desk import Desk
from casework.letters import LetterKind
from casework.letters import own_templates as own
from casework.letters.own_templates import TemplateState
from casework.programs.aside import aside
from desktop.base.documents import open_path
from desktop.base.pause import Pause
from desktop.base.screen import Screen, rule
from desktop.base.work import Progress
from desktop.look import theme
from desktop.templates.template_page import TemplatePage
from desktop.widgets.page_head import titled
from desktop.widgets.reading_table import ReadingTable
from desktop.widgets.tab_order import tab_as_read
from rules.errors import ClerkError

_SETTLED_MS = 300
_INCHES_WIDE = 8.27
_MOST_PAGES = 6


class TemplatesScreen(Screen):
    """The list of templates with the chosen one beside it."""

    looks_beside = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.table = ReadingTable("templates", "文书模板", ("文书", "状态|120"))
        self.table.setMinimumWidth(theme.px(260))
        # Made where it stands: what is moved is given its look once more.
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._page = TemplatePage(self._split)
        # The list shows before the first sample is laid out.
        self._first = Pause(self, desk, 0, self._show)
        self._watcher = QFileSystemWatcher(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SETTLED_MS)
        self._pause.timeout.connect(self.refresh)
        self._watcher.directoryChanged.connect(lambda _: self._pause.start())
        self._watcher.fileChanged.connect(lambda _: self._pause.start())
        self._assemble()
        self._listen()
        self._read()
        self._first.start()

    def _assemble(self) -> None:
        head, _ = titled(
            "文书模板",
            hint="可以用Word或者WPS改写。改过的模板存放在登记簿旁边，程序更新不会覆盖；"
            "花括号里的名称由程序填写，请勿改动。",
        )
        split = self._split
        split.setChildrenCollapsible(False)
        split.insertWidget(0, self.table)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setSizes([theme.px(560), theme.px(680)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(rule())
        column.addWidget(split, 1)
        tab_as_read(self)

    def _listen(self) -> None:
        self.table.currentCellChanged.connect(lambda *_: self._show())
        self.table.opened.connect(lambda _: self.open_in_word())
        page = self._page
        page.open_asked.connect(self.open_in_word)
        page.check_asked.connect(self.check)
        page.import_asked.connect(self._choose)
        page.restore_asked.connect(self.restore)
        page.version_asked.connect(self.bring_back)
        page.pages_asked.connect(self.show_pages)
        page.copied.connect(
            lambda mark: self.said.emit(f"已复制“{mark}”，在 Word 或 WPS 里粘贴到要放的地方。")
        )
        page.strip.failed.connect(self.failed)

    @property
    def _folder(self) -> Path:
        return self._desk.templates

    @property
    def state(self) -> TemplateState | None:
        """The template that is chosen."""
        state = self.table.thing()
        return state if isinstance(state, TemplateState) else None

    def choose(self, kind: LetterKind) -> None:
        """Choose a kind of letter."""
        self.table.setCurrentCell(list(LetterKind).index(kind), 0)

    @property
    def page(self) -> TemplatePage:
        """What is shown of the template that is chosen."""
        if self._first.isActive():
            self._show()
        return self._page

    def refresh(self) -> None:
        """Read the templates again."""
        self._read()
        self._show()

    def _read(self) -> None:
        found = own.states(self._folder)
        # What comes with the program is the rule: only what differs from it is marked.
        rows = [
            (state.kind.title, state.words if state.own or state.problems else "")
            for state in found
        ]
        self.table.blockSignals(True)
        self.table.show_rows(rows, found)
        self.table.blockSignals(False)
        self._watch(found)

    def _watch(self, found: list[TemplateState]) -> None:
        paths = [str(state.path) for state in found if state.own]
        if self._folder.is_dir():
            paths.append(str(self._folder))
        known = {*self._watcher.files(), *self._watcher.directories()}
        if fresh := [path for path in paths if path not in known]:
            self._watcher.addPaths(fresh)

    def _show(self) -> None:
        self._first.stop()
        state = self.state
        if state is None:
            return
        kept = own.versions(self._folder, state.kind)
        self.page.show_placeholders(own.placeholders(state.kind))
        try:
            page = own.preview(self._folder, state.kind)
        except ClerkError as error:
            # A template that cannot be filled says so among its problems.
            self.page.show_template(state, None, kept)
            self.page.show_problems([str(one) for one in state.problems] or [str(error)])
            return
        self.page.show_template(state, page, kept)

    def open_in_word(self) -> None:
        """Open the office's own template, made from the shipped one where there is none yet."""
        if (state := self.state) is None:
            return

        def open_it() -> str:
            own.keep_version(self._folder, state.kind, now=self._desk.clock())
            open_path(own.own_copy(self._folder, state.kind))
            return f"已打开“{state.kind.title}”的模板，改好保存后回到这里检查。"

        self._try(open_it)

    def check(self) -> None:
        """Say whether letters can be made of the template."""
        self.refresh()
        state = self.state
        if state is None:
            return
        if state.problems:
            count = len(state.problems)
            self.failed.emit(f"“{state.kind.title}”的模板有{count}处问题，见右侧，改好后再检查。")
        else:
            self.said.emit(f"“{state.kind.title}”的模板可以使用。")

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "选择模板文件", "", "Word 文档 (*.docx)")
        if path:
            self.adopt(Path(path))

    def adopt(self, source: Path) -> None:
        """Take a file as the office's own template, if letters can be made of it."""
        if (state := self.state) is None:
            return

        def take() -> str:
            own.adopt(self._folder, state.kind, source, now=self._desk.clock())
            return f"已导入“{state.kind.title}”的模板，原来的留在历史版本中。"

        self._try(take)
        try:
            wrong = own.problems_of(state.kind, source)
        except ClerkError:
            # It is no document at all, and that was said.
            return
        if wrong:
            self.page.show_problems([f"“{source.name}”不能使用：", *map(str, wrong)])

    def restore(self) -> None:
        """Go back to the shipped template."""
        if (state := self.state) is None:
            return

        def go_back() -> str:
            own.restore(self._folder, state.kind, now=self._desk.clock())
            return f"“{state.kind.title}”已恢复为随程序的模板，原来的留在历史版本中。"

        self._try(go_back)

    def bring_back(self, version: Path) -> None:
        """Use an earlier version again."""
        if (state := self.state) is None:
            return

        def take() -> str:
            own.bring_back(self._folder, state.kind, version, now=self._desk.clock())
            return f"“{state.kind.title}”已恢复到{own.version_words(version)}的版本。"

        self._try(take)

    def _try(self, work: Callable[[], str]) -> None:
        try:
            message = work()
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self.refresh()
        self.said.emit(message)

    def show_pages(self) -> None:
        """Show the sample letter as it will be printed, made by the office program."""
        if (state := self.state) is None:
            return
        folder, kind = self._folder, state.kind
        density = self.devicePixelRatio()
        dots = self.page.room_for_a_page / _INCHES_WIDE * density

        def task(progress: Progress) -> tuple[LetterKind, list[QImage]]:
            from casework.letters import render
            from casework.letters.sample import sample_letter
            from casework.word.office_program import to_pdf
            from desktop.widgets.page_pictures import pictures

            progress.say(-1, "正在排版样例文书")
            with aside("sample") as place:
                source = place / "样例.docx"
                source.write_bytes(render(sample_letter(kind), folder))
                pdf = to_pdf(source)
                progress.say(-1, "正在显示版面")
                return kind, [
                    _dense(one, density)
                    for one in pictures(pdf, dots_an_inch=dots, most=_MOST_PAGES)
                ]

        self.page.strip.run(task, "正在排版样例文书", self._pages_made)

    def _pages_made(self, made: tuple[LetterKind, list[QImage]]) -> None:
        kind, pages = made
        if self.state is not None and self.state.kind is kind:
            self.page.show_pages(pages)

    def take_focus(self) -> None:
        """Begin in the list."""
        self.table.setFocus()


def _dense(page: QImage, density: float) -> QImage:
    page.setDevicePixelRatio(density)
    return page
