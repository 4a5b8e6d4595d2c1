import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from casework.pages import worklist
from db import attachments, drafts, requests
from db.requests import Query
from desktop.base.pasting import Handed
from desktop.receipt.receipt_screen import ReceiptScreen


@pytest.fixture
def screen(qtbot, desk) -> ReceiptScreen:
    screen = ReceiptScreen(desk)
    qtbot.addWidget(screen)
    with qtbot.waitActive(screen):
        screen.show()
    return screen


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def write(screen: ReceiptScreen, **texts: str) -> None:
    screen.panel.view.set_values(texts)


def test_a_request_is_registered_with_ctrl_enter(qtbot, desk, screen):
    write(screen, applicant_name="王小明", information_sought="2023年政务公开工作要点")
    with qtbot.waitSignal(screen.acted) as acted:
        qtbot.keyClick(
            screen.panel.view.rows["phone"].widget,
            Qt.Key.Key_Return,
            Qt.KeyboardModifier.ControlModifier,
        )
    row = requests.one(desk.store, acted.args[0].request_id)
    assert (row.register_number, row.applicant_name) == ("依申请〔2026〕1号", "王小明")
    assert "2026-12-18" in acted.args[0].message


def test_the_form_is_empty_again_after_a_registration(qtbot, desk, screen):
    write(screen, applicant_name="王小明", information_sought="要点")
    screen.panel.view.submit()
    assert screen.panel.view.values()["applicant_name"] == ""
    assert drafts.keys(desk.store) == []


def test_what_saving_does_is_shown_before(qtbot, desk, screen):
    write(screen, applicant_name="王小明", information_sought="要点")
    due = screen.findChild(QLabel, "previewDue")
    qtbot.waitUntil(lambda: "2026年12月18日" in due.text())
    assert "第31条" in screen.findChild(QLabel, "previewReasons").text()
    assert len(worklist.find(desk, Query())) == 0


def test_the_day_both_sides_confirmed_is_asked_where_the_channel_has_one(screen):
    confirmed = screen.panel.view.rows["confirmed_on"]
    assert not confirmed.isVisible()
    write(screen, channel="INTERNET")
    assert confirmed.isVisible()


def test_a_request_by_post_is_one_field_further_than_its_sender(qtbot, desk, screen):
    screen.take_focus()
    qtbot.keyClicks(focused(), "Wang")
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(focused(), key)
    qtbot.keyClicks(focused(), "2023")
    qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    row = requests.one(desk.store, 1)
    assert (row.channel, row.information_sought) == ("SIGNED_POST", "2023")


def test_the_field_that_has_the_focus_is_seen_whole(qtbot, screen):
    screen.resize(1200, 420)
    screen.take_focus()
    qtbot.keyClicks(focused(), "Wang")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    sought = screen.panel.view.rows["information_sought"].widget
    assert focused() is sought
    qtbot.waitUntil(lambda: not sought.visibleRegion().isEmpty())
    assert sought.visibleRegion().boundingRect() == sought.rect()


def test_an_applicant_known_from_before_brings_her_address(screen, registered):
    registered(applicant_name="李秀英", phone="13800000001", address="人民路1号")
    name = screen.panel.view.rows["applicant_name"].widget
    name.setText("李秀英")
    name.left.emit()
    values = screen.panel.view.values()
    assert (values["phone"], values["address"]) == ("13800000001", "人民路1号")


def test_what_was_typed_is_never_replaced_by_what_is_known(screen, registered):
    registered(applicant_name="李秀英", phone="13800000001", address="人民路1号")
    write(screen, applicant_name="李秀英", phone="13900000002")
    screen.panel.view.rows["applicant_name"].widget.left.emit()
    values = screen.panel.view.values()
    assert (values["phone"], values["address"]) == ("13900000002", "")


def begun(qtbot, desk, screen, name: str) -> None:
    qtbot.keyClicks(screen.panel.view.rows["applicant_name"].widget, name)
    screen.panel.flush_draft()


def test_a_half_filled_form_is_offered_after_a_restart_and_not_poured_in(qtbot, desk, screen):
    begun(qtbot, desk, screen, "lin")
    again = ReceiptScreen(desk)
    qtbot.addWidget(again)
    again.show()
    again.take_focus()
    values = again.panel.view.values()
    assert values["applicant_name"] == ""
    assert again.panel.findChild(QLabel, "draftNote").text() == "上次没有登记完：lin"
    assert again.panel.view.rows["applicant_name"].widget is again.focusWidget()
    again.panel.findChild(QPushButton, "draftButton").click()
    assert again.panel.view.values()["applicant_name"] == "lin"


