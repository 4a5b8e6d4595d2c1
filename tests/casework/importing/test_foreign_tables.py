"""Files that are no plain workbook: text in several codes, old XML, cells far off."""

import io
import zipfile
from pathlib import Path

import pytest

from casework.importing.far_cells import without_far_cells
from casework.importing.sheets import open_ledger
from casework.importing.text_tables import LOST, decoded, table_of
from rules.errors import ClerkError
from tests.casework.importing.ledger_samples import plain_ledger, write


def test_utf8_with_a_bad_byte_stays_utf8_and_names_the_line() -> None:
    read = decoded("编号,申请人\n1,张三\n2,李四".encode().replace("李".encode(), b"\xe6\x9d", 1))
    assert read is not None
    text, bad_lines = read
    assert "张三" in text
    assert LOST in text
    assert bad_lines == (3,)


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_text_is_read_in_the_code_that_fits(code: str) -> None:
    read = decoded("编号,申请人,内容\n1,张三,批复".encode(code))
    assert read == ("编号,申请人,内容\n1,张三,批复", ())


def test_what_is_no_text_is_none() -> None:
    assert decoded(bytes(range(256)) * 40) is None


def test_semicolons_inside_cells_do_not_part_a_row() -> None:
    text = "编号,内容\n1,甲；乙;丙;丁;戊\n2,己;庚;辛;壬;癸"
    assert table_of(text) == [["编号", "内容"], ["1", "甲；乙;丙;丁;戊"], ["2", "己;庚;辛;壬;癸"]]
    assert table_of("编号;内容\n1;甲,乙\n2;丙,丁,戊") == [
        ["编号", "内容"],
        ["1", "甲,乙"],
        ["2", "丙,丁,戊"],
    ]
    assert table_of("没有列的一句话") is None


def _with_cell(path: Path, cell: str) -> Path:
    """Put one more cell into the first row of an xlsx file."""
    target = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename.endswith("sheet1.xml"):
                content = content.replace(b"</row>", cell.encode() + b"</row>", 1)
            new.writestr(info.filename, content)
    path.write_bytes(target.getvalue())
    return path


@pytest.mark.apart
def test_a_cell_in_the_last_column_is_left_out_and_told(tmp_path: Path) -> None:
    ledger = write(tmp_path / "台账.xlsx", plain_ledger())
    _with_cell(ledger, '<c r="XFD1" t="inlineStr"><is><t>远</t></is></c>')
    read = open_ledger(ledger)
    assert read.said == ("XFD1共1个单元格离表格太远，没有读取，请核对。",)
    rows = list(read.sheets[0].rows())
    assert len(rows) == 4
    assert max(len(row) for _, row in rows) < 30


def test_a_blank_far_off_is_left_out_without_a_word(tmp_path: Path) -> None:
    ledger = write(tmp_path / "台账.xlsx", plain_ledger())
    data, far = without_far_cells(_with_cell(ledger, '<c r="XFD1" s="1"/>').read_bytes())
    assert far == []
    assert b"XFD1" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


def test_a_sound_file_is_not_rewritten(tmp_path: Path) -> None:
    data = write(tmp_path / "台账.xlsx", plain_ledger()).read_bytes()
    assert without_far_cells(data) == (data, [])


@pytest.mark.apart
def test_one_cell_at_the_end_of_the_sheet_is_no_ledger_and_no_crash(tmp_path: Path) -> None:
    ledger = write(tmp_path / "末格.xlsx", [["甲"]])
    _with_cell(ledger, '</row><row r="1048576"><c r="XFD1048576"><v>1</v></c>')
    assert [row for _, row in open_ledger(ledger).sheets[0].rows()] == [["甲"]]


def test_xml_that_is_broken_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "旧.xls"
    broken.write_text(
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        encoding="utf-8",
    )
    with pytest.raises(ClerkError, match=r"“旧\.xls”已损坏或者不是表格文件"):
        open_ledger(broken)
