from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, ClassVar

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from desktop.widgets.form_view import FormView
from desktop.widgets.rows_field import RowsField
from forms.fields import Label, Problem
from forms.guide import Guide
from forms.reply import MixedReply
from rules.provisions import OGI

TODAY = date(2026, 9, 28)


class Way(Enum):
    COUNTER = "当面提交"
    INTERNET = "互联网"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    title: ClassVar[str] = "收条"

    name: Annotated[str, Label("姓名")]
    way: Annotated[Way, Label("提交方式", basis=OGI.at(31))]
    arrived_on: Annotated[date, Label("到达日期")]
    confirmed_on: Annotated[date | None, Label("确认日期")] = None
    pages: Annotated[int | None, Label("页数", unit="页")] = None
    fee: Annotated[Decimal | None, Label("金额", unit="元")] = None
    wanted: Annotated[tuple[Way, ...], Label("方式")] = ()
    urgent: Annotated[bool, Label("加急")] = False
    answer: Annotated[bool | None, Label("是否有理由")] = None
    remark: Annotated[str, Label("备注", lines=2, folded=True)] = ""

    def problems(self) -> Iterator[Problem]:
        if self.way is Way.INTERNET and self.confirmed_on is None:
            yield Problem("confirmed_on", "互联网提交的，请填写确认日期。")
        if self.remark == "错":
            yield Problem("remark", "备注有误，请改正。")


@pytest.fixture
def view(qtbot) -> FormView:
    view = FormView(Slip, today=TODAY)
    qtbot.addWidget(view)
    view.show()
    return view


WHOLE = {"name": "王小明", "way": "COUNTER", "arrived_on": "9.28"}


def note(view: FormView, name: str) -> str:
    label = view.findChild(QLabel, f"{name}_note")
    assert isinstance(label, QLabel)
    return "" if label.isHidden() else label.text()


def test_a_whole_form_is_emitted(qtbot, view):
    view.set_values(
        WHOLE | {"pages": "12", "fee": "380.00", "wanted": ["INTERNET"], "answer": "否"}
    )
    with qtbot.waitSignal(view.submitted) as emitted:
        view.submit()
    assert emitted.args == [
        Slip(
            name="王小明", way=Way.COUNTER, arrived_on=TODAY, pages=12, fee=Decimal(380),
            wanted=(Way.INTERNET,), answer=False,
        )
    ]  # fmt: skip


def test_a_problem_is_said_beside_its_field_and_takes_the_focus(qtbot, view):
    view.set_values(WHOLE | {"way": "INTERNET"})
    with qtbot.assertNotEmitted(view.submitted):
        view.submit()
    assert note(view, "confirmed_on") == "互联网提交的，请填写确认日期。"
    assert QApplication.focusWidget() is view.rows["confirmed_on"].editor.line


def test_a_field_not_reached_yet_is_not_blamed(qtbot, view):
    view.rows["way"].widget.setFocus()
    view.rows["name"].widget.setFocus()
    assert note(view, "arrived_on") == ""


def test_a_field_left_empty_is_blamed_when_it_is_left(qtbot, view):
    name = view.rows["name"].widget
    name.setFocus()
    qtbot.keyClick(name, Qt.Key.Key_Tab)
    assert note(view, "name") == "请填写姓名。"


def test_a_sentence_goes_as_soon_as_its_cause_is_cured(view):
    view.submit()
    assert note(view, "name")
    view.rows["name"].widget.setText("王小明")
    assert note(view, "name") == ""


def test_every_keystroke_tells_what_stands_in_the_form(qtbot, view):
    with qtbot.waitSignal(view.changed) as told:
        qtbot.keyClick(view.rows["name"].widget, "w")
    assert told.args[0]["name"] == "w"


def test_what_the_input_method_commits_arrives(qtbot, view):
    name = view.rows["name"].widget
    event = QInputMethodEvent()
    event.setCommitString("单晓雯")
    QApplication.sendEvent(name, event)
    assert view.values()["name"] == "单晓雯"


@pytest.mark.parametrize(("typed", "chosen"), [("互联", "INTERNET"), ("当面提交", "COUNTER")])
def test_a_choice_is_made_by_typing_a_part_of_its_words(qtbot, view, typed, chosen):
    box = view.rows["way"].widget
    box.setFocus()
    box.lineEdit().setText(typed)
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Tab)
    assert view.values()["way"] == chosen


def test_words_that_name_no_choice_are_said_to(view):
    view.set_values(WHOLE)
    view.rows["way"].widget.lineEdit().setText("飞鸽")
    view.submit()
    assert "请从列表中选择" in note(view, "way")


def test_a_form_cites_the_law_of_the_day_of_its_step(qtbot):
    view = FormView(MixedReply, today=TODAY)
    qtbot.addWidget(view)
    rows = view.rows["items"].editor
    assert isinstance(rows, RowsField)
    view.set_values({"on": TODAY, "items": [{"content": "纪要", "kind": "NOT_EXISTING"}]})
    assert rows._summary(0).basis == "条例第36条第4项"
    view.set_values({"on": "2018-03-09"})
    assert rows._summary(0).basis == "条例（2007）第21条第3项"
    guide = FormView(Guide, today=TODAY)
    qtbot.addWidget(guide)
    guide.set_values({"on": "2018-03-09"})
    assert guide.help_at(guide.rows["clarity"].widget).basis.short == "条例（2007）第21条第4项"
    guide.set_values({"on": "什么"})
    assert guide.help_at(guide.rows["clarity"].widget).basis.short == "条例第30条"


