"""Whatever stands in the cells, the import ends with a sound register or a sentence."""

import tempfile
from datetime import date, datetime, time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.desk.desk import open_desk
from casework.importing import import_ledger
from casework.pages.register_check import problems
from rules.errors import ClerkError
from tests.casework.importing.ledger_samples import FULL_HEADER, PLACES, full, write

DAYS = st.dates(date(2024, 12, 1), date(2026, 2, 1))
WRITTEN = st.one_of(
    DAYS,
    DAYS.map(lambda day: f"{day.year}.{day.month}.{day.day}"),
    DAYS.map(lambda day: f"{day.month}月{day.day}日"),
    st.tuples(DAYS, DAYS).map(lambda pair: f"{pair[0]}/{pair[1]}"),
)
SAID = st.sampled_from(
    (
        *(
            "是",
            "否",
            "无",
            "/",
            "20",
            "15个工作日",
            "维持",
            "撤回",
            "不予公开",
            "部分公开",
            "公开",
        ),
        *("网上", "邮寄", "邮箱", "逾期未补正", "某某法院/（2025）赣01行初1号/撤诉", "380元"),
        *("青枫区人民政府", "未办结", "已办结", "第13行"),
    )
)
CELLS = st.one_of(
    st.none(), WRITTEN, SAID, st.integers(-5, 50_000), st.floats(0, 60_000), st.text(max_size=8)
)
ROWS = st.lists(
    st.dictionaries(st.sampled_from(sorted(PLACES)), CELLS, min_size=1, max_size=16), max_size=8
)
GRIDS = st.lists(st.lists(CELLS | st.sampled_from(FULL_HEADER), max_size=9), max_size=9)
RECEIVED = {"name": "张三", "received": date(2025, 3, 5), "channel": "当面"}
# What an Excel file cannot hold is no cell of a ledger.
_UNWRITABLE = {chr(code) for code in (*range(32), 0xFFFE, 0xFFFF)} - {"\t", "\n"}


def writable(cell):
    if not isinstance(cell, str):
        return cell
    kept = "".join(one for one in cell if one not in _UNWRITABLE)
    return kept.encode("utf-8", "ignore").decode("utf-8")


def import_rows(rows):
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / "台账.xlsx", [[writable(cell) for cell in row] for row in rows])
        now = datetime.combine(date(2026, 3, 6), time(9))
        desk = open_desk(Path(folder) / "登记簿.db", clock=lambda: now)
        try:
            first = import_ledger(desk, path)
            assert list(problems(desk)) == []
            assert import_ledger(desk, path).imported == 0
            return first
        finally:
            desk.close()


@settings(max_examples=25)
@given(ROWS)
def test_rows_of_anything_are_imported_or_named(rows):
    told = import_rows([FULL_HEADER, *(full(**RECEIVED | row) for row in rows)])
    assert bool(told.problems) == (told.skipped > told.duplicates)
    for sentence in (*told.problems, *told.warnings):
        assert sentence.endswith("。")


@settings(max_examples=25)
@given(GRIDS)
def test_a_grid_of_anything_is_a_ledger_or_a_sentence(rows):
    try:
        told = import_rows(rows)
    except ClerkError as error:
        assert "表头" in error.message or "没有内容" in error.message  # noqa: PT017
    else:
        assert told.imported + told.skipped >= 0
