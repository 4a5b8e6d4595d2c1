"""文书体检 asks of each letter what held when it went; what was put right since is told of all."""

from datetime import date
from typing import Any

import pytest

from casework.acts import undo
from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.papers.document_check import (
    carries_old_words,
    document_findings,
    letters_telling,
    old_words,
)
from casework.papers.issuing import DRAFTED, WITHDRAWN
from db import documents, steps
from db.documents import Document
from tests.casework.conftest import Clock
from tests.casework.doings import Do
from tests.casework.papers.test_document_check import edit, told

KNOWN = {"arrived_on": "2026-03-06", "information_sought": "工作要点", "applicant_name": "林一"}


def last(desk: Desk, request_id: int) -> Document:
    return documents.of_request(desk.store, request_id)[-1]


def written(desk: Desk, request_id: int, text: str, **kept: object) -> Document:
    """A letter of the case that says this and nothing else."""
    made: dict[str, Any] = {"kind": "receipt", "title": "回执", "created_at": desk.now, **kept}
    letter = documents.add(desk.store, request_id, **made)
    return documents.change(desk.store, letter.id, {"text": text})


def test_letters_that_tell_what_is_put_right_are_those_that_go_out_and_stand(
    desk: Desk, do: Do
) -> None:
    request_id = do("register", None, "2026-03-06", **KNOWN).request_id
    file = load(desk, request_id)
    documents.change(desk.store, last(desk, request_id).id, {"text": ""})
    written(desk, request_id, "林 一：\n电话1390000", title="告知书", status=DRAFTED)
    written(desk, request_id, "林一", title="撤回的", status=WITHDRAWN)
    written(desk, request_id, "林一", title="登记表", kind="registration_sheet")
    written(desk, request_id, "当面提交", title="回执二")
    telling = {
        "林一": ["告知书"], " 林一 ": ["告知书"], "林": [], "": [], None: [], "林二": [],
    }  # fmt: skip
    for was, found in telling.items():
        assert letters_telling(desk, file, {"applicant_name": was}) == found
    # A part of the form that is no name and no number is told anyhow.
    assert letters_telling(desk, file, {"summary": "当面提交"}) == []
    both = {"phone": "1390000", "address": "当面提交"}
    assert letters_telling(desk, file, both) == ["告知书", "回执二"]


def test_what_was_put_right_is_found_in_every_wording_it_had(desk: Desk, do: Do) -> None:
    typed = {"phone": "1", "postcode": "33", "summary": "旧事项"}
    request_id = do("register", None, "2026-03-06", **{**KNOWN, **typed}).request_id
    do("amend", request_id, "2026-03-09", **{**KNOWN, "applicant_name": "张三", "phone": "2"})
    do("amend", request_id, "2026-03-10", **{**KNOWN, "applicant_name": "林一帆"})
    file = load(desk, request_id)
    lines = ["林一：", "张 三和林一帆", "电话1，邮编33，旧事项"]
    name, now = "写的是更正登记以前的申请人姓名或名称", "现在登记的是“林一帆”"
    again = "请在“更多”里点“重新制作”。"
    assert [one.sentence for one in old_words(file, lines)] == [
        f"{name}“张三”，{now}，{again}",
        f"{name}“林一”，{now}，{again}",
        f"写的是更正登记以前的邮政编码“33”，现在登记的是“”，{again}",
    ]
    assert old_words(file, ["林一帆", "三三"]) == []
    assert [
        field.name for field in carries_old_words(file, written(desk, request_id, "林一帆"))
    ] == []
    letter = written(desk, request_id, "林一")
    assert [field.name for field in carries_old_words(file, letter)] == ["applicant_name"]


