"""A section's answer dropped on the window: read apart, then shown in its act to be looked at."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from desktop.base.work import Progress, Work
from desktop.window.whole import WholeWindow
from rules.errors import ClerkError

if TYPE_CHECKING:
    from casework.acts import Done
    from casework.papers.section_packages import SectionReply
    from casework.papers.section_reading import SectionReading

_ENDINGS = frozenset({".docx", ".zip"})
_FILES = "科室答复 (*.docx *.zip)"


class SectionAnswers(QObject):
    """Takes what no part of the window takes by itself: a form or package of a section."""

    def __init__(self, window: WholeWindow) -> None:
        super().__init__(window)
        self._window = window

    def listen(self) -> None:
        """Take what is dropped on the window from now on."""
        self._window.setAcceptDrops(True)
        self._window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept one file by its ending, and read it where it is dropped."""
        kind = event.type()
        if kind in (QEvent.Type.DragEnter, QEvent.Type.Drop) and isinstance(event, QDropEvent):
            path = answer_in(event.mimeData())
            if path is not None:
                event.acceptProposedAction()
                if kind is QEvent.Type.Drop:
                    self.read(path)
                return True
        return super().eventFilter(watched, event)

    def ask(self) -> None:
        """Ask for the file and read it."""
        chosen, _ = QFileDialog.getOpenFileName(self._window, "选择科室交回的答复", "", _FILES)
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Read a file off the window's thread, and show the act it makes."""
        # What reads Word is needed by nobody before the first answer comes.
        from casework.foreign import read_apart
        from casework.papers.section_reading import read_section_form

        def task(progress: Progress) -> "SectionReading":
            return read_apart(read_section_form, path, check=progress.check, name=f"“{path.name}”")

        work = Work(task, self)
        work.done.connect(lambda reading: self._show(path, reading))
        work.failed.connect(self._window.outcome.say_problem)
        work.start()

    def _show(self, path: Path, reading: "SectionReading") -> None:
        from casework.papers.section_packages import answer_of

        window = self._window
        try:
            reply = answer_of(window.desk, path.name, reading)
        except ClerkError as error:
            window.outcome.say_problem(str(error))
            return
        window.screens.open_case(reply.request_id)
        case = window.screens.worklist.case
        case.begin(reply.act_name)
        if case.panel is None:
            window.outcome.say_problem("本件现在不能登记科室答复，请先看本件的办理情况。")
            return
        case.panel.view.set_values(dict(reply.values))
        case.panel.performed.connect(lambda done: self._keep(path, reply, done))
        case.panel.take_focus()
        window.outcome.say(reply.words, about=reply.request_id)

    def _keep(self, path: Path, reply: "SectionReply", done: "Done") -> None:
        """Keep the form as it came, and what came with it, among the attachments of the case."""
        from casework.cases.attachments import add_content, add_file

        desk = self._window.desk
        try:
            if path.suffix.lower() == ".docx":
                add_file(desk, done.request_id, path)
            for name, content in reply.files:
                add_content(desk, done.request_id, name, content)
        except ClerkError as error:
            self._window.outcome.say_problem(str(error))
            return
        self._window.screens.worklist.case.refresh()


def answer_in(mime: QMimeData) -> Path | None:
    """Return the one file that is dragged, where it may be an answer of a section."""
    urls = mime.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in _ENDINGS else None
