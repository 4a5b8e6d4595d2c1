"""The office's own affairs: enquiries, the year's work, training, each a page of its book."""

from functools import cached_property
from typing import TypeVar

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
from desktop.widgets.chapters import Chapters
from desktop.widgets.page_head import titled
from desktop.widgets.tab_order import tab_as_read

_OFFERED = 8
PATTERN = "duty_pattern"
# What other screens call the pages by, in their order.
_NAMES = ("enquiry", "duty", PATTERN, "often_asked", "guidance", "training", "guide")
Chapter = TypeVar("Chapter", bound=BookPage)


class BooksScreen(Screen):
    """The books of the office, a tab each."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        head, _ = titled("事务")
        self.tabs = Chapters("booksTabs")
        for words, call in (
            ("咨询", lambda: self.enquiries),
            ("年度任务", lambda: self.duties),
            ("任务模板", lambda: self.patterns),
            ("经常申请", lambda: self.often),
            ("案例库", lambda: self.guidance),
            ("培训", lambda: self.trainings),
            ("公开指南", lambda: self.guide),
        ):
            self.tabs.offer(words, call)
        self._show_patterns(is_shown=False)
        self.tabs.currentChanged.connect(lambda _: self.refresh())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(rule())
        column.addWidget(self.tabs, 1)

    @cached_property
    def enquiries(self) -> EnquiryPage:
        """What was asked by telephone and at the counter."""
        return self._placed("咨询", EnquiryPage(self._desk, self._suggest))

    @cached_property
    def duties(self) -> DutyPage:
        """The year's work."""
        page = self._placed("年度任务", DutyPage(self._desk, self._suggest))
        page.patterns_asked.connect(lambda: self.take(PATTERN))
        return page

    @cached_property
    def patterns(self) -> PatternPage:
        """What the year's work is made from."""
        page = self._placed("任务模板", PatternPage(self._desk, self._suggest))
        page.left.connect(lambda: self.take("duty"))
        return page

    @cached_property
    def often(self) -> OftenPage:
        """What is asked for often."""
        return self._placed("经常申请", OftenPage(self._desk, self._suggest))

    @cached_property
    def guidance(self) -> GuidancePage:
        """Cases to learn from."""
        return self._placed("案例库", GuidancePage(self._desk, self._suggest))

    @cached_property
    def trainings(self) -> TrainingPage:
        """Who was trained in what."""
        return self._placed("培训", TrainingPage(self._desk, self._suggest))

    @cached_property
    def guide(self) -> GuidePage:
        """The office's own guide."""
        return self._placed("公开指南", GuidePage(self._desk, self._suggest))

    def _placed(self, words: str, page: Chapter) -> Chapter:
        page.said.connect(self.said)
        page.failed.connect(self.failed)
        page.wished.connect(self.wished)
        self.tabs.place(words, page)
        tab_as_read(page)
        return page

    def _suggest(self, name: str, typed: str) -> list[str]:
        """Return what a field may be completed to, from what the books hold."""
        if name == "enquiry_subjects":
            known = dict.fromkeys(entry.subject for entry in entries(self._desk, ENQUIRIES))
            return [one for one in known if one and typed.strip() in one][:_OFFERED]
        return FieldSuggestions(self._desk)(name, typed)

    def _show_patterns(self, *, is_shown: bool) -> None:
        self.tabs.setTabVisible(_NAMES.index(PATTERN), is_shown)

    def take(self, what: object) -> None:
        """Show the page of the book that is named, ready for a new entry."""
        if what not in _NAMES:
            return
        self._show_patterns(is_shown=what == PATTERN)
        self.tabs.setCurrentIndex(_NAMES.index(str(what)))
        self.refresh()
        page = self.tabs.currentWidget()
        if isinstance(page, EnquiryPage):
            page.begin()

    def refresh(self) -> None:
        """Read the entries of the page shown again."""
        if self.tabs.is_built:
            page = self.tabs.currentWidget()
            assert isinstance(page, BookPage)
            page.refresh()

    def put_by(self) -> None:
        """Keep what is half typed."""
        for page in self.findChildren(BookPage):
            page.keep_draft()

    def take_focus(self) -> None:
        """Begin where the page shown begins."""
        page = self.tabs.currentWidget()
        if isinstance(page, BookPage):
            page.take_focus()
