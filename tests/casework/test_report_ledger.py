import math
from dataclasses import fields, replace
from datetime import date

import openpyxl
import pytest

from casework.reports.ledger import (
    BY_NAME,
    COLUMNS,
    LedgerLine,
    chosen_columns,
    write_ledger,
)
from rules.errors import ClerkError

LINE = LedgerLine(
    register_number="〔2025〕7号",
    received_on=date(2025, 3, 5),
    applicant_name="=1+1",
    id_number="330102199001011234",
    information_sought="青石村\n征地批复",
    is_extended=True,
    is_charged=False,
    fee_yuan=380,
    due_on=date(2025, 4, 2),
    late_days=0,
)


def rows_of(path):
    sheet = openpyxl.load_workbook(path).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_every_value_has_its_column_and_every_head_is_its_own():
    assert {column.name for column in COLUMNS} - {"serial"} == {f.name for f in fields(LedgerLine)}
    assert len({column.head for column in COLUMNS}) == len(COLUMNS)


def test_the_ledger_has_the_chosen_columns_in_the_chosen_order(tmp_path):
    path = tmp_path / "ledger.xlsx"
    names = ("法定到期日", "serial", "登记编号", "applicant_name", "is_extended", "is_charged",
             "fee_yuan", "late_days", "remark")  # fmt: skip
    assert write_ledger([LINE, LINE], path, columns=names, title="2025年台账") == 2
    title, heads, first, second = rows_of(path)
    assert title[0] == "2025年台账"
    assert heads == [
        "法定到期日", "序号", "登记编号", "申请人姓名或者名称", "是否延长", "是否收费",
        "金额（元）", "是否逾期（超几个工作日）", "备注",
    ]  # fmt: skip
    assert first[0].date() == date(2025, 4, 2)
    assert first[1:] == [1, "〔2025〕7号", "=1+1", "是", "否", 380, 0, None]
    assert second[1] == 2


def test_a_row_is_as_high_as_its_longest_cell(tmp_path):
    path = tmp_path / "ledger.xlsx"
    long = replace(LINE, information_sought="《" + "关于印发工作要点的通知" * 9 + "》")
    names = ["register_number", "information_sought"]
    write_ledger([long, LINE, replace(LINE, information_sought="")], path, columns=names)
    sheet = openpyxl.load_workbook(path).active
    heights = [sheet.row_dimensions[at].height for at in (2, 3, 4)]
    # Two lines of the second are two lines typed.
    assert heights == [13.5 * lines + 3 for lines in (_lines_of_the_long_one(), 2, 1)]


def _lines_of_the_long_one() -> int:
    return math.ceil(202 / (BY_NAME["information_sought"].width - 1))


def test_a_name_that_looks_like_a_formula_is_a_text(tmp_path):
    path = tmp_path / "ledger.xlsx"
    write_ledger([LINE], path, columns=["applicant_name"])
    assert openpyxl.load_workbook(path).active["A2"].data_type == "s"


def test_every_column_can_be_written_and_read_back(tmp_path):
    path = tmp_path / "ledger.xlsx"
    write_ledger([LINE], path, columns=[column.name for column in COLUMNS])
    heads, line = rows_of(path)
    got = dict(zip(heads, line, strict=True))
    assert got["证件号码"] == "330***********1234"
    for name in ("register_number", "information_sought", "fee_yuan"):
        assert got[BY_NAME[name].head] == getattr(LINE, name)


def test_an_identity_number_is_whole_only_where_the_office_wants_it(tmp_path):
    path = tmp_path / "ledger.xlsx"
    write_ledger([LINE], path, columns=["id_number"], masks_numbers=False)
    assert rows_of(path)[1] == ["330102199001011234"]


def test_the_register_prints_landscape_with_its_heads_on_every_page(tmp_path):
    path = tmp_path / "ledger.xlsx"
    write_ledger([LINE] * 80, path, title="2025年台账")
    sheet = openpyxl.load_workbook(path).active
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0


def test_an_empty_register_has_its_heads(tmp_path):
    assert write_ledger([], tmp_path / "ledger.xlsx") == 0
    assert len(rows_of(tmp_path / "ledger.xlsx")) == 1


@pytest.mark.parametrize(
    ("names", "words"),
    [(["用途"], "没有“用途”"), (["备注", "remark"], "选了两次"), ([], "至少要有一列")],
)
def test_columns_that_cannot_be_are_refused(names, words):
    with pytest.raises(ClerkError, match=words) as refused:
        chosen_columns(names)
    assert refused.value.field == "columns"
