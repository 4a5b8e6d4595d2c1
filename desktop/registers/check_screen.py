"""The register checked whole in the window, with what can be mended from the rest of it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from casework.desk.desk import Desk
from casework.desk.last_check import last_check, note_check
from desktop.base.screen import Screen, held, rule
from desktop.base.work import Progress
from desktop.look import theme
from desktop.widgets.fields import LineField
from desktop.widgets.page_head import titled
from desktop.widgets.sentence_list import SentenceList
from desktop.widgets.setting_row import at_the_left
from desktop.widgets.words import Words
from desktop.widgets.work_strip import WorkStrip
from rules.errors import ClerkError

_WIDEST = 960
_MOST_SHOWN = 500
# Things looked at between two words on how far it is.
_SAID_EVERY = 200
_HINT = (
    "核对登记簿文件、办理历史、每一行、文书和附件，与登记时写下的是否一致。只读，不改动任何内容。"
)
_ANCHOR_HINT = (
    "卷内目录和期限计算书末尾印有当时的校验锚点，备份的清单和上报的交换文件里也有。"
    "照着填写，可以查出历史是否从那时起被整个改写。"
)
_ANCHOR_SHOWN = "如128-3f2a-9c01-77de-410b-5a6e-0c2d，或者清单文件的位置"


class CheckFindings(NamedTuple):
    """What a check found: the problems, and the files no row names."""

    problems: tuple[str, ...]
    left: tuple[Path, ...]


class CheckScreen(Screen):
    """Checks off the window's thread, says what was found, and mends what may be made anew."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.found: tuple[str, ...] | None = None
        self.left: tuple[Path, ...] = ()
        self.words = Words()
        self.words.setObjectName("checkWords")
        self.strip = WorkStrip()
        self.findings = SentenceList("checkFindings", "检查发现的问题", most_height=4000)
        self.anchor = LineField()
        self.anchor.setObjectName("checkAnchor")
        self.anchor.setAccessibleName("校验锚点")
        self.anchor.setPlaceholderText(_ANCHOR_SHOWN)
        self.anchor.setMinimumWidth(theme.px(420))
        self.compare = _button("compareAnchor", "核对锚点")
        self.compared = SentenceList("checkCompared", "与校验锚点核对的结果", most_height=400)
        self.go = _button("checkAgain", "检查登记簿", "primary")
        self.search = _button("rebuildSearch", "重建检索")
        self.again = _button("recompute", "重新计算各件")
        self.aside = _button("moveAside", "移走残留文件")
        self._assemble()
        self.go.clicked.connect(self.check)
        self.search.clicked.connect(partial(self._mend, "正在重建检索", _search_anew))
        self.again.clicked.connect(partial(self._mend, "正在重新计算", _computed_anew))
        self.aside.clicked.connect(self._move_aside)
        self.compare.clicked.connect(self.compare_anchor)
        self.anchor.returnPressed.connect(self.compare_anchor)
        self.strip.failed.connect(self.failed)
        self.strip.stopped.connect(lambda: self.said.emit("已停止，没有检查完。"))
        self.strip.ended.connect(self._ended)
        self._show()

    def _assemble(self) -> None:
        head, buttons = titled("检查登记簿", hint=_HINT)
        for button in (self.aside, self.again, self.search, self.go):
            buttons.addWidget(button)
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        inside.setSpacing(theme.px(12))
        for part in (self.words, self.strip, self.findings):
            inside.addWidget(part)
        beside = QLabel(_ANCHOR_HINT)
        beside.setProperty("kind", "second")
        beside.setWordWrap(True)
        inside.addWidget(beside)
        inside.addLayout(at_the_left(self.anchor, self.compare))
        inside.addWidget(self.compared)
        self.compared.setVisible(False)
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
        """Begin to check the register as it is now; whoever writes meanwhile does not wait."""
        desk = self._desk

        def task(progress: Progress) -> CheckFindings:
            from casework.pages.paper_check import orphans
            from casework.pages.register_check import problems

            still = desk.still()
            found: list[str] = []

            here = ""

            def say(part: str, far: str = "") -> None:
                nonlocal here
                here = part
                many = f"，已发现{len(found)}处" if found else ""
                progress.say(-1, f"正在检查{part}{far}{many}")

            def tell(done: int, of: int) -> None:
                progress.check()
                if of and done % _SAID_EVERY == 0:
                    say(here, f"，第{done + 1:,}个，共{of:,}个")

            try:
                for sentence in problems(still, on_part=say, told=tell):
                    found.append(sentence)
                    progress.check()
                say("没有登记的文件")
                return CheckFindings(tuple(found), tuple(orphans(still)))
            finally:
                still.close()

        self._run(task, "正在检查登记簿", self._is_checked)

    def compare_anchor(self) -> None:
        """Hold the history against the anchor typed, and say where it differs."""
        if self.strip.is_busy:
            return
        words, desk = self.anchor.text().strip(), self._desk
        self.compared.setVisible(False)

        def task(_: Progress) -> list[str]:
            from casework.pages.register_check import against

            # It may open every register kept aside, one after the other.
            still = desk.still()
            try:
                return list(against(still, words))
            finally:
                still.close()

        self._run(task, "正在核对锚点", self._is_compared)

    def _is_compared(self, found: list[str]) -> None:
        said = found or ["一致：登记簿的历史经过这个锚点，锚点以前的操作记录没有被改写。"]
        self.compared.show_sentences([(one, None) for one in said])
        self.compared.setVisible(True)

    def _is_checked(self, looked: CheckFindings) -> None:
        self.found, self.left = looked.problems, looked.left
        if not self._desk.store.is_read_only:
            note_check(self._desk, self.found)
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
        can_write = not self._desk.store.is_read_only
        self.go.setEnabled(not is_busy)
        self.compare.setEnabled(not is_busy)
        for button in (self.search, self.again, self.aside):
            button.setEnabled(can_write and not is_busy)

    def _move_aside(self) -> None:
        from casework.pages.paper_check import clean

        try:
            moved = clean(self._desk)
        except ClerkError as error:
            self.failed.emit(error.message)
            return
        self.left = ()
        self._show()
        where = f"，在“{moved[0].relative_to(self._desk.beside.folder).parts[0]}”" if moved else ""
        self.said.emit(f"已移走{len(moved)}个没有登记的文件{where}，没有删除。")

    def _show(self) -> None:
        found = self.found
        self._enable(is_busy=self.strip.is_busy)
        last = last_check(self._desk)
        if found is None and last is not None:
            found = last.sentences
            result = f"发现{last.number:,}处" if last.number else "没有发现问题"
            self.words.setText(
                f"{last.on.month}月{last.on.day}日检查过，{result}。每天自动检查一次。"
            )
        elif found is None:
            self.words.setText("还没有检查过。每天自动检查一次，也可以现在检查。")
        elif not found:
            self.words.setText("没有发现问题：文件、历史、每一行、文书和附件都与登记时一致。")
        else:
            more = f"，列出前{_MOST_SHOWN}处" if len(found) > _MOST_SHOWN else ""
            self.words.setText(f"发现{len(found):,}处与登记时不一致{more}。")
        lines = list(found or ())[:_MOST_SHOWN]
        if self.left:
            lines.append(
                f"文书文件夹里有{len(self.left)}个没有登记的文件，如“{self.left[0].name}”，"
                "可能是中断的操作留下的，不影响登记簿；可以移走。"
            )
        self.aside.setVisible(bool(self.left))
        self.findings.show_sentences([(one, None) for one in lines])
        self.findings.setVisible(bool(lines))

    def refresh(self) -> None:
        """Say again what the last check found."""
        if not self.strip.is_busy:
            self._show()

    def take_focus(self) -> None:
        """Begin at the button."""
        self.go.setFocus()


def _search_anew(desk: Desk, progress: Progress) -> str:
    from casework.pages.mending import mend_search
    from casework.receipt.attached_words import read_again

    read_again(
        desk,
        lambda done, of: progress.say(
            done * 100 // max(of, 1), f"正在读附件的文字，第{done + 1}个，共{of}个"
        ),
    )
    progress.say(-1, "正在重建检索")
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
