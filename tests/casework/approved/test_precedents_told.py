"""Past replies beside the one being drafted, cases written up for the library and questions made of
it: after every course of a challenge, held against what was approved."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from casework.acts import undo
from casework.books import guidance
from casework.books.entering import enter
from casework.books.guidance import GUIDANCE, Precedent, from_case, precedents, questions_of
from casework.desk.desk import Desk
from db import settings
from forms.guidance import Fate, GuidanceCase
from rules.errors import ClerkError
from rules.replies import ReplyKind
from tests.casework.approved.plain import told
from tests.casework.conftest import OFFICE, Clock
from tests.casework.doings import BODY, COURT, Do

SOUGHT = "青枫路南段征地补偿标准"
OLD = "2026-01-05"
ITEMS = [
    {"content": "补偿标准", "kind": "ALREADY_PUBLIC", "access": "区政府网站"},
    {"content": "讨论稿", "kind": "REFUSED_WORKING_PAPERS", "reasons": " 过程稿 "},
    {"content": "会议记录", "kind": "REFUSED_WORKING_PAPERS", "reasons": "内部讨论"},
]


def asked(do: Do, sought: str, on: str = OLD, **more: object) -> int:
    typed = {"applicant_name": "冯远", **more}
    return do("register", None, on, information_sought=sought, **typed).request_id or 0


def refused(do: Do, request_id: int, decided: str, reasons: str = "标准尚在讨论。") -> None:
    do("decide", request_id, decided, kind="REFUSED_WORKING_PAPERS", reasons=reasons)
    do("serve", request_id, decided, method="POST", mail_number="1")


def overturned(do: Do, request_id: int, results: tuple[str, ...]) -> None:
    """Let a reply end in a reconsideration, then in court, with these results."""
    do("receive_reconsideration", request_id, "2026-01-20", body=BODY)
    do("decide_reconsideration", request_id, "2026-01-25", result=results[0])
    for result in results[1:]:
        do("sue", request_id, "2026-01-28", stage="AFTER_RECONSIDERATION", court=COURT)
        do("judge", request_id, "2026-02-10", result=result)


def lines(found: list[Precedent]) -> Iterator[str]:
    for one in found:
        yield f"  {one.score:.3f} {one.name} {one.on} {one.words} {one.is_overturned} {one.reasoning!r} {one.articles} {one.lesson} {one.request_id}/{one.entry_id}"


def test_the_closest_replies_of_the_register(approved, monkeypatch, desk: Desk, do: Do) -> None:
    for results in (("UPHELD",), ("CORRECTED",), ("OTHER",), ("UPHELD", "CORRECTED"), ("OTHER", "UPHELD")):  # fmt: skip
        request_id = asked(do, f"青枫路{'一二三四五'[len(results)]}段的征地补偿标准")
        refused(do, request_id, "2026-01-08", f"{results}")
        overturned(do, request_id, results)
    again = asked(do, SOUGHT, applicant_name="沈括")
    refused(do, again, "2026-01-08", "先前的理由")
    overturned(do, again, ("CORRECTED",))
    do("order_reply", again, "2026-01-26", by="RECONSIDERATION", decision="12号")
    do("decide", again, "2026-01-30", kind="ALREADY_PUBLIC", access="网站")
    do("serve", again, "2026-01-30", method="POST", mail_number="2")
    items = asked(do, "青枫路征地补偿的批复", applicant_name="苏晴")
    do("decide_items", items, "2026-01-09", items=ITEMS)
    taken_back = asked(do, SOUGHT, applicant_name="郑某")
    done = do("decide", taken_back, "2026-01-09", kind="ALREADY_PUBLIC", access="网站")
    undo(desk, taken_back, done.step_id or 0)

    mine_again = asked(do, SOUGHT, "2026-03-06", applicant_name="江晓舟")

    def tell() -> Iterator[str]:
        for sought in (SOUGHT, "青枫路征地补偿的批复", "征地", "2025年度决算"):
            mine = asked(do, sought, "2026-03-06", applicant_name="林一帆")
            for kind in ("", "REFUSED_WORKING_PAPERS", "ALREADY_PUBLIC"):
                yield f"{sought} {kind}:"
                yield from lines(precedents(desk, mine, kind))
        yield "its own reply:"
        yield from lines(precedents(desk, again))
        monkeypatch.setattr(guidance, "_SHOWN", 1)
        yield "one alone, of the four closest:"
        yield from lines(precedents(desk, mine_again))

    approved("precedents_of_the_register", tell())


def test_the_closest_cases_of_the_library(approved, desk: Desk, do: Do) -> None:
    def a_case(name: str, facts: str, **more: Any) -> None:
        enter(desk, GUIDANCE, GuidanceCase(name=name, facts=facts, **{"on": date(2026, 3, 1), **more}))  # fmt: skip

    a_case("补偿案", SOUGHT, kind=ReplyKind.NOT_EXISTING, articles="条例36", reasoning="理由")
    a_case(SOUGHT, "另一件事", kind=ReplyKind.ALREADY_PUBLIC, fate=Fate.MEDIATED)
    a_case("后来的", SOUGHT, on=date(2026, 3, 2), fate=Fate.CORRECTED, lesson="写明理由")
    far = "无关的内容，" * 66
    a_case("在四百字以内", far + SOUGHT, fate=Fate.UPHELD)
    a_case("在四百字以外", far + "字" * 9 + SOUGHT)
    a_case("决算", "2025年度决算")

    def tell() -> Iterator[str]:
        mine = asked(do, SOUGHT, "2026-03-06")
        for kind in ("", "ALREADY_PUBLIC", "没有这种"):
            yield f"{kind}:"
            yield from lines(precedents(desk, mine, kind))
        yield "test questions:"
        for limit in (1, 2, 5):
            yield questions_of(desk, limit)

    approved("precedents_of_the_library", tell())


def test_a_case_written_up_names_nobody(approved, desk: Desk, do: Do, clock: Clock) -> None:
    settings.put(desk.store, "office", {**OFFICE, "register_pattern": "{年}-{号}"})
    desk.forget_settings()
    persons = {
        "applicant_name": "冯远", "co_applicants": "沈 括、苏晴", "agent_name": "郑律", "contact": "联络员",
        "phone": "13912345678",
    }  # fmt: skip
    sought = "冯远户、沈括户、苏　晴户的补偿清单，联系郑律13912345678，另一人13812345678"
    first = asked(do, sought, **persons)
    refused(do, first, "2026-01-08", "苏晴一户的清单正在讨论")
    for _ in range(9):
        asked(do, "某某路规划" * 20, applicant_name="某单位")
    do("decide_items", 2, "2026-01-09", items=ITEMS)

    def tell() -> Iterator[str]:
        yield from told([from_case(desk, " 2026-1 ")])
        overturned(do, first, ("CORRECTED",))
        yield from told([from_case(desk, "2026-1")])
        yield from told([from_case(desk, "2026-2")])
        for number in ("2026-3", "2026-", "-10", "6-1", "9999", " "):
            with pytest.raises(ClerkError) as refusal:
                from_case(desk, number)
            yield f"{number!r}: {refusal.value}"

    approved("cases_written_up", tell())
