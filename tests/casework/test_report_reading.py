import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from casework.reports.annual import AnnualReport
from casework.reports.excel import write_excel
from casework.reports.handed_in import read_report, title_of
from casework.reports.layout import layout_3, layout_4
from casework.reports.web_page import web_page, write_web_page
from casework.reports.word import write_word
from rules.annual_report import Counted, table_3
from rules.challenges import Table4
from rules.errors import ClerkError
from rules.proactive import Table2
from rules.report_rows import ROWS, Applicant

TABLE_3 = table_3(
    [
        Counted(n, list(Applicant)[n % 6], date(2025, 2, 3), date(2025, 3, 3), 3 + n % 21)
        for n in range(200)
    ],
    2025,
)
TABLE_4 = Table4((1, 0, 0, 1, 2, 1, 0, 0, 0, 1, 0, 2, 0, 0, 2))
REPORT = AnnualReport(2025, "临江县水利局", Table2(licences=7), TABLE_3, TABLE_4)


def plain_rows(report=REPORT):
    """The two tables as a clerk types them into one sheet, merged cells filled only once."""
    rows: list[list[Any]] = [["临江县水利局2025年政府信息公开工作年度报告"]]
    for layout in (layout_3(report.table3), layout_4(report.table4)):
        grid: list[list[Any]] = [[None] * layout.columns for _ in range(layout.rows)]
        for spot in layout.spots:
            grid[spot.row][spot.column] = spot.words or spot.number
        rows += [*grid, []]
    return rows


def write_sheet(path, rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def assert_read(path):
    back = read_report(path)
    assert back.table3 == TABLE_3
    assert back.table4 == TABLE_4
    return back


def test_both_tables_on_one_sheet_without_merged_cells_are_read(tmp_path):
    path = tmp_path / "report.xlsx"
    write_sheet(path, plain_rows())
    assert assert_read(path).unit == "临江县水利局"


def test_full_width_digits_blanks_and_dashes_are_read(tmp_path):
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    rows = [
        [
            ("—" if at % 2 else None) if cell == 0 else f" {cell}件".translate(wide)
            if isinstance(cell, int)
            else cell
            for at, cell in enumerate(row)
        ]
        for row in plain_rows()
    ]  # fmt: skip
    path = tmp_path / "report.xlsx"
    write_sheet(path, rows)
    assert_read(path)


def test_columns_in_another_order_are_read_by_their_heads(tmp_path):
    rows = plain_rows()
    for row in rows[1:29]:
        row[4], row[5] = row[5], row[4]
    path = tmp_path / "report.xlsx"
    write_sheet(path, rows)
    assert rows[3][4:6] == ["科研机构", "商业企业"]
    assert_read(path)


def test_a_column_the_form_does_not_have_is_passed_over(tmp_path):
    rows = plain_rows()
    for number, row in enumerate(rows[1:29]):
        row.insert(9, "小计" if number == 2 else 99 if number > 2 else None)
    path = tmp_path / "report.xlsx"
    write_sheet(path, rows)
    assert_read(path)


def test_the_kind_of_file_is_told_by_its_content(tmp_path):
    write_excel(REPORT, tmp_path / "a.xlsx")
    (tmp_path / "a.xlsx").rename(tmp_path / "wrong.doc")
    assert_read(tmp_path / "wrong.doc")


def test_a_total_typed_without_a_formula_is_read_as_typed(tmp_path):
    path = tmp_path / "report.xlsx"
    write_excel(REPORT, path)
    book = load_workbook(path)
    sheet = book["表三"]
    for row in sheet.iter_rows(min_row=6, max_row=30, min_col=4, max_col=10):
        for cell in row:
            if not isinstance(cell.value, int):
                cell.value = 5
    for cell in ("E6", "J6", "O6"):
        book["表四"][cell] = 9
    book.save(path)
    back = read_report(path)
    assert {back.table3.at(row) for row in range(1, 26)} == {5}
    assert back.findings() != []


def test_a_word_table_cut_in_two_is_read(tmp_path):
    path = tmp_path / "report.docx"
    write_word(REPORT, path)
    document = Document(str(path))
    table = document.tables[1]
    rest = document.add_table(0, 10)
    for row in list(table.rows)[14:]:
        rest._tbl.append(row._tr)
    table._tbl.addnext(rest._tbl)
    document.save(str(path))
    assert_read(path)


def test_a_page_in_an_old_encoding_is_read(tmp_path):
    path = tmp_path / "page.htm"
    page = web_page(REPORT).replace('<meta charset="utf-8">', '<meta charset="gb2312">')
    path.write_bytes(page.encode("gbk"))
    assert assert_read(path).year == 2025


def test_a_page_saved_as_one_file_is_read(tmp_path):
    page = web_page(REPORT).encode().hex("=").upper()
    path = tmp_path / "page.mht"
    path.write_text(
        "From: <saved>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=X\n\n"
        "--X\nContent-Type: text/html; charset=utf-8\n"
        "Content-Transfer-Encoding: quoted-printable\n\n"
        + "=\n".join(f"={page[i : i + 60 - 1]}" for i in range(0, len(page), 60))
        + "\n--X--\n"
    )
    assert_read(path)


def test_a_page_around_the_report_does_not_disturb(tmp_path):
    path = tmp_path / "page.html"
    page = web_page(REPORT).replace(
        "<body>", "<body><table><tr><td>导航<td>首页</table><script>var a='<table>'</script>"
    )
    path.write_text(page, encoding="utf-8")
    assert_read(path)


def test_the_trial_format_of_2019_is_refused_with_a_sentence(tmp_path):
    rows = plain_rows()
    old = [*rows[:24], *rows[27:]]
    old.insert(24, [None, "（六）其他处理", None, *[0] * 7])
    path = tmp_path / "report.xlsx"
    write_sheet(path, old)
    with pytest.raises(ClerkError, match="2019年试行格式"):
        read_report(path)


def test_a_missing_row_is_named(tmp_path):
    rows = plain_rows()
    del rows[4 + 12]
    path = tmp_path / "report.xlsx"
    write_sheet(path, rows)
    with pytest.raises(ClerkError, match="第13行“本机关不掌握相关政府信息”"):
        read_report(path)


def test_a_text_in_the_place_of_a_number_is_named(tmp_path):
    rows = plain_rows()
    rows[4][3] = "约二十"
    path = tmp_path / "report.xlsx"
    write_sheet(path, rows)
    with pytest.raises(ClerkError, match="第1行“本年新收”的“自然人”列填的“约二十”不是数字"):
        read_report(path)


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0broken", b"{broken", b"<table></table>",
     b"%PDF-1.7", b'{"table3": [], "table4": 3}', b"{}", b"<table><tr><td rowspan=9999999>x"],
)  # fmt: skip
def test_what_is_no_report_is_refused_with_a_sentence(tmp_path, content):
    path = tmp_path / "file.xlsx"
    path.write_bytes(content)
    with pytest.raises(ClerkError) as error:
        read_report(path)
    assert error.value.message.endswith("。")


