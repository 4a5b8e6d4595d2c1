"""A page of one book: its entries, and beside them the form of the one chosen or of a new one."""

from collections.abc import Callable, Sequence
from dataclasses import MISSING
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from casework.books.book import BookEntry, OfficeBook
from casework.books.entering import correct, enter, entries, put_back, strike
from casework.cases.case_file import plain
from casework.desk.desk import Desk
from casework.desk.half_filled import drop_half_filled, half_filled, keep_half_filled
from desktop.base.documents import open_path
from desktop.base.wishes import OfferBack
from desktop.look import icons, theme
from desktop.widgets.fields import LineField, Suggest
from desktop.widgets.form_view import FormView
from desktop.widgets.menu_button import MenuButton
from desktop.widgets.reading_table import ReadingTable
from forms.fields import Form, Problem
from rules.errors import ClerkError

_FORM_WIDTH = 460
_SHOWN_TOOLS = 3
_SIDE_BY_SIDE = 1000
_LIST, _FORM = range(2)


class BookPage(QWidget):
    """Entries at the left, the form at the right; Ctrl+Enter keeps, Ctrl+N begins a new one."""

    said = Signal(str)
    failed = Signal(str)
    wished = Signal(object)

    def __init__(self, desk: Desk, book: OfficeBook[Any], suggest: Suggest | None = None) -> None:
        super().__init__()
        self._desk, self.book = desk, book
        self.entry: BookEntry | None = None
        self._starting: dict[str, Any] = {}
        self.table = ReadingTable(f"{book.name}Table", book.title, book.heads)
        self.view = FormView(book.form, today=desk.today, suggest=suggest)
        self.view.setObjectName(f"{book.name}Form")
        self.search = LineField()
        self.search.setObjectName(f"{book.name}Search")
        self.search.setAccessibleName(f"查找{book.title}")
        self.search.setPlaceholderText("查找")
        self.heading, self.figures, self.empty = QLabel(), QLabel(), QLabel(book.empty)
        self.save, self.fresh, self.drop = QPushButton("保存"), QPushButton(), QPushButton("删除")
        self.tools: dict[str, QAction] = {}
        self._more = MenuButton("更多")
        self._more.setObjectName(f"{book.name}_more")
        self._more.setMenu(QMenu(self._more))
        self._more.hide()
        self._assemble()
        self.search.textChanged.connect(self.refresh)
        self.table.opened.connect(self.show_entry)
        self.table.itemClicked.connect(lambda item: self.show_entry(self.table.thing(item.row())))
        self.view.submitted.connect(self._keep)
        self.save.clicked.connect(self.view.submit)
        self.fresh.clicked.connect(self.begin)
        self.drop.clicked.connect(self.strike)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self.on_key(keys, self.view.submit)
        self.on_key("Ctrl+N", self.begin)
        self.refresh()
        self.begin(takes_focus=False)

    def on_key(self, keys: str, run: Callable[[], object]) -> None:
        """Do something by a key while the focus is within the page."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: run())

    def _assemble(self) -> None:
        self.heading.setProperty("kind", "heading")
        self.figures.setProperty("kind", "second")
        self.figures.setWordWrap(True)
        self.empty.setProperty("kind", "body2")
        self.empty.setWordWrap(True)
        for button, name, kind in (
            (self.save, "save", "primary"),
            (self.fresh, "new", ""),
            (self.drop, "strike", "quiet"),
        ):
            button.setObjectName(f"{self.book.name}_{name}")
            button.setProperty("kind", kind)
        self.save.setToolTip("保存（Ctrl+Enter）")
        self.fresh.setText("新的一条")
        self.fresh.setToolTip("新的一条（Ctrl+N）")
        self._tools_layout = QHBoxLayout()
        self._tools_layout.setSpacing(theme.px(8))
        self._tools_layout.addWidget(self._more)
        self._tools_layout.addStretch(1)
        self.search.setFixedWidth(theme.px(200))
        left, right = QWidget(), QWidget()
        right.setObjectName("windowGround")
        list_side, form_side = QVBoxLayout(left), QVBoxLayout(right)
        top = QHBoxLayout()
        top.setSpacing(theme.px(8))
        top.addWidget(self.figures, 1)
        top.addWidget(self.search)
        list_side.setContentsMargins(theme.px(16), theme.px(12), theme.px(8), theme.px(12))
        list_side.setSpacing(theme.px(8))
        list_side.addLayout(self._tools_layout)
        list_side.addLayout(top)
        list_side.addWidget(self.table, 1)
        list_side.addWidget(self.empty)
        list_side.addStretch(0)
        scroll, inner = QScrollArea(), QWidget()
        within = QVBoxLayout(inner)
        within.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        within.addWidget(self.view)
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        head.addWidget(self.heading, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        foot.setSpacing(theme.px(8))
        for button in (self.save, self.fresh, self.drop):
            foot.addWidget(button)
        foot.addStretch(1)
        form_side.setContentsMargins(0, theme.px(12), 0, theme.px(12))
        form_side.setSpacing(theme.px(8))
        form_side.addLayout(head)
        form_side.addWidget(scroll, 1)
        form_side.addLayout(foot)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(0, 1)
        split.setSizes([theme.px(760), theme.px(_FORM_WIDTH)])
        self.form_side, self.list_side = form_side, list_side
        self._sides, self._shown = (left, right), _LIST
        self.segments = self._make_segments()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.segments)
        column.addWidget(split, 1)

    def _make_segments(self) -> QWidget:
        """Return what turns between list and form where one has room at a time."""
        bar, group = QWidget(), QButtonGroup(self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.px(16), theme.px(4), theme.px(16), 0)
        row.setSpacing(theme.px(4))
        for part, words in enumerate(("条目", "填写")):
            button = QPushButton(words)
            button.setObjectName(f"{self.book.name}_segment{part}")
            button.setProperty("kind", "filter")
            button.setCheckable(True)
            button.setChecked(part == _LIST)
            button.clicked.connect(lambda _=False, part=part: self.show_part(part))
            group.addButton(button, part)
            row.addWidget(button)
        row.addStretch(1)
        self._group = group
        bar.hide()
        return bar

    def show_part(self, part: int) -> None:
        """Show the list (0) or the form (1) where they have no room side by side."""
        self._shown = part
        self._group.button(part).setChecked(True)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show list and form side by side, or one of them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_one = self.width() < theme.px(_SIDE_BY_SIDE)
        self.segments.setVisible(is_one)
        for part, side in enumerate(self._sides):
            side.setVisible(not is_one or part == self._shown)

    def add_tool(
        self, name: str, words: str, run: Callable[[], object], *, key: str = "", icon: str = ""
    ) -> None:
        """Add something to do over the list, and its key; from the fourth on it is in 更多."""
        action = QAction(words, self)
        action.setObjectName(f"{self.book.name}_{name}")
        action.triggered.connect(lambda _=False: run())
        self.tools[name] = action
        if key:
            self.on_key(key, run)
        if len(self.tools) > _SHOWN_TOOLS:
            self._more.menu().addAction(action)
            self._more.show()
            return
        button = QPushButton(words)
        if icon:
            button.setIcon(icons.icon(icon))
        button.setObjectName(f"{self.book.name}_{name}_button")
        if key:
            button.setToolTip(f"{words}（{key}）")
        button.clicked.connect(action.trigger)
        # Before 更多 and the stretch behind it.
        place = self._tools_layout.count() - 2
        self._tools_layout.insertWidget(place, button)

    def refresh(self) -> None:
        """Read the entries again; what is being typed stays."""
        found = entries(self._desk, self.book, self.search.text())
        self.table.show_rows([self.cells(entry) for entry in found], found)
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        words = "没有符合的条目，请换一个词。" if self.search.text().strip() else self.book.empty
        self.empty.setText(words)
        self.figures.setText(self.figure_words(found))

    def cells(self, entry: BookEntry) -> Sequence[str]:
        """Return what the list shows of an entry."""
        cells: Sequence[str] = self.book.cells(entry, self.book.form_of(entry))
        return cells

    def figure_words(self, found: Sequence[BookEntry]) -> str:
        """Return one line of figures over the list; empty for none."""
        return f"共{len(found)}条" if found else ""

    @property
    def _draft_key(self) -> str:
        return f"book:{self.book.name}"

    def _defaults(self) -> dict[str, Any]:
        known = {name: row.field.default for name, row in self.view.rows.items()}
        return {name: None if value is MISSING else value for name, value in known.items()}

    def begin(self, *, takes_focus: bool = True) -> None:
        """Begin a new entry with what was half typed of one, if anything was."""
        self.entry = None
        self._starting = dict(self.book.start(self._desk))
        kept = half_filled(self._desk, self._draft_key) or {}
        self.view.set_values({**self._defaults(), **self._starting, **kept}, unfolds=bool(kept))
        self.heading.setText("新的一条")
        self.drop.hide()
        if takes_focus:
            self.show_part(_FORM)
            self.view.focus_first()

    def show_entry(self, entry: object) -> None:
        """Show an entry in the form, to be read or put right."""
        if not isinstance(entry, BookEntry):
            return
        self.keep_draft()
        self.entry = entry
        self.view.set_values({**self._defaults(), **plain(self.book.form_of(entry))})
        earlier = f"，改过{len(entry.earlier)}次" if entry.earlier else ""
        self.show_part(_FORM)
        self.heading.setText(f"{entry.on.isoformat()}　{entry.recorded_by}登记{earlier}")
        self.drop.show()

    def keep_draft(self) -> None:
        """Keep what was typed of a new entry and not saved."""
        if self.entry is not None or self._desk.store.is_read_only:
            return
        values = self.view.values()
        begun = {**self._defaults(), **self._starting}
        if any(_differs(value, begun.get(name)) for name, value in values.items()):
            keep_half_filled(self._desk, self._draft_key, values)
        elif half_filled(self._desk, self._draft_key):
            drop_half_filled(self._desk, self._draft_key)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed before the page goes out of sight."""
        if self._desk.is_open:
            self.keep_draft()
        super().hideEvent(event)

    def _keep(self, form: Form) -> None:
        self.keep(form)

    def keep(self, form: Form) -> int | None:
        """Keep a form as a new entry or in the place of the one shown; return its id."""
        try:
            if self.entry is None:
                entry_id = enter(self._desk, self.book, form)
                drop_half_filled(self._desk, self._draft_key)
                self.said.emit(self.kept_words(form, is_new=True))
            else:
                entry_id = self.entry.id
                correct(self._desk, self.book, entry_id, form)
                self.said.emit(self.kept_words(form, is_new=False))
        except ClerkError as error:
            if error.field in self.view.rows:
                self.view.tell(Problem(error.field, error.message, error.basis))
            else:
                self.failed.emit(str(error))
            return None
        self.refresh()
        self.begin()
        return entry_id

    def kept_words(self, form: Form, *, is_new: bool) -> str:
        """Return the sentence that says what was kept."""
        del form
        return f"已{'登记' if is_new else '改正'}，{self.book.title}已更新。"

    def strike(self) -> None:
        """Take the entry shown out of the book, to be put back from the line below."""
        entry = self.entry
        if entry is None:
            return
        try:
            strike(self._desk, self.book, entry.id)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self.refresh()
        self.begin()
        self.wished.emit(
            OfferBack(f"已从{self.book.title}中删除一条。", partial(self._back, entry))
        )

    def _back(self, entry: BookEntry) -> None:
        try:
            put_back(self._desk, self.book, entry.id)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self.refresh()

    def write_and_open(self, write: Callable[[], Path]) -> None:
        """Write a paper, say where, and open it."""
        try:
            path = write()
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        open_path(path)
        self.said.emit(f"已生成“{path.stem}”，保存在文书文件夹的“{path.parent.name}”中。")

    def chosen(self) -> BookEntry | None:
        """Return the entry shown in the form, else the one the list stands on."""
        if self.entry is not None:
            return self.entry
        thing = self.table.thing()
        return thing if isinstance(thing, BookEntry) else None

    def take_focus(self) -> None:
        """Begin at the first field that waits for something."""
        self.show_part(_FORM)
        self.view.focus_first()


def _differs(value: object, begun: object) -> bool:
    if value in (None, "", (), [], False) and begun in (None, "", (), [], False):
        return False
    shown = getattr(begun, "name", None) or (
        begun.isoformat() if hasattr(begun, "isoformat") else begun
    )
    return value not in (begun, shown)
