"""Papers read one after the other, off the window's thread and outside its process."""

from collections import deque
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casework.receipt.result import Reading
from desktop.base.work import Progress
from desktop.look import theme
from desktop.receipt.page_images import PageImage, page_images
from desktop.receipt.receipt_papers import ReceiptPaper
from desktop.widgets.work_strip import WorkStrip
from rules.errors import ClerkError

_PICTURES = frozenset((".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".webp"))
_PAGES = _PICTURES | {".pdf"}


class TakenPaper(NamedTuple):
    """What a paper came to: a reading or why there is none, and its pages as pictures."""

    paper: ReceiptPaper
    reading: Reading | None
    said: str
    pages: list[PageImage]
    is_fault: bool = False


class TakingIn(WorkStrip):
    """The papers that wait to be read. `taken` carries each; `idle` tells that none waits."""

    taken = Signal(object)
    idle = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[ReceiptPaper] = deque()
        self.setObjectName("takingIn")
        self.setContentsMargins(theme.px(16), theme.px(2), theme.px(16), theme.px(2))
        self.failed.connect(self._broke_off)
        self.ended.connect(self._go_on)

    def read(self, paper: ReceiptPaper) -> None:
        """Read a paper as soon as those before it are read."""
        self._waiting.append(paper)
        if not self.is_busy:
            self._go_on()

    def forget(self) -> None:
        """Stop, and read nothing of what waits."""
        self._waiting.clear()
        self.stop_work()

    def _go_on(self) -> None:
        if not self._waiting:
            self.idle.emit()
            return
        paper = self._waiting.popleft()
        self.run(lambda progress: _taken(paper, progress), f"正在读“{paper.name}”", self.taken.emit)

    def _broke_off(self, words: str) -> None:
        self.taken.emit(TakenPaper(ReceiptPaper(""), None, words, [], is_fault=True))


def _taken(paper: ReceiptPaper, progress: Progress) -> TakenPaper:
    from casework.receipt.receipt_form import (
        READABLE,
        how_to_read_scans,
        read_application,
        read_application_bytes,
        read_application_text,
    )

    suffix = paper.suffix
    reading, said, is_fault = None, "", False
    how = how_to_read_scans()
    if suffix in READABLE and not (how and suffix in _PICTURES):
        try:
            if paper.path is not None:
                reading = read_application(paper.path, check=progress.check)
            elif paper.is_words:
                words = paper.content.decode(errors="replace")
                reading = read_application_text(words, check=progress.check)
            else:
                reading = read_application_bytes(paper.content, paper.name, check=progress.check)
        except ClerkError as error:
            # A scanned PDF without recognition is an attachment like a photograph.
            is_fault = not (how and error.message.endswith(how))
            said = str(error) if is_fault else ""
    return TakenPaper(paper, reading, said, _pages(paper, progress), is_fault)


def _pages(paper: ReceiptPaper, progress: Progress) -> list[PageImage]:
    """Return the pages of a paper that is pictures, none where they cannot be shown."""
    from casework.foreign import read_apart

    if paper.suffix not in _PAGES:
        return []
    try:
        return read_apart(page_images, paper.path or paper.content, check=progress.check)
    except ClerkError:
        return []
