"""The papers of a receipt at work: read, filled in, doubted, taken back, told apart by person."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from casework.desk.desk import Desk
from casework.receipt.result import ReadField, Reading
from casework.receipt.stamps import STAMP
from desktop.base.pasting import Handed
from desktop.receipt.field_notes import FieldNote, notes_for
from desktop.receipt.filling import Filling
from desktop.receipt.paper_pane import PaperPane, Shown
from desktop.receipt.question import APART, SAME, QuestionBar
from desktop.receipt.receipt_papers import ReceiptPaper, ReceiptPapers
from desktop.receipt.taking_in import TakenPaper, TakingIn
from desktop.widgets.fields import bring_into_view
from desktop.widgets.form_view import FormView
from forms.identity import likely_meant
from rules.errors import ClerkError

_INFERRED = "推定"
LAST_TIME, GUESSED = "上次申请", "程序推定"
_TOLD = {
    LAST_TIME: "这位申请人上一次申请时填写的，请核对有没有变动",
    GUESSED: "由申请人的名称推定，请核对",
}
# Where more numbers are as likely, none is offered.
_MOST_MEANT = 4


class PaperDesk(QObject):
    """What happens with papers beside one form.

    `said` and `failed` carry sentences; `filled` that a paper filled something; `papers_read`
    that nothing waits to be read any more.
    """

    said = Signal(str)
    failed = Signal(str)
    filled = Signal()
    papers_read = Signal()

    def __init__(self, desk: Desk, papers: ReceiptPapers) -> None:
        super().__init__()
        self._desk, self.papers = desk, papers
        self.strip, self.question, self.pane = TakingIn(), QuestionBar(), PaperPane()
        self._said: list[str] = []
        self._refused: list[str] = []
        self._apart: list[TakenPaper] = []
        self._asking: list[TakenPaper] = []
        self._shown: dict[str, Shown] = {}
        self._accepted: set[str] = set()
        self.strip.taken.connect(self._taken)
        self.strip.idle.connect(self._told)
        self.question.answered.connect(self._answered)
        self.pane.wanted.connect(self.go_to)
        self.pane.taken_off.connect(self.take_off)
        self.pane.day_taken.connect(lambda day: self._enter("arrived_on", day))
        self.pane.noted.connect(self._note)

    def attach(self, view: FormView) -> None:
        """Begin with an empty form."""
        self._view = view
        self._filling = Filling(view)
        self._notes: dict[str, FieldNote] = notes_for(view.rows, self.accept, self._enter)
        self._shown = {}
        self._accepted = set()
        self.pane.clear()
        view.changed.connect(self.refresh)

    def fill_waiting(self) -> None:
        """Fill in the paper that was set aside for a request of its own."""
        waiting, self._apart = self._apart[:1], self._apart[1:]
        for taken in waiting:
            self.papers.keep(taken.paper)
            self._fill(taken)
        if waiting:
            self._told()

    # What is handed over

    def take_in(self, handed: Handed) -> None:
        """Keep what was chosen, dropped or pasted, and have it read."""
        from casework.cases.attachments import check_file

        kept: list[ReceiptPaper] = []
        if handed.words:
            content = handed.words.encode(errors="replace")
            kept.append(self._unnamed("粘贴文字", ".txt", content, is_words=True))
        elif handed.picture:
            kept.append(self._unnamed("粘贴图片", ".png", handed.picture))
        for path in handed.paths:
            try:
                check_file(path)
                kept.append(ReceiptPaper(path.name, path))
            except ClerkError as error:
                self._refused.append(str(error))
        # Words are kept once it is known that they say something.
        fresh = [paper for paper in kept if paper.is_words or self.papers.keep(paper)]
        names = "、".join(paper.name for paper in fresh if not paper.is_words)
        if names:
            self._said.append(f"已添加申请材料：{names}，登记后存为附件。")
        elif kept and not fresh:
            self._said.append("这些材料已经添加过，没有重复添加。")
        for paper in fresh:
            self.strip.read(paper)
        if not fresh:
            self._told()

    def _unnamed(
        self, what: str, suffix: str, content: bytes, *, is_words: bool = False
    ) -> ReceiptPaper:
        from casework.cases.attachments import pasted_name

        taken = [paper.name for paper in self.papers.papers]
        name = pasted_name(what, self._desk.clock(), suffix, taken)
        return ReceiptPaper(name, None, content, is_words)

    def _taken(self, taken: TakenPaper) -> None:
        if taken.said:
            (self._refused if taken.is_fault else self._said).append(taken.said)
        if taken.reading is None and not taken.pages:
            return
        if taken.reading is not None:
            theirs = self._filling.speaks_of_another(taken.reading)
            if theirs:
                self._asking.append(taken)
                self._ask()
                return
        self._fill(taken)

    def _fill(self, taken: TakenPaper) -> None:
        reading = taken.reading or Reading()
        paper = taken.paper
        count = self._filling.fill(paper.name, reading)
        if paper.is_words:
            if not count:
                self._filling.take_back(paper.name)
                self._refused.append(
                    "复制的文字里没有读出还空着的栏目；要填入某一栏，请先点到那一栏再粘贴。"
                )
                return
            self.papers.keep(paper)
            self._said.append(f"已从粘贴的文字读入{count}栏，请核对后登记；原文登记后存为附件。")
        elif count:
            self._said.append(f"已从“{paper.name}”读入{count}栏，请核对后登记。")
        self._shown[paper.name] = Shown(paper.name, reading, taken.pages)
        self._show(paper.name)
        self.refresh()
        if count:
            self.filled.emit()

    def _show(self, name: str) -> None:
        shown = self._shown.get(name)
        if shown is None:
            return
        offered = self._filling.offered_day()
        day = offered[1].value if offered and offered[0] == name else ""
        # What is in doubt is said at its field; a pane of nothing would take half the screen.
        if shown.pages or shown.reading.rest or day:
            self.pane.show_paper(shown, day)

    def _told(self) -> None:
        words = "".join((*self._refused, *self._said))
        refused, self._refused, self._said = self._refused, [], []
        if words:
            (self.failed if refused else self.said).emit(words)
        self.papers_read.emit()

    # Whose paper it is

    def _ask(self) -> None:
        if self._asking and not self.question.is_open:
            taken = self._asking[0]
            assert taken.reading is not None
            theirs = taken.reading.fields["applicant_name"].value
            now = str(self._view.values().get("applicant_name") or "")
            self.question.ask(taken, theirs, now)

    def _answered(self, answer: str, taken: TakenPaper) -> None:
        self._asking = [one for one in self._asking if one is not taken]
        if answer == APART:
            self.papers.drop(taken.paper.name)
            self._apart.append(taken)
            self._said.append(f"登记完这一件后，接着填“{taken.paper.name}”。")
        elif answer == SAME:
            self._fill(taken)
        else:
            self._said.append(f"“{taken.paper.name}”只作为附件，没有读入各栏。")
        self._told()
        self._ask()

    # Taking back

    def take_off(self, name: str) -> None:
        """Take a paper off, and back what it filled and nobody changed since."""
        self.papers.drop(name)
        count = self._forget(name)
        more = f"，收回了它填的{count}栏" if count else ""
        self.said.emit(f"已移除“{name}”，登记时不存附件{more}。")

    def take_off_all(self) -> None:
        """Take every paper off."""
        self.strip.forget()
        self._asking = []
        self.question.answer("")
        self._said, self._refused = [], []
        count = sum(self._forget(name) for name in list(self._filling.papers))
        self._shown = {}
        more = f"它们填的{count}栏已经收回。" if count else ""
        self.said.emit(f"已移除申请材料，登记时不存附件。{more}")

    def _forget(self, name: str) -> int:
        count = self._filling.take_back(name)
        self._shown.pop(name, None)
        self.pane.clear()
        for other in reversed(self._shown):
            self._show(other)
            break
        self.refresh()
        return count

    # Sources and doubts

    def refresh(self) -> None:
        """Say beside each field where its value was read, and what is doubtful about it."""
        found_in = {name: self._filling.source_of(name) for name in self._notes}
        otherwise = {name: self._filling.otherwise(name) for name in self._notes}
        for name, note in self._notes.items():
            found = found_in[name]
            if found is None:
                source = otherwise[name]
                note.tell(source, _TOLD.get(source, ""), "", None)
                continue
            paper, one = found
            doubt = "" if name in self._accepted else one.doubt
            cut = self.pane.cut_of(name) if doubt and self.pane.shown == paper else None
            meant = likely_meant(one.value) if doubt and name == "id_number" else []
            note.tell(
                _source_words(one, paper), _where_words(one, paper), doubt, cut,
                meant if len(meant) <= _MOST_MEANT else (),
            )  # fmt: skip

    @property
    def doubts(self) -> list[str]:
        """The fields that wait to be looked at, in the order of the form."""
        return [name for name, note in self._notes.items() if note.is_doubt]

    def accept(self, name: str) -> None:
        """Let a doubtful value stand."""
        self._accepted.add(name)
        self.refresh()

    def next_doubt(self, step: int, after: str) -> None:
        """Go to the next field in doubt after one, or the one before."""
        doubts = self.doubts
        if not doubts:
            return
        names = list(self._notes)
        place = names.index(after) if after in names else -1
        order = doubts if step > 0 else doubts[::-1]
        is_past: Callable[[str], bool] = lambda name: (names.index(name) - place) * step > 0  # noqa: E731
        self.go_to(next(filter(is_past, order), order[0]))

    def go_to(self, name: str) -> None:
        """Take the focus to a field."""
        row = self._view.rows.get(name)
        if row is not None:
            row.widget.setFocus()
            bring_into_view(row)

    def fill_otherwise(self, source: str, values: Mapping[str, Any]) -> None:
        """Fill fields from what is no paper, and say beside them from what."""
        self._filling.fill_otherwise(source, values)
        self.refresh()

    def _enter(self, name: str, value: str) -> None:
        self._view.set_values({name: value})

    def _note(self, words: str) -> None:
        known = str(self._view.values().get("remark") or "")
        self._view.set_values({"remark": f"{known}；{words}" if known else words})


def _where_words(one: ReadField, paper: str) -> str:
    """Return where a value was read and how sure it is, for whoever asks."""
    sure = f"存疑：{one.doubt}" if one.doubt else "读得清楚"
    return f"{paper}，{one.source}，{sure}"


def _source_words(one: ReadField, paper: str) -> str:
    """Return what a value was taken from in a word or two."""
    if _INFERRED in one.source:
        return GUESSED
    if one.source == STAMP:
        return STAMP
    if one.place is not None:
        return "扫描件"
    return "邮件" if paper.casefold().endswith((".eml", ".msg")) else "材料"
