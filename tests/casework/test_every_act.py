"""Every act is done at least once: by the sample office, or by a course of this table."""

from typing import Any

import pytest

from casework.acts import ACTS
from casework.pages.register_check import problems
from casework.sample_office import make_sample_office
from db import history, steps

pytestmark = pytest.mark.on_both_engines
Doing = tuple[str, str, dict[str, Any]]
REVIEW: Doing = (
    "review", "2026-03-10",
    {
        "disclosure_opinion": "同意公开", "disclosure_reviewer": "周敏",
        "secrecy_opinion": "不涉密", "secrecy_reviewer": "吴涛",
    },
)  # fmt: skip
PUBLIC: Doing = ("decide", "2026-03-11", {"kind": "ALREADY_PUBLIC", "access": "区政府网站"})
REFUSED: Doing = (
    "decide", "2026-03-11", {"kind": "REFUSED_WORKING_PAPERS", "reasons": "讨论记录"},
)  # fmt: skip
SERVED: Doing = ("serve", "2026-03-12", {"method": "POST", "mail_number": "EA100000001CN"})
SUED: Doing = (
    "sue", "2026-04-01", {"stage": "DIRECT", "court": "青枫区人民法院"},
)  # fmt: skip

COURSES: dict[str, tuple[Doing, ...]] = {
    "note": (("note", "2026-03-09", {"text": "已电话提醒科室。"}),),
    "phone": (
        ("phone", "2026-03-09", {"subject": "申请内容", "text": "申请人说明只要第一份文件。"}),
    ),
    "ask_assistance": (
        (
            "ask_assistance", "2026-03-09",
            {"ref": "规划科", "task": "检索2023年规划图", "answer_by": "2026-03-16"},
        ),
    ),
    "refer": (("refer", "2026-03-09", {"body": "区保密局", "content": "能否公开"}),),
    "referral_answered": (
        ("refer", "2026-03-09", {"body": "区保密局", "content": "能否公开"}),
        ("referral_answered", "2026-03-16", {"answer": "可以公开"}),
    ),
    "amend": (
        (
            "amend", "2026-03-09",
            {
                "applicant_name": "林一凡", "arrived_on": "2026-03-06",
                "information_sought": "2023年政务公开工作要点",
            },
        ),
    ),
    "guide": (
        (
            "guide", "2026-03-09",
            {"clarity": "CLEAR", "nature": "PETITION", "nature_reason": "请求查处违法建设"},
        ),
    ),
    "decide_items": (
        REVIEW,
        (
            "decide_items", "2026-03-11",
            {
                "items": [
                    {"content": "工作要点", "kind": "ALREADY_PUBLIC", "access": "区政府网站"},
                    {"content": "讨论稿", "kind": "REFUSED_WORKING_PAPERS", "reasons": "过程稿"},
                ]
            },
        ),
    ),
    "returned": (REVIEW, PUBLIC, SERVED, ("returned", "2026-03-18", {"reason": "地址不详"})),
    "reclassify": (
        REVIEW, PUBLIC, SERVED,
        ("reclassify", "2026-03-18", {"outcome_row": 23, "reason": "主管部门要求"}),
    ),
    "number_mail": (
        REVIEW, PUBLIC, ("serve", "2026-03-16", {}),
        (
            "number_mail", "2026-03-17",
            {
                "ref": "政府信息公开申请答复书（已主动公开）（公开答〔2026〕1号）",
                "mail_number": "XA1",
            },
        ),
    ),
    "judge": (
        REVIEW, REFUSED, SERVED, SUED,
        ("judge", "2026-06-01", {"result": "UPHELD", "number": "（2026）判1号"}),
    ),
    "appeal": (
        REVIEW, REFUSED, SERVED, SUED,
        ("judge", "2026-06-01", {"result": "UPHELD", "number": "（2026）判1号"}),
        ("appeal", "2026-06-10", {"court": "南昌市中级人民法院"}),
    ),
    "defend": (
        REVIEW, REFUSED, SERVED, SUED,
        (
            "defend", "2026-04-08",
            {"grounds": "讨论记录属于过程性信息", "request": "维持", "evidence": "答复书"},
        ),
    ),
    "refund_fee": (
        (
            "notice_fee", "2026-03-10",
            {"method": "BY_PAGE", "units": 120, "delivered_on": "2026-03-12"},
        ),
        ("pay_fee", "2026-03-20", {"yuan": 1100}),
        ("refund_fee", "2026-03-25", {"yuan": 100, "reason": "实际提供115页"}),
    ),
    "defer": (
        ("ask_reasons", "2026-03-09", {"facts": "本月已申请40件", "until": "2026-03-20"}),
        ("give_reasons", "2026-03-16", {"reasons": "课题研究", "good_reason": True}),
        ("defer", "2026-03-17", {"until": "2026-06-30", "reason": "数量较多"}),
    ),
    "order_answer": (
        ("order_answer", "2026-05-08", {
            "by": "RECONSIDERATION", "body": "青枫区人民政府", "decision": "青府复〔2026〕3号",
        }),
    ),
    "review_publication": (
        REVIEW, PUBLIC, SERVED,
        (
            "review_publication", "2026-03-20",
            {"decision": "KEPT", "reasons": "仅一人申请", "reviewed_by": "周敏"},
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", COURSES)
def test_an_act_is_recorded_and_the_register_stays_sound(desk, do, registered, name: str) -> None:
    for act, on, values in COURSES[name]:
        done = do(act, registered, on, **values)
    recorded = steps.of_request(desk.store, registered)[-1]
    assert act == name
    assert recorded.kind == ACTS[name].step.word
    assert done.step_id == recorded.id
    assert list(problems(desk)) == []


def test_no_act_is_left_out(tmp_path) -> None:
    sample = make_sample_office(tmp_path / "样例.db")
    done = {note["note"] for entry in history.noted(sample.store) for note in entry.notes}
    sample.close()
    elsewhere = set(DONE_ELSEWHERE)
    assert set(ACTS) - done - set(COURSES) == elsewhere


# Each has a test of its own with the files or letters it needs, in the module named.
DONE_ELSEWHERE = {
    "confirm": "test_acts",
    "check_outgoing": "test_act_outgoing",
    "dispatch": "papers/test_services",
    "letter_returned": "papers/test_services",
    "remove_attachment": "cases/test_attachments",
    "redact": "redaction",
    "keep_sent_copy": "bundles",
    "remake_letter": "papers/test_remaking",
}
