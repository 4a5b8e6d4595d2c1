from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from casework.desk.desk import Desk
from casework.reports.annual import AnnualReport
from casework.reports.locked_years import OWN_REPORT
from casework.year import report_keeping
from casework.year.report_files import ReportForm, write_report
from casework.year.year_report import year_report
from db import settings
from desktop.base import asking
from desktop.base.wishes import OpenCase
from desktop.look import theme
from desktop.report.report_screen import ReportScreen
from desktop.report.report_table import ReportTable
from rules.proactive import Table2
from rules.report_rows import HEADINGS


@pytest.fixture
def screen(qtbot, desk):
    screen = ReportScreen(desk)
    qtbot.addWidget(screen)
    yield screen
    screen.texts.keep()


@pytest.fixture
def next_january(qtbot, desk, registered):
    """The report of 2026 with one request, looked at when the year is over."""
    registered()
    later = Desk(desk.store, lambda: datetime.combine(date(2027, 1, 20), time(9)), "张敏")
    screen = ReportScreen(later)
    qtbot.addWidget(screen)
    choose_year(screen, 2026)
    return screen


def choose_year(screen: ReportScreen, year: int) -> None:
    screen._year.setCurrentIndex(screen._year.findData(year))
    screen.refresh()


def test_a_number_of_table_3_lists_its_requests(qtbot, desk, registered):
    registered(applicant_name="王小明")
    registered(applicant_name="青枫建设有限公司", applicant_kind="BUSINESS", id_type="CREDIT_CODE")
    screen = ReportScreen(desk)
    qtbot.addWidget(screen)
    screen.table3.setCurrentCell(3, 9)
    assert screen.table3.item(3, 9).text() == "2"
    assert screen.list.count() == 2
    screen.table3.setCurrentCell(3, 4)
    assert screen.list.count() == 1
    with qtbot.waitSignal(screen.wished) as asked:
        screen.list.itemActivated.emit(screen.list.item(0))
    assert asked.args == [OpenCase(2)]


def test_a_case_says_why_it_is_counted_where_it_is(screen, registered):
    registered()
    screen.refresh()
    screen.table3.setCurrentCell(3, 9)
    screen.list.setCurrentRow(0)
    assert "属本年新收" in screen.side._why.text()


def test_table_2_is_typed_and_kept(qtbot, desk, screen):
    screen.table2.item(2, 1).setText("7")
    again = ReportScreen(desk)
    qtbot.addWidget(again)
    assert again.table2.item(2, 1).text() == "7"


def test_a_word_in_table_2_is_refused_and_the_number_comes_back(qtbot, screen):
    with qtbot.waitSignal(screen.failed) as said:
        screen.table2.item(2, 1).setText("七")
    assert "“七”不是数字" in said.args[0]
    assert screen.table2.item(2, 1).text() == "0"


def test_the_report_is_written_off_the_windows_thread(qtbot, screen, tmp_path, monkeypatch):
    opened: list[Any] = []
    monkeypatch.setattr("desktop.report.report_screen.open_path", opened.append)
    path = tmp_path / "年报.xlsx"
    with qtbot.waitSignal(screen.said):
        screen.export_as(path, ReportForm.EXCEL)
    assert "表三" in load_workbook(path).sheetnames
    assert opened == [path]


def test_what_is_exported_has_its_drafts_with_the_figures_filled(
    qtbot, screen, tmp_path, monkeypatch
):
    monkeypatch.setattr("desktop.report.report_screen.open_path", lambda _: None)
    path = tmp_path / "年报.html"
    with qtbot.waitSignal(screen.said):
        screen.export_as(path, ReportForm.WEB_PAGE)
    page = path.read_text("utf-8")
    assert "本年未收到政府信息公开申请" in page
    assert "{{" not in page


def test_a_file_in_a_folder_that_is_gone_fails_in_a_sentence(qtbot, screen, tmp_path):
    with qtbot.waitSignal(screen.failed) as said:
        screen.export_as(tmp_path / "没有" / "年报.xlsx", ReportForm.EXCEL)
    assert "写不进去" in said.args[0]


