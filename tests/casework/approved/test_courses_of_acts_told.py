"""Longer courses: what each act begins with, offers, says before it is done, and keeps."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from casework.acts import ACTS, offers, preview, starting_values
from casework.cases.case_file import load
from casework.cases.reply_course import course_of
from casework.papers.events import events_of, evidence_lines
from casework.papers.services import has_left, posted_on, services_of
from db import steps
from forms.fields import Form, fields_of, read
from rules.errors import ClerkError
from tests.casework.approved.plain import short, told
from tests.casework.approved.test_acts_told import Case, case_of
from tests.casework.test_every_act import REVIEW, Doing

__all__ = ["case_of"]

A, B, C = "甲公司", "乙研究院", "王小明"
OPINIONS = {
    "disclosure_opinion": "部分公开", "disclosure_reviewer": "周敏",
    "secrecy_opinion": "送保密机构", "secrecy_reviewer": "吴涛", "legal_opinion": "同意", "legal_reviewer": "何法",
}  # fmt: skip
KEPT: Doing = ("decide", "2026-03-12", {"kind": "REFUSED_WORKING_PAPERS", "reasons": "讨论记录"})
POSTED: Doing = ("serve", "2026-03-13", {"method": "POST"})
FIRST: Doing = ("receive_reconsideration", "2026-04-01", {"body": "青枫区人民政府", "procedure": "SIMPLE", "case_number": "青府复〔2026〕1号"})  # fmt: skip
SECOND: Doing = ("receive_reconsideration", "2026-04-08", {"body": "市政府", "over": "OTHER"})
SUIT: Doing = ("sue", "2026-04-02", {"stage": "DIRECT", "court": "青枫区人民法院", "case_number": "（2026）赣初1号"})  # fmt: skip
ITEMS = [
    {"content": "会议纪要", "result": "DOUBT", "ground": "可能涉密", "reviewer": "周敏"},
    {"content": "评估报告", "result": "WITHHOLD", "ground": "商业秘密", "secrecy": "CLEAR"},
    {"content": "规划图", "secrecy": "DOUBT", "ground": "坐标", "secrecy_reviewer": "吴涛"},
    {"content": "工作要点"},
]  # fmt: skip

COURSES: dict[str, tuple[Doing, ...]] = {
    "items in doubt": (
        ("assign", "2026-03-09", {"section": "规划科", "handler": "李文"}),
        ("review", "2026-03-10", {**OPINIONS, "items": ITEMS}),
        ("refer", "2026-03-11", {"body": "区保密局", "content": "会议纪要可否公开"}),
        ("refer", "2026-03-11", {"body": "区保密局", "content": "再报一次"}),
        ("referral_answered", "2026-03-16", {"answer": "可以公开"}),
        ("confer", "2026-03-17", {"chair": "吴处长", "matter": "规划图", "people": [{"name": "李文", "unit": "规划科", "opinion": "去坐标"}, {"name": "何法", "opinion": "同意"}], "conclusion": "去坐标后公开", "recorder": "周敏", "place": "三楼"}),
        ("decide", "2026-03-18", {"kind": "PARTLY", "provided": "规划图；工作要点", "withheld": "坐标——涉密", "grounds": ("STATE_SECRET", "INTERNAL_AFFAIRS"), "reasons": "含坐标"}),
        ("ask_counsel", "2026-03-18", {"counsel": "何律师", "question": "依据是否合法", "answer_by": "2026-03-20"}),
        ("counsel_answered", "2026-03-20", {"counsel": "何律师", "conclusion": "AFTER_CHANGES", "opinion": "改依据", "followed": "PARTLY", "why_not": "时间紧", "points": [{"point": "主体", "finding": "MET"}, {"point": "依据", "finding": "UNMET", "note": "写明条款"}]}),
        ("review", "2026-03-23", {**OPINIONS, "items": [{"content": "规划图"}]}),
        ("endorse", "2026-03-23", {"level": "CHECKED", "by_name": "吴处长", "opinion": "同意"}),
        ("approve", "2026-03-23", {"approved_by": "吴处长", "opinion": "发"}),
        ("serve", "2026-03-24", {"method": "EMAIL"}),
        ("serve", "2026-03-24", {"method": "BY_HAND", "received_by": "林一帆"}),
        ("returned", "2026-03-30", {"reason": "无人"}),
        ("reclassify", "2026-03-31", {"outcome_row": 8, "reason": "核定"}),
        ("file", "2026-04-01", {"file_number": "2026-永久-1", "pages": 12}),
    ),
    "third parties": (
        ("consult_third_party", "2026-03-09", {"ref": A, "content": "合同", "tell_applicant": True}),
        ("consult_third_party", "2026-03-09", {"ref": C, "content": "名单", "delivered_on": "2026-03-10"}),
        ("consult_agency", "2026-03-10", {"ref": B, "role": "JOINT_MAKER", "content": "报告", "tell_applicant": True}),
        ("decide", "2026-03-11", {"kind": "PROVIDED", "provided": "合同"}),
        ("deliver", "2026-03-11", {"ref": f"征求第三方意见书（{A}）", "how": "MAILROOM", "received_by": "收发室"}),
        ("third_party_answered", "2026-03-16", {"ref": A, "opinion": "REFUSE", "reasons": "商业秘密", "good_reason": True}),
        ("third_party_answered", "2026-03-17", {"ref": C, "opinion": "PARTLY", "reasons": "隐去电话", "good_reason": False}),
        ("agency_answered", "2026-03-18", {"ref": B, "opinion": "CONSENT"}),
        ("decide", "2026-03-19", {"kind": "PROVIDED", "provided": "合同；\n名单。"}),
        ("decide", "2026-03-19", {"kind": "PROVIDED", "provided": "合同；\n名单。", "public_interest": "不公开将对公共利益造成重大影响", "in_spite": "合同由本机关作出"}),
        REVIEW,
        ("dispatch", "2026-03-20", {"ref": "决定公开政府信息告知书（第三方）（公开权〔2026〕1号）", "method": "EMAIL"}),
        ("serve", "2026-03-20", {"method": "POST", "mail_number": "XA1"}),
    ),
    "answered twice": (
        REVIEW, KEPT, POSTED, FIRST, SECOND, SUIT,
        ("answer_reconsideration", "2026-04-09", {"grounds": "过程", "request": "维持", "evidence": "答复书：证明已答复"}),
        ("answer_reconsideration", "2026-04-09", {"challenge": "复议案件（市政府，2026-04-08）", "grounds": "", "request": "驳回"}),
        ("answer_reconsideration", "2026-04-09", {"challenge": "复议案件（省政府，2026-04-08）"}),
        ("answer_reconsideration", "2026-04-10", {"challenge": "复议案件（青枫区人民政府，2026-04-01）", "grounds": "过程", "request": "维持", "evidence": "答复书"}),
        ("decide_reconsideration", "2026-05-08", {"result": "CORRECTED", "challenge": "复议案件（青枫区人民政府，2026-04-01）", "number": "青府复〔2026〕1号决定"}),
        ("decide_reconsideration", "2026-05-11", {"result": "UPHELD"}),
        ("defend", "2026-04-10", {"grounds": "合法", "request": "驳回", "evidence": "答复书"}),
        ("judge", "2026-06-01", {"result": "CORRECTED", "number": "（2026）判1号"}),
        ("appeal", "2026-06-10", {"court": "南昌市中级人民法院", "until": "2026-06-25", "case_number": "（2026）终1号"}),
        ("defend", "2026-06-12", {"grounds": "合法", "request": "驳回上诉", "evidence": "判决书"}),
        ("judge", "2026-09-01", {"result": "CORRECTED", "instance": "SECOND", "number": "（2026）终判1号"}),
        ("order_reply", "2026-09-02", {"by": "COURT", "way": "SET_ASIDE", "body": "中院", "decision": "（2026）终判1号", "natural_days": 15}),
        ("decide", "2026-09-10", {"kind": "PROVIDED", "provided": "讨论记录"}),
        ("serve", "2026-09-18", {"method": "BY_HAND"}),
        ("sue", "2026-10-12", {"stage": "AFTER_RECONSIDERATION", "court": "青枫区人民法院", "over": "SILENCE"}),
    ),
    "ordered by the office": (
        REVIEW, KEPT, POSTED,
        ("sue", "2026-03-20", {"stage": "DIRECT", "court": "青枫区人民法院"}),
        ("order_reply", "2026-03-30", {"by": "OFFICE", "way": "OWN", "reason": "依据有误", "until": "2026-04-10"}),
        ("order_reply", "2026-03-30", {"by": "RECONSIDERATION", "way": "CHANGED", "body": "区政府", "decision": "1号", "days": 10}),
        ("order_reply", "2026-03-31", {"by": "RECONSIDERATION", "way": "SET_ASIDE", "body": "区政府", "decision": "2号"}),
    ),
    "ordered to answer": (
        ("receive_reconsideration", "2026-04-20", {"body": "青枫区人民政府", "over": "SILENCE"}),
        ("decide_reconsideration", "2026-05-06", {"result": "CORRECTED", "number": "3号"}),
        ("order_answer", "2026-05-08", {"by": "RECONSIDERATION", "body": "区政府", "decision": "3号", "natural_days": 10}),
        ("order_answer", "2026-05-09", {"by": "COURT", "body": "区法院", "decision": "4号", "days": 3}),
        ("order_answer", "2026-05-11", {"by": "COURT", "body": "区法院", "decision": "5号"}),
    ),
    "letters on their way": (
        ("ask_correction", "2026-03-09", {"items": "名称", "days": 15, "defects": ("CONTENT", "CONTACT")}),
        ("dispatch", "2026-03-08", {"ref": "政府信息公开申请补正告知书（公开补〔2026〕1号）", "method": "POST"}),
        ("dispatch", "2026-03-10", {"ref": "政府信息公开申请补正告知书（公开补〔2026〕1号）", "method": "POST"}),
        ("letter_returned", "2026-03-09", {"ref": "政府信息公开申请补正告知书（公开补〔2026〕1号）", "reason": "早"}),
        ("number_mail", "2026-03-11", {"ref": "政府信息公开申请补正告知书（公开补〔2026〕1号）", "mail_number": " XB1 "}),
        ("number_mail", "2026-03-11", {"ref": "政府信息公开申请补正告知书（公开补〔2026〕1号）", "mail_number": "XB1"}),
        ("number_mail", "2026-03-11", {"ref": "政府信息公开申请补正告知书（公开补〔2026〕1号）", "mail_number": "XB2"}),
        ("number_mail", "2026-03-12", {"ref": "政府信息公开申请补正告知书（公开补〔2026〕1号）", "mail_number": "XB2", "reason": "写错"}),
        ("letter_returned", "2026-03-16", {"ref": "政府信息公开申请补正告知书（公开补〔2026〕1号）", "reason": "地址不详"}),
        ("dispatch", "2026-03-17", {"ref": "政府信息公开申请补正告知书（公开补〔2026〕1号）", "method": "BY_HAND"}),
        ("receive_correction", "2026-03-18", {"information_sought": "全文"}),
        ("remake_letter", "2026-03-19", {"ref": "政府信息公开申请补正告知书（公开补〔2026〕1号）", "reason": "重做"}),
        ("extend", "2026-03-20", {"reason": "量大", "days": 20, "approved_by": "吴处长"}),
        ("amend", "2026-03-23", {"applicant_name": "林一凡", "arrived_on": "2026-03-06", "information_sought": "全文", "address": "新址"}),
        REVIEW,
        ("decide", "2026-03-24", {"kind": "PROVIDED", "provided": "全文"}),
        ("remake_letter", "2026-03-24", {"ref": "政府信息公开申请答复书（予以公开）（公开答〔2026〕1号）", "reason": "重做"}),
        ("serve", "2026-03-23", {"method": "POST"}),
        ("serve", "2026-03-24", {"method": "POST"}),
        ("number_mail", "2026-03-25", {"ref": "没有的", "mail_number": "XB3"}),
        ("remake_letter", "2026-03-26", {"ref": "没有的", "reason": "重做"}),
    ),
    "fees": (
        ("notice_fee", "2026-03-10", {"method": "BY_REQUEST", "units": 12}),
        ("notice_fee", "2026-03-10", {"method": "BY_REQUEST", "units": 1}),
        ("notice_fee", "2026-03-10", {"method": "BY_PAGE", "units": 120, "decided_yuan": 1000, "reason": "减收", "account": "缴款码1"}),
        ("pay_fee", "2026-03-12", {"yuan": 999}),
        ("pay_fee", "2026-03-12", {"yuan": 1001}),
        ("refund_fee", "2026-03-13", {"yuan": 1002, "reason": "多"}),
        ("refund_fee", "2026-03-13", {"yuan": 1, "reason": "多"}),
    ),
    "asked too much": (
        ("ask_reasons", "2026-03-09", {"facts": "本月已申请40件", "until": "2026-03-20"}),
        ("give_reasons", "2026-03-16", {"reasons": "课题\n研究。", "good_reason": False}),
        ("defer", "2026-03-17", {"until": "2026-06-30", "reason": "数量较多"}),
        ("decide", "2026-03-18", {"kind": "EXCESSIVE", "reasons": "理由不合理"}),
        ("withdraw", "2026-03-19", {"ground": "DIED", "how": "家属来电", "note": "附证明"}),
    ),
}  # fmt: skip


def begun(case: Case, seen: dict[str, str]) -> Iterator[str]:
    """Yield which acts are offered, how likely, and what of their beginnings is new."""
    file = load(case.desk, case.id)
    offered = [one.act for one in offers(file)]
    yield "  offered " + " ".join(f"{one.name}:{one.likelihood(file)}" for one in offered)
    for act in offered:
        values = starting_values(case.desk, act, case.id)
        line = " ".join(f"{name}={short(one) or one}" for name, one in values.items())
        line = line.replace(case.clock.day.isoformat(), "今天")
        if seen.get(act.name) != line:
            seen[act.name] = line
            yield f"   {act.name} begins: {line}"


def on_their_way(case: Case, seen: dict[str, str]) -> Iterator[str]:
    """Yield what is known of each letter on its way, where it is new."""
    file = load(case.desk, case.id)
    for one in services_of(case.desk, file):
        left = has_left(case.desk, file, one.document)
        line = f"{one.words} | {one.addressee} {one.address}{' left' if left else ''}"
        if seen.get(one.name) != line:
            seen[one.name] = line
            yield f"   way of {one.name}: {line}"


def foreseen(case: Case, doing: Doing) -> Iterator[str]:
    """Yield what is said before an act is done: what follows from it, and its warnings."""
    name, on, values = doing
    act = ACTS[name]
    shape: type[Form] = act.form
    days = {one.name for one in fields_of(shape)} & {"on"}
    given: dict[str, Any] = {**({"on": on} if "on" in days else {}), **values}
    form = read(shape, given, today=case.clock.day)
    if isinstance(form, list):
        yield f"  not filled {[(one.field, one.message) for one in form]}"
        return
    try:
        shown = preview(case.desk, act, case.id, form)
    except ClerkError as refusal:
        yield f"  refused {refusal} [{refusal.field}] {act.fits(load(case.desk, case.id))}"
        return
    yield f"  {shown.due_before} → {shown.due_after}"
    yield from (f"   · {one}" for one in shown.reasons)
    yield from (f"   ! {one}" for one in shown.warnings)
    yield from (f"   | {one}" for one in shown.letter)


@pytest.mark.parametrize("name", COURSES)
def test_what_is_offered_foreseen_and_kept(name, approved, case_of) -> None:
    def tell() -> Iterator[str]:
        case = case_of("1.会议纪要；2.评估报告；3.规划图")
        seen: dict[str, str] = {}
        for doing in COURSES[name]:
            case.clock.day = max(case.clock.day, date.fromisoformat(doing[1]))
            yield from begun(case, seen)
            yield f" {doing[1]} {doing[0]}"
            yield from foreseen(case, doing)
            before = len(steps.of_request(case.desk.store, case.id))
            yield from (f" {line}" for line in [*case.tried((doing,))][1:])
            every = steps.of_request(case.desk.store, case.id)
            yield from (line for one in every[before:] for line in told(one.details, "    "))
            yield from on_their_way(case, seen)
        yield from begun(case, seen)
        file = load(case.desk, case.id)
        for day in (date(2026, 3, 18), case.clock.day):
            yield f" course up to {day}"
            yield from told(course_of(file, day), "  ")
        yield from (f" event {one}" for one in events_of(file))
        yield from (f" evidence {one}" for one in evidence_lines(file).splitlines())
        for day in dict.fromkeys(one.on for one in file.records):
            posted = [one.name for one in posted_on(case.desk, day)]
            yield f" posted on {day}: {posted}"

    approved(f"course_{name.replace(' ', '_')}", tell())
