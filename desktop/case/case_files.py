"""What a case does with files: keeps them, opens them, and looks through what is to go out."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from casework.desk.desk import Desk
from desktop.base import documents
from desktop.base.pasting import Handed
from desktop.base.work import Progress, Work
from rules.errors import ClerkError

if TYPE_CHECKING:
    from casework.cases.attachments import Attachment

_REMARKS_SHOWN = 3


class CaseFiles(QObject):
    """Carries out what the tabs of a case ask for; says what came of it."""

    said = Signal(str)
    failed = Signal(str)
    warned = Signal(str)
    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._work: Work | None = None

    def of_case(self, request_id: int) -> "tuple[list[Attachment], list[tuple[Attachment, str]]]":
        """Return the files that count as a case's, and those that no longer do, each with why."""
        from casework.cases.attachments import every_of_case, of_case, removals

        gone = removals(self._desk, request_id)
        every = every_of_case(self._desk, request_id) if gone else ()
        removed = [(file, gone[file.id]) for file in every if file.id in gone]
        return of_case(self._desk, request_id), removed

    def add(self, request_id: int, path: Path, *, to_disclose: bool) -> None:
        """Keep a file with a case; one that is to be disclosed is looked through."""
        from casework.cases.attachments import add_file

        try:
            kept = add_file(self._desk, request_id, path, to_disclose=to_disclose)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self.changed.emit()
        self.said.emit(f"已添加附件“{path.name}”。")
        if to_disclose:
            self._look_through(kept)

    def take_in(self, request_id: int, handed: Handed) -> None:
        """Keep what was dropped or pasted with a case; words are no file."""
        from casework.cases.attachments import add_content, add_file, of_case, pasted_name

        kept: list[str] = []
        refused: list[str] = []
        if handed.words:
            refused.append(
                "剪贴板里是文字，不是文件或者图片；请复制文件后再粘贴，要记下文字，请用“记事”。"
            )
        try:
            if handed.picture:
                taken = [file.name for file in of_case(self._desk, request_id)]
                name = pasted_name("粘贴图片", self._desk.clock(), ".png", taken)
                kept.append(add_content(self._desk, request_id, name, handed.picture).name)
        except ClerkError as error:
            refused.append(str(error))
        for path in handed.paths:
            try:
                kept.append(add_file(self._desk, request_id, path).name)
            except ClerkError as error:
                refused.append(str(error))
        if kept:
            self.changed.emit()
        said = f"已添加附件：{'、'.join(kept)}。" if kept else ""
        (self.failed if refused else self.said).emit("".join((*refused, said)))

    def _look_through(self, file: "Attachment") -> None:
        from casework.cases.attachments import path_of

        try:
            path = path_of(self._desk, file)
        except ClerkError as error:
            self.failed.emit(str(error))
            return

        def task(progress: Progress) -> list[str]:
            from casework.acts.outgoing import look_at

            progress.say(-1, "正在查看拟公开的文件")
            (looked,) = look_at([(file.name, file.sha256, path)], progress.check)
            return [str(remark) for remark in looked.remarks]

        self._work = Work(task, self)
        self._work.done.connect(lambda remarks: self._tell(file.name, remarks))
        self._work.failed.connect(self.failed)
        self._work.start()

    def _tell(self, name: str, remarks: list[str]) -> None:
        if not remarks:
            self.said.emit(f"已查看“{name}”，没有发现个人信息或者隐藏内容。")
            return
        more = f"……共{len(remarks)}处。" if len(remarks) > _REMARKS_SHOWN else ""
        self.warned.emit(f"“{name}”公开前请处理：" + "".join(remarks[:_REMARKS_SHOWN]) + more)

    def mark(self, file: "Attachment", to_disclose: bool) -> None:
        """Mark a file as one to be disclosed, or take the mark off; a marked one is looked at."""
        from casework.cases.attachments import mark_to_disclose

        mark_to_disclose(self._desk, file, to_disclose=to_disclose)
        self.changed.emit()
        if not to_disclose:
            self.said.emit(f"“{file.name}”不再列为拟公开。")
            return
        self._look_through(file)

    def open(self, file: "Attachment") -> None:
        """Open a copy of a file; one that could run only after a plain question."""
        from casework.cases.handing_on import danger_of

        try:
            danger = danger_of(self._desk, file)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        if danger:
            self._ask_to_open(file, danger)
        else:
            self._hand_on(file)

    def _ask_to_open(self, file: "Attachment", danger: str) -> None:
        parent = self.parent()
        box = QMessageBox(parent.window() if isinstance(parent, QWidget) else None)
        box.setObjectName("openDangerous")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("打开附件")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(danger)
        go = box.addButton("仍然打开", QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton("不打开", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.buttonClicked.connect(lambda button: self._hand_on(file) if button is go else None)
        box.open()

    def _hand_on(self, file: "Attachment") -> None:
        from casework.cases.handing_on import copy_to_open
        from casework.desk.access import Look

        try:
            documents.open_path(copy_to_open(self._desk, file))
            self._desk.looks.note(Look.FILE, file.request_id, file.name)
        except ClerkError as error:
            self.failed.emit(str(error))

    def write_sheet(self, request_id: int) -> None:
        """Keep the sheet that goes before a reply to a repeat with the case."""
        from casework.pages.repeat_sheet import keep_repeat_sheet

        try:
            message = keep_repeat_sheet(self._desk, request_id)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self.changed.emit()
        self.said.emit(message)

    def write_proof(self, request_id: int, place: int) -> None:
        """Write the page that proves a due day, and open it."""
        from casework.papers.proofs import print_proof

        try:
            line = print_proof(self._desk, request_id, place)
            self.changed.emit()
            documents.open_document(line)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self.said.emit(f"已写出“{line.title}”，在文书中可以再次打开、打印。")
