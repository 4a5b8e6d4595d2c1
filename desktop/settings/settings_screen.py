"""Settings: the office, its practice with the source beside it, the calendar, and the look."""

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
from desktop.widgets.folded_tabs import FoldedTabs
from desktop.widgets.page_head import titled
from desktop.widgets.setting_row import WIDEST
from desktop.widgets.tab_order import tab_as_read


class SettingsScreen(Screen):
    """The pages of the settings."""

    heeds = frozenset({What.SETTINGS})
    looks_beside = True

    def __init__(self, desk: Desk, remembered: Remembered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head, _ = titled("设置")
        self.tabs = FoldedTabs("settingsTabs")
        self.office, self.practice, self.calendar, self.safety = (
            OfficePage(desk), PracticePage(desk), CalendarPage(desk),
            SafetyPage(desk, remembered),
        )  # fmt: skip
        self.people, self.counsel, self.published = (
            PeoplePage(desk), CounselPage(desk), PublishedPage(desk),
        )  # fmt: skip
        self.guard = GuardPage(desk)
        self.guard.encrypt_asked.connect(lambda key: self.wished.emit(EncryptRegister(key)))
        self.sharing = SharingPage(desk)
        self.sharing.share_asked.connect(lambda: self.wished.emit(ShareRegister()))
        self.sharing.move_asked.connect(
            lambda to, keeps: self.wished.emit(MoveRegister(to, keeps_papers=keeps))
        )
        self._tabs: dict[str, int] = {}
        self.safety.copy_asked.connect(lambda: self.wished.emit(MakeCopy()))
        self.safety.restore_asked.connect(lambda copy: self.wished.emit(RestoreCopy(copy)))
        for page, words in (
            (self.office, "本机关"),
            (self.people, "科室和人员"),
            (self.counsel, "法律审核"),
            (self.practice, "办理口径"),
            (self.calendar, "放假日历"),
            (self.published, "公开目录"),
            (self.safety, "提醒与备份"),
            (self.guard, "安全"),
            (self.sharing, "共用"),
        ):
            tab = self.tabs.addTab(page if page is self.calendar else _scrolled(page), words)
            tab_as_read(page)
            self._tabs[words] = tab
            page.said.connect(self.said)
            page.failed.connect(self.failed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(rule())
        column.addWidget(self.tabs, 1)

    def take(self, what: object) -> None:
        """Open the page that is named."""
        if what == "calendar":
            self.tabs.setCurrentWidget(self.calendar)
            self.calendar.take_focus()
        elif what == "people":
            self.tabs.setCurrentIndex(1)
            self.people.take_focus()
        elif what == "safety":
            self.tabs.setCurrentIndex(self._tabs["提醒与备份"])
        elif what == "guard":
            self.tabs.setCurrentIndex(self._tabs["安全"])
        elif what == "sharing":
            self.tabs.setCurrentIndex(self._tabs["共用"])

    def refresh(self) -> None:
        """Read the calendar again; what is being typed stays."""
        self.calendar.refresh()
        self.safety.refresh()
        self.published.refresh()
        self.people.refresh()
        self.guard.refresh()
        self.sharing.refresh()

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
