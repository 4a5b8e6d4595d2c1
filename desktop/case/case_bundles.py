"""What leaves a case whole: its file for the archive, a court or the applicant, and again."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from casework.desk.desk import Desk
from casework.programs.aside import new_aside
from desktop.base import documents
from desktop.base.work import Progress
from desktop.widgets.work_strip import WorkStrip
from rules.errors import ClerkError

if TYPE_CHECKING:
    from casework.bundles.again import Released
    from casework.bundles.making import Bundle
    from casework.bundles.shared_copies import Shared


_BUNDLES = {
    "archive": "归档案卷",
    "answer": "复议应诉案卷",
    "share": "发给申请人的材料",
    "locked_share": "发给申请人的材料（加密）",
}


class CaseBundles(QObject):
    """Asks where to put a bundle, makes it off the window's thread, and opens its folder."""

    said = Signal(str)
    failed = Signal(str)
    acted = Signal(object)

    def __init__(self, desk: Desk, strip: WorkStrip, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._strip = desk, strip

    def ask(self, request_id: int, name: str) -> None:
        """Ask for a folder and make a bundle there, by its name in the list of bundles."""
        folder = QFileDialog.getExistingDirectory(None, "选择存放的文件夹")
        if folder:
            self.make(request_id, name, Path(folder))

    def make(self, request_id: int, name: str, target: Path) -> None:
        """Make a bundle in a folder."""
        if name == "section":
            self._packages(request_id, target)
            return
        if self._strip.is_busy:
            self.failed.emit("正在办理另一件事，请等它完成后再打包。")
            return
        work = new_aside("bundle")
        try:
            task, done = self._task(request_id, name, target, work)
        except ClerkError as error:
            shutil.rmtree(work, ignore_errors=True)
            self.failed.emit(str(error))
            return

        self._desk.looked("EXPORTED", request_id, _BUNDLES[name])

        def clean_up(progress: Progress) -> Any:  # noqa: ANN401
            try:
                return task(progress)
            finally:
                shutil.rmtree(work, ignore_errors=True)

        self._strip.run(clean_up, "正在打包", done)

    def _packages(self, request_id: int, target: Path) -> None:
        """Write a package for each section that still has to answer."""
        from casework.papers.section_packages import sections_to_ask, write_package

        try:
            names = sections_to_ask(self._desk, request_id)
            if not names:
                raise ClerkError("本件没有待答复的科室，请先用“分办”分给科室。")
            made = [write_package(self._desk, request_id, name, target) for name in names]
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        written = "、".join(f"“{one.name}”" for one in made)
        self.said.emit(f"已写好{written}，填好后拖到窗口里就能读回。")

    def _task(
        self, request_id: int, name: str, target: Path, work: Path
    ) -> tuple[Callable[[Progress], Any], Callable[[Any], None]]:
        """Ask the register for what a bundle needs; returns what makes it, and what tells it."""
        if name.endswith("share"):
            from casework.bundles.shared_copies import share, share_order

            sent, locked = share_order(self._desk, request_id), name == "locked_share"
            return (
                lambda progress: share(sent, target, with_password=locked, told=progress.say),
                self._shared,
            )
        from casework.bundles.making import make
        from casework.bundles.orders import answer_order, archive_order

        order = (archive_order if name == "archive" else answer_order)(self._desk, request_id, work)
        return lambda progress: make(order, target, progress.say), self._bundled

    def _bundled(self, bundle: "Bundle") -> None:
        self._tell(
            f"已打成“{bundle.folder.name}”：{len(bundle.papers)}件{bundle.pages}页，"
            "文件夹、PDF和压缩包各一份。",
            bundle.notes,
            bundle.folder,
        )

    def _shared(self, shared: "Shared") -> None:
        self._tell(
            f"已打成“{shared.archive.name}”，所附的文字和校验清单在同名文件夹里。",
            shared.notes,
            shared.folder,
        )

    def _tell(self, words: str, notes: tuple[str, ...], folder: Path) -> None:
        (self.failed if notes else self.said).emit(words + "".join(notes))
        try:
            documents.open_path(folder)
        except ClerkError as error:
            self.failed.emit(str(error))

    def released(self, request_id: int) -> "list[Released]":
        """Return what was released before to a request like this one, while it is open."""
        from casework.bundles.again import released_before
        from casework.cases.case_file import load

        if load(self._desk, request_id).case.closed_on is not None:
            return []
        return released_before(self._desk, request_id)

    def release_again(self, request_id: int, released: "Released") -> None:
        """Take a copy released before into this case."""
        from casework.bundles.again import release_again

        try:
            self.acted.emit(release_again(self._desk, request_id, released))
        except ClerkError as error:
            self.failed.emit(str(error))
