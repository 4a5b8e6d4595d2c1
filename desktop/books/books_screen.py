"""The office's own affairs: enquiries, the year's work, training, each a page of its book."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.books.enquiries import ENQUIRIES
from casework.books.entering import entries
from casework.desk.desk import Desk
from desktop.acting.suggestions import FieldSuggestions
from desktop.base.screen import Screen, rule
from desktop.books.book_page import BookPage
from desktop.books.duty_page import DutyPage, PatternPage
from desktop.books.enquiry_page import EnquiryPage
from desktop.books.guidance_page import GuidancePage
from desktop.books.guide_page import GuidePage
from desktop.books.often_page import OftenPage
from desktop.books.training_page import TrainingPage
from desktop.widgets.folded_tabs import FoldedTabs
from desktop.widgets.page_head import titled
from desktop.widgets.tab_order import tab_as_read

_OFFERED = 8


class BooksScreen(Screen):
    """The books of the office, a tab each."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        head, _ = titled("事务")
        self.tabs = FoldedTabs("booksTabs")
        self.enquiries = EnquiryPage(desk, self._suggest)
        self.duties = DutyPage(desk, self._suggest)
        self.patterns = PatternPage(desk, self._suggest)
        self.often = OftenPage(desk, self._suggest)
        self.guidance = GuidancePage(desk, self._suggest)
        self.trainings = TrainingPage(desk, self._suggest)
        self.guide = GuidePage(desk, self._suggest)
        self.pages: dict[str, BookPage] = {}
        for name, page, words in (
            ("enquiry", self.enquiries, "咨询"),
            ("duty", self.duties, "年度任务"),
            ("duty_pattern", self.patterns, "任务模板"),
            ("often_asked", self.often, "经常申请"),
            ("guidance", self.guidance, "案例库"),
            ("training", self.trainings, "培训"),
            ("guide", self.guide, "公开指南"),
        ):
            self.pages[name] = page
            self.tabs.addTab(page, words)
            page.said.connect(self.said)
            page.failed.connect(self.failed)
            page.wished.connect(self.wished)
        self.tabs.setTabVisible(self.tabs.indexOf(self.patterns), False)
        self.duties.patterns_asked.connect(self._show_patterns)
        self.patterns.left.connect(lambda: self.take("duty"))
        self.tabs.currentChanged.connect(lambda _: self.refresh())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(rule())
        column.addWidget(self.tabs, 1)
        tab_as_read(self)

    def _suggest(self, name: str, typed: str) -> list[str]:
        """Return what a field may be completed to, from what the books hold."""
        if name == "enquiry_subjects":
            known = dict.fromkeys(entry.subject for entry in entries(self._desk, ENQUIRIES))
            return [one for one in known if one and typed.strip() in one][:_OFFERED]
        return FieldSuggestions(self._desk)(name, typed)

    def _show_patterns(self) -> None:
        self.tabs.setTabVisible(self.tabs.indexOf(self.patterns), True)
        self.take("duty_pattern")

    def take(self, what: object) -> None:
        """Show the page of the book that is named, ready for a new entry."""
        page = self.pages.get(str(what))
        if page is None:
            return
        self.tabs.setCurrentWidget(page)
        if page is not self.patterns:
            self.tabs.setTabVisible(self.tabs.indexOf(self.patterns), False)
        page.refresh()
        if what == "enquiry":
            page.begin()

    def refresh(self) -> None:
        """Read the entries of the page shown again."""
        page = self.tabs.currentWidget()
        if isinstance(page, BookPage):
            page.refresh()

    def put_by(self) -> None:
        """Keep what is half typed."""
        for page in self.pages.values():
            page.keep_draft()

    def take_focus(self) -> None:
        """Begin where the page shown begins."""
        page = self.tabs.currentWidget()
        if isinstance(page, BookPage):
            page.take_focus()
