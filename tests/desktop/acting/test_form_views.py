"""The views of every form: what Tab does after a choice, and the room sentences get."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QScrollArea

from casework import acts
from casework.acts import ACTS
from desktop.acting.form_views import view_for
from desktop.look import theme
from desktop.look.theme import Scheme
from desktop.widgets.form_view import FormView
from desktop.widgets.rows_field import RowsField
from forms.fields import Problem
from forms.guide import Guide
from forms.procedure import ThirdPartyConsultation
from forms.reply import MixedReply, Reply


@pytest.mark.parametrize("typed", ["予以公开，提供", "PROVIDED"])
def test_tab_after_a_typed_choice_lands_on_what_the_choice_asks_for(qtbot, desk, typed):
    view = view_for(Reply, today=desk.today)
    qtbot.addWidget(view)
    view.show()
    kind = view.rows["kind"].widget
    assert isinstance(kind, QComboBox)
    kind.setFocus()
    if typed == "PROVIDED":
        view.rows["kind"].editor.set_value(typed)
    else:
        kind.lineEdit().setText(typed)
    qtbot.keyClick(kind.lineEdit(), Qt.Key.Key_Tab)
    assert view.values()["kind"] == "PROVIDED"
    assert view.field_of(view.focusWidget()) == "provided"


def test_tab_takes_the_highlighted_suggestion(qtbot, desk):
    view = view_for(Reply, today=desk.today)
    qtbot.addWidget(view)
    view.show()
    kind = view.rows["kind"].widget
    assert isinstance(kind, QComboBox)
    kind.setFocus()
    kind.lineEdit().setText("予以公开")
    completer = kind.completer()
    completer.setCompletionPrefix("予以公开")
    completer.complete()
    completer.popup().setCurrentIndex(completer.completionModel().index(0, 0))
    kind.focusNextPrevChild(True)
    assert not completer.popup().isVisible()
    assert view.values()["kind"] == "PROVIDED"


def test_a_draft_is_gone_on_with_where_something_cannot_stand(qtbot, desk):
    view = view_for(Reply, today=desk.today)
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.set_values({"on": desk.today, "kind": "予以公开"})
    view.focus_first()
    assert view.field_of(view.focusWidget()) == "kind"


def test_enter_shows_what_words_may_mean_and_takes_the_first(qtbot, desk):
    view = view_for(Reply, today=desk.today)
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    kind = view.rows["kind"].widget
    assert isinstance(kind, QComboBox)
    kind.setFocus()
    kind.setEditText("予以公开")
    qtbot.keyClick(kind.lineEdit(), Qt.Key.Key_Return)
    popup = kind.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    assert str(popup.currentIndex().data()).startswith("予以公开")
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert view.values()["kind"] == "PROVIDED"


@pytest.mark.parametrize("zoom", [100, 150])
def test_a_long_sentence_under_a_field_has_its_whole_height(qtbot, desk, zoom):
    theme.current().apply(Scheme.LIGHT, zoom)
    sentence = "这一项与收到申请之日的先后不合，所以答复期限无法推算，请核对后重新填写。" * 3
    clipped: list[tuple[str, ...]] = []
    for act in ACTS.values():
        view = view_for(act.form, today=desk.today)
        area = QScrollArea()
        qtbot.addWidget(area)
        area.setWidget(view)
        area.setWidgetResizable(True)
        area.resize(theme.px(660), 700)
        area.show()
        view.show_problems([Problem(name, sentence) for name in view.rows])
        QApplication.processEvents()
        for name, row in view.rows.items():
            note = view.findChild(QLabel, f"{name}_note")
            if note.isVisible() and note.height() < note.heightForWidth(note.width()):
                clipped.append((act.name, name))
            if row.isVisible() and note.geometry().bottom() > row.height():
                clipped.append((act.name, name, "outside"))
    theme.current().apply(Scheme.LIGHT, 100)
    assert clipped == []


def test_the_seven_questions_come_one_after_the_other(qtbot, desk):
    view = view_for(Guide, today=desk.today)
    qtbot.addWidget(view)
    view.show()
    headings = {
        label.text(): label for label in view.findChildren(QLabel) if label.text()[1:2] == "、"
    }
    assert view.rows["clarity"].isVisible()
    assert not view.rows["nature"].isVisible()
    assert not headings["二、是不是"].isVisible()
    view.set_values({"clarity": "CLEAR", "nature": "ENQUIRY"})
    assert headings["二、是不是"].isVisible()
    assert view.rows["nature_reason"].isVisible()
    assert view.rows["wording"].isVisible()
    assert not view.rows["keeper"].isVisible()
    view.set_values({"nature": "REQUEST"})
    assert not view.rows["wording"].isVisible()
    assert view.rows["keeper"].isVisible()


def test_what_the_guide_comes_to_is_chosen_in_the_reply(desk, registered, do):
    request_id = registered()
    do("guide", request_id, clarity="CLEAR", nature="REQUEST", keeper="OTHER_AGENCY",
       keeper_reason="由区住房和城乡建设局制作")  # fmt: skip
    start = acts.starting_values(desk, ACTS["decide"], request_id)
    assert start["kind"].name == "NOT_THIS_AGENCY"


@pytest.fixture
def third_party(qtbot, desk):
    view = view_for(ThirdPartyConsultation, today=desk.today)
    qtbot.addWidget(view)
    view.show()
    return view


def retype(qtbot, view, name, text):
    view.rows[name].widget.setFocus()
    view.rows[name].widget.selectAll()
    view.rows[name].widget.insert(text)


def test_the_kind_of_a_third_party_follows_its_name(qtbot, third_party):
    assert third_party.values()["third_party_kind"] is None
    for name, kind in [("赵小满", "NATURAL_PERSON"), ("青枫建材有限公司", "BODY")] * 2:
        retype(qtbot, third_party, "ref", name)
        assert third_party.values()["third_party_kind"] == kind


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        pytest.param([Qt.Key.Key_Down], "法人或者其他组织", id="another than the name says"),
        pytest.param([Qt.Key.Key_Down, Qt.Key.Key_Up], "个人", id="what the name says"),
    ],
)
def test_a_kind_of_third_party_the_clerk_chose_stays(qtbot, third_party, keys, kind):
    retype(qtbot, third_party, "ref", "赵小满")
    choice = third_party.rows["third_party_kind"].widget
    choice.setFocus()
    for key in keys:
        qtbot.keyClick(choice, key)
    for name in ("李文", "青枫建材有限公司"):
        retype(qtbot, third_party, "ref", name)
        assert choice.currentText() == kind
    third_party.set_values({"ref": None, "third_party_kind": None})
    retype(qtbot, third_party, "ref", "青枫建材有限公司")
    assert choice.currentText() == "法人或者其他组织"


def test_a_kind_of_third_party_brought_back_by_a_draft_stays_if_it_was_chosen(qtbot, third_party):
    third_party.set_values({"ref": "赵小满", "third_party_kind": "BODY"})
    retype(qtbot, third_party, "ref", "李文")
    assert third_party.values()["third_party_kind"] == "BODY"


def test_a_kind_of_third_party_brought_back_by_a_draft_follows_if_it_was_guessed(
    qtbot, third_party
):
    third_party.set_values({"ref": "赵小满", "third_party_kind": "NATURAL_PERSON"})
    retype(qtbot, third_party, "ref", "青枫建材有限公司")
    assert third_party.values()["third_party_kind"] == "BODY"


def test_items_are_added_filled_and_taken_out_one_by_one(qtbot, desk):
    view = view_for(MixedReply, today=desk.today)
    qtbot.addWidget(view)
    field = view.rows["items"].editor
    assert isinstance(field, RowsField)
    view.set_values({"on": desk.today})
    field.set_value([{"content": "工作要点"}, {"content": "会议纪要"}])
    first, second = field.views
    assert isinstance(first, FormView)
    assert not first.rows["provided"].isVisibleTo(first)
    first.set_values({"kind": "PROVIDED", "provided": "《工作要点》"})
    assert first.rows["provided"].isVisibleTo(first)
    assert not first.rows["reasons"].isVisibleTo(first)
    second.set_values({"kind": "REFUSED_WORKING_PAPERS"})
    found = view.read()
    assert isinstance(found, list)
    assert [one.field for one in found] == ["items.2.reasons"]
    second.set_values({"reasons": "讨论记录"})
    form = view.read()
    assert isinstance(form, MixedReply)
    assert [item.content for item in form.items] == ["工作要点", "会议纪要"]
    qtbot.mouseClick(field.findChild(QPushButton, "add_row"), Qt.MouseButton.LeftButton)
    assert len(field.views) == 3
    drop = [one for one in field.findChildren(QPushButton) if one.text() == "删去这一项"][-1]
    qtbot.mouseClick(drop, Qt.MouseButton.LeftButton)
    assert view.read() == form
