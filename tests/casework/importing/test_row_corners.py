"""Corners of a row: two ticks, a reply that is not out yet, no channel, and files too large."""

import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest

from casework.importing.far_cells import TooLargeError, without_far_cells
from casework.importing.left_out import Left
from casework.importing.preview import ImportOutcome
from casework.importing.sheets import Cell, open_ledger
from rules.errors import ClerkError
from rules.receipt import Channel
from rules.steps import StepKind
from tests.casework.importing.ledger_samples import write
from tests.casework.importing.test_nothing_lost import BASE, TODAY, days_of, entries, one

TICKS: dict[str, Cell] = {"予以公开": "", "部分公开": "", "答复日期": date(2026, 3, 20)}


def test_two_ticks_of_one_choice_are_refused() -> None:
    rows: list[dict[str, Cell]] = [
        {**BASE, **TICKS, "予以公开": "√", "部分公开": "√"},
        {**BASE, **TICKS, "部分公开": "√"},
    ]
    (both, single), walk = entries(*rows)
    assert both is None
    assert walk.problems == [
        "《台账》第2行“予以公开”：同一行勾了“予以公开”和“部分公开”，请只留一个后重新导入。"
    ]
    assert single is not None
    assert single.course.closing_words() == "部分公开"


def test_a_date_that_excel_keeps_needs_no_remark() -> None:
    assert one(是否补正=date(2026, 3, 9), 征求第三方=date(2026, 3, 10)).remark == ""
    assert one(登记日期=date(2026, 3, 9)).remark == ""


def test_without_a_channel_a_day_of_confirmation_tells_it() -> None:
    confirmed = one(确认日期="2026.3.6")
    assert confirmed.registration.channel is Channel.INTERNET
    assert (confirmed.registration.arrived_on, confirmed.received_on) == (
        date(2026, 3, 5),
        date(2026, 3, 6),
    )
    assert one().registration.channel is Channel.IN_PERSON


def test_what_arrived_and_was_not_confirmed_waits() -> None:
    online = {"接收渠道": "网上", "确认日期": None}
    waits = one(**online, 到达日期=date(2026, 3, 5)).registration
    assert (waits.arrived_on, waits.confirmed_on) == (date(2026, 3, 5), None)
    earlier = one(**online, 到达日期=date(2026, 3, 4)).registration
    assert (earlier.arrived_on, earlier.confirmed_on) == (date(2026, 3, 4), date(2026, 3, 5))
    later = one(**online, 到达日期=date(2026, 3, 6)).registration
    assert (later.arrived_on, later.confirmed_on) == (date(2026, 3, 5), None)
    both = one(接收渠道="网上", 到达日期=date(2026, 3, 6), 确认日期=date(2026, 3, 9)).registration
    assert (both.arrived_on, both.confirmed_on) == (date(2026, 3, 5), date(2026, 3, 9))


def test_how_it_would_be_served_stays_while_the_reply_is_not_out() -> None:
    days = {"答复日期": date(2026, 11, 10), "送达日期": None}
    waits = one(答复类型="予以公开", 送达方式="邮寄", 答复邮件单号="1234567890123", **days)
    assert waits.remark == "送达方式：邮寄；答复邮件单号：1234567890123"
    assert days_of(waits, StepKind.SERVED) == []
    old = one(答复类型="予以公开", 送达方式="邮寄", 答复日期=date(2026, 10, 20), 送达日期=None)
    assert days_of(old, StepKind.SERVED) == [date(2026, 10, 20)]
    edge = one(答复类型="予以公开", 答复日期=date(2026, 10, 21), 送达日期=None)
    assert days_of(edge, StepKind.SERVED) == []
    filed = one(答复类型="予以公开", 归档日期=date(2026, 11, 12), **days)
    assert days_of(filed, StepKind.SERVED) == [date(2026, 11, 10)]
    assert days_of(one(答复类型="予以公开", 归档卷号="3", **days), StepKind.SERVED) != []


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"登记编号": "2026-15"}, "2026-15"),
        ({"登记编号": "", "申请人": "江晓"}, "江晓"),
        ({"登记编号": "", "申请人": "", "法人或其他组织名称": "青枫公司"}, "青枫公司"),
    ],
)
def test_a_row_left_out_is_named_by_what_it_has(cells: dict[str, str], told: str) -> None:
    row = {**BASE, "法人或其他组织名称": "", "收到日期": "待定", **cells}
    (entry,), walk = entries(row)
    assert entry is None
    assert [(one.kind, one.told) for one in walk.left] == [(Left.REFUSED, told)]
    assert walk.numbers_left == ([told] if row["登记编号"] else [])


