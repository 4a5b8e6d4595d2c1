"""The register checked whole in the window, with what can be mended from the rest of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from casework.desk.desk import Desk
from desktop.base.screen import Screen, held, rule
from desktop.base.work import Progress
from desktop.look import theme
from desktop.widgets.page_head import titled
from desktop.widgets.sentence_list import SentenceList
from desktop.widgets.words import Words
from desktop.widgets.work_strip import WorkStrip

_WIDEST = 960
_MOST_SHOWN = 500
_HINT = (
    "核对登记簿文件、办理历史、每一行、文书和附件，与登记时写下的是否一致。只读，不改动任何内容。"
)


class CheckScreen(Screen):
    """Checks off the window's thread, says what was found, and mends what may be made anew."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.found: tuple[str, ...] | None = None
        self.words = Words()
        self.words.setObjectName("checkWords")
        self.strip = WorkStrip()
        self.findings = SentenceList("checkFindings", "检查发现的问题", most_height=4000)
        self.go = _button("checkAgain", "检查登记簿", "primary")
        self.search = _button("rebuildSearch", "重建检索")
        self.again = _button("recompute", "重新计算各件")
        self._assemble()
        self.go.clicked.connect(self.check)
        self.search.clicked.connect(partial(self._mend, "正在重建检索", _search_anew))
        self.again.clicked.connect(partial(self._mend, "正在重新计算", _computed_anew))
        self.strip.failed.connect(self.failed)
        self.strip.stopped.connect(lambda: self.said.emit("已停止，没有检查完。"))
        self.strip.ended.connect(self._ended)
        self._show()

    def _assemble(self) -> None:
        head, buttons = titled("检查登记簿", hint=_HINT)
        for button in (self.again, self.search, self.go):
            buttons.addWidget(button)
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        inside.setSpacing(theme.px(12))
        for part in (self.words, self.strip, self.findings):
            inside.addWidget(part)
        inside.addStretch(1)
        around = QHBoxLayout()
        around.addLayout(held(body, _WIDEST))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(rule())
        column.addLayout(around, 1)

    def check(self) -> None:
        """Begin to check, through a connection that only reads."""
        desk = self._desk

        def task(progress: Progress) -> tuple[str, ...]:
            from casework.pages.register_check import problems

            reader = Desk(desk.store.reader(), desk.clock, desk.clerk)
            found: list[str] = []
            try:
                for sentence in problems(reader):
                    progress.say(-1, f"正在检查，已发现{len(found) + 1}处")
                    found.append(sentence)
            finally:
                reader.close()
            return tuple(found)

        self._run(task, "正在检查登记簿", self._is_checked)

    def _is_checked(self, found: tuple[str, ...]) -> None:
        self.found = found
        self._show()

    def _mend(self, words: str, make: Callable[[Desk, Progress], str]) -> None:
        desk = self._desk

        def task(progress: Progress) -> str:
            own = Desk(desk.store.second_writer(), desk.clock, desk.clerk)
            try:
                return make(own, progress)
            finally:
                own.close()

        self._run(task, words, self._is_mended)

    def _is_mended(self, words: str) -> None:
        self.said.emit(words)
        self.check()

    def _run(
        self, task: Callable[[Progress], object], words: str, done: Callable[..., None]
    ) -> None:
        if self.strip.is_busy:
            return
        self.strip.run(task, words, done)
        self._enable(is_busy=True)

    def _ended(self) -> None:
        self._enable(is_busy=False)

    def _enable(self, *, is_busy: bool) -> None:
        for button in (self.go, self.search, self.again):
            button.setEnabled(not is_busy)

    def _show(self) -> None:
        found = self.found
        if found is None:
            self.words.setText("还没有检查。")
        elif not found:
            self.words.setText("没有发现问题：文件、历史、每一行、文书和附件都与登记时一致。")
        else:
            more = f"，列出前{_MOST_SHOWN}处" if len(found) > _MOST_SHOWN else ""
            self.words.setText(f"发现{len(found):,}处与登记时不一致{more}。")
        self.findings.show_sentences([(one, None) for one in (found or ())[:_MOST_SHOWN]])
        self.findings.setVisible(bool(found))

    def take_focus(self) -> None:
        """Begin at the button."""
        self.go.setFocus()


def _search_anew(desk: Desk, _progress: Progress) -> str:
    from casework.pages.mending import mend_search

    return mend_search(desk)


def _computed_anew(desk: Desk, progress: Progress) -> str:
    from casework.pages.mending import recompute

    return recompute(
        desk, lambda done, of: progress.say(done * 100 // max(of, 1), "正在重新计算各件")
    )


def _button(name: str, words: str, kind: str = "") -> QPushButton:
    button = QPushButton(words)
    button.setObjectName(name)
    if kind:
        button.setProperty("kind", kind)
    return button