def test_a_text_is_kept_and_checked_while_it_is_typed(desk, screen):
    screen.tabs.setCurrentWidget(screen.texts)
    editor = screen.texts.editors[HEADINGS[0]]
    editor.setPlainText("本年新收政府信息公开申请5件。")
    assert any("写“新收政府信息公开申请5件”" in one for one in screen.side.findings.sentences())
    screen.texts.keep()
    assert year_report(desk, 2026).texts[HEADINGS[0]] == "本年新收政府信息公开申请5件。"


def test_the_last_words_are_kept_when_the_window_closes(qtbot, desk):
    screen = ReportScreen(desk)
    qtbot.addWidget(screen)
    screen.tabs.setCurrentWidget(screen.texts)
    screen.show()
    screen.texts.editors[HEADINGS[4]].setPlainText("人手不足，已增加专人。")
    screen.close()
    assert year_report(desk, 2026).texts[HEADINGS[4]] == "人手不足，已增加专人。"


def test_a_figure_is_inserted_where_the_caret_was_and_printed_as_its_number(screen, registered):
    registered()
    screen.refresh()
    editor = screen.texts.editors[HEADINGS[4]]
    editor.setPlainText("共收到")
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    editor.entered.emit()
    screen.texts.insert("本年新收")
    assert editor.toPlainText() == "共收到{{本年新收}}"
    assert screen.texts._printed[HEADINGS[4]].text() == "共收到1"


def test_last_years_text_stands_beside_with_its_figures(desk, screen):
    report_keeping.keep_text(desk, 2025, HEADINGS[4], "去年收到{{本年新收}}件。")
    desk.store.run(
        "insert into request (register_number, received_on, applicant_kind) values (?, ?, ?)",
        ("依申请〔2025〕1号", "2025-06-03", "CHARITY"),
    )
    screen.refresh()
    assert "2025年：\n去年收到1件。" in screen.texts._printed[HEADINGS[4]].text()


def test_a_figure_that_is_none_is_told_under_its_editor(screen):
    screen.texts.editors[HEADINGS[4]].setPlainText("共{{收到数}}件")
    assert "不是可用的数字名称" in screen.texts._problems[HEADINGS[4]].text()


def test_publishing_locks_the_year_and_a_correction_shows_in_its_cell(qtbot, next_january):
    screen = next_january
    screen.publish.click()
    screen.lock.on.set_value(date(2027, 1, 15))
    with qtbot.waitSignal(screen.said):
        screen.lock.go.click()
    assert screen.lock.is_locked
    assert screen.texts.editors[HEADINGS[0]].isReadOnly()
    store = screen._desk.store
    with store.atomic():
        store.run("update request set applicant_kind = 'CHARITY'")
    screen.refresh()
    assert screen.table3.item(3, 3).text() == "1→0"
    assert any("公布后变动" in one for one in screen.side.findings.sentences())


def corner(table: ReportTable, row: int, column: int) -> str:
    """Return the colour in the upper right corner of a cell, as it is painted."""
    cell = table.visualItemRect(table.item(row, column))
    return table.viewport().grab().toImage().pixelColor(cell.topRight() - QPoint(2, -2)).name()


def test_table_2_marks_what_was_typed_otherwise_after_publication(qtbot, next_january):
    screen = next_january
    screen.table2.item(2, 1).setText("12")
    report_keeping.publish(screen._desk, 2026, date(2027, 1, 15))
    OWN_REPORT.unlock(screen._desk, 2026, "收到更正通知")
    screen.refresh()
    screen.tabs.setCurrentWidget(screen.typed)
    screen.resize(1400, 900)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.table2.setCurrentCell(3, 1)
    mark, plain = theme.current().tokens.soon.lower(), corner(screen.table2, 2, 1)
    screen.table2.item(2, 1).setText("13")
    cell = screen.table2.item(2, 1)
    assert (cell.text(), cell.toolTip()) == ("13", "原公布 12，现为 13")
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "13，原公布 12，现为 13"
    assert corner(screen.table2, 2, 1) == mark != plain
    assert corner(screen.table2, 2, 2) == plain
    assert year_report(screen._desk, 2026).table2.rules_made == 13
    cell.setText("12")
    assert screen.table2.item(2, 1).toolTip() == ""
    assert corner(screen.table2, 2, 1) == plain


