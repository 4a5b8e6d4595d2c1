"""The ways a ledger comes to the page of importing, and the doubts it is asked about there."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton

from db import requests
from db.requests import Query
from desktop.importing.import_screen import ImportScreen
from desktop.start.building import build_window
from forms.office import Office
from tests.casework.importing.ledger_samples import table, write


def ids_in(desk) -> list[int]:
    return list(requests.ids(desk.store, Query(order_by="id")))


def rows_of(shown) -> list[list[str]]:
    return [
        [shown.item(row, column).text() for column in range(shown.columnCount())]
        for row in range(shown.rowCount())
    ]


def dropped(widget, path: Path) -> bool:
    """Drop a file as another program would; tell whether it was taken."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    at, copy = QPointF(20, 20), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(at.toPoint(), copy, mime, buttons, keys)
    entering.ignore()
    QApplication.sendEvent(widget, entering)
    if entering.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(at, copy, mime, buttons, keys))
    return entering.isAccepted()


def test_a_ledger_dropped_on_the_list_is_read(qtbot, window, ledger, tmp_path):
    window.screens.show_place("worklist")
    area = window.screens.worklist.list
    assert not dropped(area, tmp_path / "照片.jpg")
    assert dropped(area, ledger)
    page = window.screens.present
    assert isinstance(page, ImportScreen)
    qtbot.waitUntil(lambda: not page.strip.is_busy)
    assert page.go.text() == "导入2件"


def test_the_first_start_may_begin_with_a_ledger(qtbot, desk, remembered):
    from db import settings

    settings.put(desk.store, "office", {})
    desk.forget_settings()
    window = build_window(desk, remembered)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.is_furnished)
    assert window.screens.name == "first_run"
    begin = window.screens.present.findChild(QPushButton, "beginWithLedger")
    begin.click()
    assert window.screens.name == "first_run"
    present: Any = window.screens.present
    view = present.page.view
    view.set_values(
        {
            "name": "青枫区政务公开局",
            "reconsideration_body": "青枫区人民政府",
            "court": "青枫区人民法院",
        }
    )
    begin.click()
    assert window.screens.name == "import"
    assert isinstance(desk.office, Office)
    assert desk.office.name == "青枫区政务公开局"


def test_the_menu_leads_to_the_page(window):
    command = next(one for one in window.commands if one.words == "导入台账…")
    command.run()
    assert window.screens.name == "import"
    assert window.screens.present.choose.hasFocus()


DOUBTFUL = """
登记编号|收到日期|申请人|申请方式|申请内容|答复类型|答复日期
依申请〔2025〕1号|2025.3.5|张三|传书鸽|征地批复|已妥|2025.3.20
依申请〔2025〕2号|2025.3.6|李四|传书鸽|会议纪要|已妥|2025.4.1
依申请〔2025〕3号|2025年3月7日（星期一）|王五|当面|规划许可|予以公开|2025.4.2
"""


def test_doubts_are_settled_for_all_their_rows_and_remembered(qtbot, page, read, enter, tmp_path):
    read(write(tmp_path / "存疑.xlsx", table(DOUBTFUL)))
    assert page.plan.entering == 2
    assert page.tabs.tabText(1) == "存疑（3处，3处未定）"
    page.tabs.setCurrentWidget(page.doubts)
    rows = [row[:3] for row in rows_of(page.doubts)]
    assert rows == [
        ["《台账》第2、3行", "接收渠道", "传书鸽"],
        ["《台账》第2、3行", "办理结果", "已妥"],
        ["《台账》第4行", "日期和星期", "2025年3月7日(星期一)"],
    ]
    for row, words in ((0, "邮寄"), (1, "予以公开"), (2, "按日期登记")):
        box = page.doubts.box(row)
        place = next(at for at in range(box.count()) if words in box.itemText(at))
        box.setCurrentIndex(place)
        box.activated.emit(place)
        qtbot.waitUntil(lambda: not page.strip.is_busy)
    assert page.plan.entering == 3
    assert page.tabs.tabText(1) == "存疑（3处）"
    enter()
    desk = page._desk
    held = [requests.one(desk.store, one) for one in ids_in(desk)]
    assert {row.outcome for row in held} == {"DISCLOSED"}
    again = (
        DOUBTFUL.replace("2025〕", "2024〕").replace("2025.", "2024.").replace("2025年", "2024年")
    )
    read(write(tmp_path / "存疑2.xlsx", table(again)))
    assert [one.answer != "" for one in page.plan.doubts if one.words in ("传书鸽", "已妥")] == [
        True,
        True,
    ]


def test_a_doubt_leads_to_its_row(qtbot, page, read, tmp_path):
    read(write(tmp_path / "存疑.xlsx", table(DOUBTFUL)))
    page.doubts.opened.emit(("台账", 3))
    assert page.tabs.currentWidget() is page.row
    assert ["申请人", "李四"] in rows_of(page.row)
