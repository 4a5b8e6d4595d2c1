"""Letters sent to a printer chosen in the system's dialog, by way of the office program's PDF."""

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from casework.programs.aside import new_aside
from desktop.base.work import Progress
from desktop.widgets.work_strip import WorkStrip

_MOMENT_MS = 10


class PaperPrinting(QObject):
    """Turns a Word file into pages, asks for the printer, and prints off the window's thread.

    `printed` comes once the pages are with the printer.
    """

    printed = Signal()

    def __init__(self, strip: WorkStrip, said: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._strip, self._said, self._parent = strip, said, parent
        self.ask: Callable[[str], QPrinter | None] = self._choose
        self._folder: Path | None = None
        for ended in (strip.failed, strip.stopped):
            ended.connect(self._clear)

    def _clear(self) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def print_file(self, source: Path, title: str) -> None:
        """Begin with a Word file; the dialog comes once its pages are there."""
        if self._strip.is_busy:
            return
        self._clear()
        self._folder = new_aside("print")
        target = self._folder / "文书.pdf"

        def task(progress: Progress) -> Path:
            from casework.word.office_program import to_pdf

            progress.say(-1, "正在转换文书")
            return to_pdf(source, target)

        self._strip.run(task, "正在转换文书", lambda pdf: self._ask(pdf, title))

    def print_file_soon(self, source: Path, title: str) -> None:
        """Begin with a Word file as soon as the strip is free of the work that made it."""
        if self._strip.is_busy:
            QTimer.singleShot(_MOMENT_MS, self, lambda: self.print_file_soon(source, title))
        else:
            self.print_file(source, title)

    def _ask(self, pdf: Path, title: str) -> None:
        printer = self.ask(title)
        if printer is None:
            self._clear()
        else:
            self._print_soon(pdf, printer, title)

    def _choose(self, title: str) -> QPrinter | None:
        """Return the printer chosen in the system's dialog; None where she thought better of it."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        dialog = QPrintDialog(printer, self._parent)
        dialog.setWindowTitle(f"打印{title}")
        accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
        return printer if accepted else None

    def _print_soon(self, pdf: Path, printer: QPrinter, title: str) -> None:
        # The strip lets go of the conversion a moment after its result is here.
        if self._strip.is_busy:
            QTimer.singleShot(_MOMENT_MS, self, lambda: self._print_soon(pdf, printer, title))
        else:
            self.print_pdf(pdf, printer, title)

    def print_pdf(self, pdf: Path, printer: QPrinter, title: str) -> None:
        """Print the pages on a printer that was chosen."""

        def task(progress: Progress) -> int:
            from desktop.widgets.page_pictures import page_count, print_pages

            count = page_count(pdf)
            return print_pages(
                pdf,
                printer,
                lambda page: progress.say(page * 100 // count, f"正在打印第{page}页，共{count}页"),
            )

        def printed(pages: int) -> None:
            self._clear()
            self.printed.emit()
            self._said(f"已将“{title}”交给打印机，共{pages}页。")

        self._strip.run(task, "正在打印", printed)
