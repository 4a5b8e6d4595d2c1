"""The office's own papers at each turn of a case: what each says that it did not say before."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from casework.cases.case_file import load
from casework.letters import LetterKind, words
from casework.papers.case_papers import (
    mail_of,
    paper_of,
    papers_of_letter,
    possible_papers,
    write_paper,
)
from casework.papers.events import events_of, evidence_lines
from casework.papers.issuing import case_facts, file_of, line_of
from casework.papers.proofs import proof_letters
from casework.papers.services import has_left, posted_on, services_of
from db import documents
from rules.errors import ClerkError
from tests.casework.approved.plain import told
from tests.casework.approved.test_acts_told import Case, case_of
from tests.casework.approved.test_courses_of_acts_told import COURSES
from tests.casework.test_every_act import REVIEW, Doing

__all__ = ["case_of"]

Known = dict[str, set[str]]
THIRD, AGENCY = "青枫建材有限公司", "青枫区住建局"
NOTICE = "政府信息公开申请补正告知书（公开补〔2026〕1号）"
ASKED = "征求第三方意见书（公开征〔2026〕1号）"
REPLY = "政府信息公开申请答复书（部分公开）（公开答〔2026〕1号）"


def new_of(known: Known, name: str, lines: list[str]) -> Iterator[str]:
    """Yield the lines of a paper that it did not have before."""
    before = known.setdefault(name, set())
    yield from (f"   {name}: {line}" for line in lines if line not in before)
    before.update(lines)


def of_letters(case: Case, known: Known) -> Iterator[str]:
    """Yield how each letter is known to have gone where that is new, and then its papers."""
    desk = case.desk
    file = load(desk, case.id)
    for service in services_of(desk, file):
        one = service.document
        left = " left" if has_left(desk, file, one) else ""
        line = f"{service.words} | {service.addressee} {service.address} {service.place}{left}"
        found = [*new_of(known, one.kind, [line])]
        yield from found
        for offer in papers_of_letter(one) if found else ():
            name = f"{one.kind} {offer.kind.key}"
            if not left or (offer.kind in ONCE and name in known):
                continue
            try:
                made = write_paper(desk, case.id, offer)
            except ClerkError as refusal:
                yield from new_of(known, name, [f"refused: {refusal}"])
                continue
            text = documents.one(desk.store, made.document_id).text.splitlines()
            yield from new_of(known, name, [made.title, *text])


ONCE = (LetterKind.ENVELOPE, LetterKind.EMS_LABEL)


def of_mails(case: Case) -> Iterator[str]:
    """Yield the mail that each letter would be sent by."""
    for one in documents.of_request(case.desk.store, case.id):
        if LetterKind.of(one.kind).goes_out:
            yield f"== mail of {one.title} {one.status}"
            try:
                mail = mail_of(case.desk, one)
                yield from (f"to {mail.to}: {mail.subject}", mail.body)
            except ClerkError as refusal:
                yield f"refused: {refusal}"


def of_case(case: Case, known: Known) -> Iterator[str]:
    """Yield what is new on the papers of the case."""
    desk = case.desk
    offered = {offer.kind for offer in possible_papers(desk, case.id)}
    yield from new_of(known, "offered", [" ".join(sorted(one.key for one in offered))])
    for kind in LetterKind:
        if kind not in offered and kind is not LetterKind.ITEM_REVIEW_SHEET:
            continue
        try:
            lines = words(paper_of(desk, case.id, kind))
        except ClerkError as refusal:
            lines = [f"refused: {refusal}"]
        yield from new_of(known, kind.key, lines)
    file = load(desk, case.id)
    facts = case_facts(desk, file)
    yield from new_of(known, "facts", list(told([facts])))
    for title, letter in proof_letters(desk, file):
        yield from new_of(
            known, title, [one for one in words(letter) if " | " not in one or "不" in one]
        )
    yield from new_of(known, "events", events_of(file, "原告"))
    yield from new_of(known, "evidence", evidence_lines(file).splitlines())


BEGUN: tuple[Doing, ...] = (
    ("assign", "2026-03-06", {"section": "规划科", "handler": "李文", "note": "查找"}),
    ("ask_correction", "2026-03-09", {"items": "请写明名称", "days": 15, "defects": ("CONTACT",)}),
)
WAYS: tuple[Doing, ...] = (
    ("dispatch", "2026-03-09", {"ref": NOTICE, "method": "POST", "place": "收发室", "note": "双挂号"}),
    ("number_mail", "2026-03-09", {"ref": NOTICE, "mail_number": "XB1"}),
    ("deliver", "2026-03-10", {"ref": "补正告知书", "how": "FAMILY", "received_by": "林母"}),
    ("letter_returned", "2026-03-11", {"ref": NOTICE, "reason": "迁移"}),
    ("dispatch", "2026-03-12", {"ref": NOTICE, "method": "EMAIL"}),
    ("dispatch", "2026-03-12", {"ref": NOTICE, "method": "BY_HAND", "delivered_on": "2026-03-12", "how": "REFUSED", "presumed_from": "见证人何清"}),
    ("dispatch", "2026-03-13", {"ref": NOTICE, "method": "ENTRUSTED"}),
    ("receive_correction", "2026-03-16", {"information_sought": "工作要点和补偿方案"}),
    ("consult_third_party", "2026-03-17", {"ref": THIRD, "ref_address": "澄湖路1号", "content": "合同"}),
    ("dispatch", "2026-03-17", {"ref": ASKED, "method": "POST", "mail_number": "XC1", "delivered_on": "2026-03-18", "how": "THROUGH", "received_by": "建材城管理处"}),
    ("third_party_answered", "2026-03-19", {"ref": THIRD, "opinion": "PARTLY", "reasons": "单价是商业秘密"}),
    ("consult_agency", "2026-03-20", {"ref": AGENCY, "content": "能否公开", "role": "JOINT_MAKER"}),
    ("agency_answered", "2026-03-23", {"ref": AGENCY, "opinion": "CONSENT"}),
)  # fmt: skip
SERVED: tuple[Doing, ...] = (
    REVIEW,
    ("decide", "2026-03-24", {"kind": "PARTLY", "provided": "《工作要点》", "withheld": "单价——商业秘密", "grounds": ("THIRD_PARTY_RIGHTS",), "public_interest": "不公开不会对公共利益造成重大影响", "reasons": "第三方不同意公开"}),
    ("serve", "2026-03-25", {"method": "POST", "place": "邮局"}),
    ("number_mail", "2026-03-25", {"ref": REPLY, "mail_number": "XD1"}),
    ("deliver", "2026-03-27", {"ref": "答复书", "how": "MAILROOM", "received_by": "物业"}),
    ("returned", "2026-03-30", {"reason": "查无此人"}),
    ("amend", "2026-03-30", {"applicant_name": "林一凡", "arrived_on": "2026-03-06", "information_sought": "1.《2023年工作要点》；2.某村征地补偿安置方案", "address": "梧桐里8号", "email": "lin@example.org", "phone": "13900000001"}),
    ("remake_letter", "2026-03-30", {"ref": REPLY, "reason": "姓名更正"}),
    ("serve", "2026-03-31", {"method": "EMAIL"}),
    ("serve", "2026-04-01", {"method": "BY_HAND", "received_by": "林一凡"}),
    ("file", "2026-04-02", {"file_number": "2026-永久-1", "pages": 12, "retention": "永久"}),
)  # fmt: skip


def gone_through(case: Case, course: tuple[Doing, ...], known: Known) -> Iterator[str]:
    for doing in course:
        case.clock.day = max(case.clock.day, date.fromisoformat(doing[1]))
        yield from case.tried((doing,))
        yield from of_letters(case, known)


def test_papers_of_letters_on_their_ways(approved, case_of) -> None:
    def tell() -> Iterator[str]:
        case, known = case_of("1.《2023年工作要点》；2.某村征地补偿安置方案"), Known()
        yield from of_case(case, known)
        yield from gone_through(case, (*BEGUN, *WAYS), known)
        yield from of_case(case, known)
        yield from gone_through(case, SERVED, known)
        yield from of_case(case, known)
        for day in (9, 12, 13, 17, 24, 25, 31):
            posted = [one.name for one in posted_on(case.desk, date(2026, 3, day))]
            yield f"posted on {day}: {posted}"
        yield from of_mails(case)
        for one in documents.of_request(case.desk.store, case.id):
            line = line_of(case.desk, one)
            yield f"{line.title} {line.number} {line.status} {Path(line.path).name} {file_of(case.desk, one).is_file()}"

    approved("papers_of_letters", tell())


CHARGED: tuple[Doing, ...] = (
    ("extend", "2026-03-09", {"reason": "量大", "days": 20, "approved_by": "吴处长"}),
    ("notice_fee", "2026-03-10", {"method": "BY_PAGE", "units": 120, "account": "缴款码1"}),
    ("deliver", "2026-03-10", {"ref": "收费通知书"}),
    ("pay_fee", "2026-03-12", {"yuan": 1100}),
    ("search", "2026-03-13", {"searched_by": "李文", "scope": "档案室", "keywords": "工作要点", "result": "PARTLY_FOUND", "found": "一份"}),
    ("search", "2026-03-16", {"searched_by": "何清", "scope": "公文系统", "keywords": "要点", "result": "NOT_FOUND"}),
)  # fmt: skip
ORDERED: tuple[Doing, ...] = (
    *COURSES["answered twice"][:3],
    ("order_reply", "2026-03-30", {"by": "OFFICE", "way": "OWN", "reason": "依据有误", "until": "2026-04-10"}),
    ("decide", "2026-04-01", {"kind": "REFUSED_INTERNAL_AFFAIRS", "reasons": "后勤管理"}),
    ("serve", "2026-04-02", {"method": "BY_HAND", "received_by": "林一帆"}),
    ("order_reply", "2026-05-30", {"by": "RECONSIDERATION", "way": "SET_ASIDE", "body": "青枫区人民政府", "decision": "青府复〔2026〕3号", "days": 10}),
    ("decide", "2026-06-01", {"kind": "REPEATED", "earlier": "2026年1月5日青公开〔2026〕1号"}),
    ("order_reply", "2026-06-02", {"by": "COURT", "way": "MEDIATED", "body": "青枫区人民法院", "decision": "（2026）赣1号"}),
    ("serve", "2026-06-02", {"method": "BY_HAND", "received_by": "林一帆"}),
)  # fmt: skip
TURNS = {
    "items": (COURSES["items in doubt"], ("review", "referral_answered", "counsel_answered", "approve", "file")),
    "excess": (COURSES["asked too much"], ("defer", "withdraw")),
    "fees": (CHARGED, ("notice_fee", "search")),
    "ordered": (ORDERED, ("order_reply", "serve")),
}  # fmt: skip


@pytest.mark.parametrize("name", TURNS)
def test_papers_at_the_turns_of_a_case(name: str, approved, case_of) -> None:
    course, turns = TURNS[name]

    def tell() -> Iterator[str]:
        case, known = case_of("1.会议纪要；2.评估报告；3.规划图"), Known()
        for doing in course:
            case.clock.day = max(case.clock.day, date.fromisoformat(doing[1]))
            done = list(case.tried((doing,)))
            if doing[0] in turns:
                yield from done
                yield from of_case(case, known)

    approved(f"papers_of_{name}", tell())
