"""What a reply rests on: who was asked and has answered, what was found, which notice lapsed."""

from datetime import date
from functools import cache
from typing import Any

import pytest

from casework.cases.case_file import CaseFile, assembled, load
from casework.cases.recorded import as_step
from casework.cases.reply_course import (
    consultations_of,
    course_of,
    decision_of,
    earlier_replies,
    earlier_reply,
)
from casework.desk.desk import Desk
from casework.desk.office_calendar import built_in_outlook
from casework.papers.document_check import document_findings
from casework.papers.issuing import documents_of
from db.steps import StepRecord
from forms.reply import MixedReply, Reply, ReplyItem
from rules.case import Status
from rules.practice import Practice
from rules.replies import ReplyKind
from rules.reply_course import Answer, Lapse, SearchOutcome
from rules.steps import StepKind
from tests.casework.doings import Do
from tests.casework.test_reply_course import REVIEW

A, B = "甲公司", "乙研究院"
SOUGHT = "规划图"
# A kind of step, its day of March or, from 32 on, of April 2026, and what it says.
Told = tuple[StepKind, int, dict[str, Any]]
outlook = cache(built_in_outlook)


def day(number: int) -> date:
    return date(2026, 3 + number // 32, number - 31 * (number // 32))


def records_of(*told: Told) -> list[StepRecord]:
    received: Told = (
        StepKind.RECEIVED,
        6,
        {"applicant_name": "林一帆", "information_sought": SOUGHT, "arrived_on": "2026-03-06"},
    )
    return [
        StepRecord(number, 1, kind.word, day(on), said, "2026-03-06T09:00:00", "周敏")
        for number, (kind, on, said) in enumerate((received, *told), 1)
    ]


def file_of(*told: Told, practice: Practice | None = None) -> CaseFile:
    today = date(2026, 4, 30)
    practice = practice or Practice()
    return assembled(1, "依申请〔2026〕1号", records_of(*told), outlook(), practice, today)


def third(name: str, on: int, **said: Any) -> Told:
    return StepKind.THIRD_PARTY_CONSULTED, on, {"ref": name, **said}


def said_by(name: str, on: int, opinion: Answer = Answer.CONSENT, **said: Any) -> Told:
    return StepKind.THIRD_PARTY_ANSWERED, on, {"ref": name, "opinion": opinion.name, **said}


def agency(name: str, on: int, **said: Any) -> Told:
    return StepKind.AGENCY_CONSULTED, on, {"ref": name, "role": "JOINT_MAKER", **said}


def agency_said(name: str, on: int) -> Told:
    return StepKind.AGENCY_ANSWERED, on, {"ref": name, "opinion": Answer.PARTLY.name}


class TestWhoWasAsked:
    """条例32、34: an answer belongs to one letter, of one side."""

    @pytest.mark.parametrize(
        ("told", "answered"),
        [
            ((third(A, 9), third(B, 9), said_by(B, 12)), [(A, None), (B, 12)]),
            # An older answer names nobody: it is of the first letter that is open.
            ((third(A, 9), third(B, 9), said_by("", 12)), [(A, 12), (B, None)]),
            ((third(A, 9), third(B, 9), said_by(A, 11), said_by("", 12)), [(A, 11), (B, 12)]),
            ((third(A, 9), said_by("丙公司", 12)), [(A, None)]),
            # Asked twice: the second answer is that to the second letter, a third is to none.
            ((third(A, 9), said_by(A, 11), third(A, 12)), [(A, 11), (A, None)]),
            ((third(A, 9), third(A, 10), said_by(A, 11), said_by(A, 12)), [(A, 11), (A, 12)]),
            ((third(A, 9), said_by(A, 11), said_by(A, 12)), [(A, 11)]),
            # One name may be asked as a third party and as an agency.
            ((third(A, 9), agency(A, 9), agency_said(A, 12)), [(A, None), (A, 12)]),
            ((agency(A, 9), third(A, 9), said_by(A, 12)), [(A, None), (A, 12)]),
            ((agency(A, 9), said_by("", 12)), [(A, None)]),
            ((said_by(A, 9), third(B, 9)), [(B, None)]),
        ],
    )
    def test_whose_an_answer_is(
        self, told: tuple[Told, ...], answered: list[tuple[str, int | None]]
    ) -> None:
        happened = [as_step(one) for one in records_of(*told)]
        assert [(one.name, one.answered_on) for one in consultations_of(happened, outlook())] == [
            (name, None if on is None else day(on)) for name, on in answered
        ]

    def test_what_is_known_of_each(self) -> None:
        asked = (
            third(A, 9, ref_address="澄湖路1号", delivered_on="2026-03-10"),
            agency(B, 10, delivered_on="2026-03-11", ref_address="澄湖路2号"),
            agency("区住建局", 11, role="ANOTHER"),
            said_by(A, 12, Answer.REFUSE, reasons="商业秘密", good_reason=False),
        )
        happened = [as_step(one) for one in records_of(*asked)]
        first, second, last = consultations_of(happened, outlook())
        assert first._asdict() == {
            "name": A, "is_third_party": True, "sent_on": day(9), "due_on": day(31),
            "answered_on": day(12), "answer": Answer.REFUSE, "reasons": "商业秘密",
            "is_sound": False, "is_joint_maker": False, "address": "澄湖路1号",
        }  # fmt: skip
        assert second._asdict() == {
            "name": B, "is_third_party": False, "sent_on": day(10), "due_on": day(32),
            "answered_on": None, "answer": None, "reasons": "", "is_sound": None,
            "is_joint_maker": True, "address": "澄湖路2号",
        }  # fmt: skip
        # Who has not yet received the letter has no last day.
        assert (last.due_on, last.is_joint_maker, last.address) == (None, False, "")


FOUND, PART, NONE = SearchOutcome.FOUND, SearchOutcome.PARTLY_FOUND, SearchOutcome.NOT_FOUND


def searched(on: int, result: SearchOutcome) -> Told:
    return StepKind.SEARCHED, on, {"result": result.name}


def section(name: str, on: int, result: SearchOutcome | None = None) -> Told:
    said = {} if result is None else {"result": result.name}
    return StepKind.SECTION_ANSWERED, on, {"ref": name, **said}


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ((), None),
        ((searched(9, NONE), searched(10, FOUND)), FOUND),
        ((section("规划科", 9),), None),
        ((section("规划科", 9, NONE),), NONE),
        ((section("规划科", 9, NONE), section("法规科", 10, NONE)), NONE),
        ((section("规划科", 9, NONE), section("法规科", 10)), NONE),
        ((section("规划科", 9, NONE), section("法规科", 10, FOUND)), PART),
        # What a section says later takes the place of what it said.
        ((section("规划科", 9, NONE), section("规划科", 10, FOUND)), FOUND),
        ((section("规划科", 9, FOUND), searched(10, NONE), section("法规科", 11, FOUND)), NONE),
    ],
)
def test_what_was_found_is_what_all_sections_found_unless_a_search_says(
    told: tuple[Told, ...], found: SearchOutcome | None
) -> None:
    assert course_of(file_of(*told), day(20)).found is found


