from PySide6.QtCore import QSizeF
from PySide6.QtGui import QTextDocument

from casework.pages.worklist import rows
from db.requests import Query
from desktop.base.printed import printed_page
from desktop.worklist.list_print import list_page, rows_of
from desktop.worklist.worklist_model import COLUMNS, DAY_COLUMNS, WorklistModel
from desktop.worklist.worklist_table import WorklistTable


def test_the_paper_has_the_columns_and_rows_of_the_list(qtbot, desk, registered, remembered):
    registered(applicant_name="甲<乙>")
    registered(applicant_name="丙")
    model = WorklistModel(desk)
    table = WorklistTable(model, remembered)
    qtbot.addWidget(table)
    model.ask(Query(order_by="id"))
    page = QTextDocument()
    page.setHtml(list_page("在办的申请", table.shown_columns, rows_of(table)))
    words = page.toPlainText()
    assert words.startswith("在办的申请（2 件）")
    assert words.index("甲<乙>") < words.index("丙")
    assert "办理结果" not in words


def test_no_number_and_no_day_is_torn_in_two_on_paper(qtbot, desk, registered):
    made = [
        registered(
            applicant_name="青枫区新苗公益服务中心" * 2,
            information_sought="关于印发南昌市西湖区二〇二三年政务公开工作要点的通知及其全部附件"
            * 3,
        )
        for _ in range(3)
    ]
    shown = rows(desk, made)
    page = printed_page(list_page("全部", list(range(len(COLUMNS))), shown))
    # Narrower than A4 on its side: here every column has to give way.
    page.setPageSize(QSizeF(460, 770))
    page.documentLayout()
    whole = {words for row in shown for words in (row.register_number, *_days(row))}
    lines = {}
    block = page.begin()
    while block.isValid():
        lines[block.text()] = block.layout().lineCount()
        block = block.next()
    assert {lines[words] for words in whole} == {1}
    assert max(lines.values()) > 1


def _days(row):
    return [COLUMNS[at].words(row) for at in DAY_COLUMNS]
