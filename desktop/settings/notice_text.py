"""The field a holiday notice is pasted into: a notice's file dropped on it is read into it too."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QPushButton, QWidget

from casework.importing.notice_file import notice_in_file
from desktop.base.work import Work

_FILES = "放假通知 (*.docx *.xlsx *.xls *.et *.html *.htm *.mht *.pdf *.txt);;所有文件 (*)"


class NoticeText(QPlainTextEdit):
    """A plain text; `failed` carries why a file could not be read."""

    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work: Work | None = None
        self.choose = QPushButton("从文件读入…")
        self.choose.setObjectName("noticeFile")
        self.choose.setToolTip("Word、Excel、网页或者PDF，正文和表格都读；也可以把文件拖到下面")
        self.choose.clicked.connect(self._choose)
        self.setTabChangesFocus(True)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take files beside text."""
        return _file_of(source) is not None or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Read a file that is dropped or pasted; take text as it is."""
        path = _file_of(source)
        if path is None:
            super().insertFromMimeData(source)
        else:
            self.read(path)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "选择放假通知", "", _FILES)
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Read a file's text into the field, off the window's thread."""
        if self.work is not None:
            self.work.stop()
        work = Work(lambda progress: notice_in_file(path, progress.check), self)
        work.done.connect(self.setPlainText)
        work.failed.connect(self.failed)
        work.ended.connect(self._ended)
        self.work = work
        self.choose.setEnabled(False)
        work.start()

    def _ended(self) -> None:
        self.choose.setEnabled(True)


def _file_of(source: QMimeData) -> Path | None:
    urls = [url for url in source.urls() if url.isLocalFile()] if source.hasUrls() else []
    return Path(urls[0].toLocalFile()) if len(urls) == 1 else None