CORRECTION: Told = (StepKind.CORRECTION_NOTICED, 9, {"days": 10, "delivered_on": "2026-03-10"})
FEE: Told = (StepKind.FEE_NOTICED, 9, {"delivered_on": "2026-03-10"})


@pytest.mark.parametrize(
    ("told", "name", "last"),
    [
        (CORRECTION, "correction_lapse", day(24)),
        # 条例42 and 国办函〔2020〕109号: the twenty working days end after those of 清明.
        (FEE, "fee_lapse", date(2026, 4, 8)),
    ],
)
def test_a_notice_lapses_when_its_last_day_is_over_and_nothing_came(
    told: Told, name: str, last: date
) -> None:
    answer = StepKind.CORRECTION_RECEIVED if told is CORRECTION else StepKind.FEE_PAID
    file = file_of(told)
    for on, is_over in ((last, False), (last.replace(day=last.day + 1), True)):
        course = course_of(file, on)
        assert getattr(course, name) == Lapse(is_over, day(10))
    assert getattr(course_of(file, day(8)), name) is None
    answered = course_of(file_of(told, (answer, 18, {})), day(60))
    assert getattr(answered, name) == Lapse(False, day(10))
    other = {"correction_lapse": "fee_lapse", "fee_lapse": "correction_lapse"}[name]
    assert getattr(course_of(file, day(60)), other) is None
    # Nobody knows when it was received: that nothing came proves nothing.
    unknown = (told[0], told[1], {"days": 10} if told is CORRECTION else {})
    course = course_of(file_of(unknown), day(60))
    assert (getattr(course, name), course.is_abandoned) == (Lapse(False, None), False)


