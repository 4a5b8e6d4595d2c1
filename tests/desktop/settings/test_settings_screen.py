from datetime import date

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
)

from casework.pages.office_settings import set_practice
from db import calendar_days
from desktop.settings.calendar_page import CalendarPage
from desktop.settings.notice_text import NoticeText
from desktop.settings.practice_page import PracticePage
from desktop.widgets.setting_row import SettingRow

NOTICE = """一、元旦：2027年1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天。
六、中秋节：9月15日（周三）放假1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"""


def test_a_notice_is_understood_before_anything_is_changed(qtbot, desk):
    page = CalendarPage(desk)
    qtbot.addWidget(page)
    page.findChild(QPlainTextEdit, "noticeText").setPlainText(NOTICE)
    enter = page.findChild(QPushButton, "enterYear")
    qtbot.waitUntil(enter.isEnabled)
    assert enter.text() == "录入2027年放假安排"
    enter.click()
    assert enter.text().startswith("通知有疑点，再按一次确认")
    assert calendar_days.published_until(desk.store).year == 2026
    with qtbot.waitSignal(page.said):
        enter.click()
    assert calendar_days.published_until(desk.store).year == 2027
    assert desk.outlook.published_until.year == 2027


def test_a_notice_that_moves_a_case_shows_it_and_asks_again(qtbot, desk, registered):
    registered(arrived_on="2026-11-19")
    page = CalendarPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.findChild(QLineEdit, "noticeYear").setText("2026")
    page.findChild(QComboBox, "noticeReach").setCurrentText("临时调整，只改这几天")
    page.findChild(QPlainTextEdit, "noticeText").setPlainText(
        "因特殊原因，12月1日（周二）至2日（周三）放假。"
    )
    page.understand()
    moved = page.findChild(QTableWidget, "movedCases")
    assert moved.isVisible()
    assert [moved.item(0, column).text() for column in range(4)] == [
        "依申请〔2026〕1号",
        "2026年12月17日（周四）",
        "2026年12月21日（周一）",
        "政府信息公开申请接收回执",
    ]
    enter = page.findChild(QPushButton, "enterYear")
    with qtbot.assertNotEmitted(page.said):
        enter.click()
    assert "再按一次确认：改动1件期限" in enter.text()
    with qtbot.waitSignal(page.said) as said:
        enter.click()
    assert "1件在办申请" in said.args[0]
    assert not moved.isVisible()


def test_what_is_not_understood_is_shown_and_must_be_settled_first(qtbot, desk):
    page = CalendarPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.findChild(QLineEdit, "noticeYear").setText("2026")
    page.findChild(QComboBox, "noticeReach").setCurrentText("临时调整，只改这几天")
    page.findChild(QPlainTextEdit, "noticeText").setPlainText(
        "12月1日（周二）放假。12月5日上午上班。"
    )
    page.understand()
    passed = page.findChild(QTableWidget, "notUnderstood")
    enter = page.findChild(QPushButton, "enterYear")
    assert passed.isVisible()
    assert passed.item(0, 0).text() == "12月5日上午上班"
    assert not enter.isEnabled()
    assert "有 1 句没有读懂" in page.findChild(QLabel, "noticeAnswer").text()
    settle = passed.cellWidget(0, 2)
    assert isinstance(settle, QAbstractButton)
    settle.click()
    assert enter.isEnabled()
    with qtbot.waitSignal(page.said):
        enter.click()
    assert not desk.outlook.safe.is_working_day(date(2026, 12, 1))
    assert not desk.outlook.safe.is_working_day(date(2026, 12, 5))


def test_a_regions_days_are_entered_with_their_region_and_taken_back(qtbot, desk):
    page = CalendarPage(desk)
    qtbot.addWidget(page)
    page.show()
    region = page.findChild(QLineEdit, "noticeRegion")
    assert not region.isVisible()
    page.findChild(QComboBox, "noticeReach").setCurrentText("地方假日")
    assert region.isVisible()
    page.findChild(QLineEdit, "noticeYear").setText("2026")
    page.findChild(QPlainTextEdit, "noticeText").setPlainText("三月三：4月20日至21日放假2天。")
    page.understand()
    assert "请填写地方假日是哪个地区的" in page.findChild(QLabel, "noticeAnswer").text()
    region.setText("广西壮族自治区")
    page.understand()
    with qtbot.waitSignal(page.said):
        page.findChild(QPushButton, "enterYear").click()
    years = page.findChild(QTableWidget, "calendarYears")
    last = years.rowCount() - 1
    assert years.item(last, 1).text() == "地方假日2天"
    years.selectRow(last)
    with qtbot.waitSignal(page.said) as said:
        page.findChild(QPushButton, "takeBackLocal").click()
    assert "已删去广西壮族自治区2026年的地方假日" in said.args[0]


