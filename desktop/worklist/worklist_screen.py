"""The list and the case beside it; Enter gives the case the whole width, Esc gives it back."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from casework.desk import questions
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.questions import Query
from desktop.base.asking import Asking
from desktop.base.pause import Pause
from desktop.base.remembered import Remembered
from desktop.base.screen import Screen, bare_column
from desktop.base.view import View
from desktop.base.wishes import CaseClosed, ImportLedger, ShowSearch
from desktop.case.case_screen import CaseScreen
from desktop.look import theme
from desktop.widgets.tab_order import tab_as_read
from desktop.worklist.filters import FILTERS
from desktop.worklist.list_pane import ListPane
from desktop.worklist.list_view import ListView

_PAUSE_MS, _NARROW, _NAMED = 40, 860, 20


class WorklistScreen(Screen):
    """Requests and the one that is open."""

    heeds = frozenset({What.CASE, What.SETTINGS})

    def __init__(self, desk: Desk, remembered: Remembered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._remembered = desk, remembered
        self._filter, self._text, self._filter_before = FILTERS[0], "", ""
        self.list = pane = ListPane(desk, remembered, self)
        self.model, self.table, self.rows = pane.model, pane.table, pane.rows
        self.conditions, self.filters = pane.conditions, pane.filters
        self._beside = QWidget(self)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.setChildrenCollapsible(False)
        # Walking through the list with a key held down must not read every case passed.
        self._pause = Pause(self, desk, _PAUSE_MS, self._show_in_time)
        # What the filters hold does not wait for the words: it comes once the list stands.
        self._counting = Pause(self, desk, 0, self._count_filters)
        self._asking = Asking(self, desk)
        self._asking.failed.connect(self.failed)
        self._assemble()
        self._connect()
        tab_as_read(self.list)

    def _assemble(self) -> None:
        self._split.addWidget(self.list)
        self._split.addWidget(self._beside)
        self._split.setStretchFactor(0, 0)
        self._split.setStretchFactor(1, 1)
        self._beside.setMinimumWidth(theme.px(420))
        state = self._remembered.bytes("worklist/split2")
        if state is None or not self._split.restoreState(state):
            self._split.setSizes([theme.px(500), theme.px(738)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._split)
        # Until it is known that there is room for both, both must not make the window wider.
        self._beside.hide()

    def _connect(self) -> None:
        self.list.dropped.connect(self._import)
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
        for view in (self.table, self.rows):
            view.wandered.connect(self._wandered)
            view.opened.connect(self.widen)
            view.lettered.connect(self._begin_by_key)
            view.copied.connect(
                lambda rows: self._desk.looked("COPIED", details=f"列表中的{rows}行")
            )

    @cached_property
    def case(self) -> CaseScreen:
        """The case beside the list: made after the list stands, or when it is first wanted."""
        case = CaseScreen(self._desk, self._remembered, self._beside)
        bare_column(self._beside).addWidget(case)
        case.widened.connect(self._widen_for_act)
        case.narrowed.connect(self.narrow)
        case.width_asked.connect(self.widen)
        case.stepped.connect(self._step)
        case.acted.connect(self._acted)
        case.said.connect(self.said)
        case.failed.connect(self.failed)
        case.files.warned.connect(self.remarked)
        case.looked_at.connect(self.looked_at)
        case.show()
        return case

    @property
    def _case_made(self) -> CaseScreen | None:
        return vars(self).get("case")

    @property
    def view(self) -> ListView:
        """The list as it shows: with columns where there is room, else in rows of two lines."""
        return self.list.view

    def show_compact(self, is_compact: bool) -> None:
        """Show the rows beside a case in one line each, or in two, and remember it."""
        self.list.show_compact(is_compact)

    @property
    def is_compact(self) -> bool:
        """Whether the rows beside a case take one line each."""
        return self.list.is_compact

    def _read_again(self, *, stays: bool = False) -> None:
        self._ask(stays=stays)
        self._counting.start()

    def _ask(self, *, stays: bool = False) -> None:
        header = self.table.horizontalHeader()
        descending = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        where = (*self._filter.where(self._desk), *self.conditions.where)
        case = self._case_made
        kept, stood_at = 0 if case is None else case.request_id, self.table.chosen_row
        self.model.ask(Query(self._text, where, self.model.query.order_by, descending=descending))
        if stays and kept and self.model.row_of(kept) < 0:
            self.model.keep(kept, stood_at)
        found = self.model.rowCount()
        self.list.say_order()
        self._say_why_empty()
        self.list.show_list()
        row = self.model.row_of(kept) if kept else -1
        if found and (row >= 0 or not self.is_wide):
            self.table.choose_row(max(row, 0))
        elif not found and not self.is_wide and case is not None:
            case.show_case(0)

    def _count_filters(self) -> None:
        self._asking.ask(_counts_of_filters, self.filters.show_counts)

    def _say_why_empty(self) -> None:
        heading, hint = self._filter.empty, "按 F2 登记新收到的申请。"
        if self._filter.name == "all":
            hint = "按 F2 登记新收到的申请，或者把现有的 Excel 台账拖到这里导入。"
        if self._text:
            heading, hint = "没有找到申请", "换一个词试试，或者清除搜索和筛选。"
        elif self.conditions.chosen:
            heading, hint = "没有符合筛选条件的申请", "点上方的条件，去掉一项试试。"
        self.list.say_why_empty(heading, hint)

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

    def read_first(self) -> None:
        """Read the list."""
        self._read_again()

    def refresh(self) -> None:
        """Read the list and the case again."""
        self._read_again()
        if self._case_made is not None:
            self.case.refresh()
        self.read_anew.emit()

    def follow(self) -> None:
        """Read the list and the case again; a case that left the filter keeps its row."""
        self._read_again(stays=True)
        if self._case_made is not None:
            self.case.refresh()

    @property
    def is_wide(self) -> bool:
        """Whether the case has the whole width."""
        return self.list.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for both, show the list until a case is opened."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        has_room = self.width() >= theme.px(_NARROW)
        self._beside.setVisible(has_room or self.is_wide)

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
        self._counting.stop()
        super().hideEvent(event)

    def _begin_by_key(self, key: str) -> None:
        self.show_chosen()
        self.case.begin_by_key(key)

    def _show_in_time(self) -> None:
        """Show the case the list stands on; the first time a key is answered before it is read."""
        if self._case_made is None:
            _ = self.case
            self._pause.start()
            return
        self.show_chosen()

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
        self.list.hide()
        self._fit()
        self.case.set_wide(True)
        # At once: a case drawn before the splitter has gone shows the head of half a window.
        self._split.refresh()
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
            self.list.show()
            self._fit()
            self.case.set_wide(False)
            self.view.setFocus()
            # The board the case was opened from takes the focus, where it was one.
            self.wished.emit(CaseClosed())
        else:
            self.view.setFocus()

    def put_by(self) -> None:
        """Keep the half-filled form of an act in progress."""
        if self._case_made is not None and self.case.panel is not None:
            self.case.panel.flush_draft()

    def panes(self) -> Sequence[QWidget]:
        """Return the list, where it shows, and the parts of the case."""
        return (*(() if self.is_wide else (self.view,)), *self.case.panes())

    def turn(self, by: int) -> bool:
        """Turn to the next part of an act where one shows at a time."""
        return self.case.turn(by)

    def print_now(self) -> bool:
        """Print the latest letter of the case that shows."""
        if self.case.page is None:
            return False
        self.case.print_last()
        return True

    def take_focus(self) -> None:
        """Begin in the list, or in the case where it has the whole width."""
        (self.case.take_focus if self.is_wide else self.view.setFocus)()

    def _acted(self, done: object) -> None:
        self._read_again(stays=True)
        self.read_anew.emit()
        self.acted.emit(done)


def _counts_of_filters(desk: Desk) -> dict[str, int]:
    return {
        preset.name: questions.count(desk, Query(where=preset.where(desk)))
        for preset in FILTERS
        if preset.name != "all"
    }
