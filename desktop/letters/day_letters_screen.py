"""The letters of a day: examined, printed as one file, listed for the post office."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.letters.batch import MergingStopped as MergeStopped
from casework.papers.day_letters import (
    DayLetter,
    envelopes_wait,
    letters_of,
    merge_to,
    print_file,
    write_envelopes,
    write_mailing_register,
)
from casework.papers.document_check import Examined, examined
from casework.papers.services import letter_name
from desktop.base import documents
from desktop.base.screen import Screen, rule
from desktop.base.wishes import GoTo, OpenCase
from desktop.base.work import Progress, Stopped
from desktop.letters.day_table import DayTable
from desktop.letters.letter_text import LetterBeside
from desktop.letters.paper_printing import PaperPrinting
from desktop.look import icons, theme
from desktop.widgets.bars import EmptyState
from desktop.widgets.date_field import DateField
from desktop.widgets.key_button import KeyButton
from desktop.widgets.one_row import OneRow
from desktop.widgets.page_head import titled
from desktop.widgets.sentence_list import SentenceList
from desktop.widgets.work_strip import WorkStrip
from rules.errors import ClerkError

_AS_HIGH_AS_IT_IS = 100_000
_MOMENT_MS = 10


class DayLettersScreen(Screen):
    """The letters written on one day."""

    heeds = frozenset({What.CASE})
    looks_beside = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.letters: list[DayLetter] = []
        self.examined: list[Examined] | None = None
        self.day = DateField(today=desk.today, outlook=desk.outlook)
        self.day.setAccessibleName("日期")
        self.day.set_value(desk.today)
        self.table = DayTable()
        self._empty = EmptyState(
            "printer",
            "这一天没有文书",
            "发出告知书或者作出答复后，当天的文书列在这里，可以一起打印。",
        )
        self.found = SentenceList("dayFindings", "文书体检的发现", most_height=_AS_HIGH_AS_IT_IS)
        self.beside = LetterBeside()
        self._foot = QWidget()
        self.strip = WorkStrip()
        self._printing = PaperPrinting(self.strip, self.said.emit, self)
        self._printing.printed.connect(self._note_printed)
        self._ask, self._ask_words = QFrame(), QLabel()
        self._next: Callable[[], None] | None = None
        self._leaving: list[DayLetter] = []
        self._no_envelopes = ""
        self._assemble()
        self.day.changed.connect(self._day_typed)
        self.table.currentCellChanged.connect(lambda *_: self._show_findings())
        self.found.currentRowChanged.connect(self._point)
        self.found.chosen.connect(lambda _: self._point(self.found.currentRow()))
        self.table.opened.connect(self._open_case)
        self.strip.failed.connect(self.failed)
        self.strip.stopped.connect(lambda: self.said.emit("已停止。"))
        self.table.ticked.connect(self._count)
        self.refresh()

    def _assemble(self) -> None:
        head, buttons = titled(
            "今日文书",
            hint="当天写出、要发出去的文书，勾选的一次打印；空格勾选，双面、份数在打印对话框中选择。",
        )
        self._head = head
        head.row.setStretch(0, 0)
        buttons.addWidget(self.day)
        self._buttons = list[KeyButton]()
        for name, words, icon, kind, run in (
            ("printDay", "打印", "printer", "primary", self.print_all),
            ("printDayDialog", "选择打印机…", "", "", self.print_with_dialog),
            ("pdfOfDay", "存为PDF…", "", "", self.ask_for_pdf),
            ("envelopesOfDay", "信封", "", "", self.write_envelopes),
            ("tickAll", "全选", "", "", self.table.tick_all),
            ("mailingRegister", "邮寄登记簿", "", "", self.write_register),
            ("mailReceipts", "邮件回执", "", "", self._go_to_receipts),
        ):
            button = KeyButton(words, icon=icon, kind=kind)
            button.setObjectName(name)
            button.clicked.connect(lambda _=False, run=run: run())
            self._buttons.append(button)
        more = QPushButton(icons.icon("chevron-down"), "更多")
        more.setProperty("kind", "more")
        self._tools = OneRow(more, gap=8, is_right=True)
        self._tools.show_buttons(self._buttons)
        buttons.addWidget(self._tools, 1)
        strip_row = QHBoxLayout()
        strip_row.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        strip_row.addWidget(self.strip)
        self._assemble_ask()
        found = QVBoxLayout()
        found.setContentsMargins(theme.px(16), 0, theme.px(8), 0)
        found.addWidget(self.found)
        found.addStretch(1)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, theme.px(8), 0, theme.px(4))
        foot.setSpacing(0)
        foot.addLayout(found, 2)
        foot.addWidget(self.beside, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(rule())
        column.addWidget(self._ask)
        column.addLayout(strip_row)
        column.addWidget(self.table, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._foot, 1)

    def _assemble_ask(self) -> None:
        self._ask.setObjectName("dayAsk")
        row = QHBoxLayout(self._ask)
        row.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        row.setSpacing(theme.px(8))
        self._ask_words.setWordWrap(True)
        self._ask_words.setProperty("kind", "problem")
        self._go = go = QPushButton("仍然打印")
        back = QPushButton("返回修改")
        go.setObjectName("dayGo")
        back.setObjectName("dayBack")
        go.clicked.connect(self._go_on)
        back.clicked.connect(self._ask.hide)
        row.addWidget(self._ask_words, 1)
        row.addWidget(back)
        row.addWidget(go)
        self._ask.hide()

    def _day_typed(self) -> None:
        if self.day.day() is not None:
            self.refresh()

    @property
    def _shown_day(self) -> date:
        return self.day.day() or self._desk.today

    def refresh(self) -> None:
        """Read the letters of the day again and examine them off the window's thread."""
        if self.strip.is_busy:
            return
        self.letters, self.examined = letters_of(self._desk, self._shown_day), None
        self._ask.hide()
        self._show_rows()
        if not self.letters:
            return
        desk, found = self._desk, list(self.letters)

        def task(progress: Progress) -> list[Examined]:
            reader = Desk(desk.store.reader(), desk.clock, desk.clerk)
            try:
                made = []
                for number, letter in enumerate(found):
                    progress.say(number * 100 // len(found), f"正在体检第{number + 1}份文书")
                    made.append(examined(reader, letter.document))
                return made
            finally:
                reader.close()

        self.strip.run(task, "正在体检文书", self._examined)

    def follow(self) -> None:
        """Read the letters again where others are of the day now."""
        if letters_of(self._desk, self._shown_day) != self.letters:
            self.refresh()

    def _examined(self, found: list[Examined]) -> None:
        if len(found) == len(self.letters):
            self.examined = found
            self._show_rows()

    def _show_rows(self) -> None:
        known = self.examined
        self.table.show_letters(
            self.letters,
            ["…" for _ in self.letters] if known is None else [_words(one) for one in known],
        )
        self.table.setVisible(bool(self.letters))
        self._empty.setVisible(not self.letters)
        self._show_findings()

    def _count(self) -> None:
        """Say how many letters are ticked; with none, only the list of the mail can be made."""
        if self._no_envelopes and not envelopes_wait(self._desk, self.table.chosen):
            # Its address is registered meanwhile, or the letter that has none is left out.
            self.mended.emit(self._no_envelopes)
            self._no_envelopes = ""
        number, whole = len(self.table.chosen), len(self.letters)
        for button in self._buttons[:4]:
            button.setEnabled(bool(number))
        self._buttons[4].setEnabled(bool(whole))
        self._buttons[4].setText("全不选" if number == whole else "全选")
        self._buttons[0].key = f"{number} 份" if number else ""
        self._tools.place()
        self._head.say(f"{whole} 份，选了 {number} 份" if number != whole else f"{whole} 份")

    def _show_findings(self) -> None:
        shown = self._shown_letter
        findings = () if shown is None else shown[1].findings
        self.found.show_sentences([(one.words, one) for one in findings])
        self._foot.setVisible(bool(findings))
        self.found.setCurrentRow(0 if findings else -1)

    @property
    def _shown_letter(self) -> tuple[DayLetter, Examined] | None:
        row = self.table.currentRow()
        if self.examined is None or not 0 <= row < len(self.examined):
            return None
        return self.letters[row], self.examined[row]

    def _point(self, number: int) -> None:
        shown = self._shown_letter
        if shown is not None and 0 <= number < len(shown[1].findings):
            self.beside.show_finding(shown[0].document.title, shown[1], number)

    def _open_case(self, thing: object) -> None:
        if isinstance(thing, DayLetter):
            self.wished.emit(OpenCase(thing.document.request_id))

    def print_all(self) -> None:
        """Write the letters into one file and print it with its program."""
        self._leave("打印", lambda: self._merge(self._print_merged))

    def print_with_dialog(self) -> None:
        """Write the letters into one file and print it with the system's dialog."""
        self._leave("打印", lambda: self._merge(self._print_later))

    def _leave(self, doing: str, leave: Callable[[], None]) -> None:
        if self.strip.is_busy or not self.table.chosen:
            return
        chosen = {letter.document.id for letter in self.table.chosen}
        troubled = sum(
            bool(one.findings) and letter.document.id in chosen
            for letter, one in zip(self.letters, self.examined or (), strict=False)
        )
        if not troubled:
            leave()
            return
        self._next = leave
        self._ask_words.setText(
            f"有{troubled}份文书体检发现问题，选中该行可以看到，建议改好后再{doing}。"
        )
        self._go.setText(f"仍然{doing}")
        self._ask.show()

    def _go_on(self) -> None:
        self._ask.hide()
        if self._next is not None:
            following, self._next = self._next, None
            following()

    def _merge(self, merged: Callable[[Path], None]) -> None:
        target = print_file(self._desk, self._shown_day)
        self._leaving = self.table.chosen
        paths = [letter.path for letter in self._leaving]

        def task(progress: Progress) -> Path:
            def told(done: int) -> bool:
                progress.say(done * 100 // len(paths), f"正在合并第{done}份，共{len(paths)}份")
                return True

            try:
                return merge_to(target, paths, told)
            except MergeStopped as stopped:
                raise Stopped from stopped

        self.strip.run(task, "正在合并文书", merged)

    def _note_printed(self) -> None:
        self._note_left("PRINTED", "")

    def _note_left(self, kind: str, what: str) -> None:
        """Note that what was ticked left the window: looks at its cases, known outside from now."""
        from casework.papers.handing_out import hand_out

        for one in self._leaving:
            self._desk.looked(kind, one.document.request_id, f"{letter_name(one.document)}{what}")
        try:
            hand_out(self._desk, [one.document.id for one in self._leaving])
        except ClerkError as error:
            self.failed.emit(str(error))

    def _print_merged(self, path: Path) -> None:
        try:
            self.said.emit(documents.print_document(_printable(path)))
            self._note_printed()
        except ClerkError as error:
            self.failed.emit(str(error))

    def _print_later(self, path: Path) -> None:
        self._printing.print_file_soon(path, path.stem)

    def ask_for_pdf(self) -> None:
        """Ask where to, and write the ticked letters as one PDF."""
        suggested = str(self._desk.folder / f"{self._shown_day.isoformat()} 文书.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, "存为PDF", suggested, "PDF (*.pdf)")
        if chosen:
            self.write_pdf(Path(chosen).with_suffix(".pdf"))

    def write_pdf(self, target: Path) -> None:
        """Write the ticked letters as one PDF, off the window's thread."""
        self._leave(
            "存为PDF", lambda: self._merge(lambda merged: self._convert_soon(merged, target))
        )

    def _convert_soon(self, source: Path, target: Path) -> None:
        # The strip lets go of the merging a moment after its result is here.
        if self.strip.is_busy:
            QTimer.singleShot(_MOMENT_MS, self, lambda: self._convert_soon(source, target))
            return

        def task(progress: Progress) -> Path:
            from casework.word.office_program import to_pdf

            progress.say(-1, "正在转换为PDF")
            return to_pdf(source, target)

        self._note_left("EXPORTED", "存为PDF")
        self.strip.run(task, "正在转换为PDF", lambda made: self.said.emit(f"已存为PDF：{made}"))

    def write_envelopes(self) -> None:
        """Write an envelope for each letter that is ticked, into one file, and open it."""
        try:
            path = write_envelopes(self._desk, self.table.chosen, self._shown_day)
            documents.open_document(_printable(path))
        except ClerkError as error:
            self._no_envelopes = envelopes_wait(self._desk, self.table.chosen)
            self.failed.emit(str(error))
            return
        self._no_envelopes, many = "", len(self.table.chosen)
        self._desk.looked("EXPORTED", details=f"{self._shown_day}的{many}个信封")
        self.said.emit(f"已写出 {many} 个信封：{path}")

    def _go_to_receipts(self) -> None:
        self.wished.emit(GoTo("receipts"))

    def write_register(self) -> None:
        """Write the list of the day's mail and open it."""
        try:
            path = write_mailing_register(self._desk, self._shown_day)
            documents.open_document(_printable(path))
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self._desk.looked("EXPORTED", details=f"{self._shown_day}的邮寄登记簿")
        self.said.emit(f"已写出邮寄登记簿：{path}")

    def print_now(self) -> bool:
        """Print what is ticked."""
        self.print_all()
        return True

    def take_focus(self) -> None:
        """Begin in the list."""
        self.table.setFocus()


def _words(examined: Examined) -> str:
    return f"{len(examined.findings)}处待核对" if examined.findings else "无问题"


def _printable(path: Path) -> documents.Printable:
    return SimpleNamespace(title=path.stem, path=path)
