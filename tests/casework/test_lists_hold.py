"""No number and no day of a printed list breaks: its columns are wide enough."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_LISTS = (
    "file_contents", "mailing_register", "enquiry_list", "duty_ledger", "chase_sheet",
    "legality_list", "routing_sheet", "search_record", "item_review_sheet",
)  # fmt: skip
# Millimetres a cell needs, its edges and LibreOffice's gaps beside digits among them.
_NEEDED = {
    "序号": 13, "文件编号": 43, "申请编号": 43, "邮件号码": 34,
    "公开审查结果": 39, "保密审查结果": 39,
    # The book of enquiries has its days in figures.
    "咨询日期": 25,
}  # fmt: skip
# 2026年11月20日, which is wider than the first day of a month.
_A_DAY = 39


@pytest.mark.parametrize("name", _LISTS)
def test_numbers_and_days_do_not_break_in_a_list(name):
    text = (ROOT / "casework/letters/texts" / f"{name}.txt").read_text(encoding="utf-8")
    widths: list[int] = []
    looked = 0
    for line in text.splitlines():
        if line.startswith("[表 "):
            widths = [int(width) for width in line.removeprefix("[表 ").rstrip("]").split()]
        if not line.startswith("|") or "{{每项" not in line:
            continue
        cells = line.strip("| ").split(" | ")
        assert len(cells) == len(widths)
        for cell, width in zip(cells, widths, strict=True):
            for field in re.findall(r"{{([^}：]+)}}", cell):
                is_day = field.endswith(("日期", "到期日", "办理日", "时限"))
                needed = _NEEDED.get(field, _A_DAY if is_day else 0)
                assert width >= needed, field
                looked += bool(needed)
    assert looked