def test_a_text_without_days_says_what_to_do(qtbot, desk):
    page = CalendarPage(desk)
    qtbot.addWidget(page)
    page.findChild(QPlainTextEdit, "noticeText").setPlainText("没有日期的一段话")
    page.understand()
    assert page.findChild(QLabel, "noticeAnswer").text().endswith("。")
    assert not page.findChild(QPushButton, "enterYear").isEnabled()


def test_an_answer_of_practice_takes_effect_at_once(qtbot, desk):
    page = PracticePage(desk)
    qtbot.addWidget(page)
    days = page.findChild(QLineEdit, "correction_period_days")
    days.setText("10")
    with qtbot.waitSignal(page.said):
        days.editingFinished.emit()
    assert desk.practice.correction_period_days == 10
    box = page.findChild(QComboBox, "answer_day_counts")
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert desk.practice.answer_day_counts is True


def test_a_number_out_of_bounds_is_refused_and_put_back(qtbot, desk):
    page = PracticePage(desk)
    qtbot.addWidget(page)
    days = page.findChild(QLineEdit, "correction_period_days")
    days.setText("九十九万")
    with qtbot.waitSignal(page.failed):
        days.editingFinished.emit()
    assert days.text() == str(desk.practice.correction_period_days)


def test_a_notice_in_a_file_is_read_into_the_field(qtbot, desk, tmp_path):
    page = CalendarPage(desk)
    qtbot.addWidget(page)
    field = page.findChild(QPlainTextEdit, "noticeText")
    page.findChild(QLineEdit, "noticeYear").setText("2027")
    file = tmp_path / "放假通知.html"
    file.write_text(
        "<table><tr><td>节日<td>放假时间<td>补班</tr>"
        "<tr><td>元旦<td>1月1日至3日<td>1月4日</tr></table>",
        encoding="utf-8",
    )
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(file))])
    with qtbot.waitSignal(field.textChanged):
        field.insertFromMimeData(dropped)
    page.understand()
    assert [(day.on.isoformat()[5:], day.is_working) for day in page.change.days] == [
        ("01-01", False), ("01-02", False), ("01-03", False), ("01-04", True),
    ]  # fmt: skip


def test_a_file_that_is_no_notice_is_told(qtbot, desk, tmp_path):
    page = CalendarPage(desk)
    qtbot.addWidget(page)
    file = tmp_path / "通知.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n0")
    with qtbot.waitSignal(page.failed) as told:
        page.findChild(NoticeText, "noticeText").read(file)
    assert "图片" in told.args[0]


def test_a_point_of_practice_has_its_sentence_and_control_on_one_line(qtbot, desk):
    page = PracticePage(desk)
    qtbot.addWidget(page)
    page.resize(960, 700)
    page.show()
    qtbot.waitExposed(page)
    box = page.findChild(QComboBox, "answer_day_counts")
    row = box.parentWidget()
    assert isinstance(row, SettingRow)
    assert "自收到回复的次日起" in row.sentence.text()
    assert box.x() > row.sentence.x() + row.sentence.width() - 1
    assert row.rect().contains(box.geometry())
    # Where it comes from is one click away, and not a third column.
    assert not row.source.isVisible()
    qtbot.mouseClick(row.unfold, Qt.MouseButton.LeftButton)
    assert "以本机关核定为准" in row.source.text()
    assert row.source.isVisible()


def test_what_the_office_changed_stands_first(qtbot, desk):
    set_practice(desk, "answer_day_counts", True)
    page = PracticePage(desk)
    qtbot.addWidget(page)
    headings = [
        one.text() for one in page.findChildren(QLabel) if one.property("kind") == "heading"
    ]
    assert headings[0] == "本机关改过的（1项）"
    assert page.findChildren(SettingRow)[0].title.text() == "收到征求意见回复当日计入答复期限"