def test_a_file_that_is_not_there_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(ClerkError, match="打不开"):
        read_report(tmp_path / "nothing.xlsx")


def test_every_row_of_the_form_is_known_by_its_words(tmp_path):
    rows = [[0] * 7 for _ in ROWS]
    for number in range(25):
        rows[number][number % 6] = number + 1
        rows[number][6] = number + 1
    table3 = replace(TABLE_3, rows=tuple(map(tuple, rows)))
    report = replace(REPORT, table3=table3)
    for name, write in (
        ("r.xlsx", write_excel),
        ("r.docx", write_word),
        ("r.html", write_web_page),
    ):
        write(report, tmp_path / name)
        assert read_report(tmp_path / name).table3 == table3


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.integers(0, 10**6))
def test_a_damaged_file_is_never_a_traceback(tmp_path, noise, where):
    path = Path(tmp_path) / "damaged"
    whole = json.dumps(REPORT.as_json()).encode() if len(noise) % 2 else web_page(REPORT).encode()
    at = where % len(whole)
    path.write_bytes(whole[:at] + noise + whole[at + len(noise) :])
    assert answer(path).endswith("。")


def answer(path):
    try:
        read_report(path)
    except ClerkError as error:
        return error.message
    return "读出。"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("关于2025年度政府信息公开情况的报告\n临江县民政局\n一、总体情况", "临江县民政局"),
        ("2025年度临江县卫健委政府信息公开年报", "临江县卫健委"),
        ("政府信息公开工作年度报告（2025年度）\n填报单位：临江县水务局（盖章）", "临江县水务局"),
        # What is said below a title is no unit.
        ("2025年政府信息公开工作年度报告\n根据《条例》，现公布本局年度报告", "水利局上报"),
    ],
)
def test_the_unit_is_named_in_the_title_or_right_below_it(text: str, unit: str) -> None:
    assert title_of(text, "水利局上报") == (2025, unit)
