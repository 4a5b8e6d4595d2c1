"""A broken start: what happened, what is there, and the ways on; outside the locked door.

Shown where a register cannot be opened. Nothing is written before a way is chosen, and none is
chosen by Enter: people press it at the start without reading.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from casework.safekeeping.around import (
    RegisterState,
    Way,
    WayOn,
    age_words,
    copy_words,
    from_elsewhere,
    look_around,
)
from casework.safekeeping.recovery import (
    begin_told,
    keep_report,
    put_back_from,
    save_beside,
)
from desktop.base.documents import open_path
from desktop.base.screen import rule
from desktop.base.work import LoneWork, Progress
from desktop.look import icons, theme
from desktop.registers.recovery_parts import SideBySide, found_thing
from desktop.registers.recovery_words import OTHERS, TITLES
from desktop.registers.registers import KIND, as_register, recent_registers
from desktop.widgets.key_button import KeyButton
from desktop.widgets.words import Words
from rules.errors import ClerkError

_WIDEST = 1000
_BOXED = (Way.RESTORE, Way.PUT_BACK, Way.AGAIN)


class RecoveryPage(QWidget):
    """Says what was found around `register`, and does what is chosen.

    `chosen` carries the path to open and whether only to read it. `clock` tells the time.
    """

    chosen = Signal(object, bool)

    def __init__(
        self,
        register: Path,
        clock: Callable[[], datetime],
        sentence: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setWindowTitle("依申请公开办件台")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._register, self._clock, self._sentence = register, clock, sentence
        self._work = LoneWork(self)
        self._work.ended.connect(self._ended)
        self.around = look_around(register, now=clock(), was_there=bool(sentence))
        self.best: WayOn | None = None
        self._chosen: list[WayOn] = []
        self.buttons: dict[Way, QPushButton] = {}
        self.told, self.done = Words(), Words()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget | None = None
        QShortcut(QKeySequence("Ctrl+Return"), self, self._take_best)
        self._show()

    def _show(self) -> None:
        """Show what was found, anew."""
        self.buttons.clear()
        self.told, self.done = Words(), Words()
        self.told.setObjectName("recoveryTold")
        self.done.setObjectName("recoveryDone")
        self.done.setVisible(False)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = SideBySide(self._ways(), self._found())
        inside.setMaximumWidth(theme.px(_WIDEST))
        outer = QWidget()
        row = QHBoxLayout(outer)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inside, 1000)
        row.addStretch(1)
        area.setWidget(outer)
        if self._shown is not None:
            self._column.removeWidget(self._shown)
            self._shown.deleteLater()
        self._shown = area
        self._column.addWidget(area)
        self._tell()

    def _ways(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.px(12))
        column.addLayout(self._head())
        steps = [*self._chosen, *self.around.steps]
        self.best = steps[0] if steps and steps[0].way in _BOXED else None
        if self.best is not None:
            column.addWidget(self._box(steps.pop(0)))
        column.addWidget(self.done)
        heading = QLabel("还可以" if self.best is not None else "可以")
        heading.setProperty("kind", "group")
        column.addWidget(heading)
        rows = QVBoxLayout()
        rows.setSpacing(0)
        rows.addWidget(rule())
        for step in steps:
            rows.addWidget(self._row(step))
            rows.addWidget(rule())
        column.addLayout(rows)
        column.addStretch(1)
        return column

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        sign, title = QLabel(), QLabel(TITLES[self.around.state])
        sign.setPixmap(icons.pixmap("triangle-alert", 18, "soon"))
        title.setProperty("kind", "title")
        title.setWordWrap(True)
        words = Words(f"{self._sentence or self.around.sentence}程序没有改动任何文件。")
        words.setObjectName("recoveryWords")
        column = QVBoxLayout()
        column.setSpacing(theme.px(6))
        column.addWidget(title)
        column.addWidget(words)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        return row

    def _box(self, step: WayOn) -> QFrame:
        box = QFrame()
        box.setObjectName("recoveryBest")
        title, verb = OTHERS[step.way]
        heading = QLabel(title)
        heading.setProperty("kind", "heading")
        button = KeyButton(verb, "Ctrl+Enter", kind="primary")
        button.setAutoDefault(False)
        button.setObjectName(step.way.name.lower())
        button.clicked.connect(lambda: self.take(step))
        self.buttons[step.way] = button
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(button)
        column = QVBoxLayout(box)
        column.setContentsMargins(*[theme.px(16)] * 4)
        column.setSpacing(theme.px(8))
        column.addLayout(head)
        column.addWidget(Words(step.words))
        column.addWidget(self.told)
        return box

    def _row(self, step: WayOn) -> QWidget:
        part = QWidget()
        part.setMinimumHeight(theme.px(60))
        title, verb = OTHERS[step.way]
        name, words = QLabel(title), Words(self._words_of(step))
        words.setProperty("kind", "second")
        button = QPushButton(verb)
        button.setAutoDefault(False)
        button.setObjectName(step.way.name.lower())
        button.clicked.connect(lambda: self.take(step))
        self.buttons[step.way] = button
        texts = QVBoxLayout()
        texts.setSpacing(theme.px(2))
        texts.addWidget(name)
        texts.addWidget(words)
        row = QHBoxLayout(part)
        row.setContentsMargins(0, theme.px(6), 0, theme.px(6))
        row.addLayout(texts, 1)
        row.addWidget(button)
        return part

    def _words_of(self, step: WayOn) -> str:
        others = [path for path in recent_registers() if path != self._register]
        if step.way is Way.OTHER and others:
            return f"{step.words}这台电脑上最近用过：{others[0]}。"
        return step.words

    def _found(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        heading, folder = QLabel("找到的东西"), Words(str(self._register.parent))
        heading.setProperty("kind", "group")
        folder.setProperty("kind", "second")
        column.addWidget(heading)
        column.addWidget(folder)
        for name, state, note, is_good in self._things():
            column.addWidget(rule())
            column.addLayout(found_thing(name, state, note, is_good=is_good))
        column.addWidget(rule())
        link = QPushButton("打开文件夹")
        link.setProperty("kind", "link")
        link.setIcon(icons.icon("folder-open", "accent"))
        link.setAutoDefault(False)
        link.clicked.connect(lambda: open_path(self._register.parent))
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def _things(self) -> list[tuple[str, str, str, bool | None]]:
        found, now = self.around, self._clock()
        things: list[tuple[str, str, str, bool | None]] = [
            (self._register.name, found.state.value, "", found.state is RegisterState.SOUND)
        ]
        usable = [copy for copy in found.copies if not copy.is_broken]
        words = f"{len(usable)} 份" if usable else "没有"
        note = f"最近：{age_words(usable[0], now)}，{copy_words(usable[0])}" if usable else ""
        things.append(("备份", words, note, True if usable else None))
        broken = len(found.copies) - len(usable)
        if broken:
            things.append(("清单损坏的备份", f"{broken} 份", "", False))
        things.append(
            ("文书和附件", f"{found.letters} 个文件" if found.letters else "没有", "",
             True if found.letters else None)
        )  # fmt: skip
        for one in found.asides[:3]:
            things.append((one.path.stem, one.words, "", one.is_sound))
        if not found.asides:
            things.append(("恢复前文件", "没有", "", None))
        if found.halves:
            things.append(("没有写完的文件", f"{len(found.halves)} 个", "恢复时清理", None))
        return things

    def _tell(self) -> None:
        """Say in the box what the best way would lose, once it is known."""
        best = self.best
        if best is None or best.path is None or best.way is Way.AGAIN:
            self.told.setVisible(False)
            return
        copy = best.path
        self.told.setText("正在核对备份……")
        self._run(lambda _: begin_told(copy, self._register), self._told)

    def _told(self, lines: object) -> None:
        assert isinstance(lines, list)
        self.told.setText("\n".join(lines))

    def _run(
        self, task: Callable[[Callable[[int, int], None]], object], then: Callable[[object], None]
    ) -> None:
        def work(progress: Progress) -> object:
            # Told and not asked: half-way through, a restore is worse than either end of it.
            return task(
                lambda done, of: progress.moved.emit(done * 100 // max(of, 1), "正在放回文件")
            )

        if self._work.begin(work, then, self._failed, moved=self._moved):
            for button in self.buttons.values():
                button.setEnabled(False)

    def _moved(self, per_cent: int, words: str) -> None:
        self._say(f"{words}，已完成{per_cent}%。请不要关闭电脑。")

    def _ended(self) -> None:
        for button in self.buttons.values():
            button.setEnabled(True)

    @property
    def is_busy(self) -> bool:
        """Whether something is being done or looked at."""
        return self._work.is_busy

    def _failed(self, words: str) -> None:
        self._say(words, kind="problem")

    def _say(self, words: str, *, kind: str = "body2") -> None:
        self.done.setProperty("kind", kind)
        self.done.style().polish(self.done)
        self.done.setText(words)
        self.done.setVisible(True)

    def _take_best(self) -> None:
        if self.best is not None and not self.is_busy:
            self.take(self.best)

    def take(self, step: WayOn) -> None:
        """Go one way on.

        Raises `AssertionError` for a way the page does not know.
        """
        match step.way:
            case Way.RESTORE | Way.PUT_BACK if step.path is not None:
                copy = step.path
                self._run(
                    lambda told: put_back_from(copy, self._register, self._clock, told),
                    lambda _: self.chosen.emit(self._register, False),
                )
            case Way.SALVAGE:
                self._run(lambda _: save_beside(self._register, self._clock), self._saved)
            case Way.LOOK:
                self.chosen.emit(step.path, True)
            case Way.AGAIN:
                self._again()
            case Way.ELSEWHERE:
                self._elsewhere()
            case Way.OTHER:
                self._other()
            case Way.FRESH:
                self._fresh()
            case Way.SEND:
                self._send()
            case _:
                raise AssertionError(step)

    def _again(self) -> None:
        self.around = look_around(self._register, now=self._clock(), was_there=True)
        self._sentence = ""
        if self.around.state in (RegisterState.SOUND, RegisterState.LOCKED):
            # Whoever opens an encrypted one asks for its code.
            self.chosen.emit(self._register, False)
        else:
            self._show()

    def _saved(self, answer: object) -> None:
        assert isinstance(answer, tuple)
        path, lines = answer
        self._say("\n".join(lines))
        link = QPushButton(f"打开“{path.name}”")
        link.setObjectName("openSaved")
        link.setProperty("kind", "link")
        link.clicked.connect(lambda: self.chosen.emit(path, False))
        parent = self.done.parentWidget()
        layout = parent.layout() if parent is not None else None
        if layout is not None:
            layout.addWidget(link)

    def _elsewhere(self) -> None:
        """Ask where the copies lie, and offer the latest of them before all else."""
        typed = QFileDialog.getExistingDirectory(self, "选择存放备份的文件夹")
        if not typed:
            return
        try:
            self._chosen = [from_elsewhere(Path(typed), self._register, self._clock())]
        except ClerkError as error:
            self._failed(error.message)
            return
        self._show()

    def _other(self) -> None:
        typed, _ = QFileDialog.getOpenFileName(self, "打开登记簿", str(self._register.parent), KIND)
        if typed:
            self.chosen.emit(Path(typed), False)

    def _fresh(self) -> None:
        typed, _ = QFileDialog.getSaveFileName(
            self, "新建登记簿", str(self._register.parent / "新登记簿"), KIND
        )
        if typed:
            self.chosen.emit(as_register(typed), False)

    def _send(self) -> None:
        typed, _ = QFileDialog.getSaveFileName(
            self, "存检查结果", str(self._register.with_name("检查结果.txt")), "文本 (*.txt)"
        )
        if not typed:
            return
        try:
            keep_report(self.around, Path(typed))
        except ClerkError as error:
            self._failed(str(error))
            return
        self._say(f"已存到“{typed}”，其中没有申请人的信息。")
