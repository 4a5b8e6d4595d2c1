"""What a case does with its letters: examines, prints, turns into PDF, brings them on their way."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from casework.desk.desk import Desk
from casework.papers.issuing import document_of, documents_of
from desktop.base import documents
from desktop.base.work import Progress
from desktop.letters.dispatch_check import LeavingPanel
from desktop.letters.paper_printing import PaperPrinting
from desktop.widgets.work_strip import WorkStrip
from rules.errors import ClerkError

if TYPE_CHECKING:
    from casework.acts.outgoing import Looked
    from casework.papers.case_papers import PaperOffer
    from casework.papers.document_check import Examined
    from casework.papers.issuing import DocumentLine

CHECK_ACT = "check_outgoing"


class CaseLetters(QObject):
    """Carries out what the letters of a case ask for.

    `panel_asked` carries a panel that takes the case's space until it is answered;
    `act_asked` the name of an act that may begin now and what its form says already.
    """

    said = Signal(str)
    failed = Signal(str)
    changed = Signal()
    panel_asked = Signal(object)
    panel_done = Signal()
    act_asked = Signal(str, dict)

    def __init__(self, desk: Desk, strip: WorkStrip, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._strip, self._window = desk, strip, parent
        strip.failed.connect(self.failed)
        self._printing = PaperPrinting(strip, self.said.emit, parent)
        self._printing.printed.connect(self._note_printed)
        self._by_dialog: DocumentLine | None = None

    def examine(self, line: "DocumentLine") -> list[str] | None:
        """Return the findings of a letter; None for one that is taken back or stays inside."""
        found = self._examined(line)
        return None if found is None else [finding.words for finding in found.findings]

    def _examined(self, line: "DocumentLine") -> "Examined | None":
        from casework.letters import LetterKind
        from casework.papers.document_check import examined

        document = document_of(self._desk, line.document_id)
        if document.status == "withdrawn" or not LetterKind.of(document.kind).goes_out:
            return None
        return examined(self._desk, document)

    def show_finding(self, line: "DocumentLine", words: str) -> None:
        """Show where a finding stands in its letter; the letter is examined once more for it."""
        found = self._examined(line)
        if found is None or not found.findings:
            self.changed.emit()
            self.said.emit(f"“{line.title}”已经改过，体检没有发现问题。")
            return
        panel = LeavingPanel("文书体检", "")
        panel.say("选中一处，右侧显示它在文书中的段落；请打开文书改正。")
        panel.add_letter(line, found)
        panel.choose(words)
        self._ask(panel)

    def offers(self, request_id: int, line: "DocumentLine | None") -> "list[PaperOffer]":
        """Return the papers that can be made for the case, or to go with a letter."""
        from casework.papers.case_papers import papers_of_letter, possible_papers

        if line is None:
            return possible_papers(self._desk, request_id) if request_id else []
        return papers_of_letter(document_of(self._desk, line.document_id))

    def open(self, line: "DocumentLine") -> None:
        """Open a letter; what has left is opened to be read, never to be changed."""

        def show() -> None:
            opened = self._to_open(line)
            documents.open_document(opened)
            self._hand_out(line)
            if opened.path != line.path:
                self.said.emit(f"“{line.title}”已经送出，打开的是只读的副本，原件不会改动。")

        self._try(show)

    def _to_open(self, line: "DocumentLine") -> "DocumentLine":
        from casework.papers.opened_letters import line_to_open

        return line_to_open(self._desk, line.document_id)

    def print(self, line: "DocumentLine") -> None:
        """Print a letter, its findings shown first."""
        self._before_leaving(line, lambda: self._print(line))

    def _print(self, line: "DocumentLine") -> None:
        self._try(lambda: self.said.emit(documents.print_document(self._to_open(line))))
        self._note_look("PRINTED", line)

    def print_with_dialog(self, line: "DocumentLine") -> None:
        """Print a letter with the printer, copies and sides chosen in the system's dialog."""

        def leave() -> None:
            self._by_dialog = line
            self._printing.print_file(Path(self._to_open(line).path), line.title)

        self._before_leaving(line, lambda: self._try(leave))

    def _note_printed(self) -> None:
        line = self._by_dialog
        if line is not None:
            self._note_look("PRINTED", line)

    def _note_look(self, kind: str, line: "DocumentLine", what: str = "") -> None:
        """Note that a letter left the window: a look at its case, and known outside from now."""
        request_id = document_of(self._desk, line.document_id).request_id
        self._desk.looked(kind, request_id, f"{_name_of(line)}{what}")
        self._try(lambda: self._hand_out(line))

    def _hand_out(self, line: "DocumentLine") -> None:
        from casework.papers.handing_out import hand_out

        hand_out(self._desk, [line.document_id])

    def _before_leaving(self, line: "DocumentLine", leave: Callable[[], None]) -> None:
        from casework.papers.opened_letters import has_its_file

        # A file that is gone is told by the printing itself.
        found = self._examined(line) if has_its_file(line) else None
        if found is None or not found.findings:
            leave()
            return
        panel = LeavingPanel("打印前检查", "仍然打印")
        panel.say("文书体检发现下列问题，建议改好后再打印。")
        panel.add_letter(line, found)
        panel.went_on.connect(self.panel_done)
        panel.went_on.connect(leave)
        self._ask(panel)

    def _ask(self, panel: LeavingPanel) -> None:
        panel.left.connect(self.panel_done)
        panel.open_asked.connect(self.open)
        panel.remaking_asked.connect(self.remake)
        self.panel_asked.emit(panel)

    def make_pdf(self, line: "DocumentLine") -> None:
        """Ask where to, and write the PDF of a letter."""
        suggested = str(Path(line.path).with_suffix(".pdf"))
        chosen, _ = QFileDialog.getSaveFileName(self._window, "存为PDF", suggested, "PDF (*.pdf)")
        if chosen:
            self.write_pdf(line, Path(chosen).with_suffix(".pdf"))

    def write_pdf(self, line: "DocumentLine", target: Path) -> None:
        """Write the PDF of a letter off the window's thread."""
        self._note_look("EXPORTED", line, "存为PDF")
        self._try(lambda: self._write_pdf(Path(self._to_open(line).path), target))

    def _write_pdf(self, source: Path, target: Path) -> None:
        def task(progress: Progress) -> Path:
            from casework.word.office_program import to_pdf

            progress.say(-1, "正在转换为PDF")
            return to_pdf(source, target)

        self._strip.run(task, "正在转换为PDF", lambda path: self.said.emit(f"已存为PDF：{path}"))

    def copy_mail(self, line: "DocumentLine") -> None:
        """Copy the text of the e-mail that serves a letter."""
        from casework.papers.case_papers import mail_of

        def copy() -> None:
            mail = mail_of(self._desk, document_of(self._desk, line.document_id))
            QGuiApplication.clipboard().setText(
                f"收件人：{mail.to}\n主题：{mail.subject}\n\n{mail.body}"
            )
            self._note_look("COPIED", line, "的电子邮件")
            self.said.emit("已复制电子邮件的收件人、主题和正文，粘贴到邮件程序中即可。")

        self._try(copy)

    def revise(self, line: "DocumentLine") -> None:
        """Keep what a letter says now that it was changed in Word or WPS."""
        from casework.papers.revising import register_revision

        def revise() -> None:
            self.said.emit(register_revision(self._desk, line.document_id))
            self.changed.emit()

        self._try(revise)

    def remake(self, line: "DocumentLine") -> None:
        """Ask why a letter is to be made anew."""
        from casework.acts.remaking import named

        name = named(self._desk, line.document_id)
        if name:
            self.act_asked.emit("remake_letter", {"ref": name})
        else:
            self.failed.emit(
                f"“{line.title}”不属于哪一步，请在“更多文书”里再生成一份；已撤回的不能重新制作。"
            )

    def write_paper(self, request_id: int, offer: "PaperOffer") -> None:
        """Write a paper of the office and open it."""
        from casework.papers.case_papers import write_paper

        def write() -> None:
            line = write_paper(self._desk, request_id, offer)
            self.changed.emit()
            documents.open_document(line)
            self.said.emit(f"已生成“{line.title}”，在文书中可以再次打开、打印。")

        self._try(write)

    def _try(self, work: Callable[[], None]) -> None:
        try:
            work()
        except ClerkError as error:
            self.failed.emit(str(error))

    def before_act(self, request_id: int, act_name: str) -> bool:
        """Show what stands in the way of an act; tell whether there is anything."""
        if act_name not in ("serve", CHECK_ACT):
            return False
        from casework.acts.outgoing import files_to_look_at, waits_for_check
        from casework.cases.case_file import load

        file = load(self._desk, request_id)
        is_check = act_name == CHECK_ACT
        files = (
            files_to_look_at(self._desk, request_id)
            if is_check or waits_for_check(self._desk, file)
            else []
        )
        found = [] if is_check else self._draft_findings(request_id)
        if not files and not found:
            return False
        panel = LeavingPanel(
            "检查拟公开附件" if is_check else "送达前检查", "" if is_check else "仍然送达"
        )
        for line, examined in found:
            panel.add_letter(line, examined)
        if found:
            panel.say("文书体检发现下列问题，建议改好后再送达。")
        for signal, name in ((panel.went_on, act_name), (panel.check_asked, CHECK_ACT)):
            signal.connect(self.panel_done)
            signal.connect(lambda name=name: self.act_asked.emit(name, {}))
        self._ask(panel)
        if files:
            self._look_through(files, panel)
        return True

    def _draft_findings(self, request_id: int) -> "list[tuple[DocumentLine, Examined]]":
        from casework.papers.issuing import DRAFTED, line_of

        found = []
        for document in documents_of(self._desk, request_id):
            if document.status == DRAFTED:
                line = line_of(self._desk, document)
                examined = self._examined(line)
                if examined is not None and examined.findings:
                    found.append((line, examined))
        return found

    def _look_through(self, files: list[tuple[str, str, Path | str]], panel: LeavingPanel) -> None:
        panel.say("正在查看拟公开的附件，看完再登记检查意见。")
        panel.go.setEnabled(False)

        def task(progress: Progress) -> "list[Looked]":
            from casework.acts.outgoing import look_at

            looked = []
            for number, one in enumerate(files):
                words = f"正在查看第{number + 1}个附件，共{len(files)}个：{one[0]}"
                progress.say(number * 100 // len(files), words)
                looked += look_at([one], progress.check)
            return looked

        panel.strip.failed.connect(self.failed)
        # A panel the clerk went back from stops its work and shows nothing.
        panel.left.connect(panel.strip.stop_work)
        panel.strip.run(task, "正在查看拟公开的附件", lambda looked: _show_looked(panel, looked))


def _show_looked(panel: LeavingPanel, looked: "list[Looked]") -> None:
    count = sum(len(one.remarks) for one in looked)
    seen = f"查看了{len(looked)}个拟公开的附件，"
    seen += f"有{count}处需要注意，" if count else "没有发现个人信息或者隐藏内容，"
    panel.say(f"{seen}请登记检查意见后再送达。")
    for one in looked:
        panel.add(
            f"附件“{one.name}”",
            [str(remark) for remark in one.remarks],
        )
    panel.check.show()
    panel.go.setEnabled(True)
    panel.take_focus()


def _name_of(line: "DocumentLine") -> str:
    return f"{line.title}（第{line.document_id}份文书）"
