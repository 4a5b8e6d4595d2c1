"""The guide: its own words beside the settings, what has changed, as Word and as a web page."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QLabel

from casework.books.guide import EDITIONS, changes, latest, write_guide, write_guide_page
from casework.desk.desk import Desk
from desktop.books.book_page import BookPage
from desktop.look import theme
from desktop.widgets.fields import Suggest
from desktop.widgets.sentence_list import SentenceList
from forms.guide_edition import GuideEdition
from rules.errors import ClerkError

_OWN = frozenset({"text", "office_then"})
_PAUSE_MS = 250


class GuidePage(BookPage):
    """The editions of the guide."""

    def __init__(self, desk: Desk, suggest: Suggest | None = None) -> None:
        self.differences = SentenceList("guideChanges", "与上一版不同的地方")
        self._what = QLabel()
        self._pause = QTimer()
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        super().__init__(desk, EDITIONS, suggest)
        self._pause.setParent(self)
        self.fresh.setText("新的一版")
        self.save.setText("保存为新版")
        self.view.leave_out(_OWN)
        self._what.setProperty("kind", "group")
        self.list_side.addWidget(self._what)
        self.list_side.addWidget(self.differences, 1)
        self.add_tool("word", "生成Word指南", self._word, icon="file-text")
        self.add_tool("web", "生成网页版…", self._choose_page, icon="download")
        self.view.changed.connect(lambda _: self._pause.start())
        self._pause.timeout.connect(self.compare)
        self.differences.setMinimumHeight(theme.px(120))
        self.compare()

    def refresh(self) -> None:
        """Read the editions again, and compare the last with what would be made now."""
        super().refresh()
        if self.isVisible():
            self.compare()

    def compare(self) -> None:
        """Show where the guide would differ from the last edition."""
        if not self._desk.is_open:
            return
        form = self._form()
        found = changes(self._desk, form) if form is not None else []
        has_last = latest(self._desk) is not None
        self._what.setText(
            f"与上一版不同的地方（{len(found)}处）" if found else "与上一版相同" if has_last else ""
        )
        self.differences.show_sentences([(sentence, None) for sentence in found])
        self.differences.setVisible(bool(found))

    def _form(self) -> GuideEdition | None:
        form = self.view.read()
        return form if isinstance(form, GuideEdition) else None

    def _whole(self) -> GuideEdition | None:
        form = self.view.read()
        if isinstance(form, GuideEdition):
            return form
        assert isinstance(form, list)
        self.view.show_problems(form)
        return None

    def _word(self) -> None:
        form = self._whole()
        if form is not None:
            self.write_and_open(lambda: write_guide(self._desk, form))

    def _choose_page(self) -> None:
        start = str(self._desk.beside.folder / "政府信息公开指南.html")
        chosen, _ = QFileDialog.getSaveFileName(self, "保存网页版", start, "网页 (*.html)")
        if chosen:
            self.write_page(Path(chosen))

    def write_page(self, path: Path) -> None:
        """Write the web version."""
        form = self._whole()
        if form is not None:
            self._say(lambda: write_guide_page(self._desk, form, path))

    def _say(self, write: Callable[[], str]) -> None:
        try:
            self.said.emit(write())
        except ClerkError as error:
            self.failed.emit(str(error))
