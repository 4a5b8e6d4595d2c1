"""A case asked after each of its steps: what it was answered, what of it left, and its course."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from casework.acts import ACTS, preview, undo
from casework.acts.registering import next_number
from casework.cases.case_file import load
from casework.cases.recorded import noted
from casework.cases.reply_course import course_of, earlier_replies, earlier_reply
from casework.desk.desk import Desk
from casework.papers.events import evidence_lines
from forms.fields import read
from rules.errors import ClerkError
from rules.steps import StepKind
from tests.casework.approved.plain import told
from tests.casework.conftest import Clock
from tests.casework.doings import Do
from tests.casework.test_every_act import REVIEW, Doing

KEPT: Doing = ("decide", "2026-03-12", {"kind": "REFUSED_WORKING_PAPERS", "reasons": "讨论记录"})
MIXED: Doing = ("decide_items", "2026-03-12", {"items": [
    {"content": "纪要", "kind": "ALREADY_PUBLIC", "access": "区政府网站"},
    {"content": "讨论稿", "kind": "REFUSED_WORKING_PAPERS", "reasons": "过程稿"},
]})  # fmt: skip
POSTED: Doing = ("serve", "2026-03-13", {"method": "POST", "mail_number": "XA1"})
ORDERED: Doing = ("order_reply", "2026-04-08", {"by": "RECONSIDERATION", "way": "SET_ASIDE", "body": "区政府", "decision": "1号", "days": 10})  # fmt: skip
CHALLENGED: tuple[Doing, ...] = (
    ("receive_reconsideration", "2026-03-20", {"body": "区政府"}),
    ("decide_reconsideration", "2026-04-07", {"result": "CORRECTED", "number": "1号"}),
    ORDERED,
)
REFUSE: dict[str, Any] = {"opinion": "REFUSE", "reasons": "商业秘密", "good_reason": True}
COURSES: dict[str, tuple[Doing, ...]] = {
    "answered in items, ordered, answered otherwise": (
        ("assign", "2026-03-09", {"section": "规划科", "handler": "李文"}),
        REVIEW, MIXED, POSTED, *CHALLENGED,
        ("search", "2026-04-09", {"searched_by": "李文", "scope": "档案室", "keywords": "纪要", "result": "FOUND"}),
        ("review", "2026-04-09", REVIEW[2]),
        ("decide", "2026-04-10", {"kind": "PROVIDED", "provided": "纪要"}),
        ("serve", "2026-04-13", {"method": "POST", "mail_number": "XA2"}),
    ),
    "refused, ordered, given up": (
        REVIEW, KEPT, POSTED,
        ("remake_letter", "2026-03-16", {"ref": "政府信息公开申请答复书（不予公开）（公开答〔2026〕3号）", "reason": "污损"}),
        *CHALLENGED, ("withdraw", "2026-04-09", {"note": "不要了"}),
        ("reclassify", "2026-04-10", {"outcome_row": 22, "reason": "核定"}),
    ),
    "made anew after it was served": (
        REVIEW, KEPT, POSTED,
        ("remake_letter", "2026-03-17", {"ref": "政府信息公开申请答复书（不予公开）（公开答〔2026〕5号）", "reason": "污损"}),
        ("note", "2026-03-17", {"text": "已电话告知"}),
    ),
    "given up": (("withdraw", "2026-03-09", {"note": "不要了"}), ("reclassify", "2026-03-10", {"outcome_row": 23, "reason": "核定"})),
    "notices, how they came": (
        ("ask_correction", "2026-03-09", {"items": "名称", "days": 5}),
        ("deliver", "2026-03-10", {"ref": "补正告知书", "how": "MAILROOM", "received_by": "收发室"}),
        ("receive_correction", "2026-03-16", {"information_sought": "规划图全文"}),
        ("consult_third_party", "2026-03-16", {"ref": "甲公司", "content": "合同", "ref_address": "澄湖路1号"}),
        ("consult_third_party", "2026-03-17", {"ref": "乙公司", "content": "合同", "delivered_on": "2026-03-17"}),
        ("consult_agency", "2026-03-17", {"ref": "区住建局", "role": "JOINT_MAKER", "content": "报告"}),
        ("third_party_answered", "2026-03-18", {"ref": "乙公司", **REFUSE}),
        ("third_party_answered", "2026-03-19", {"ref": "甲公司", **REFUSE, "good_reason": False}),
        ("agency_answered", "2026-03-19", {"ref": "区住建局", "opinion": "CONSENT"}),
        ("ask_reasons", "2026-03-19", {"facts": "本月已申请40件", "until": "2026-03-27"}),
        ("give_reasons", "2026-03-20", {"reasons": "研究", "good_reason": False}),
        ("refer", "2026-03-20", {"body": "区保密局", "content": "可否公开"}),
        ("referral_answered", "2026-03-23", {"answer": "可以"}),
        ("notice_fee", "2026-03-23", {"method": "BY_PAGE", "units": 45, "delivered_on": "2026-03-24"}),
        ("assign", "2026-03-24", {"section": "规划科", "handler": "李文", "others": [{"section": "法规科"}]}),
        ("section_answered", "2026-03-24", {"ref": "规划科", "answer": "有", "result": "FOUND"}),
        ("section_answered", "2026-03-25", {"ref": "法规科", "answer": "没有", "result": "NOT_FOUND", "scope": "档案室"}),
    ),
    "the same again": (
        ("search", "2026-03-10", {"searched_by": "李文", "scope": "档案室", "keywords": "纪要", "result": "NOT_FOUND"}),
        REVIEW, ("decide", "2026-03-17", {"kind": "REPEATED", "earlier": "公开答〔2026〕1号"}),
    ),
}  # fmt: skip


def state(desk: Desk, case: int) -> Iterator[str]:
    """Yield what the file of a case says of itself."""
    file = load(desk, case)
    practice = desk.practice
    rows = [None if one is None else one.row for one in (
        file.outcome(practice), file.outcome(practice, first=True)
    )]  # fmt: skip
    kinds = [[one.name for one in some] for some in (file.reply_kinds, file.first_kinds)]
    yield f"  {file.stage.name} {file.case.status.name} {kinds} rows {rows} {file.assigned}"
    yield f"  {file.information_sought}"
    for step in file.standing:
        anew, delivery = file.anew(step), file.last_delivery(step)
        if anew is not step or delivery is not None:
            yield (
                f"  {step.kind.word} {noted(step).number} anew {noted(anew).number}"
                f" delivered {delivery and (delivery.kind, str(delivery.on))}"
            )


def test_what_a_case_says_after_each_step(approved, desk: Desk, do: Do, clock: Clock) -> None:
    def tell() -> Iterator[str]:
        for name, course in COURSES.items():
            clock.day = date(2026, 3, 6)
            case = do(
                "register", None, "2026-03-06", applicant_name="江 晓", information_sought="规划图"
            ).request_id
            yield f"== {name}"
            for act, on, values in course:
                yield f" {on} {act}"
                try:
                    do(act, case, on, **values)
                except (ClerkError, AssertionError) as refused:
                    yield f"  refused: {refused}".splitlines()[0]
                yield from state(desk, case)
            file = load(desk, case)
            days = sorted({one.on for one in file.records})
            for day in (days[len(days) // 2], days[-1], date(2026, 4, 30), date(2026, 6, 1)):
                yield f" course up to {day}"
                yield from told(course_of(file, day), "  ")
            yield from (f"  {one}" for one in evidence_lines(file).splitlines())
            yield f" earlier replies {earlier_replies(desk, file)}"
            for typed in (
                "公开答〔2026〕1号",
                "公开答〔2026〕5号，2026年3月12日",
                " 依申请〔2026〕1号 ，2026年",
                "依申请〔2026〕5号",
                "没有",
                "",
            ):
                found = earlier_reply(desk, file, typed)
                said = "nothing" if found is None else f"{found.register_number} {found.number}"
                same = found is not None and found.is_same_applicant
                yield f"  {typed}: {said} {same} {found and str(found.replied_on)}"
            last = file.records[-1].id
            if name.startswith("answered in"):
                continue
            try:
                yield f" taken back: {undo(desk, case, last).message}"
            except ClerkError as refused:
                yield f" not taken back: {refused}"
            yield from state(desk, case)

    approved("case_files", tell())


def test_an_entry_that_was_taken_back_delivered_nothing(
    desk: Desk, do: Do, registered: int
) -> None:
    def delivered() -> int | None:
        file = load(desk, registered)
        step = file.last(StepKind.CORRECTION_NOTICED)
        assert step is not None
        found = file.last_delivery(step)
        return None if found is None else found.id

    do("ask_correction", registered, "2026-03-09", items="名称", days=5)
    assert delivered() is None
    told = {"ref": "补正告知书", "how": "ADDRESSEE", "received_by": "林一帆"}
    first = do("deliver", registered, "2026-03-10", **told)
    assert delivered() == first.step_id
    undo(desk, registered, first.step_id or 0)
    assert delivered() is None
    second = do("deliver", registered, "2026-03-11", **told)
    assert delivered() == second.step_id


CHANNELS = ("IN_PERSON", "SIGNED_POST", "ORDINARY_POST", "INTERNET", "EMAIL", "FAX", "ORAL", "FORWARDED")  # fmt: skip
LATE = ("2026-03-06", "2026-03-11", "2026-03-12", "2026-04-03", "2026-04-07", "2026-04-08")


def test_how_a_request_is_registered(approved, desk: Desk, do: Do, clock: Clock) -> None:
    typed = {"applicant_name": "江晓", "information_sought": "规划图", "arrived_on": "2026-03-06"}

    def registering(**more: object) -> Iterator[str]:
        form = read(ACTS["register"].form, {**typed, **more}, today=clock.day)
        yield f"== {' '.join(map(str, more.values()))}"
        if isinstance(form, list):
            yield f"  not filled {[(one.field, one.message) for one in form]}"
            return
        yield f"  next {next_number(desk, 2026, form)} {next_number(desk, 2026)}"
        try:
            shown = preview(desk, ACTS["register"], None, form)
        except ClerkError as refused:
            yield f"  refused: {refused.message} [{refused.field}]"
            return
        yield from (f"  · {one}" for one in shown.reasons)
        yield from (f"  ! {one}" for one in shown.warnings)
        done = do("register", None, clock.day.isoformat(), **{**typed, **more})
        yield f"  {done.message} {[one.title for one in done.documents]}"

    def tell() -> Iterator[str]:
        clock.day = date(2026, 4, 8)
        for channel in CHANNELS:
            yield from registering(channel=channel)
        for confirmed in LATE:
            yield from registering(channel="EMAIL", confirmed_on=confirmed)
            yield from registering(channel="EMAIL", confirmed_on=confirmed, late_reason="出差")
        for nature in ("CORRECTION", "INFORMATION"):
            yield from registering(nature=nature)
        yield from registering(id_number="360103199001010000", phone="1")

    approved("registered_how", tell())
