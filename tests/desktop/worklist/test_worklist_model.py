import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from db.requests import Query
from desktop.look import theme
from desktop.look.theme import Scheme
from desktop.worklist import worklist_model
from desktop.worklist.worklist_model import COLUMNS, WorklistModel
from desktop.worklist.worklist_table import WorklistTable

pytestmark = pytest.mark.on_both_engines


def column(heading: str) -> int:
    return next(number for number, one in enumerate(COLUMNS) if one.heading == heading)


def shown(model: WorklistModel, heading: str) -> list[str]:
    return [model.index(row, column(heading)).data() for row in range(model.rowCount())]


def test_rows_are_read_in_pages_and_all_of_them_can_be_reached(desk, registered, monkeypatch):
    monkeypatch.setattr(worklist_model, "PAGE", 3)
    monkeypatch.setattr(worklist_model, "_PAGES_KEPT", 2)
    for number in range(8):
        registered(applicant_name=f"甲{number}")
    model = WorklistModel(desk)
    model.ask(Query(order_by="id"))
    assert shown(model, "申请人") == [f"甲{number}" for number in range(8)]
    assert model.index(0, column("申请人")).data() == "甲0"


def test_the_register_sorts_and_filters(desk, registered):
    for name, day in (("李四", "2026-11-12"), ("张三", "2026-11-10"), ("王五", "2026-11-11")):
        registered(applicant_name=name, arrived_on=day)
    model = WorklistModel(desk)
    model.ask(Query(order_by="id"))
    model.sort(column("收到日期"), Qt.SortOrder.DescendingOrder)
    assert shown(model, "申请人") == ["李四", "王五", "张三"]
    model.ask(Query(text="wangwu"))
    assert shown(model, "申请人") == ["王五"]


def test_a_row_that_is_not_there_is_none(desk):
    model = WorklistModel(desk)
    model.ask(Query())
    assert model.row_at(0) is None
    assert model.id_at(5) == 0
    assert model.row_of(99) == -1


def test_rows_are_copied_as_a_table_with_the_columns_shown(qtbot, desk, registered, remembered):
    registered(applicant_name="李四", information_sought="甲\n乙")
    model = WorklistModel(desk)
    table = WorklistTable(model, remembered)
    qtbot.addWidget(table)
    model.ask(Query())
    table.selectAll()
    table.copy_rows()
    head, line = QGuiApplication.clipboard().text().split("\n")
    assert head.split("\t") == ["期限", "编号", "申请人", "事项", "状态"]
    assert line.split("\t")[1:3] == ["依申请〔2026〕1号", "李四"]


def test_columns_shown_are_remembered(qtbot, desk, remembered):
    model = WorklistModel(desk)
    table = WorklistTable(model, remembered)
    qtbot.addWidget(table)
    table.show_column(column("办理结果"), True)
    again = WorklistTable(model, remembered)
    qtbot.addWidget(again)
    assert not again.isColumnHidden(column("办理结果"))
    assert again.isColumnHidden(column("承办科室"))


def test_columns_hold_as_much_at_another_zoom(qtbot, desk, remembered):
    model = WorklistModel(desk)
    table = WorklistTable(model, remembered)
    qtbot.addWidget(table)
    number = column("编号")
    table.setColumnWidth(number, 130)
    theme.current().apply(Scheme.LIGHT, 150)
    try:
        larger = WorklistTable(model, remembered)
        qtbot.addWidget(larger)
        assert larger.columnWidth(number) == 195
        larger.setColumnWidth(number, 210)
    finally:
        theme.current().apply(Scheme.LIGHT, 100)
    again = WorklistTable(model, remembered)
    qtbot.addWidget(again)
    assert again.columnWidth(number) == 140
