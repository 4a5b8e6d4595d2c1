"""A ledger taken over in the window, from the file to the register and back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from casework.desk import daily_copy
from casework.importing.sheets import open_ledger
from casework.pages.register_check import problems
from casework.safekeeping.restoring import put_back
from db import backup, requests
from db.copies import chosen_copy
from db.requests import Query
from desktop.importing import import_screen
from desktop.look.theme import Scheme
from tests.casework.importing.ledger_samples import table, write
from tests.desktop.tray.test_tray import ClosedByHand


def ids_in(desk) -> list[int]:
    return list(requests.ids(desk.store, Query(order_by="id")))


def rows_of(shown) -> list[list[str]]:
    return [
        [shown.item(row, column).text() for column in range(shown.columnCount())]
        for row in range(shown.rowCount())
    ]


def test_nothing_is_written_before_it_was_seen(desk, read, ledger):
    page = read(ledger)
    assert "第2行是列名；共4件申请，可以导入2件，1行不能导入，1行编号" in page.words.text()
    assert rows_of(page.left) == [
        [
            "第4行", "依申请〔2025〕2号", "不能导入",
            "“收到日期”：“2025.2.30”不是有效的日期。", "请改正后重新导入。",
        ],
        [
            "第6行", "依申请〔2025〕1号", "编号重复",
            "登记编号“依申请〔2025〕1号”与《台账》第3行相同，没有重复导入。",
            "请核对编号，改正后重新导入。",
        ],
    ]  # fmt: skip
    assert rows_of(page.columns)[0][:4] == ["I", "热线", "12345", "未认出"]
    assert page.tabs.tabText(0) == "列的含义（9列，1列未认出）"
    assert page.go.text() == "导入2件"
    assert page.go.hasFocus()
    assert ids_in(desk) == []
    assert list(daily_copy.backup_folder(desk).glob("*")) == []


def test_the_rows_are_entered_and_shown_in_the_list(qtbot, window, desk, read, enter, ledger):
    page = read(ledger)
    enter()
    assert [requests.one(desk.store, one).applicant_name for one in ids_in(desk)] == [
        "张三丰",
        "某某置业有限公司",
    ]
    assert list(problems(desk)) == []
    assert "已导入2件；导入前的登记簿已备份为" in window.outcome.words.text()
    assert "已导入2件，未导入2件（其中1件" in page.words.text()
    window.screens.worklist.use_filter("open")
    qtbot.mouseClick(page.show_list, Qt.MouseButton.LeftButton)
    assert window.screens.name == "worklist"
    assert window.screens.worklist.model.rowCount() == 2
    assert "一次导入的2件" in window.screens.worklist.filter_words


def test_the_list_shows_what_was_entered_and_nothing_else(window, desk, read, enter, ledger, do):
    read(ledger)
    enter()
    values = {"applicant_name": "赵六", "arrived_on": "2026-11-10", "information_sought": "预算"}
    do("register", **values)
    window.screens.present.show_list.click()
    screen = window.screens.worklist
    assert screen.model.rowCount() == 2
    screen.keep_view()
    view = next(iter(screen.conditions.kept().values()))
    screen.conditions.show_chosen(())
    screen.use_filter("all")
    assert screen.model.rowCount() == 3
    screen.use_view(view)
    assert screen.model.rowCount() == 2


def test_rows_that_were_left_out_are_saved_corrected_and_entered(
    qtbot, monkeypatch, tmp_path, desk, read, enter, ledger
):
    opened: list[Path] = []
    monkeypatch.setattr(import_screen, "open_path", opened.append)
    page = read(ledger)
    enter()
    back = tmp_path / "退回.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(back), ""))
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert opened == [back]
    rows = [list(row) for _, row in import_screen_rows(back)]
    assert rows[1][-1] == "未导入的原因"
    assert [row[0] for row in rows[2:]] == ["依申请〔2025〕2号", "依申请〔2025〕1号"]
    rows[2][1], rows[3][0] = "2025.2.28", "依申请〔2025〕4号"
    read(write(back, rows))
    assert page.go.text() == "导入2件"
    enter()
    assert len(ids_in(desk)) == 4
    assert not page.save.isVisible()
    assert list(problems(desk)) == []


def import_screen_rows(path: Path):
    return open_ledger(path).sheets[0].rows()


def test_a_column_can_be_given_another_meaning(qtbot, desk, read, enter, page, ledger):
    read(ledger)
    box = page.columns.box("热线")
    assert box.currentText() == "记入备注"
    box.setFocus()
    box.setCurrentIndex(box.findText("联系电话"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: not page.strip.is_busy)
    assert rows_of(page.columns)[0][3] == "手工指定"
    assert page.columns.box("热线").hasFocus()
    enter()
    assert requests.one(desk.store, ids_in(desk)[0]).phone == "12345"
    assert not page.columns.box("热线").isEnabled()


def test_a_choice_that_leaves_no_ledger_is_told_and_forgotten(qtbot, window, read, page, tmp_path):
    path = write(tmp_path / "台账.xlsx", table("编号|收到日期|申请人\n2025-1|2025.3.5|甲"))
    read(path)
    box = page.columns.box("申请人")
    box.setCurrentIndex(box.findText("登记编号"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: not page.strip.is_busy)
    assert "没有找到台账的表头" in window.outcome.words.text()
    assert page.columns.box("申请人").currentText() == "申请人"
    assert page.columns.mapping == {}


def test_stopped_in_the_middle_the_register_is_as_it_was(qtbot, window, desk, read, page, many, do):
    values = {"applicant_name": "赵六", "arrived_on": "2026-11-10", "information_sought": "预算"}
    do("register", **values)
    before = desk.store.path.read_bytes()
    read(many)
    said: list[str] = []
    page.go.click()
    assert not window.rail.isEnabled()
    assert not page.choose.isEnabled()

    def stop_when_writing(per_cent: int, words: str) -> None:
        said.append(words)
        if words.startswith("正在登记"):
            page.strip.stop.click()

    work = page.strip._work
    assert work is not None
    work.progress.moved.connect(stop_when_writing)
    qtbot.waitUntil(lambda: not page.strip.is_busy)
    assert any(words.startswith("正在登记") for words in said)
    assert desk.store.path.read_bytes() == before
    assert len(ids_in(desk)) == 1
    assert window.outcome.words.text() == "已停止，登记簿没有改动。"
    assert window.rail.isEnabled()
    assert page.go.isEnabled()
    do("register", **values)


def test_the_window_is_not_closed_while_it_writes(qtbot, window, read, page, many):
    read(many)
    page.go.click()
    event = ClosedByHand()
    window.closeEvent(event)
    assert not event.isAccepted()
    assert "先点“停止”" in window.outcome.words.text()
    # The look may change with the system's: the page waits for its own work.
    window.screens.rebuild()
    assert window.screens.present is page
    qtbot.waitUntil(lambda: not page.strip.is_busy)
    qtbot.waitUntil(lambda: window.screens.present is not page)
    assert "已导入1,001件" in window.screens.present.words.text()
    event = ClosedByHand()
    window.closeEvent(event)
    assert event.isAccepted()


def test_the_register_can_be_read_and_written_again_after_an_import(desk, read, enter, many, do):
    read(many)
    enter()
    assert len(ids_in(desk)) == 1001
    values = {"applicant_name": "赵六", "arrived_on": "2026-11-10", "information_sought": "预算"}
    do("register", **values)
    assert len(ids_in(desk)) == 1002
    assert list(problems(desk)) == []


def test_taken_back_the_register_is_the_copy_made_before(
    qtbot, window, desk, read, enter, page, ledger, do, monkeypatch
):
    values = {"applicant_name": "赵六", "arrived_on": "2026-11-10", "information_sought": "预算"}
    do("register", **values)
    monkeypatch.setattr(window.registers, "restore", lambda copy: None)
    read(ledger)
    enter()
    do("register", **values)
    window.outcome.back.click()
    box = window.findChild(QMessageBox, "confirmRestore")
    assert "导入的2件都不在其中，导入以后登记的1件也不在其中" in box.text()
    with qtbot.waitSignal(page.wished) as asked:
        next(button for button in box.buttons() if button.text() == "恢复").click()
    assert backup.check_copy(asked.args[0].copy) == 1
    desk.close()
    put_back(chosen_copy(asked.args[0].copy), desk.store.path, desk.clock)
    assert backup.check_copy(desk.store.path) == 1


def test_read_again_the_rows_are_known_to_be_there(read, enter, ledger):
    read(ledger)
    enter()
    page = read(ledger)
    kinds = [row[2] for row in rows_of(page.left)]
    # The number given twice in the file is now another request's in the register.
    assert kinds == ["不能导入", "编号相同、内容不同", *["已在登记簿中"] * 2]
    assert not page.go.isEnabled()


WRONG = {
    "empty.xlsx": (b"", "是空的"),
    "damaged.xlsx": (b"PK\x03\x04" + b"x" * 200, "已损坏"),
    "locked.xlsx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "设有打开密码",
    ),
    "letter.docx": (b"%PDF-1.7 and more", "不是能读取的表格"),
    "other.csv": ("品名,数量\n茶叶,3\n".encode(), "没有找到台账的表头"),
    "long.csv": (("编号,收到日期,申请人\n" + "1,2025.3.5,甲\n" * 200_000).encode(), "200,001行"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_told_in_a_sentence(window, desk, read, page, tmp_path, name):
    content, words = WRONG[name]
    path = tmp_path / name
    path.write_bytes(content)
    read(path)
    assert words in window.outcome.words.text()
    assert window.outcome.property("kind") == "error"
    assert not page.go.isVisible()
    assert page._empty.isVisible()
    assert ids_in(desk) == []


def test_an_old_excel_file_is_read(read):
    page = read(Path(__file__).parents[2] / "casework/importing/files/old_ledger.xls")
    assert page.plan is not None
    assert page.plan.entering > 0


def test_what_was_read_stays_when_the_look_changes(qtbot, window, read, ledger):
    read(ledger)
    window.screens.use_look(Scheme.DARK, 100)
    qtbot.waitUntil(lambda: window.screens.present.go.text() == "导入2件")
    window.screens.use_look(Scheme.LIGHT, 100)
    qtbot.waitUntil(lambda: window.screens._is_rebuild_due is False)
