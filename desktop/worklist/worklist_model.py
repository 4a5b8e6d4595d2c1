"""The list of requests: only the ids are kept in memory, rows are read in pages as they show.

Sorting and filtering are questions to the register, never to Qt: a hundred thousand rows in a
proxy model take seconds where the register takes milliseconds.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from casework.desk.desk import Desk
from casework.desk.questions import Query
from casework.pages import worklist
from casework.pages.worklist import WorkRow
from desktop.look.plain import plain_tip

# More than a screen shows, and little more than it waits for.
PAGE = 64
_PAGES_KEPT = 80
_Index = QModelIndex | QPersistentModelIndex


class ListColumn(NamedTuple):
    """A column: its heading, the register's column it sorts by, its width and its words."""

    heading: str
    order_by: str
    width: int
    words: Callable[[WorkRow], str]


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


COLUMNS = (
    ListColumn("期限", "watch_on", 184, lambda row: row.due_words),
    ListColumn("编号", "register_number", 72, lambda row: row.short_number),
    ListColumn("申请人", "applicant_name", 160, lambda row: row.applicant_name),
    ListColumn("事项", "matter", 200, lambda row: row.matter),
    ListColumn("状态", "stage", 150, lambda row: row.state_words),
    ListColumn("收到日期", "received_on", 100, lambda row: _day(row.received_on)),
    ListColumn("到期日", "due_on", 100, lambda row: _day(row.due_on) + row.unsure),
    ListColumn("承办科室", "section", 120, lambda row: row.section),
    ListColumn("办理结果", "outcome", 160, lambda row: row.outcome),
)
DUE_COLUMN = 0
NUMBER_COLUMN = 1
MATTER_COLUMN = 3
DAY_COLUMNS = (5, 6)
SHOWN_AT_FIRST = 5
ROW_ROLE = Qt.ItemDataRole.UserRole + 10
KEPT_ROLE = Qt.ItemDataRole.UserRole + 11
# The words of a cell as they are, for copying.
WHOLE_ROLE = Qt.ItemDataRole.UserRole + 12
_WHOLE = (Qt.ItemDataRole.ToolTipRole, WHOLE_ROLE)


class WorklistModel(QAbstractTableModel):
    """Requests that answer a query, in its order."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.query = Query()
        self._ids: Sequence[int] = ()
        self._pages: OrderedDict[int, list[WorkRow]] = OrderedDict()
        self._kept, self._is_asked = 0, False

    def ask(self, query: Query) -> None:
        """Show what answers another query."""
        self.beginResetModel()
        self.query, self._is_asked = query, True
        self._ids, self._kept = worklist.find(self._desk, query), 0
        self._pages.clear()
        self.endResetModel()

    def keep(self, request_id: int, row: int) -> None:
        """Let a request stay where it stood, though it does not answer the query any more."""
        ids = list(self._ids)
        row = min(max(row, 0), len(ids))
        self.beginInsertRows(QModelIndex(), row, row)
        ids.insert(row, request_id)
        self._ids, self._kept = ids, request_id
        self._pages.clear()
        self.endInsertRows()

    def release(self) -> None:
        """Let the request go that does not answer the query."""
        row = self.row_of(self._kept) if self._kept else -1
        self._kept = 0
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            self._ids = [*self._ids[:row], *self._ids[row + 1 :]]
            self._pages.clear()
            self.endRemoveRows()

    def is_kept(self, request_id: int) -> bool:
        """Tell whether a request only stays where it stood."""
        return bool(request_id) and request_id == self._kept

    @property
    def answering(self) -> int:
        """How many requests answer the query, without the one that only stays."""
        return len(self._ids) - (self._kept in self._ids if self._kept else 0)

    def refresh(self) -> None:
        """Ask the same again, because the register changed."""
        self.ask(self.query)

    def row_at(self, row: int) -> WorkRow | None:
        """Return the request of a row."""
        if not 0 <= row < len(self._ids):
            return None
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            wanted = list(self._ids[number * PAGE : (number + 1) * PAGE])
            page = worklist.rows(self._desk, wanted)
            self._pages[number] = page
            while len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        within = row - number * PAGE
        return page[within] if within < len(page) else None

    def row_of(self, request_id: int) -> int:
        """Return the row of a request, or -1 where the list does not hold it."""
        try:
            return self._ids.index(request_id)
        except ValueError:
            return -1

    def id_at(self, row: int) -> int:
        """Return the request of a row by id, without reading the row; 0 where there is none."""
        return self._ids[row] if 0 <= row < len(self._ids) else 0

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many requests answer."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell; its urgency under the user's role."""
        wanted = (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            WHOLE_ROLE,
            Qt.ItemDataRole.UserRole,
            Qt.ItemDataRole.AccessibleTextRole,
            ROW_ROLE,
            KEPT_ROLE,
        )
        if role not in wanted:
            return None
        row = self.row_at(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return row.urgency.name
        if role == ROW_ROLE:
            return row
        if role == KEPT_ROLE:
            return self.is_kept(row.request_id)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == MATTER_COLUMN:
            return f"{row.applicant_name}，{row.due_words}，{row.matter}，{row.register_number}"
        if role in _WHOLE and index.column() == NUMBER_COLUMN:
            words = row.register_number
        else:
            words = COLUMNS[index.column()].words(row)
        return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(COLUMNS):
            if role == Qt.ItemDataRole.DisplayRole:
                return COLUMNS[section].heading
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for another order."""
        if 0 <= column < len(COLUMNS):
            text, where = self.query.text, self.query.where
            descending = order == Qt.SortOrder.DescendingOrder
            query = Query(text, where, COLUMNS[column].order_by, descending=descending)
            if self._is_asked:
                self.ask(query)
            else:
                # A table that takes its first order has not said yet of which requests.
                self.query = query
