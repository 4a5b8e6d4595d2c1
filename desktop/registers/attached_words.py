"""Reads the words of new attachments beside the clerk's work, so that the search finds them."""

from PySide6.QtCore import QObject, Signal

from casework.desk.desk import Desk
from desktop.base.work import LoneWork, Progress

# So many at a time: what was read is kept before the next are begun.
_AT_A_TIME = 12


class AttachedWords(QObject):
    """Reads files a few at a time, each in a child process; `read` says that some were kept."""

    read = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._work = LoneWork(self)

    @property
    def is_busy(self) -> bool:
        """Whether files are being read."""
        return self._work.is_busy

    def read_new(self) -> None:
        """Begin to read the files not read yet, where there are any."""
        from casework.receipt.attached_words import FileWords, unread_files, words_of

        if self._work.is_busy or self._desk.store.is_read_only:
            return
        files = unread_files(self._desk)[:_AT_A_TIME]
        if not files:
            return

        def task(progress: Progress) -> dict[str, FileWords]:
            return {file.sha256: words_of(file, progress.check) for file in files}

        self._work.begin(task, self._keep, stops_at_quit=True)

    def _keep(self, read: object) -> None:
        from casework.receipt.attached_words import keep_words

        assert isinstance(read, dict)
        keep_words(self._desk, read)
        self.read.emit()
