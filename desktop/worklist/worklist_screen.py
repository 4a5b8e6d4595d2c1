"""The list and the case beside it; Enter gives the case the whole width, Esc gives it back."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from casework.desk import questions
from casework.desk.desk import Desk
from casework.desk.questions import Query
from desktop.base.remembered import Remembered
from desktop.base.screen import Screen, rule
from desktop.base.view import View
from desktop.base.wishes import CaseClosed, ImportLedger, ShowSearch
from desktop.case.case_screen import CaseScreen
from desktop.look import icons, theme
from desktop.widgets.bars import EmptyState
from desktop.widgets.ledger_drop import LedgerDrop
from desktop.widgets.tab_order import tab_as_read
from desktop.worklist.conditions_bar import ConditionsBar
from desktop.worklist.filter_row import FilterRow
from desktop.worklist.filters import FILTERS
from desktop.worklist.list_view import ListView
from desktop.worklist.worklist_model import COLUMNS, WorklistModel
from desktop.worklist.worklist_rows import WorklistRows
from desktop.worklist.worklist_table import WorklistTable

_PAUSE_MS = 40
_NARROW = 860
_TABLE_FROM = 700
_COMPACT = "worklist/compact"
_ORDERS = {"watch_on": "按最急的期限", "register_number": "按编号"}
_NAMED = 20


class WorklistScreen(Screen):
    """Requests and the one that is open."""

    def __init__(self, desk: Desk, remembered: Remembered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._remembered = desk, remembered
        self._filter, self._text, self._filter_before = FILTERS[0], "", ""
        self.model = WorklistModel(desk, self)
        self.table = WorklistTable(self.model, remembered)
        self.rows = WorklistRows(self.model, self.table)
        self.case = CaseScreen(desk)
        self.conditions = ConditionsBar(desk, remembered)
        self._count = QLabel()
        self._count.setObjectName("listCount")
        self._count.setProperty("kind", "second")
        self._order = QPushButton()
        self._empty = EmptyState("inbox", "", "")
        self._list = LedgerDrop()
        self._list.dropped.connect(self._import)
        self._list.setObjectName("panel")
        self._list.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        # Walking through the list with a key held down must not read every case passed.
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._assemble()
        self._connect()
        self._ask()
        tab_as_read(self._list)

    def _assemble(self) -> None:
        self._columns = QPushButton(icons.icon("columns-3"), "")
        self._columns.setObjectName("columns")
        self._columns.setProperty("kind", "icon")
        self._columns.setToolTip("选择显示的列")
        self._columns.setAccessibleName("选择显示的列")
        self._columns.clicked.connect(lambda: self.table.show_columns(self.table.rect().topRight()))
        self.filters = FilterRow(self.conditions.add, self._columns)
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.rows)
        self._stack.addWidget(self._empty)
        self._order.setProperty("kind", "link")
        self._order.setObjectName("listOrder")
        foot = QWidget()
        foot.setFixedHeight(theme.px(28))
        below = QHBoxLayout(foot)
        below.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        below.setSpacing(theme.px(12))
        below.addWidget(self._count)
        below.addWidget(self._order)
        below.addStretch(1)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, stretch in (
            (self.filters, 0), (self.conditions, 0), (rule(), 0), (body, 1), (rule(), 0), (foot, 0),
        ):  # fmt: skip
            column.addWidget(part, stretch)
        self._split.addWidget(self._list)
        self._split.addWidget(self.case)
        self._split.setStretchFactor(0, 0)
        self._split.setStretchFactor(1, 1)
        self._list.setMinimumWidth(theme.px(380))
        self.case.setMinimumWidth(theme.px(420))
        state = self._remembered.bytes("worklist/split2")
        if state is None or not self._split.restoreState(state):
            self._split.setSizes([theme.px(500), theme.px(738)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._split)
        self._list.installEventFilter(self)
        self.rows.show_compact(self._remembered.flag(_COMPACT))

    def _connect(self) -> None:
        self.filters.chosen.connect(self.use_filter)
        self.conditions.changed.connect(lambda: self._ask())
        self.conditions.view_asked.connect(self.use_view)
        self.conditions.keep_asked.connect(lambda: self.conditions.ask_name(self.likely_name))
        self.conditions.named.connect(self.keep_view)
        self.conditions.renamed.connect(self.rename_view)
        self.conditions.naming_ended.connect(lambda: self.view.setFocus())
        self._split.splitterMoved.connect(
            lambda: self._remembered.keep("worklist/split2", self._split.saveState())
        )
        self._pause.timeout.connect(self.show_chosen)
        for view in (self.table, self.rows):
            view.wandered.connect(self._wandered)
            view.opened.connect(self.widen)
            view.lettered.connect(self._begin_by_key)
        self._order.setMenu(self._orders())
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._say_order)
        self.case.widened.connect(self._widen_for_act)
        self.case.narrowed.connect(self.narrow)
        self.case.width_asked.connect(self.widen)
        self.case.stepped.connect(self._step)
        self.case.acted.connect(self._acted)
        self.case.said.connect(self.said)
        self.case.failed.connect(self.failed)
        self.case.looked_at.connect(self.looked_at)

    @property
    def view(self) -> ListView:
        """The list as it shows: with columns where there is room, else in rows of two lines."""
        return self.table if self._list.width() >= theme.px(_TABLE_FROM) else self.rows

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Change between columns and rows with the width of the list."""
        if event.type() == QEvent.Type.Resize:
            self._show_list()
        return super().eventFilter(watched, event)

    def _show_list(self) -> None:
        has_rows, view = bool(self.model.rowCount()), self.view
        wanted = view if has_rows else self._empty
        before = self._stack.currentWidget()
        if before is not wanted:
            had_focus = before is not None and before.hasFocus()
            self._stack.setCurrentWidget(wanted)
            view.show_row()
            if had_focus:
                wanted.setFocus()
        self._columns.setVisible(view is self.table)

    def show_compact(self, is_compact: bool) -> None:
        """Show the rows beside a case in one line each, or in two, and remember it."""
        self._remembered.keep(_COMPACT, is_compact)
        self.rows.show_compact(is_compact)

    @property
    def is_compact(self) -> bool:
        """Whether the rows beside a case take one line each."""
        return self._remembered.flag(_COMPACT)

    def _orders(self) -> QMenu:
        menu = QMenu(self._order)
        for column in COLUMNS:
            words = _ORDERS.get(column.order_by, f"按{column.heading}")
            menu.addAction(words).triggered.connect(
                lambda _=False, name=column.order_by: self.table.show_order(name, descending=False)
            )
        menu.addAction("倒过来").triggered.connect(
            lambda: self.table.show_order(
                self.model.query.order_by, descending=not self.model.query.descending
            )
        )
        return menu

    def _say_order(self) -> None:
        query = self.model.query
        words = _ORDERS.get(query.order_by)
        if words is None:
            heading = next((one.heading for one in COLUMNS if one.order_by == query.order_by), "")
            words = f"按{heading}"
        turned = "，倒序" if query.descending else ""
        self._count.setText(f"{self.model.rowCount():,} 件，{words}排列{turned}")
        self._order.setText("改排序")

    def _ask(self, *, stays: bool = False) -> None:
        header = self.table.horizontalHeader()
        descending = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        where = (*self._filter.where(self._desk), *self.conditions.where)
        kept, stood_at = self.case.request_id, self.table.chosen_row
        self.model.ask(Query(self._text, where, self.model.query.order_by, descending=descending))
        if stays and kept and self.model.row_of(kept) < 0:
            self.model.keep(kept, stood_at)
        found = self.model.rowCount()
        self._say_order()
        self._say_why_empty()
        self._show_list()
        self._count_filters()
        row = self.model.row_of(kept) if kept else -1
        if found and (row >= 0 or not self.is_wide):
            self.table.choose_row(max(row, 0))
        elif not found and not self.is_wide:
            self.case.show_case(0)

    def _count_filters(self) -> None:
        desk = self._desk
        self.filters.show_counts(
            {
                preset.name: questions.count(desk, Query(where=preset.where(desk)))
                for preset in FILTERS
                if preset.name != "all"
            }
        )

    def _say_why_empty(self) -> None:
        heading, hint = self._filter.empty, "按 F2 登记新收到的申请。"
        if self._filter.name == "all":
            hint = "按 F2 登记新收到的申请，或者把现有的 Excel 台账拖到这里导入。"
        if self._text:
            heading, hint = "没有找到申请", "换一个词试试，或者清除搜索和筛选。"
        elif self.conditions.chosen:
            heading, hint = "没有符合筛选条件的申请", "点上方的条件，去掉一项试试。"
        self._empty.heading.setText(heading)
        self._empty.hint.setText(hint)

    @property
    def filter_words(self) -> str:
        """What the list shows, in words."""
        first = f"搜索“{self._text}”" if self._text else f"{self._filter.words}的申请"
        return f"{first}，{self.conditions.words}" if self.conditions.chosen else first

    def search(self, text: str) -> None:
        """Show what answers a search, among all requests; without words, the filter of before."""
        self._text = text
        if text and not self._filter_before:
            self._filter_before = self._filter.name
            self.use_filter("all")
        elif not text and self._filter_before:
            name, self._filter_before = self._filter_before, ""
            self.use_filter(name)
        else:
            self._ask()

    def use_filter(self, name: str) -> None:
        """Show the requests of a filter by name."""
        self._filter = next(preset for preset in FILTERS if preset.name == name)
        self.filters.show_filter(name)
        self._ask()

    @property
    def view_now(self) -> View:
        """What the list shows, without its columns: those it remembers anyway."""
        query = self.model.query
        return View(
            self._filter.name,
            self.conditions.chosen,
            query.order_by,
            query.descending,
            self._text,
        )

    def use_view(self, view: View) -> None:
        """Bring a kept view back, and put its words into the search field."""
        if any(preset.name == view.filter_name for preset in FILTERS):
            self.wished.emit(ShowSearch(view.text))
            self.show_view(view)

    def show_view(self, view: View) -> None:
        """Show what a view shows; the search field is the caller's affair."""
        self._text = view.text
        # The words may be changed or cleared: the filter chosen with them stays.
        self._filter_before = view.filter_name if view.text else ""
        self.conditions.show_chosen(view.chosen)
        if view.columns:
            self.table.show_layout(view.columns)
        self.table.show_order(view.order_by, descending=view.descending)
        self.use_filter(view.filter_name)

    @property
    def likely_name(self) -> str:
        """What a view of the list as it stands may be called: what it shows."""
        words = self._text if len(self._text) <= _NAMED else f"{self._text[:_NAMED]}…"
        searched = f"搜索：{words}" if words else ""
        return "，".join(filter(None, (self._filter.words, searched, self.conditions.words)))

    def rename_view(self, former: str, name: str) -> None:
        """Give a kept view another name, where no other has it."""
        if name == former:
            return
        if name in self.conditions.kept():
            self.failed.emit(f"已经有名为“{name}”的视图，没有改名；请换一个名称，或者先删除它。")
            return
        self.conditions.rename(former, name)
        self.said.emit(f"视图“{former}”已改名为“{name}”。")

    def keep_view(self, name: str = "") -> None:
        """Keep the list as it stands as a view; without a name, under the likely one."""
        view = self.view_now._replace(columns=self.table.layout_now())
        name = name or self.likely_name
        replaced = "，替换了原来的同名视图" if name in self.conditions.kept() else ""
        self.conditions.keep(name, view)
        self.said.emit(f"已存为视图“{name}”{replaced}，在“视图”中可以随时切换。")

    def refresh(self) -> None:
        """Read the list and the case again."""
        self._ask()
        self.case.refresh()

    @property
    def is_wide(self) -> bool:
        """Whether the case has the whole width."""
        return self._list.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for both, show the list until a case is opened."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        has_room = self.width() >= theme.px(_NARROW)
        self.case.setVisible(has_room or self.is_wide)

    def _wandered(self) -> None:
        if self.isVisible():
            self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the case the list stands on, which may have changed meanwhile."""
        super().showEvent(event)
        if not self.is_wide:
            self._pause.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read no case that nobody sees."""
        self._pause.stop()
        super().hideEvent(event)

    def _begin_by_key(self, key: str) -> None:
        self.show_chosen()
        self.case.begin_by_key(key)

    def show_chosen(self) -> None:
        """Show the case the list stands on, without waiting for the pause."""
        self._pause.stop()
        request_id = self.model.id_at(self.table.chosen_row)
        if request_id and request_id != self.case.request_id:
            if not self.model.is_kept(request_id):
                self.model.release()
            self.case.show_case(request_id)

    def open_case(self, request_id: int) -> None:
        """Show a case in the whole width, whether or not the list holds it."""
        self.stand_on(request_id)
        self.case.tabs.setCurrentIndex(0)
        self.widen()

    def stand_on(self, request_id: int) -> None:
        """Show a case and its row in the list, if it is there; the width stays as it is."""
        row = self.model.row_of(request_id)
        if row >= 0:
            self.table.choose_row(row)
        self._pause.stop()
        self.case.show_case(request_id)

    def _import(self, path: Path) -> None:
        self.wished.emit(ImportLedger(path))

    def widen(self) -> None:
        """Give the case the whole width."""
        if self._pause.isActive():
            self.show_chosen()
        if self.case.request_id:
            self._widen_for_act()
            self.case.take_focus()

    def _widen_for_act(self) -> None:
        self._list.hide()
        self._fit()
        self.case.set_wide(True)
        self._say_place()

    def _say_place(self) -> None:
        self.case.show_place(self.model.row_of(self.case.request_id), self.model.rowCount())

    def _step(self, by: int) -> None:
        """Show the previous or the next request of the list in the whole width."""
        row = self.model.row_of(self.case.request_id)
        wanted = self.model.id_at(row + by) if row >= 0 and row + by >= 0 else 0
        if wanted:
            self.stand_on(wanted)
            self._say_place()
            self.case.take_focus()

    def narrow(self) -> None:
        """Give the list its width back."""
        if self.is_wide:
            self._list.show()
            self._fit()
            self.case.set_wide(False)
            self.wished.emit(CaseClosed())
        self.view.setFocus()

    def put_by(self) -> None:
        """Keep the half-filled form of an act in progress."""
        if self.case.panel is not None:
            self.case.panel.flush_draft()

    def take_focus(self) -> None:
        """Begin in the list, or in the case where it has the whole width."""
        (self.case.take_focus if self.is_wide else self.view.setFocus)()

    def _acted(self, done: object) -> None:
        self._ask(stays=True)
        self.acted.emit(done)
