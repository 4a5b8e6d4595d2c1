"""What drawings of a letter do not share is a gap; what all share stays as it is."""

from datetime import date
from enum import Enum

import pytest

from casework.acts import ACTS, starting_values
from casework.acts.drafting import draft_letter
from casework.acts.drawn_with_each import Redrawn, gapped
from casework.desk.desk import Desk
from casework.word import LetterPage
from casework.word.page import PageCell, PageLine, PaperSize


def page(*lines: str) -> LetterPage:
    return LetterPage(PaperSize(), tuple(PageLine(line) for line in lines))


def row(*cells: str) -> PageLine:
    return PageLine(" | ".join(cells), cells=tuple(PageCell(cell, 1, False) for cell in cells))


@pytest.mark.parametrize(
    ("kind", "one", "other", "shown"),
    [
        (date, "请于2026年11月27日前答复。", "请于2026年11月28日前答复。", "请于〔〕前答复。"),
        (Enum, "属于工作秘密，根据第十六条，不予公开。", "属于工作秘密，根据第十五条，不予公开。",
         "属于工作秘密，〔〕，不予公开。"),
        (int, "共计230元。", "共计10元。", "共计〔〕。"),
        (Enum, "本机关决定不予公开。", "本机关决定不予公开。", "本机关决定不予公开。"),
    ],
)  # fmt: skip
def test_no_half_of_a_value_stays(kind, one, other, shown) -> None:
    drawn = gapped(page("题目", one), [Redrawn("〔〕", kind, page("题目", other))])
    assert [line.text for line in drawn.lines] == ["题目", shown]


def test_rows_there_are_not_as_many_of_are_one_gap() -> None:
    drawn = page("收费", "第31至100页", "第101至200页", "合计2700元", "请缴纳。")
    other = page("收费", "第31至40页", "合计100元", "请缴纳。")
    shown = gapped(drawn, [Redrawn("〔〕", int, other)])
    assert [line.text for line in shown.lines] == ["收费", "〔〕", "请缴纳。"]


def test_two_choices_have_each_their_gap_and_what_overlaps_has_one() -> None:
    drawn = page("甲日为2026年1月1日，依据第一条。", "完")
    day = Redrawn("〔日〕", date, page("甲日为2027年3月1日，依据第一条。", "完"))
    later = Redrawn("〔日〕", date, page("甲日为2026年1月9日，依据第一条。", "完"))
    ground = Redrawn("〔据〕", Enum, page("甲日为2026年1月1日，依据第二条。", "完"))
    assert gapped(drawn, [day, later]).lines[0].text == "甲日为〔日〕，依据第一条。"
    assert gapped(drawn, [day, ground]).lines[0].text == "甲日为〔日〕，〔据〕。"
    both = Redrawn("〔据〕", Enum, page("另一句。", "完"))
    assert gapped(drawn, [day, both]).lines[0].text == "〔据〕。"


def test_of_a_row_the_cells_that_differ_are_gaps() -> None:
    drawn = LetterPage(PaperSize(), (row("单价", "20"), row("金额", "40")))
    other = LetterPage(PaperSize(), (row("单价", "20"), row("金额", "99")))
    shown = gapped(drawn, [Redrawn("〔〕", int, other)]).lines
    assert [cell.text for cell in shown[0].cells] == ["单价", "20"]
    assert [cell.text for cell in shown[1].cells] == ["金额", "〔〕"]
    assert shown[1].text == "金额 | 〔〕"


def test_what_was_typed_wrong_is_not_drafted_over(desk: Desk, registered: int) -> None:
    """What is still open is a gap; what nobody can read has to be mended first."""
    archived = {"kind": "IN_ARCHIVES", "content": "图", "other_body": "档案馆", "contact": "1"}
    given = {"kind": "PROVIDED", "content": "纪要", "provided": "纪要"}
    wrong: tuple[tuple[str, dict[str, object], dict[str, object]], ...] = (
        ("notice_fee", {"method": "BY_PAGE", "account": "缴款码"}, {"units": "许多"}),
        ("ask_reasons", {"facts": "本月已申请40件"}, {"until": "哪天"}),
        ("ask_correction", {"items": "名称"}, {"days": "几天"}),
        ("decide_items", {"items": [archived, given]},
         {"items": [{**archived, "made_on": "哪天"}, given]}),
        ("decide_items", {"items": [given, archived]},
         {"items": [given, {**archived, "made_on": "哪天"}]}),
    )  # fmt: skip
    for name, typed, unreadable in wrong:
        begun = {**starting_values(desk, ACTS[name], registered), **typed}
        assert draft_letter(desk, ACTS[name], registered, begun) is not None, name
        assert draft_letter(desk, ACTS[name], registered, {**begun, **unreadable}) is None, name
