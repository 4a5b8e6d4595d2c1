"""Lists of what is public, rows given back and notices in sheets, held against what was approved."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from casework.desk.desk import Desk
from casework.importing.left_out import Left, left_out
from casework.importing.left_out_file import write_left_out
from casework.importing.notice_file import notice_in_bytes, notice_in_file, notice_text
from casework.importing.published_list import documents_in, keep_list, read_list
from casework.importing.sheets import Ledger, Sheet, open_ledger
from db.public_documents import PublicDocument
from rules.errors import ClerkError
from tests.casework.importing.ledger_samples import FULL_HEADER, a_row, grouped_ledger, write

LINK = '<a href="{}">{}</a>'
PAGES: dict[str, str] = {
    "lines": '<html><base href="http://www.example.gov.cn/zw/"><ul><li><a href="a.html">青枫区某项目批复</a> 2025-06-05</li><li>2024年3月1日<a href="/b.html">青枫区部门预算</a></li><li><a href="https://y.cn/c">澄湖水质检测报告</a></li></ul>',
    "saved from": "<!-- saved from url=(0030)http://www.example.gov.cn/zw/ --><html><p><a href='../d.html' title='青枫区某项目的环评批复'>青枫区某…</a>[2025.6.5]</p>",
    "no site": "<!doctype html><p><a href='/e.html'>青枫区某项目环评批复</a></p><div><a href='www.example.cn/f'>青枫区规划许可公示</a></div>",
    "no list": "<html><a href='/'>首页</a><a href='javascript:0'>青枫区某项目环评批复</a><a href='#x'>青枫区某项目环评批复</a><a>青枫区某项目环评批复</a><a href='http://x'>四个字的</a><a href='http://x'>更多青枫区的信息</a><a href='http://x'>返回上一级栏目</a><a href='http://x'>[青枫区栏目]</a>",
    "two in a line": "<table><tr><td><a href='http://x/1'>青枫区某项目环评一</a></td><td><a href='http://x/2'>青枫区某项目环评二</a></td><td>2025-13-01 2025-06-05</td></tr><tr><td>2024-06-05</td><td><a href='http://x/3'>青枫区某项目环评三</a></td></tr></table>",
    "twice": "<html><dd><a href='http://x/1'>青枫区某项目环评一</a>2025-01-01</dd><dd><a href='http://x/1'>青枫区某项目环评一</a>2025-01-02</dd>",
    "a broken site": "<html><base href='http://[x'><p><a href='a.html'>青枫区某项目环评一</a></p>",
    "a table without links": "<table><tr><td>标题</td><td>文号</td><td>日期</td></tr><tr><td>甲文件</td><td>青府〔2025〕1号</td><td>2025.1.1</td></tr></table>",
}  # fmt: skip
TABLES: dict[str, Sequence[Sequence[Any]]] = {
    "all": [["目录"], ["序号", "信息名称", "发文字号", "发布日期", "网址", "标题"], [1, " 甲  文件 ", " 青府〔2025〕1号 ", date(2025, 1, 1), " http://x ", "又名"], [2, "", "青府〔2025〕2号", "", "", "无题"], [3, "乙文件", None, "去年", None, ""]],
    "a title alone": [["标题", "备注"], ["甲文件", "乙"]], "a title and a number": [["标题", "文号"], ["甲文件", 7]], "short rows": [["网址", "文号", "标题"], ["http://x", "7"], ["", "", "甲"]],
    "in row 20": [*([["甲"]] * 19), ["标题", "日期"], ["甲文件", "2025.1.1"]], "in row 21": [*([["甲"]] * 20), ["标题", "日期"], ["甲文件", "2025.1.1"]],
}  # fmt: skip


def shown(document: PublicDocument) -> str:
    return f"{document.title} | {document.number} | {document.published_on} | {document.address}"


def test_lists_of_what_is_public(approved, desk: Desk, tmp_path: Path) -> None:
    def read(path: Path) -> Iterator[str]:
        try:
            yield from map(shown, documents_in(path))
        except ClerkError as error:
            yield f"✗{error}"

    def tell() -> Iterator[str]:
        for name, page in PAGES.items():
            path = tmp_path / f"{name}.html"
            path.write_text(
                page.replace("<html>", "<html><meta charset=utf-8>", 1), encoding="utf-8"
            )
            yield f"== {name}"
            yield from read(path)
        for name, rows in TABLES.items():
            yield f"== {name}"
            yield from read(write(tmp_path / f"{name}.xlsx", rows))
        told = write(tmp_path / "目录.xlsx", TABLES["all"])
        yield keep_list(desk, told.name, documents_in(told))
        yield keep_list(desk, told.name, documents_in(told))
        new = write(tmp_path / "新.xlsx", TABLES["short rows"])
        yield keep_list(desk, new.name, documents_in(new), replaces=True)
        yield keep_list(desk, "空.xlsx", [], replaces=False)

    approved("public_lists", tell())


@pytest.mark.apart
def test_a_list_is_read_apart(tmp_path: Path) -> None:
    path = write(tmp_path / "目录.xlsx", TABLES["a title and a number"])
    assert list(map(shown, read_list(path))) == ["甲文件 | 7 |  | "]
    with pytest.raises(
        ClerkError, match=r"打不开文件“无\.xlsx”，请确认文件存在且没有被其他程序占用"
    ):
        read_list(tmp_path / "无.xlsx")


def looks(path: Path) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(path).worksheets:
        widths = {
            name: round(one.width, 1) for name, one in sorted(sheet.column_dimensions.items())
        }
        yield f"== {sheet.title} {widths} {sorted(map(str, sheet.merged_cells.ranges))}"
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    rgb = cell.font.color.rgb if cell.font.color else None
                    colour = rgb if isinstance(rgb, str) else ""
                    look = f"{'b' if cell.font.b else ''}{'w' if cell.alignment.wrap_text else ''} {cell.alignment.vertical} {colour} {cell.number_format}"
                    yield f"{cell.coordinate} {cell.value!r} {look}"


def test_rows_given_back_as_they_look(approved, tmp_path: Path) -> None:
    rows, merges = grouped_ledger()
    odd = [*rows[3][:2], None, *rows[3][3:], True, time(9, 30), 1.5, "=1+1", None, "末"]
    grouped = Sheet("台账", lambda: iter([(1, rows[0]), (2, rows[1]), (3, rows[2]), (4, odd), (6, rows[4])]), tuple(((a, b), (c, d)) for a, b, c, d in merges))  # fmt: skip
    names = [
        "甲[乙]/丙:丁*戊?" + "长" * 30,
        "甲[乙]/丙:丁*戊?" + "长" * 31,
        "   ",
        "ＡＢ",
        "ab",
        "AB",
    ]
    plain = [
        Sheet(name, partial(iter, [(1, ("登记编号", "收到日期", "申请人")), (2, (name, "", "甲"))]))
        for name in names
    ]
    ledger = Ledger("台账.xlsx", (grouped, *plain))
    left = [left_out(one.name, row, "", Left.REFUSED, "不对。") for one in plain for row in (2,)]
    left += [left_out("台账", 4, "", kind, f"理由{kind.value}。") for kind in (*Left, Left.REFUSED)]
    left.append(left_out("台账", 6, "", Left.THERE, "已有。"))
    path = tmp_path / "退回.xlsx"

    def tell() -> Iterator[str]:
        yield f"{write_left_out(ledger, {}, left, path)}"
        yield from looks(path)

    approved("rows_given_back", tell())


def test_rows_under_headers_and_headings_are_given_back_below_them(
    approved, tmp_path: Path
) -> None:
    head = ("登记编号", "收到日期", "申请人", "申请内容", "联系电话")
    rows = [head, ("2024年",), ("3月",), ("甲-1", "5日", "王", "甲", ""), ("4月",), ("甲-2", "31日", "李", "乙", ""), ("甲-3", "5日", "周", "丙", ""), ("2025年",), head, ("甲-4", "13月5日", "赵", "丁", ""), ("合计",), ("甲-5", "2月30日", "吴", "戊", "")]  # fmt: skip
    ledger = Ledger("台账.xlsx", (Sheet("台账", lambda: iter(list(enumerate(rows, start=1)))),))
    left = [left_out("台账", row, "", Left.REFUSED, f"第{row}行。") for row in (4, 6, 10, 12)]
    path = tmp_path / "退回.xlsx"
    write_left_out(ledger, {}, left, path)
    given = [
        [cell.value for cell in row] for row in openpyxl.load_workbook(path).active.iter_rows()
    ]
    approved("rows_given_back_under", (str(row) for row in given))


def test_a_given_back_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    ledger = open_ledger(write(tmp_path / "台账.xlsx", [FULL_HEADER, a_row(received=None)]))
    left = [left_out("台账", 2, "", Left.REFUSED, "没有收到日期。")]
    with pytest.raises(ClerkError, match=r"退回\.xlsx"):
        write_left_out(ledger, {}, left, tmp_path / "没有的文件夹" / "退回.xlsx")


def sheet_bytes(rows: Sequence[Sequence[Any]], merges: Sequence[tuple[int, int, int, int]] = (), hidden: bool = False) -> bytes:  # fmt: skip
    kept = BytesIO()
    with xlsxwriter.Workbook(kept) as book:
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("甲")
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, datetime.combine(cell, time()), days)
                elif cell is not None:
                    sheet.write(row, column, cell)
        for one in merges:
            sheet.merge_range(*one, rows[one[0]][one[1]])
        if hidden:
            other = book.add_worksheet("乙")
            other.write(0, 0, "藏着的")
            other.hide()
        book.add_chartsheet("图")
    return kept.getvalue()


def test_notices_in_sheets(approved) -> None:
    wide = [f"第{column}列" for column in range(66)]
    long = [[f"第{row}行", "甲"] for row in range(502)]
    cases = {
        "days and numbers": sheet_bytes([["2026年放假安排"], ["元旦", date(2026, 1, 1), 3, 10.5, 10.0, True, " 空 格\t里 "], [None, "独自"], ["春节", None, "行\n行"]]),
        "merged down": sheet_bytes([["节日", "日期"], ["春节", "2月15日"], ["", "2月16日"], ["", "2月17日"], ["元旦", "1月1日"]], [(1, 0, 3, 0), (4, 0, 4, 1)]),
        "hidden": sheet_bytes([["甲", "乙"]], hidden=True), "wide": sheet_bytes([wide]), "long": sheet_bytes(long),
        "merged far off": sheet_bytes([wide, wide, wide], [(0, 63, 2, 63), (0, 64, 2, 64)]),
    }  # fmt: skip

    def tell() -> Iterator[str]:
        for name, raw in cases.items():
            lines = notice_text(raw, "通知.xlsx").splitlines()
            yield f"== {name} {len(lines)}"
            yield from lines[:4] + lines[-1:]

    approved("notices_in_sheets", tell())


@pytest.mark.parametrize(
    ("text", "said"),
    [("放" * 60_001, "文字太长，不像放假通知，请只复制通知的正文后粘贴。"), (" ", "没有读出文字，请打开文件复制通知的正文后粘贴。")],
)  # fmt: skip
def test_what_is_no_notice_is_said(text: str, said: str) -> None:
    with pytest.raises(ClerkError, match=said):
        notice_text(f"<html><p>{text}</p>".encode(), "通知")


def test_how_much_of_a_notice_is_read(tmp_path: Path) -> None:
    whole = "<html><p>" + "放" * 60_000 + "</p>"
    assert len(notice_text(whole.encode(), "通知.html")) == 60_000
    large = tmp_path / "通知.html"
    with large.open("wb") as file:
        file.truncate((10 << 20) + 1)
    with pytest.raises(
        ClerkError, match=r"“通知.html”超过10兆，不像放假通知，请复制通知的正文后粘贴。"
    ):
        notice_in_file(large)
    with pytest.raises(ClerkError, match=r"^内容超过10兆，不像放假通知，请复制通知的正文后粘贴。"):
        notice_in_bytes(bytes((10 << 20) + 1))
    with pytest.raises(ClerkError, match=r"打不开“无.doc”，请确认文件存在、没有被其他程序占用。"):
        notice_in_file(tmp_path / "无.doc")