def test_a_letter_that_left_is_not_asked_for_what_came_after_it(desk: Desk, do: Do) -> None:
    known = {**KNOWN, "applicant_name": "林一帆", "channel": "INTERNET"}
    request_id = do("register", None, "2026-03-06", **known).request_id
    do("confirm", request_id, "2026-03-09")
    do("ask_correction", request_id, "2026-03-10", items="请写明名称", days=15)
    do("dispatch", request_id, "2026-03-10", ref="政府信息公开申请补正告知书（公开补〔2026〕1号）")
    do("receive_correction", request_id, "2026-03-12", information_sought="2025年工作要点")
    company = {"ref": "甲公司", "content": "合同", "delivered_on": "2026-03-12"}
    do("consult_third_party", request_id, "2026-03-12", **company)
    do("notice_fee", request_id, "2026-03-13", method="BY_PAGE", units=40, account="缴款码")
    do("pay_fee", request_id, "2026-03-16", yuan=100)
    no = {"ref": "甲公司", "opinion": "REFUSE", "reasons": "商业秘密"}
    do("third_party_answered", request_id, "2026-03-17", **no)
    reply = {"kind": "PROVIDED", "provided": "合同", "public_interest": "关系居民安全"}
    do("decide", request_id, "2026-03-18", **reply)
    do("serve", request_id, "2026-03-19", mail_number="EA1")
    assert told(desk, request_id) == []
    # Nor for what belongs to the reply that took its place, as its own review.
    do("order_reply", request_id, "2026-05-18", by="OFFICE", way="OWN")
    assert told(desk, request_id) == []
    do("decide", request_id, "2026-05-19", kind="REFUSED_INTERNAL_AFFAIRS", reasons="是值班安排")
    assert told(desk, request_id) == []


def test_a_served_reply_is_late_by_no_later_day_and_tells_the_day_of_receipt(
    desk: Desk, do: Do, clock: Clock
) -> None:
    known = {**KNOWN, "applicant_name": "林一帆"}
    request_id = do("register", None, "2026-03-06", **known).request_id
    do("decide", request_id, "2026-03-20", kind="PROVIDED", provided="《工作要点》")
    do("serve", request_id, "2026-03-23", mail_number="EA1")
    clock.day = date(2026, 6, 1)
    assert told(desk, request_id) == []
    edit(desk, request_id, "2026年3月6日", "2026年3月5日")
    assert "收到日期应为“2026年3月6日”，文书中没有，请改正。" in told(desk, request_id)


def test_a_void_number_leaves_no_gap(desk: Desk, do: Do, registered: int) -> None:
    reply = {"kind": "ALREADY_PUBLIC", "access": "网站"}
    do("decide", registered, "2026-03-10", **reply)
    do("serve", registered, "2026-03-11", mail_number="EA1")
    for step in steps.of_request(desk.store, registered)[::-1]:
        if step.kind in ("served", "decided"):
            undo(desk, registered, step.id)
    do("decide", registered, "2026-03-12", **reply)
    letter = last(desk, registered)
    assert letter.serial == 2
    assert told(desk, registered) == []
    # The register knows of the second, which the letter bears, that somebody has it.
    other = documents.change(desk.store, letter.id, {"serial": 3})
    assert list(map(str, document_findings(desk, other))) == [
        "文号的序号应为3，文书中为2，请改正。",
        "文号“公开答〔2026〕2号”已经用于另一份文书，请重新取号。",
    ]


@pytest.mark.parametrize(("served", "is_late"), [("2026-04-03", False), ("2026-04-07", True)])
def test_a_draft_is_held_against_the_last_day_and_what_left_in_time_is_not(
    desk: Desk, do: Do, registered: int, clock, served: str, is_late: bool
) -> None:
    do("decide", registered, "2026-04-03", kind="ALREADY_PUBLIC", access="网站")
    clock.day = date.fromisoformat(served)
    late = [one for one in told(desk, registered) if "期限届满" in one or "送达" in one]
    assert bool(late) == is_late


def test_a_letter_taken_back_is_held_against_no_course(desk: Desk, do: Do, registered: int) -> None:
    done = do("decide", registered, "2026-03-10", kind="PROVIDED", provided="《工作要点》")
    letter = documents.one(desk.store, done.documents[0].document_id)
    unreviewed = [str(one) for one in document_findings(desk, letter)]
    assert unreviewed == []
    edit(desk, registered, "《工作要点》", "《工作要点》，经检索没有其他版本")
    assert document_findings(desk, letter) != []
    undo(desk, registered, done.step_id or 0)
    assert document_findings(desk, documents.one(desk.store, letter.id)) == []
