"""Settings: the office, its practice with the source beside it, the calendar, and the look."""

from functools import cached_property
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from casework.desk.changes import What
from casework.desk.desk import Desk
from desktop.base.remembered import Remembered
from desktop.base.screen import Screen, held, rule
from desktop.base.wishes import EncryptRegister, MakeCopy, MoveRegister, RestoreCopy, ShareRegister
from desktop.look import theme
from desktop.settings.calendar_page import CalendarPage
from desktop.settings.counsel_page import CounselPage
from desktop.settings.guard_page import GuardPage
from desktop.settings.office_page import OfficePage
from desktop.settings.people_page import PeoplePage
from desktop.settings.practice_page import PracticePage
from desktop.settings.published_page import PublishedPage
from desktop.settings.safety_page import SafetyPage
from desktop.settings.sharing_page import SharingPage
from desktop.widgets.chapters import Chapters
from desktop.widgets.page_head import titled
from desktop.widgets.setting_row import WIDEST
from desktop.widgets.tab_order import tab_as_read

Chapter = TypeVar("Chapter", bound=QWidget)


class SettingsScreen(Screen):
    """The pages of the settings, each built when it is first turned to."""

    heeds = frozenset({What.SETTINGS})
    looks_beside = True

    def __init__(self, desk: Desk, remembered: Remembered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head, _ = titled("设置")
        self._desk, self._remembered = desk, remembered
        self.tabs = Chapters("settingsTabs")
        for words, call in (
            ("本机关", lambda: self.office),
            ("科室和人员", lambda: self.people),
            ("法律审核", lambda: self.counsel),
            ("办理口径", lambda: self.practice),
            ("放假日历", lambda: self.calendar),
            ("公开目录", lambda: self.published),
            ("提醒与备份", lambda: self.safety),
            ("安全", lambda: self.guard),
            ("共用", lambda: self.sharing),
        ):
            self.tabs.offer(words, call)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(rule())
        column.addWidget(self.tabs, 1)

    @cached_property
    def office(self) -> OfficePage:
        """The office itself."""
        return self._placed("本机关", OfficePage(self._desk))

    @cached_property
    def people(self) -> PeoplePage:
        """Sections and people."""
        return self._placed("科室和人员", PeoplePage(self._desk))

    @cached_property
    def counsel(self) -> CounselPage:
        """What goes to the legal adviser."""
        return self._placed("法律审核", CounselPage(self._desk))

    @cached_property
    def practice(self) -> PracticePage:
        """What the law leaves to the office."""
        return self._placed("办理口径", PracticePage(self._desk))

    @cached_property
    def calendar(self) -> CalendarPage:
        """The days off."""
        page = self.tabs.place("放假日历", CalendarPage(self._desk))
        self._listen_to(page)
        return page

    @cached_property
    def published(self) -> PublishedPage:
        """What is public already."""
        return self._placed("公开目录", PublishedPage(self._desk))

    @cached_property
    def safety(self) -> SafetyPage:
        """Reminders and copies."""
        page = self._placed("提醒与备份", SafetyPage(self._desk, self._remembered))
        page.copy_asked.connect(lambda: self.wished.emit(MakeCopy()))
        page.restore_asked.connect(lambda copy: self.wished.emit(RestoreCopy(copy)))
        return page

    @cached_property
    def guard(self) -> GuardPage:
        """The lock, and what guards the file."""
        page = self._placed("安全", GuardPage(self._desk))
        page.encrypt_asked.connect(lambda key: self.wished.emit(EncryptRegister(key)))
        return page

    @cached_property
    def sharing(self) -> SharingPage:
        """Who works in this register with others, and how it comes to a server and back."""
        page = self._placed("共用", SharingPage(self._desk))
        page.share_asked.connect(lambda: self.wished.emit(ShareRegister()))
        page.move_asked.connect(
            lambda to, keeps: self.wished.emit(MoveRegister(to, keeps_papers=keeps))
        )
        return page

    def _placed(self, words: str, page: Chapter) -> Chapter:
        self.tabs.place(words, _scrolled(page))
        self._listen_to(page)
        return page

    def _listen_to(self, page: Any) -> None:  # noqa: ANN401  what each page says is its own signal
        tab_as_read(page)
        page.said.connect(self.said)
        page.failed.connect(self.failed)

    def take(self, what: object) -> None:
        """Open the page that is named."""
        if what == "calendar":
            self.tabs.turn_to("放假日历")
            self.calendar.take_focus()
        elif what == "people":
            self.tabs.turn_to("科室和人员")
            self.people.take_focus()
        elif what == "safety":
            self.tabs.turn_to("提醒与备份")
        elif what == "guard":
            self.tabs.turn_to("安全")
        elif what == "sharing":
            self.tabs.turn_to("共用")

    def refresh(self) -> None:
        """Read again what the pages show that were turned to; what is being typed stays."""
        for name in ("calendar", "safety", "published", "people", "guard", "sharing"):
            if name in vars(self):
                getattr(self, name).refresh()

    def take_focus(self) -> None:
        """Begin at the tabs."""
        self.tabs.tabBar().setFocus()


def _scrolled(page: QWidget) -> QScrollArea:
    scroll = QScrollArea()
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(16))
    column.addLayout(held(page, WIDEST))
    scroll.setWidget(inner)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return scroll