@pytest.mark.parametrize(
    ("told", "answer", "practice", "is_over"),
    [
        (CORRECTION, {"on": 24, "good_reason": False}, Practice(), False),
        (CORRECTION, {"on": 25, "good_reason": False}, Practice(), True),
        (CORRECTION, {"on": 25, "good_reason": True}, Practice(), False),
        # Whether there was a good reason is not found yet: as the office reads it.
        (CORRECTION, {"on": 25}, Practice(), False),
        (CORRECTION, {"on": 25}, Practice(late_correction_presumed_excused=False), True),
        (FEE, {"on": 39}, Practice(), False),
        (FEE, {"on": 40}, Practice(), True),
        (FEE, {"on": 40, "good_reason": True}, Practice(), False),
    ],
)
def test_what_came_too_late_is_no_answer_unless_it_is_excused(
    told: Told, answer: dict[str, Any], practice: Practice, is_over: bool
) -> None:
    """The same as the fold has it: else a request would be abandoned that nobody may close."""
    kind = StepKind.CORRECTION_RECEIVED if told is CORRECTION else StepKind.FEE_PAID
    on = answer["on"]
    said = {name: value for name, value in answer.items() if name != "on"}
    file = file_of(told, (kind, on, said), practice=practice)
    course = course_of(file, day(60))
    lapse = course.correction_lapse if told is CORRECTION else course.fee_lapse
    assert lapse == Lapse(is_over, day(10))
    assert course.is_abandoned is (file.case.status is Status.ABANDONED) is is_over


def test_what_else_has_happened_is_told_from_its_day_on() -> None:
    told: tuple[Told, ...] = (
        (StepKind.REASONS_ASKED, 9, {"until": "2026-03-16"}),
        (StepKind.REASONS_GIVEN, 12, {"good_reason": True}),
        (StepKind.REFERRED, 13, {}),
        (StepKind.COUNSEL_ANSWERED, 14, {}),
        (StepKind.REFERRAL_ANSWERED, 16, {}),
        (StepKind.EXTENDED, 17, {"days": 10}),
        (StepKind.REVIEWED, 18, {}),
        (StepKind.REVIEWED, 19, {"items": []}),
    )
    file = file_of(*told)

    def known(on: int) -> tuple[Any, ...]:
        one = course_of(file, day(on))
        return (
            one.reasons_asked_until, one.reasons_are_sound, one.referral_is_open, one.counselled_on,
            one.doubts_settled_on, one.is_extended, one.reviewed_on, one.is_abandoned,
        )  # fmt: skip

    # The later review knew of items, the earlier covers the whole.
    assert [course_of(file, day(on)).is_reviewed_by_item for on in (17, 18, 19)] == [
        False, False, True,
    ]  # fmt: skip
    assert known(8) == (None, None, False, None, None, False, None, False)
    assert known(9) == (day(16), None, False, None, None, False, None, False)
    assert known(12) == (day(16), True, False, None, None, False, None, False)
    assert known(14) == (day(16), True, True, day(14), None, False, None, False)
    assert known(18) == (day(16), True, False, day(14), day(16), True, day(18), False)
    assert known(30) == (day(16), True, False, day(14), day(16), True, day(19), False)
    # A request for reasons that names no day asks for them at once; unsound ones are none.
    asked = file_of(
        (StepKind.REASONS_ASKED, 9, {}), (StepKind.REASONS_GIVEN, 12, {"good_reason": False})
    )
    course = course_of(asked, day(12))
    assert (course.reasons_asked_until, course.reasons_are_sound) == (day(9), False)


def test_a_reply_set_aside_keeps_its_review_and_the_next_has_none_of_it(
    desk: Desk, do: Do, registered: int
) -> None:
    def found() -> list[str]:
        every = documents_of(desk, registered)
        return [str(one) for letter in every for one in document_findings(desk, letter)]

    def reviewed_on(on: int) -> date | None:
        return course_of(load(desk, registered), day(on)).reviewed_on

    do("decide", registered, "2026-03-10", kind="PROVIDED", provided="文件")
    # Reviewed behind the day the letter bears, and before it left.
    do("review", registered, "2026-03-11", **REVIEW)
    do("serve", registered, "2026-03-12", mail_number="EA1")
    do(
        "order_reply", registered, "2026-03-20", by="RECONSIDERATION", body="青枫区人民政府",
        decision="青府复字〔2026〕31号《行政复议决定书》",
    )  # fmt: skip
    assert found() == []
    assert [reviewed_on(on) for on in (10, 11, 19, 20)] == [None, day(11), day(11), None]
    do("decide", registered, "2026-03-20", kind="PROVIDED", provided="文件和附件")
    do("review", registered, "2026-03-23", **REVIEW)
    do("serve", registered, "2026-03-24", mail_number="EA2")
    assert found() == []
    assert [reviewed_on(on) for on in (19, 20, 23)] == [day(11), None, day(23)]


