"""What is asked for often: taken from the figures, decided one by one, published."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from casework.books.book import BookEntry
from casework.books.often_asked import OFTEN_ASKED, often_words, take_candidates
from casework.desk.desk import Desk
from casework.reports.repeats import PublicationCandidate
from casework.year.year_facts import publication_candidates
from desktop.base.work import Progress
from desktop.books.book_page import BookPage
from desktop.widgets.fields import Suggest
from desktop.widgets.work_strip import WorkStrip
from rules.errors import ClerkError


class OftenPage(BookPage):
    """The book of what is asked for often."""

    def __init__(self, desk: Desk, suggest: Suggest | None = None) -> None:
        super().__init__(desk, OFTEN_ASKED, suggest)
        self.fresh.setText("新的一项")
        self.strip = WorkStrip()
        self.strip.failed.connect(self.failed)
        self.add_tool("take", "从申请数字中提取", self.take_from_figures, icon="chart-column")
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self.strip)

    def figure_words(self, found: Sequence[BookEntry]) -> str:
        """Return how much was decided and published."""
        return often_words(found)

    def take_from_figures(self) -> None:
        """Enter what several asked for and nobody has decided on."""
        desk = self._desk

        def task(progress: Progress) -> list[PublicationCandidate]:
            store = desk.store.reader()
            try:
                return publication_candidates(Desk(store, desk.clock, desk.clerk), progress.say)
            finally:
                store.close()

        self.strip.run(task, "正在统计申请", self._take)

    def _take(self, found: list[PublicationCandidate]) -> None:
        try:
            count = take_candidates(self._desk, found)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self.refresh()
        self.said.emit(f"已列入{count}项，请逐项作出决定。")