def test_a_locked_table_2_shows_both_numbers_and_its_sentence_leads_to_the_cell(next_january):
    screen = next_january
    report_keeping.publish(screen._desk, 2026, date(2027, 1, 15))
    store = screen._desk.store
    with store.atomic():
        settings.put(store, "table_2_2026", {"penalties": "13"})
    screen.refresh()
    row, column = screen.typed._spots["penalties"]
    cell = screen.table2.item(row, column)
    assert (cell.text(), cell.toolTip()) == ("0→13", "原公布 0，现为 13")
    screen.side.findings.itemActivated.emit(screen.side.findings.item(0))
    assert screen.tabs.currentWidget() is screen.typed
    assert (screen.table2.currentRow(), screen.table2.currentColumn()) == (row, column)


def test_a_year_that_is_not_over_is_not_published(qtbot, screen):
    screen.publish.click()
    with qtbot.waitSignal(screen.failed) as said:
        screen.lock.go.click()
    assert "2026年还没有结束" in said.args[0]


def test_unlocking_asks_for_a_reason(qtbot, next_january):
    screen = next_january
    report_keeping.publish(screen._desk, 2026, date(2027, 1, 15))
    screen.refresh()
    screen.lock.go.click()
    with qtbot.waitSignal(screen.failed):
        screen.lock.go.click()
    screen.lock.reason.setText("收到更正通知")
    with qtbot.waitSignal(screen.said):
        screen.lock.go.click()
    assert not screen.lock.is_locked
    assert not screen.texts.editors[HEADINGS[0]].isReadOnly()
    told = "".join(label.text() for label in screen.lock.findChildren(QLabel))
    assert "2027-01-15公布并锁定" in told
    assert "原因：收到更正通知。" in told
    assert not screen.lock.go.isVisibleTo(screen.lock)
    report_keeping.publish(screen._desk, 2026, date(2027, 1, 20))
    screen.refresh()
    told = "".join(label.text() for label in screen.lock.findChildren(QLabel))
    assert "已于2027年1月20日（周三）公布并锁定" in told
    assert "此前：2027-01-15公布并锁定" in told


def test_last_years_report_is_read_from_its_file(qtbot, screen, tmp_path):
    path = tmp_path / "2025年报.xlsx"
    write_report(
        AnnualReport(2025, "青枫区政务公开局", Table2(normative_in_force=9)), path, ReportForm.EXCEL
    )
    with qtbot.waitSignal(screen.said):
        screen.typed.read_last_year(path)
    assert screen.typed.before.item(3, 3).text() == "9"
    assert any("应为9件" in one for one in screen.side.findings.sentences())
    screen.side.findings.itemActivated.emit(screen.side.findings.item(0))
    assert screen.tabs.currentWidget() is screen.typed


def test_her_own_figures_lead_to_a_case(qtbot, desk, registered, tmp_path):
    registered()
    path = tmp_path / "公布的年报.xlsx"
    write_report(AnnualReport(2026, "青枫区政务公开局", Table2()), path, ReportForm.EXCEL)
    screen = ReportScreen(desk)
    qtbot.addWidget(screen)
    with qtbot.waitSignal(screen.comparing.compared):
        screen.comparing.compare_with(path)
    assert "登记簿为1件，文件为0件" in screen.comparing.differences.sentences()[0]
    with qtbot.waitSignal(screen.wished) as asked:
        screen.comparing.suspects.opened.emit(screen.comparing.suspects.thing(0))
    assert asked.args == [OpenCase(1)]


