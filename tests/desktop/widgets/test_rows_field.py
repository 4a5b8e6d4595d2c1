"""Items answered one by one are a table: a line each, opened in place, chosen by letter."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.acting.form_views import view_for
from desktop.widgets.rows_field import RowsField
from forms.reply import MixedReply

ITEMS = [
    {"content": "征收土地公告", "kind": "ALREADY_PUBLIC", "access": "区政府网站"},
    {"content": "补偿费发放清册", "kind": "NOT_THIS_AGENCY", "other_body": "万全镇人民政府"},
    {"content": "资质材料"},
]


@pytest.fixture
def field(qtbot, desk) -> RowsField:
    view = view_for(MixedReply, today=desk.today)
    qtbot.addWidget(view)
    view.resize(760, 900)
    view.show()
    qtbot.waitExposed(view)
    editor = view.rows["items"].editor
    assert isinstance(editor, RowsField)
    editor.set_value(ITEMS)
    return editor


def opened(field: RowsField) -> list[int]:
    return [at for at, view in enumerate(field.views) if view.isVisible()]


def test_the_first_item_that_lacks_something_stands_open(field) -> None:
    assert opened(field) == [1]
    assert "3 项：1 项齐全，2 项缺" in field.findChild(QLabel, "rowsCount").text()


def test_what_each_column_is_stands_over_the_lines(qtbot, field) -> None:
    head = field.findChild(QWidget, "rowHead")
    named = [one for one in head.findChildren(QLabel) if one.text()]
    assert [one.text() for one in named] == [
        "申请的内容（取自原文）", "答复类型", "这一类型要写明的",
    ]  # fmt: skip

    def stand_over() -> bool:
        line = field.lines[0]
        below = (line._subject, line._kind, line._facts)
        return all(
            abs(one.mapTo(field, QPoint()).x() - two.mapTo(field, QPoint()).x()) <= 4
            for one, two in zip(named, below, strict=True)
        )

    qtbot.waitUntil(stand_over)


def test_enter_opens_one_item_and_closes_the_others(qtbot, field) -> None:
    line = field.lines[2]
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert opened(field) == [2]
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert opened(field) == []


def test_a_letter_chooses_the_kind_and_opens_its_fields(qtbot, field) -> None:
    qtbot.keyClick(field.lines[2], Qt.Key.Key_M)
    assert field.value()[2]["kind"] == "NOT_EXISTING"
    assert opened(field) == [2]
    assert field.views[2].rows["reasons"].isVisible()


def test_alt_and_an_arrow_change_the_order(qtbot, field) -> None:
    qtbot.keyClick(field.lines[0], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    contents = [row["content"] for row in field.value()]
    assert contents == ["补偿费发放清册", "征收土地公告", "资质材料"]
    assert field.value()[1]["access"] == "区政府网站"
    assert field.value()[0]["access"] == ""


def test_del_takes_an_item_out_and_ctrl_n_adds_one(qtbot, field) -> None:
    qtbot.keyClick(field.lines[2], Qt.Key.Key_Delete)
    assert len(field.views) == 2
    qtbot.keyClick(field.lines[0], Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert len(field.views) == 3
    assert opened(field) == [2]


def test_the_rest_is_filled_like_the_first_and_keeps_its_own(field) -> None:
    field.fill_like_the_first()
    kinds = [row["kind"] for row in field.value()]
    assert kinds == ["ALREADY_PUBLIC", "NOT_THIS_AGENCY", "ALREADY_PUBLIC"]
    assert field.value()[2]["content"] == "资质材料"


def test_a_line_says_to_a_screen_reader_what_it_lacks(field) -> None:
    said = field.lines[0].accessibleName()
    assert said.startswith("第1项，征收土地公告，已主动公开")
    assert said.endswith("齐全")
    assert field.lines[2].accessibleName().startswith("第3项，资质材料，未选类型，缺")
