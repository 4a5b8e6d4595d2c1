"""Sections, people with their parts, and who stands in for whom: lists, and the form of a line."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from casework.cases.urgency import short_day
from casework.desk.desk import Desk
from casework.desk.people import (
    People,
    drop_absence,
    keep_absence,
    keep_person,
    keep_section,
    people_of,
    retire_person,
    retire_section,
)
from desktop.look import theme
from desktop.settings.line_form import LineForm, on_key
from desktop.widgets.form_view import FormView
from desktop.widgets.reading_table import ReadingTable
from forms.fields import Form
from forms.people import AbsenceForm, PersonForm, SectionForm
from rules.errors import ClerkError
from rules.people import OfficePart

_FORM_WIDTH = 580
_HINT = (
    "登记本机关的科室和人员后，分办、审查、呈批时可以直接选人，外出的自动提示代办人。"
    "只有一台电脑的，经办人登记所有步骤，别人签过字的纸件扫描后作为附件留存。"
)


class _Kind(NamedTuple):
    """One of the three lists: its form and what is done with a line of it."""

    name: str
    title: str
    heads: tuple[str, ...]
    form: type[Form]
    keep: Callable[[Desk, Any, int], int]
    end: Callable[[Desk, int], None]
    end_words: str
    ended: str


_KINDS = (
    _Kind(
        "person", "人员", ("姓名|112", "科室|112", "分工", "职务|72", "电话|120"),
        PersonForm, keep_person, retire_person, "停用", "已停用，办理记录里的姓名不变。",
    ),
    _Kind(
        "section", "科室", ("科室", "人数|72"), SectionForm, keep_section, retire_section,
        "停用", "已停用，办理记录里的名称不变。",
    ),
    _Kind(
        "absence", "外出和代办", ("外出的人|96", "自|112", "至|112", "由谁代办|96", "事由"),
        AbsenceForm, keep_absence, drop_absence, "删除", "已删除。",
    ),
)  # fmt: skip


class PeoplePage(QWidget):
    """Three lists on the left, the form of the line chosen on the right.

    Enter opens a line, Insert begins a new one, Delete retires it.
    """

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.tables: dict[str, ReadingTable] = {}
        self.adders: dict[str, QPushButton] = {}
        self._kind, self._id = _KINDS[0], 0
        self._title = QLabel()
        self._title.setProperty("kind", "heading")
        self.end = QPushButton("停用")
        self.end.setObjectName("endPerson")
        self.form = LineForm(desk, "people", self.end)
        self.save = self.form.save
        self._assemble()
        self.refresh()
        self._side.hide()

    @property
    def view(self) -> FormView | None:
        """The form that is being filled in, None while there is none."""
        return self.form.view

    def _assemble(self) -> None:
        hint = QLabel(_HINT)
        hint.setWordWrap(True)
        hint.setProperty("kind", "body2")
        left = QVBoxLayout()
        left.setSpacing(theme.px(8))
        for kind in _KINDS:
            self._add_list(kind, left)
        left.addStretch(1)
        self._side = QWidget()
        self._side.setFixedWidth(theme.px(_FORM_WIDTH))
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._title)
        column.addWidget(self.form)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(24))
        row.addLayout(left, 1)
        row.addWidget(self._side)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.px(12))
        outer.addWidget(hint)
        outer.addLayout(row)
        self.form.kept.connect(self._keep)
        self.form.left.connect(self._leave)
        self.end.clicked.connect(lambda: self._end(self._kind, self._id))

    def _add_list(self, kind: _Kind, column: QVBoxLayout) -> None:
        title = QLabel(kind.title)
        title.setProperty("kind", "group")
        add = QPushButton(f"新增{kind.title[:2]}")
        add.setObjectName(f"add_{kind.name}")
        add.setToolTip("新增（在表中按 Insert）")
        add.clicked.connect(lambda: self.open(kind.name))
        table = ReadingTable(f"{kind.name}Table", kind.title, kind.heads)
        table.opened.connect(lambda thing: self.open(kind.name, int(thing)))
        on_key(table, "Ins", lambda: self.open(kind.name))
        on_key(table, "Del", lambda: self._end(kind, int(str(table.thing() or 0))))
        self.tables[kind.name], self.adders[kind.name] = table, add
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(add)
        column.addLayout(head)
        column.addWidget(table)

    def refresh(self) -> None:
        """Read the lists again; a form that is being filled in stays."""
        office = people_of(self._desk)
        for name, rows in _rows(office, self._desk.today).items():
            table = self.tables[name]
            table.show_rows([row for _, row in rows], [key for key, _ in rows])
            table.fit_height()

    def open(self, name: str, line_id: int = 0) -> None:
        """Show the form of a line of a list, or of a new one."""
        self._kind = next(kind for kind in _KINDS if kind.name == name)
        self._id = line_id
        self._title.setText(self._kind.title if line_id else f"新增{self._kind.title[:2]}")
        self.end.setText(self._kind.end_words)
        self.end.setVisible(bool(line_id))
        self._side.show()
        self.form.show_form(
            self._kind.form,
            _values(people_of(self._desk), name, line_id) if line_id else None,
        )

    def _leave(self) -> None:
        self._side.hide()
        self.tables[self._kind.name].setFocus()

    def _keep(self, form: Form) -> None:
        try:
            self._kind.keep(self._desk, form, self._id)
        except ClerkError as error:
            self.form.tell(error)
            return
        self.refresh()
        self.form.close_form()
        self.said.emit(f"已保存{self._kind.title}。")

    def _end(self, kind: _Kind, line_id: int) -> None:
        if not line_id:
            return
        try:
            kind.end(self._desk, line_id)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self._kind = kind
        self.refresh()
        self.form.close_form()
        self.said.emit(kind.ended)

    def take_focus(self) -> None:
        """Begin at the people."""
        self.tables["person"].setFocus()


def _rows(office: People, today: date) -> dict[str, list[tuple[int, Sequence[str]]]]:
    """Return the lines of each list with what they stand for."""
    members = {section.id: 0 for section in office.open_sections}
    for one in office.active:
        members[one.section_id] = members.get(one.section_id, 0) + 1
    return {
        "person": [
            (
                one.id,
                (
                    _with_stand_in(office, one.name, today), office.section_of(one),
                    "、".join(OfficePart[part].value for part in one.parts), one.post, one.phone,
                ),
            )
            for one in office.active
        ],
        "section": [
            (one.id, (one.name, f"{members[one.id]}")) for one in office.open_sections
        ],
        "absence": [
            (
                one.id,
                (
                    office.name_of(one.person_id), short_day(one.first_on), short_day(one.last_on),
                    office.name_of(one.stand_in_id), one.reason,
                ),
            )
            for one in office.absences
            if one.last_on >= today
        ],
    }  # fmt: skip


def _with_stand_in(office: People, name: str, today: date) -> str:
    return f"{name}（外出）" if office.standing_in_for(name, today) else name


def _values(office: People, name: str, line_id: int) -> Mapping[str, Any]:
    """Return what the form of a line shows."""
    if name == "section":
        section = next(one for one in office.sections if one.id == line_id)
        return {"name": section.name}
    if name == "person":
        person = next(one for one in office.everybody if one.id == line_id)
        return {
            "name": person.name,
            "section": office.section_of(person),
            "parts": list(person.parts),
            "post": person.post,
            "phone": person.phone,
            "account": person.account,
            "deputy": office.name_of(person.deputy_id),
        }
    absence = next(one for one in office.absences if one.id == line_id)
    return {
        "who": office.name_of(absence.person_id),
        "first_on": absence.first_on,
        "last_on": absence.last_on,
        "stand_in": office.name_of(absence.stand_in_id),
        "reason": absence.reason,
    }
