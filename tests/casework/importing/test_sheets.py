import csv
import io
import shutil
from pathlib import Path

import pytest

from casework.importing import read_ledger
from casework.importing.sheets import open_ledger
from rules.errors import ClerkError
from tests.casework.importing.ledger_samples import plain_ledger, write

OLD = Path(__file__).with_name("files") / "old_ledger.xls"


def as_csv(delimiter=","):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(plain_ledger())
    return text.getvalue()


def rows(path):
    return [[str(cell) for cell in row] for _, row in open_ledger(path).sheets[0].rows()]


@pytest.mark.parametrize("name", ["台账.xls", "台账.et", "台账.xlsx", "台账"])
def test_an_old_workbook_is_read_whatever_it_is_called(tmp_path, name):
    path = shutil.copy(OLD, tmp_path / name)
    preview = read_ledger(Path(path))
    assert (preview.sheets, preview.rows, preview.importable) == (("2025年",), 3, 3)


def test_a_new_workbook_under_an_old_name_is_read(tmp_path):
    path = write(tmp_path / "台账.xls", plain_ledger())
    assert read_ledger(path).rows == 3


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_text_table_is_read_in_every_usual_code(tmp_path, code, delimiter):
    path = tmp_path / "台账.csv"
    path.write_bytes(as_csv(delimiter).encode(code))
    assert rows(path)[1][3] == "张三丰"
    preview = read_ledger(path)
    assert (preview.sheets, preview.importable) == (("台账",), 3)


def test_a_web_page_under_an_excel_name_is_read(tmp_path):
    body = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in plain_ledger()
    )
    path = tmp_path / "导出.xls"
    path.write_text(f"<html><body><table>{body}</table></body></html>", encoding="gbk")
    assert read_ledger(path).importable == 3


def test_rows_keep_their_number_in_the_file(tmp_path):
    path = write(tmp_path / "台账.xlsx", [(), (), (None, None, "甲", 1), (), (None, None, "乙")])
    assert [
        (number, row[2]) for number, row in open_ledger(path).sheets[0].rows()
    ] == [(3, "甲"), (5, "乙")]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "是空的"),
        (b"  \r\n ", "是空的"),
        (b"PK\x03\x04 and no more", "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "已损坏"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(504)
            + "EncryptedPackage".encode("utf-16-le"),
            "打开密码",
        ),
        (b"\xff\xd8\xff\xe0 a picture \x80\x81", "不是能读取的表格"),
        (b"%PDF-1.7 1 0 obj", "不是能读取的表格"),
        (b"<?xml version='1.0'?><Workbook/>", "不是能读取的表格"),
        ("依申请公开".encode(), "不是能读取的表格"),
        ("姓名,工资\n张三,1\n".encode(), "没有找到台账的表头"),
    ],
)
def test_a_file_that_is_no_ledger_is_told_in_a_sentence(tmp_path, content, words):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(content)
    with pytest.raises(ClerkError, match=words) as told:
        read_ledger(path)
    assert told.value.message.endswith("。")


def test_a_file_that_is_not_there_and_a_folder_are_told(tmp_path):
    with pytest.raises(ClerkError, match="找不到文件"):
        read_ledger(tmp_path / "没有.xlsx")
    with pytest.raises(ClerkError, match="是文件夹"):
        read_ledger(tmp_path)


def test_a_workbook_without_content_is_told(tmp_path):
    with pytest.raises(ClerkError, match="没有内容"):
        read_ledger(write(tmp_path / "台账.xlsx", []))


def test_a_damaged_copy_of_a_ledger_is_told(tmp_path):
    path = write(tmp_path / "台账.xlsx", plain_ledger())
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(ClerkError, match="已损坏"):
        read_ledger(path)


def test_sheets_that_are_hidden_or_hold_no_ledger_are_named(tmp_path):
    path = write(
        tmp_path / "台账.xlsx",
        plain_ledger(),
        name="2025年",
        more={"填表说明": [("按月填报",)], "底稿": plain_ledger(), "空": []},
        hidden=["底稿"],
    )
    preview = read_ledger(path)
    assert preview.sheets == ("2025年",)
    assert "《底稿》是隐藏的" in preview.warnings[0]
    assert "《填表说明》中没有找到台账的表头" in preview.warnings[1]
    assert preview.warning_count == 2