class TestWhatAReplyDecides:
    """What the conditions of a reply are asked about."""

    def test_of_several_items_the_last_day_of_making_decides_when_archives_take_over(
        self, desk: Desk
    ) -> None:
        items = [
            ReplyItem(content=name, kind=ReplyKind.IN_ARCHIVES, made_on=made_on)
            for name, made_on in (("甲", date(2010, 5, 1)), ("乙", date(2014, 2, 3)), ("丙", None))
        ]
        decision = decision_of(desk, file_of(), MixedReply(on=day(20), items=tuple(items)))
        # A department of a county keeps its files for ten years.
        assert decision.transfer_due_on == date(2024, 2, 3)
        assert decision.is_by_items
        assert decision.replies == (ReplyKind.IN_ARCHIVES,) * 3
        whole = decision_of(desk, file_of(), Reply(on=day(20), kind=ReplyKind.IN_ARCHIVES))
        assert (whole.transfer_due_on, whole.is_by_items, whole.left_out) == (None, False, ())

    def test_a_request_is_joined_to_another_of_the_register(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        other = do("register", None, "2026-03-06", applicant_name="林", information_sought="文件")
        file = load(desk, other.request_id)

        def joined(typed: str) -> tuple[str, bool]:
            reply = Reply(on=day(20), kind=ReplyKind.MERGED, joined=typed)
            decision = decision_of(desk, file, reply)
            return decision.joined_typed, decision.joined_is_known

        assert joined("依申请〔2026〕1号") == ("依申请〔2026〕1号", True)
        assert joined("依申请〔2026〕1号 （林一帆）")[1]
        assert not joined("依申请〔2026〕2号")[1]
        assert not joined("依申请〔2026〕9号")[1]
        assert joined("") == ("", False)

    def test_of_the_items_each_says_what_it_has_to(self, desk: Desk) -> None:
        items = (
            ReplyItem(content="甲", kind=ReplyKind.NOT_EXISTING),
            ReplyItem(content="乙", kind=ReplyKind.PROVIDED, public_interest="有重大影响"),
            ReplyItem(content="丙", kind=ReplyKind.REPEATED, earlier="公开答〔2024〕3号"),
        )
        decision = decision_of(desk, file_of(), MixedReply(on=day(20), items=items))
        assert decision.public_interest == "有重大影响"
        assert decision.earlier_typed == "公开答〔2024〕3号"
        assert decision.disclosed == ("乙",)


def test_a_former_reply_is_found_by_its_letter_or_its_request_and_offered_latest_first(
    desk: Desk, do: Do
) -> None:
    """条例36(六)."""

    def asked(on: str, name: str, sought: str, *, until: str = "serve") -> int:
        case = do("register", None, on, applicant_name=name, information_sought=sought).request_id
        if until != "register":
            do("decide", case, on, kind="ALREADY_PUBLIC", access="本机关网站")
        if until == "serve":
            do("serve", case, on)
        return case

    first = asked("2026-03-09", "林一帆", "工作要点")
    asked("2026-03-10", "何宇", "工作要点")
    asked("2026-03-11", "林一帆", "会议纪要")
    file = load(desk, asked("2026-03-12", "林 一帆", "规划图"))
    asked("2026-03-12", "林一帆", "没有答复", until="register")
    asked("2026-03-12", "林一帆", "没有送达", until="decide")

    for typed in (
        "公开答〔2026〕1号", " 公开答〔2026〕1号 ，2026年3月9日", "依申请〔2026〕1号",
        "依申请〔2026〕1号，2026年3月9日，文件",
    ):  # fmt: skip
        assert earlier_reply(desk, file, typed) == (
            "依申请〔2026〕1号", "公开答〔2026〕1号", day(9), True, (ReplyKind.ALREADY_PUBLIC,)
        ), typed  # fmt: skip
    others = earlier_reply(desk, file, "依申请〔2026〕2号")
    assert others is not None
    assert not others.is_same_applicant
    for number in (4, 5, 6, 7):
        # Its own, one without a reply, one whose reply has not left, and none.
        assert earlier_reply(desk, file, f"依申请〔2026〕{number}号") is None
    for typed in ("", "，", "公开答〔2026〕9号", "公开答〔2026〕4号"):
        assert earlier_reply(desk, file, typed) is None
    last = load(desk, asked("2026-03-13", "林一帆", "规划图"))
    assert earlier_replies(desk, last) == [
        "公开答〔2026〕3号，2026年3月11日，会议纪要",
        "公开答〔2026〕1号，2026年3月9日，工作要点",
    ]
    assert earlier_replies(desk, load(desk, first)) == [
        "公开答〔2026〕6号，2026年3月13日，规划图",
        "公开答〔2026〕3号，2026年3月11日，会议纪要",
    ]
