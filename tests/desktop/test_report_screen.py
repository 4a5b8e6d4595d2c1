from openpyxl import load_workbook

from casework.reports.excel import write_excel
from desktop.report_screen import ReportScreen


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
    with qtbot.waitSignal(screen.case_asked) as asked:
        screen.list.itemActivated.emit(screen.list.item(0))
    assert asked.args == [2]


def test_table_2_is_typed_and_kept(qtbot, desk):
    screen = ReportScreen(desk)
    qtbot.addWidget(screen)
    screen.table2.item(2, 1).setText("7")
    again = ReportScreen(desk)
    qtbot.addWidget(again)
    assert again.table2.item(2, 1).text() == "7"


def test_a_word_in_table_2_is_refused_and_the_number_comes_back(qtbot, desk):
    screen = ReportScreen(desk)
    qtbot.addWidget(screen)
    with qtbot.waitSignal(screen.failed):
        screen.table2.item(2, 1).setText("七")
    assert screen.table2.item(2, 1).text() == "0"


def test_the_report_is_written_off_the_windows_thread(qtbot, desk, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr("desktop.report_screen.open_path", opened.append)
    screen = ReportScreen(desk)
    qtbot.addWidget(screen)
    path = tmp_path / "年报.xlsx"
    with qtbot.waitSignal(screen.said):
        screen.export_to(path, write_excel)
    assert "表三" in load_workbook(path).sheetnames
    assert opened == [path]
