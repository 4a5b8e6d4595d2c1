from PySide6.QtGui import QTextDocument

from db.requests import Query
from desktop.worklist.list_print import list_page, rows_of
from desktop.worklist.worklist_model import WorklistModel
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
