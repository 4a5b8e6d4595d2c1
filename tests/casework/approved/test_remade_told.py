"""Letters made anew, one after the other: which are offered, what is said, what is another."""

import difflib
from collections.abc import Iterator
from datetime import date

from casework.acts import ACTS, perform, preview, starting_values
from casework.acts.dispatching import to_dispatch
from casework.acts.remaking import letters_to_remake, named
from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.papers.issuing import file_of
from casework.papers.services import services_of
from casework.word import paragraphs
from db import documents
from forms.fields import read
from rules.errors import ClerkError
from tests.casework.conftest import Clock
from tests.casework.doings import Do
from tests.casework.test_every_act import REVIEW, Doing

A, B = "甲公司", "乙研究院"
COURSE: tuple[Doing, ...] = (
    ("assign", "2026-03-09", {"section": "规划科", "handler": "李文", "answer_by": "2026-03-10", "others": [{"section": "法规科"}]}),
    ("urge_section", "2026-03-11", {"ref": "法规科", "answer_by": "2026-03-13"}),
    ("urge_section", "2026-03-11", {"ref": "规划科", "note": "尽快"}),
    ("consult_third_party", "2026-03-11", {"ref": A, "content": "合同", "tell_applicant": True, "delivered_on": "2026-03-11"}),
    ("consult_third_party", "2026-03-11", {"ref": "王小明", "content": "名单"}),
    ("consult_agency", "2026-03-11", {"ref": B, "role": "JOINT_MAKER", "content": "报告"}),
    ("consult_agency", "2026-03-11", {"ref": "区住建局", "content": "报告"}),
    ("ask_correction", "2026-03-12", {"items": "名称", "days": 15}),
    ("receive_correction", "2026-03-16", {"information_sought": "规划图全文"}),
    ("third_party_answered", "2026-03-16", {"ref": A, "opinion": "REFUSE", "reasons": "商业秘密", "good_reason": False}),
    ("third_party_answered", "2026-03-16", {"ref": "王小明", "opinion": "REFUSE", "reasons": "隐私", "good_reason": False}),
    ("agency_answered", "2026-03-16", {"ref": B, "opinion": "CONSENT"}),
    ("agency_answered", "2026-03-16", {"ref": "区住建局", "opinion": "CONSENT"}),
    ("extend", "2026-03-17", {"reason": "量大", "days": 20, "approved_by": "吴处长"}),
    ("notice_fee", "2026-03-18", {"method": "BY_PAGE", "units": 45, "account": "缴款码", "delivered_on": "2026-03-18"}),
    ("pay_fee", "2026-03-19", {"yuan": 150}),
    ("review", "2026-03-19", {**REVIEW[2], "items": [{"content": "合同"}, {"content": "名单"}]}),
    ("decide", "2026-03-20", {"kind": "PARTLY", "provided": "合同；\n名单。", "withheld": "电话——属于个人隐私", "grounds": ("INTERNAL_AFFAIRS",), "public_interest": "不公开将对公共利益造成重大影响", "reasons": "含电话", "in_spite": "由本机关作出"}),
)  # fmt: skip
AFTER: tuple[Doing, ...] = (
    ("serve", "2026-03-24", {"method": "POST", "mail_number": "XA1"}),
    ("receive_reconsideration", "2026-04-01", {"body": "青枫区人民政府", "procedure": "ORDINARY"}),
    ("answer_reconsideration", "2026-04-09", {"grounds": "过程性信息", "request": "维持", "evidence": "答复书"}),
)  # fmt: skip


def done(do: Do, case: int, doings: tuple[Doing, ...]) -> Iterator[str]:
    for name, on, values in doings:
        try:
            do(name, case, on, **values)
        except (ClerkError, AssertionError) as refused:
            yield f"refused {name}: {refused}".splitlines()[0]


def shown(desk: Desk, document: documents.Document) -> list[str]:
    return list(paragraphs(file_of(desk, document)))


def made_anew(desk: Desk, case: int, ref: str) -> Iterator[str]:
    """Make one letter anew; yield what is said of it and how it reads otherwise than before."""
    act = ACTS["remake_letter"]
    form = read(act.form, {"ref": ref, "reason": "错字", "on": desk.today}, today=desk.today)
    assert not isinstance(form, list)
    yield f"  {ref}"
    before = {one.id: one for one in documents.of_request(desk.store, case)}
    try:
        foreseen = preview(desk, act, case, form)
        said = perform(desk, act, case, form)
    except ClerkError as refused:
        yield f"    refused: {refused.message} [{refused.field}]"
        return
    yield f"    {said.message}"
    yield from (f"    · {one}" for one in (*foreseen.reasons, *foreseen.warnings))
    now = documents.of_request(desk.store, case)
    for one in now:
        was = before.get(one.id)
        if was is None or was.status != one.status:
            yield f"    {one.title} {one.number} {'' if was is None else was.status}→{one.status}"
            yield f"    called: {named(desk, one.id)}"
    old = next(one for one in now if one.id in before and one.status != before[one.id].status)
    new = next(one for one in now if one.id not in before)
    for line in difflib.unified_diff(shown(desk, old), shown(desk, new), n=0, lineterm=""):
        if not line.startswith(("---", "+++", "@@")):
            yield f"      {line}"


def test_every_letter_of_a_case_made_anew(approved, desk: Desk, do: Do, clock: Clock) -> None:
    def all_of(case: int, *some: str) -> Iterator[str]:
        file = load(desk, case)
        every = letters_to_remake(desk, file)
        begins = starting_values(desk, ACTS["remake_letter"], case)
        yield f"== {desk.today} {every} begins {dict(begins)}"
        for ref in every:
            if not some or ref.startswith(some):
                yield from made_anew(desk, case, ref)
        file = load(desk, case)
        yield f"  to dispatch: {to_dispatch(desk, file)}"
        yield from (f"  way of {one.name}: {one.words}" for one in services_of(desk, file))

    def tell() -> Iterator[str]:
        case = do(
            "register", None, "2026-03-06", applicant_name="林一帆", information_sought="规划图",
            channel="ORAL", phone="13800138000", address="青枫区梧桐里6号",
        ).request_id  # fmt: skip
        yield from done(do, case, COURSE)
        yield from all_of(case)
        known = starting_values(desk, ACTS["amend"], case)
        changed = {"applicant_name": "林一凡", "address": "青枫区澄湖路1号"}
        yield from done(do, case, (("amend", "2026-03-23", {**known, **changed}),))
        some = ("政府信息公开申请接收回执", "信息处理费", "征求意见函", "政府信息公开申请催办")
        yield from all_of(case, *some)
        yield from done(do, case, AFTER)
        for day in (date(2027, 1, 4), date(2027, 1, 5)):
            clock.day = day
            yield from all_of(case, "政府信息公开申请答复书", "行政复议答复书", "决定公开")
        again = next(one for one in to_dispatch(desk, load(desk, case)) if "答复书（部分" in one)
        do("dispatch", case, "2027-01-06", ref=again, mail_number="XA2")
        yield from all_of(case, "政府信息公开申请答复书")
        yield from made_anew(desk, case, "没有的")

    approved("remade", tell())