def test_the_ledgers_columns_are_chosen_ordered_and_kept(qtbot, desk, screen):
    ledger = screen.ledger
    ledger.others.setCurrentRow(0)
    ledger.chosen.setCurrentRow(0)
    ledger.put_in()
    ledger.move_by(-1)
    assert ledger.names[:2] == ("confirmed_on", "serial")
    again = ReportScreen(desk)
    qtbot.addWidget(again)
    assert again.ledger.names == ledger.names
    again.ledger.chosen.setCurrentRow(0)
    again.ledger.take_out()
    assert again.ledger.names[0] == "serial"


def test_the_ledger_is_written_and_printed_off_the_windows_thread(
    qtbot, screen, registered, monkeypatch, tmp_path
):
    registered()
    printed = []
    monkeypatch.setattr(
        "desktop.report.ledger_page.print_document",
        lambda paper: printed.append(paper) or "已打印。",
    )
    path = tmp_path / "台账" / "台账.xlsx"
    with qtbot.waitSignal(screen.said) as said:
        screen.ledger.export_to(path, prints=True)
    assert (said.args, printed[0].path) == (["已打印。"], path)
    assert load_workbook(path).active["B3"].value == "依申请〔2026〕1号"


def test_the_roll_up_sums_names_the_missing_and_is_saved(qtbot, screen, tmp_path, monkeypatch):
    monkeypatch.setattr("desktop.report.rollup_page.open_path", lambda _: None)
    paths = []
    for unit in ("青枫区教育局", "青枫区自然资源局"):
        path = tmp_path / f"{unit}.xlsx"
        write_report(AnnualReport(2026, unit, Table2()), path, ReportForm.EXCEL)
        paths.append(path)
    page = screen.roll_up
    page.expected.setPlainText("青枫区教育局\n青枫区卫生健康委员会")
    with qtbot.waitSignal(page.summed):
        page.sum_up(paths)
    assert "已计入2个单位，1个单位未交" in page._words.text()
    assert any("青枫区卫生健康委员会" in one for one in page.problems.sentences())
    path = tmp_path / "汇总.xlsx"
    with qtbot.waitSignal(screen.said):
        page.save_to(path)
    assert "各单位" in load_workbook(path).sheetnames


def test_the_roll_up_stops_when_told(qtbot, screen, tmp_path):
    path = tmp_path / "单位.xlsx"
    write_report(AnnualReport(2026, "青枫区教育局", Table2()), path, ReportForm.EXCEL)
    with qtbot.waitSignal(screen.roll_up.said) as said:
        screen.roll_up.sum_up([path] * 50)
        screen.roll_up.strip.stop.click()
    assert "汇总已停止" in said.args[0]
    assert screen.roll_up.result is None


def test_the_head_says_how_the_year_stands(screen):
    assert "2026年" in screen.head.sentence.text()
    found = len(screen.report.findings(screen._last))
    state = f"有 {found} 处需要核对" if found else "各项勾稽关系和文字数字相符"
    assert state in screen.head.sentence.text()
    assert screen.side.verdict.isVisibleTo(screen.side) is bool(found)


def test_only_what_departs_from_the_rule_bears_a_chip(qtbot, desk, do, registered, monkeypatch):
    painted = []
    monkeypatch.setattr(
        "desktop.widgets.side_rows.paint_chip",
        lambda _painter, _area, urgency, words, **_: painted.append((urgency, words)),
    )
    registered(applicant_name="王小明")
    closed = registered(applicant_name="李雷")
    do("decide", closed, kind="PROVIDED", provided="文件")
    do("serve", closed, mail_number="1000000000001")
    screen = ReportScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1300, 700)
    screen.show()
    screen.table3.setCurrentCell(3, 9)
    assert screen.side.list.count() == 2
    painted.clear()
    screen.side.list.viewport().grab()
    assert {urgency for urgency, _ in painted} == {"RUNNING"}


def test_until_a_year_is_read_nothing_is_offered_to_be_locked(qtbot, desk, monkeypatch):
    monkeypatch.setattr(asking, "_AT_ONCE", -1)
    screen = ReportScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    assert not screen.lock.isVisible()
    qtbot.waitUntil(lambda: bool(screen.lock.on.isHidden()))
    assert not screen.lock.isVisible()