def test_a_slip_in_the_day_of_a_review_keeps_no_request_out() -> None:
    for words in ("3.18、3.19吴涛", "2026.3.18 3.99吴涛、3.19", "3.99吴涛"):
        entry = one(保密审查=words, 签发人=f"陈局{words}")
        assert entry.course.steps == []
        assert entry.remark == f"保密审查：{words}；签发人：陈局{words}"
        assert len(entry.warnings) == 2
    (entry,), walk = entries({**BASE, "征求第三方": "3.10、3.18、3.19"})
    assert entry is None
    assert "写了3个日期" in walk.problems[0]


def test_rows_alike_are_counted() -> None:
    found, _ = entries(BASE, BASE, {**BASE, "申请内容": "别的"}, BASE)
    warnings = [row.warnings for row in found if row is not None]
    assert [len(own) for own in warnings] == [0, 1, 0, 1]
    assert "（第2次出现）" in warnings[1][0]
    assert "（第3次出现）" in warnings[3][0]
    marks = [row.mark.rpartition("-")[2] for row in found if row is not None]
    assert marks == ["1", "2", "1", "3"]


def test_no_more_than_fifty_sentences_are_listed() -> None:
    for count, more in ((50, 0), (51, 1), (0, 0)):
        outcome = ImportOutcome(1, 0, 0, tuple(f"{n}。" for n in range(count)), (), {})
        lines = outcome.words.splitlines()
        assert len(lines) == (1 + bool(count) + min(count, 50) + bool(more))
        assert (lines[-1] == "另有1条，用 --json 可以全部列出。") is bool(more)


def claimed(path: Path, sizes: list[int]) -> bytes:
    """Return a workbook whose directory claims that its first parts unpack to so many bytes."""
    write(path, [["甲"]])
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        names = [one.filename for one in archive.infolist()]
        order = [n for n in names if n.startswith("xl/worksheets/")] + [
            n for n in names if not n.startswith("xl/worksheets/")
        ]
    for name, size in zip(order, sizes, strict=False):
        at = raw.rindex(name.encode()) - 46
        raw[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(raw)


@pytest.mark.parametrize("sizes", [[(400 << 20) + 1], [400 << 20, (200 << 20) + 1]])
def test_what_claims_to_unpack_to_too_much_is_not_read(tmp_path: Path, sizes: list[int]) -> None:
    path = tmp_path / "台账.xlsx"
    content = claimed(path, sizes)
    with pytest.raises(TooLargeError):
        without_far_cells(content)
    path.write_bytes(content)
    with pytest.raises(ClerkError, match=r"^“台账\.xlsx”展开后过于庞大，不像台账，没有读取；"):
        open_ledger(path)


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    for name in ("长" * 200, "甲\0乙"):
        with pytest.raises(
            ClerkError, match=r"^打不开文件“.*”，请确认没有被其他程序占用、有权限读取。"
        ):
            open_ledger(tmp_path / name)
    with pytest.raises(ClerkError, match=r"^“.*”是文件夹，请选择台账文件。"):
        open_ledger(tmp_path)
    with pytest.raises(ClerkError, match=r"^找不到文件“无\.xlsx”，请核对文件的位置和名称。"):
        open_ledger(tmp_path / "无.xlsx")


def test_of_a_year_that_is_today_a_day_may_be(tmp_path: Path) -> None:
    found, walk = entries({**BASE, "答复日期": TODAY}, {**BASE, "答复日期": date(2026, 11, 21)})
    assert [row is None for row in found] == [False, True]
    assert "晚于今天2026-11-20" in walk.problems[0]