def test_another_receipt_begun_meanwhile_leaves_the_one_that_is_offered(qtbot, desk, screen):
    begun(qtbot, desk, screen, "lin")
    again = ReceiptScreen(desk)
    qtbot.addWidget(again)
    begun(qtbot, desk, again, "zhou")
    assert drafts.draft(desk.store, "register:0")["applicant_name"] == "lin"
    assert drafts.draft(desk.store, "register:0:next")["applicant_name"] == "zhou"


def test_cleared_the_form_holds_what_it_began_with(qtbot, desk, screen):
    fresh = screen.panel.view.values()
    screen.panel.view.set_values({"applicant_kind": "BUSINESS", "applicant_name": "某公司"})
    screen.panel.flush_draft()
    screen.panel.keep_draft()
    again = ReceiptScreen(desk)
    qtbot.addWidget(again)
    offered = again.panel.findChild(QPushButton, "draftButton")
    offered.click()
    assert again.panel.view.values()["applicant_kind"] == "BUSINESS"
    offered.click()
    assert again.panel.view.values() == fresh
    assert again.panel.view.values()["applicant_kind"] == "NATURAL_PERSON"


def test_what_is_offered_can_be_left_for_later(qtbot, desk, screen):
    begun(qtbot, desk, screen, "lin")
    again = ReceiptScreen(desk)
    qtbot.addWidget(again)
    again.show()
    again.panel.findChild(QPushButton, "draftLater").click()
    assert not again.panel.findChild(QLabel, "draftNote").isVisible()
    assert drafts.draft(desk.store, "register:0")["applicant_name"] == "lin"
    third = ReceiptScreen(desk)
    qtbot.addWidget(third)
    assert third.panel.findChild(QLabel, "draftNote").text() == "上次没有登记完：lin"


def test_what_an_applicant_gave_last_time_says_so_until_it_is_changed(screen, registered):
    registered(applicant_name="李秀英", phone="13800000001", address="人民路1号")
    write(screen, applicant_name="李秀英")
    screen.panel.view.rows["applicant_name"].widget.left.emit()
    sources = {
        name: screen.findChild(QLabel, f"{name}_source").text() for name in ("phone", "address")
    }
    assert sources == {"phone": "上次申请", "address": "上次申请"}
    write(screen, phone="13900000002")
    assert screen.findChild(QLabel, "phone_source").text().strip() == ""
    assert screen.findChild(QLabel, "address_source").text() == "上次申请"


def test_several_things_asked_for_are_parted_by_a_link_below_them(screen, desk):
    write(screen, applicant_name="李秀英", information_sought="1. 某村批复；\n2. 补偿方案")
    link = screen.findChild(QLabel, "splitLink")
    assert link.isVisible()
    assert "拆成2件登记" in link.text()
    link.linkActivated.emit("one")
    assert not link.isVisible()
    write(screen, information_sought="1. 某村批复；\n2. 补偿方案\n3. 会议纪要")
    link.linkActivated.emit("split")
    sought = [row.information_sought for row in requests.every(desk.store)]
    assert sought == ["某村批复；", "补偿方案", "会议纪要"]


def hints(screen: ReceiptScreen) -> str:
    label = screen.findChild(QLabel, "previewHints")
    return "" if label.isHidden() else label.text()


def test_a_request_made_before_is_noticed_while_it_is_typed(qtbot, screen, registered):
    registered(applicant_name="李秀英", information_sought="《旧城区改造项目立项批复文件》")
    write(screen, applicant_name="李秀英", information_sought="《旧城区改造项目立项批复文件》")
    qtbot.waitUntil(lambda: "同一申请人申请过相同内容" in hints(screen))
    write(screen, applicant_name="周立", information_sought="《旧城区改造项目立项批复文件》")
    qtbot.waitUntil(lambda: "其他申请人申请过相同内容" in hints(screen))


def test_the_category_is_guessed_when_the_name_is_left(screen):
    name = screen.panel.view.rows["applicant_name"].widget
    name.setText("青枫建材有限公司")
    name.left.emit()
    values = screen.panel.view.values()
    assert (values["applicant_kind"], values["id_type"]) == ("BUSINESS", "CREDIT_CODE")


def test_a_category_the_clerk_chose_is_not_guessed_over(screen):
    choice = screen.panel.view.rows["applicant_kind"].widget
    choice.setCurrentIndex(choice.findData("OTHER_BODY"))
    name = screen.panel.view.rows["applicant_name"].widget
    name.setText("青枫建材有限公司")
    name.left.emit()
    assert screen.panel.view.values()["applicant_kind"] == "OTHER_BODY"


