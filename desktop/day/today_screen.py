"""Today: every clock that asks for something, in the day it asks, with the case beside it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.pages.day_board import BoardLine, DayBoard, day_board, short_act
from desktop.base.pause import Pause
from desktop.base.screen import Screen, rule
from desktop.base.wishes import BeginAct, GoTo, OpenCase, ShowDay
from desktop.day.board import LATER, Board
from desktop.day.load import Load
from desktop.look import theme
from desktop.widgets.key_button import KeyButton
from desktop.widgets.page_head import PageHead
from rules.errors import ClerkError
from rules.working_days import WEEKDAYS

if TYPE_CHECKING:
    from desktop.base.work import LoneWork, Progress
    from desktop.day.peek import Peek
    from desktop.widgets.bars import EmptyState

_PEEK_MS = 80
_FIRST_PEEK_MS = 400
_HEAD, _LOW_HEAD = 76, 56
_LOAD_FROM = 900
_HOW_TO_BEGIN = (
    "收到申请，按 F2 登记；申请表、来信、邮件可以拖到收件页，文字读入各栏。\n"
    "以前的台账，在“文件”菜单里选“导入台账”。\n"
    "国务院办公厅发布下一年放假通知后，在设置的“放假日历”里录入。"
)


class TodayScreen(Screen):
    """The board of the day; Enter begins the act of a line, Space opens its case."""

    heeds = frozenset({What.CASE, What.SETTINGS, What.REPORT})
    # The copies lie beside the register.
    looks_beside = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.count = self.letters = 0
        self.is_alarming = False
        self.list, self.load = Board(), Load()
        self.peek: Peek | None = None
        self.list.begun.connect(self._begin)
        self.list.opened.connect(self._open)
        # Walking down the board with a key held must not read every case passed.
        self._pause = Pause(self, desk, _PEEK_MS, self.look_in)
        self.list.wandered.connect(self._wandered)
        # The first paint does not wait for the case beside the board.
        self._first = Pause(self, desk, _FIRST_PEEK_MS, self._prepare)
        self._work: LoneWork | None = None
        # One case at each turn of the loop: what a reply lacks is read from the whole of it.
        self._to_serve: list[int] = []
        self._serving = Pause(self, desk, 0, self._look_before_service)
        self._assemble()
        self.refresh()

    def _assemble(self) -> None:
        today = self._desk.today
        self.head = PageHead(
            f"{today.month}月{today.day}日 周{WEEKDAYS[today.weekday()]}",
            hint="↑↓ 选择，Enter 办理下一步，空格打开案件",
            height=_HEAD,
            is_stacked=True,
        )
        self.letters_button = KeyButton("今日文书", icon="printer")
        self.letters_button.is_drawn = False
        self.letters_button.setObjectName("lettersOfDay")
        self.letters_button.clicked.connect(lambda: self.wished.emit(GoTo("letters_of_day")))
        self.chase_button = KeyButton("督办")
        self.chase_button.setObjectName("chaseList")
        self.chase_button.setToolTip("按现在的进度会误期的申请，现在该找谁")
        self.chase_button.clicked.connect(lambda: self.wished.emit(GoTo("chase")))
        self.load.chosen.connect(lambda day: self.wished.emit(ShowDay(day)))
        self.head.row.addWidget(self.load)
        self.head.row.addWidget(self.chase_button)
        self.head.row.addWidget(self.letters_button)
        self._empty: EmptyState | None = None
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.list, 1)
        self._left = left
        self._panes = QHBoxLayout()
        self._panes.setContentsMargins(0, 0, 0, 0)
        self._panes.setSpacing(0)
        self._panes.addLayout(left, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(rule())
        column.addLayout(self._panes, 1)

    def _wandered(self) -> None:
        if self.isVisible():
            self._pause.start(_PEEK_MS)

    def _prepare(self) -> None:
        """Have read what the case beside the board is made of, and then show it."""
        from desktop.base.work import LoneWork

        if self._work is None:
            self._work = LoneWork(self)
        # All of the law and of the letters stands behind a case: half a second at first.
        self._work.begin(_read_what_it_is_made_of, lambda _: self._show_prepared())

    def _show_prepared(self) -> None:
        if self.isVisible() and self._desk.is_open:
            self.add_peek()

    def add_peek(self) -> None:
        """Show the case beside the board, without waiting for the first paint to be over."""
        if self.peek is None:
            from desktop.day.peek import Peek

            self.peek = Peek(self._desk)
            self.peek.begun.connect(self._begin)
            self.peek.opened.connect(self._open)
            self.peek.hide()
            self._panes.addWidget(self.peek)
            self.letters_button.is_drawn = True
            self.letters_button.update()
            self._count_letters()
            self._look_at_services()
        self.peek.fit(self.width())
        self.look_in()

    def _look_at_services(self) -> None:
        lines = self.list.lines()
        self._to_serve = [row for row, line in enumerate(lines) if line.act_name == "serve"]
        self._serving.start()

    def _look_before_service(self) -> None:
        """Let the next row that offers a service name what comes before it."""
        from casework.pages.first_before_service import first_before_service

        if not self._to_serve:
            return
        row = self._to_serve.pop(0)
        line = self.list.lines()[row]
        try:
            first = first_before_service(self._desk, line.request_id)
        except ClerkError:
            # The form says what cannot be read.
            first = None
        if first is not None:
            label = short_act(first.act_name, first.act_label)
            said = f"{line.spoken}，{first.sentence}"
            self.list.put_line(
                row,
                line._replace(
                    act_name=first.act_name, act_label=label, note=first.sentence, spoken=said
                ),
            )
            if row == self.list.currentRow():
                self._wandered()
        self._serving.start()

    def _count_letters(self) -> None:
        from casework.papers.day_letters import letters_of

        try:
            number = len(letters_of(self._desk, self._desk.today))
        except ClerkError:
            number = 0
        self.letters_button.key = str(number) if number else ""
        self.letters_button.updateGeometry()

    def refresh(self) -> None:
        """Read the board again and stay on the same line."""
        board = day_board(self._desk)
        self.count = board.counts.overdue + board.counts.today
        self.is_alarming = board.counts.overdue > 0
        self.head.say(board.sentence)
        self.load.show_days(board.load)
        self._fit_head()
        self.list.show_board(board, self.list.chosen)
        self._show_empty(board)
        if self.peek is not None:
            self._count_letters()
            self._look_at_services()
            if self.isVisible():
                self._pause.start(_PEEK_MS)
        self.read_anew.emit()

    def _show_empty(self, board: DayBoard) -> None:
        later, is_empty = board.later, not board.days
        is_first = not later and self._is_first_day(board)
        if (is_empty or is_first) and self._empty is None:
            from desktop.widgets.bars import EmptyState

            self._empty = EmptyState("sun", "今天没有要办的", "")
            self._left.insertWidget(1, self._empty, 2)
        if self._empty is not None:
            self._empty.setVisible(is_empty or is_first)
            self._empty.heading.setText("还没有登记申请" if is_first else "今天没有要办的")
            hint = f"再往后 {later}。" if later else "按 F2 登记新收到的申请。"
            self._empty.hint.setText(_HOW_TO_BEGIN if is_first else hint)
            self.list.setVisible(not is_empty or bool(later))

    def _is_first_day(self, board: DayBoard) -> bool:
        """Tell whether nothing was ever registered; asked only where no line is about a request."""
        if any(line.request_id for day in board.days for line in day.lines):
            return False
        from casework.desk.questions import is_any

        return not is_any(self._desk)

    def look_in(self) -> None:
        """Show beside the board the case the cursor stands on."""
        self._pause.stop()
        peek, line = self.peek, self.list.chosen
        if peek is None or not self.isVisible():
            return
        peek.fit(self.width())
        if line is None or not line.request_id:
            peek.hide()
            return
        if peek.isHidden():
            return
        from casework.pages.case_page import case_page

        try:
            peek.show_case(line, case_page(self._desk, line.request_id))
        except ClerkError as error:
            peek.hide()
            self.failed.emit(str(error))

    def showEvent(self, event: QShowEvent) -> None:
        """Look into the case again, which may have changed meanwhile."""
        super().showEvent(event)
        if self.peek is None:
            self._first.start()
        else:
            self._pause.start(_PEEK_MS)
            self._serving.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read no case that nobody sees."""
        self._first.stop()
        self._pause.stop()
        self._serving.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the case beside the board what room there is."""
        super().resizeEvent(event)
        self._fit_head()
        if self.peek is not None and self.isVisible():
            self._pause.start(_PEEK_MS)

    def _fit_head(self) -> None:
        """Show the load of the days where the sentence beside it is whole."""
        needed = self.head.row.sizeHint().width()
        if not self.load.isVisibleTo(self):
            needed += self.load.sizeHint().width() + self.head.row.spacing()
        has_load = self.width() >= max(theme.px(_LOAD_FROM), needed)
        self.load.setVisible(has_load)
        self.head.setFixedHeight(theme.px(_HEAD if has_load else _LOW_HEAD))
        # What yields gives its room at once, not at the next turn.
        self.head.row.activate()

    def _go(self, line: BoardLine) -> bool:
        """Go where a line without a case is dealt with; tell whether it is one."""
        if line.request_id:
            return False
        self.wished.emit(GoTo("worklist" if line.place == LATER else line.place))
        return True

    def _open(self) -> None:
        line = self.list.chosen
        if line is not None and not self._go(line):
            self.wished.emit(OpenCase(line.request_id))

    def _begin(self) -> None:
        line = self.list.chosen
        if line is None or self._go(line):
            return
        if line.act_name:
            self.wished.emit(BeginAct(line.request_id, line.act_name))
        else:
            self.wished.emit(OpenCase(line.request_id))

    def panes(self) -> Sequence[QWidget]:
        """Return the board and the case beside it."""
        return (self.list,) if self.peek is None else (self.list, self.peek)

    def take_focus(self) -> None:
        """Begin in the board."""
        self.list.setFocus()


def _read_what_it_is_made_of(_progress: "Progress") -> None:
    import casework.pages.case_page
    import casework.pages.first_before_service
    import casework.papers.day_letters  # noqa: F401