def test_who_asks_with_f1_is_told_the_field_and_its_source(view):
    asked = view.help_at(view.rows["way"].widget)
    assert str(asked.basis).endswith("第三十一条")
    assert asked.title == view.rows["way"].field.label.text
    assert view.help_at(view).title == ""


def test_what_is_seldom_needed_is_folded_until_it_is_wrong(view):
    remark, unfold = view.rows["remark"].widget, view.findChild(QPushButton, "unfold")
    assert unfold.text() == "更多（1项）"
    assert not remark.isVisible()
    view.set_values(WHOLE, unfolds=False)
    remark.setPlainText("错")
    view.submit()
    assert remark.isVisible()


def test_values_come_back_as_they_were_kept(view):
    kept = WHOLE | {
        "wanted": ["COUNTER"],
        "urgent": True,
        "answer": "是",
        "remark": "补",
        "pages": "3",
    }
    view.set_values(kept)
    again = FormView(Slip, today=TODAY)
    again.set_values(view.values())
    assert again.read() == view.read()
    again.deleteLater()


def test_every_input_has_a_name_for_a_screen_reader(view):
    for row in view.rows.values():
        assert row.widget.accessibleName() == row.field.label.text


def test_a_row_left_out_is_no_part_of_the_form(view):
    view.set_values(WHOLE | {"pages": "7"})
    view.leave_out({"pages"}, needed={"fee"})
    assert view.read().pages is None
    assert view.values()["pages"] == "7"
    view.leave_out(set())
    assert view.read().pages == 7


def test_tab_goes_from_field_to_field_in_order(qtbot, view):
    view.rows["name"].widget.setFocus()
    reached = []
    for _ in range(5):
        focused = QApplication.focusWidget()
        reached.append(next(name for name, row in view.rows.items() if row.isAncestorOf(focused)))
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert reached == ["name", "way", "arrived_on", "confirmed_on", "pages"]


def test_no_field_is_wider_than_it_can_be_read(view):
    assert all(line.width() <= 440 for line in view.findChildren(QLineEdit))


def test_what_is_filled_in_from_a_paper_is_no_longer_told(qtbot):
    view = FormView(Slip, today=TODAY)
    qtbot.addWidget(view)
    view.submit()
    assert view.rows["name"].said
    assert view.rows["way"].said
    view.set_values({"name": "王小明"})
    assert not view.rows["name"].said
    assert view.rows["way"].said


def test_enter_in_a_choice_settles_it_and_goes_on(qtbot, view):
    way = view.rows["way"].widget
    way.setFocus()
    way.lineEdit().setText("互联")
    qtbot.keyClick(way.lineEdit(), Qt.Key.Key_Return)
    assert view.values()["way"] == "INTERNET"
    assert view.rows["arrived_on"].widget.line.hasFocus()


def test_enter_on_a_highlighted_choice_takes_it(qtbot, view):
    way = view.rows["way"].widget
    way.setFocus()
    way.lineEdit().clear()
    completer = way.completer()
    completer.setCompletionPrefix("提交")
    completer.complete()
    popup = completer.popup()
    popup.setCurrentIndex(completer.completionModel().index(0, 0))
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert view.values()["way"] == "COUNTER"
    assert way.hasFocus()
    qtbot.keyClick(way.lineEdit(), Qt.Key.Key_Return)
    assert view.rows["arrived_on"].widget.line.hasFocus()


def test_enter_in_a_date_writes_it_out_and_goes_on(qtbot, view):
    view.set_values({"name": "王小明", "way": "COUNTER"})
    line = view.rows["arrived_on"].widget.line
    line.setFocus()
    line.setText("9.28")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "2026-09-28"
    assert view.rows["confirmed_on"].widget.line.hasFocus()


def test_enter_on_words_that_mean_several_stays_and_shows_them(qtbot, view):
    box = view.rows["way"].widget
    box.setFocus()
    with qtbot.assertNotEmitted(box.entered):
        box.setEditText("交互")
        qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    assert box.currentText() == "交互"
    box.setEditText("互联")
    with qtbot.waitSignal(box.entered):
        qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    assert box.value() == "INTERNET"


def test_a_sentence_that_comes_late_swallows_no_click(qtbot, view):
    """The sentence under the field that is left moves what is below, where the mouse is pressed."""
    with qtbot.waitActive(view):
        view.activateWindow()
    view.set_values({"way": "COUNTER", "arrived_on": "9.28"})
    view.rows["name"].widget.setFocus()
    box = view.rows["urgent"].widget
    place = box.mapTo(view, QPoint(10, box.height() // 2))
    handle, left = view.windowHandle(), Qt.MouseButton.LeftButton
    QTest.mousePress(handle, left, Qt.KeyboardModifier.NoModifier, place)
    QApplication.processEvents()
    assert QApplication.focusWidget() is not view.rows["name"].widget
    QTest.mouseRelease(handle, left, Qt.KeyboardModifier.NoModifier, place)
    assert view.values()["urgent"] is True
    qtbot.waitUntil(lambda: "姓名" in note(view, "name"))


@pytest.mark.parametrize("name", ["way", "arrived_on", "pages", "answer"])
def test_the_wheel_changes_no_field_and_takes_no_focus(qtbot, view, name):
    view.set_values(WHOLE | {"pages": "3", "answer": "YES"})
    before = view.values()
    field = view.rows[name].widget
    middle = QPointF(field.rect().center())
    for part in (field, *field.findChildren(QLineEdit)):
        wheel = QWheelEvent(
            middle, QPointF(part.mapToGlobal(middle.toPoint())), QPoint(0, 0), QPoint(0, 120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(part, wheel)
        assert part.focusPolicy() != Qt.FocusPolicy.WheelFocus
    assert view.values() == before
    assert not field.hasFocus()