def test_a_form_dropped_fills_the_fields_and_is_kept_with_the_request(
    qtbot, desk, screen, tmp_path
):
    form = tmp_path / "申请.txt"
    form.write_text("姓名：林一帆\n所需政府信息：2023年政务公开工作要点\n", encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(form))])
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    with qtbot.waitSignal(screen.papers_read):
        screen.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))
    assert screen.panel.view.values()["applicant_name"] == "林一帆"
    assert "申请.txt" in screen.findChild(QLabel, "papers").text()
    with qtbot.waitSignal(screen.acted) as acted:
        screen.panel.view.submit()
    (kept,) = attachments.of_request(desk.store, acted.args[0].request_id)
    assert kept.name == "申请.txt"
    assert "申请.txt" not in screen.findChild(QLabel, "papers").text()


def test_what_was_typed_is_not_replaced_by_a_paper(qtbot, screen, tmp_path):
    form = tmp_path / "申请.txt"
    form.write_text("姓名：周立\n住址：甲路1号\n联系电话：13800000001\n", encoding="utf-8")
    write(screen, applicant_name="周立", address="乙路2号")
    with qtbot.waitSignal(screen.papers_read):
        screen.take_in(Handed(paths=(form,)))
    values = screen.panel.view.values()
    assert (values["address"], values["phone"]) == ("乙路2号", "13800000001")


def test_several_items_are_registered_one_by_one_with_one_key(qtbot, desk, screen):
    write(screen, applicant_name="林一帆", information_sought="甲项目批复")
    assert not screen.findChild(QPushButton, "splitItems").isVisible()
    write(screen, information_sought="甲项目批复\n乙项目合同")
    assert "2件" in screen.findChild(QPushButton, "splitItems").text()
    field = screen.panel.view.rows["information_sought"].widget
    field.setFocus()
    with qtbot.waitSignal(screen.acted) as acted:
        keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        qtbot.keyClick(field, Qt.Key.Key_Return, keys)
    assert "依申请〔2026〕1号、依申请〔2026〕2号" in acted.args[0].message
    assert len(worklist.find(desk, Query())) == 2
    assert screen.panel.view.values()["information_sought"] == ""


def test_enter_passes_over_what_is_filled_for_an_applicant_known_from_before(
    qtbot, desk, screen, registered
):
    registered(applicant_name="李秀英", phone="13800000001", address="人民路1号")
    rows = screen.panel.view.rows
    rows["applicant_name"].widget.setFocus()
    rows["applicant_name"].widget.setText("李秀英")
    qtbot.keyClick(rows["applicant_name"].widget, Qt.Key.Key_Return)
    assert screen.panel.view.values()["phone"] == "13800000001"
    assert rows["information_sought"].widget.hasFocus()


def test_enter_in_the_last_field_goes_on_to_the_next(qtbot, screen):
    write(screen, applicant_name="李秀英", information_sought="要点")
    rows = screen.panel.view.rows
    rows["phone"].widget.setFocus()
    qtbot.keyClick(rows["phone"].widget, Qt.Key.Key_Return)
    assert rows["address"].widget.hasFocus()


@pytest.fixture
def offered(qtbot, screen, registered):
    """Type the beginning of a name known from before, so that the name is offered."""
    registered(applicant_name="王小明", phone="13800000001")
    name = screen.panel.view.rows["applicant_name"].widget
    name.setFocus()
    name.insert("王小")
    qtbot.waitUntil(name.completer().popup().isVisible)
    return name


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_a_name_that_begins_like_one_known_is_not_replaced_by_it(qtbot, screen, offered, key):
    qtbot.keyClick(offered.completer().popup(), key)
    assert not offered.completer().popup().isVisible()
    assert not offered.hasFocus()
    assert screen.panel.view.values()["applicant_name"] == "王小"
    assert screen.panel.view.values()["phone"] == ""


def test_a_name_chosen_from_the_list_is_taken(qtbot, screen, offered):
    popup = offered.completer().popup()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert offered.text() == "王小明"
    qtbot.keyClick(offered, Qt.Key.Key_Return)
    assert screen.panel.view.values()["phone"] == "13800000001"
    assert screen.panel.view.rows["information_sought"].widget.hasFocus()


def test_a_name_known_from_before_is_gone_on_from_with_one_key(qtbot, screen, offered):
    offered.insert("明")
    qtbot.waitUntil(offered.completer().popup().isVisible)
    qtbot.keyClick(offered.completer().popup(), Qt.Key.Key_Return)
    assert screen.panel.view.values()["phone"] == "13800000001"
    assert screen.panel.view.rows["information_sought"].widget.hasFocus()


def test_the_form_has_the_whole_width_where_there_is_no_room_for_both(qtbot, screen):
    screen.resize(1200, 700)
    qtbot.waitUntil(lambda: screen.panel.preview.isVisible())
    screen.resize(600, 700)
    qtbot.waitUntil(lambda: not screen.panel.preview.isVisible())
    assert screen.width() == 600
