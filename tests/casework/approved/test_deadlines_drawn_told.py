"""How pressing a day is, and what is said of a case day by day, near every boundary there is."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from casework.acts import ACTS
from casework.cases import circulation_times
from casework.cases.circulation_times import CirculationLine
from casework.cases.deadlines import counted_words, due_sentence, due_words, urgency
from casework.cases.projection import waiting_words, watch_on
from casework.cases.recorded import entered
from casework.cases.reply_course import consultations_of
from casework.cases.review_course import is_sent_back, sheet_to_sign, waiting_sheet
from casework.cases.urgency import ABANDONED, Deadline, chip
from casework.desk.desk import Desk
from casework.pages.course_line import course_lines
from forms.fields import Form, fields_of
from rules.errors import ClerkError
from rules.fold import case_state
from rules.practice import Practice
from rules.steps import SectionAsked, Step, StepKind
from tests.casework.approved.plain import short, told

TODAY = date(2026, 3, 10)


def after(days: int | None) -> date | None:
    return None if days is None else TODAY + timedelta(days)


def test_what_a_chip_says(approved) -> None:
    draw = random.Random(20261129)

    def one() -> Iterator[str]:
        due = draw.choice((None, -9, -1, 0, 1, 4, 5, 6, 7, 30))
        near = (
            None if due is None else draw.choice((None, None, due - 1, due, due + 1, -1, 0, 1, 5))
        )
        missed = draw.choice((None, None, None, -3))
        closed, kept = draw.choice(((None, None),) * 5 + ((-1, True), (-1, False), (-1, None)))
        waiting = draw.choice(("", "", "等待补正", "征求第三方意见", "等待主管部门确定"))
        until = draw.choice((None, -1, 0, 1, 20))
        settled = draw.choice((3, 6, 40))
        back, again = draw.random() < 0.1, draw.random() < 0.2
        status = draw.choice(("running", "running", "running", ABANDONED))
        of = Deadline(
            TODAY, status, after(due), after(near), after(missed), after(closed), kept, back, again,
            waiting, after(until), lambda day: day <= TODAY + timedelta(settled),
        )  # fmt: skip
        asked = (
            f"{status[0]} {due} {near} missed {missed} {closed} {kept} {waiting} {until} {settled}"
        )
        level, words = chip(of, lambda begin, end: max((end - begin).days, 0))
        yield f"{asked}{' back' * back}{' again' * again} → {level.name} {words}"

    approved("chips_drawn", (line for _ in range(400) for line in one()))


K = StepKind


def on(month: int, day: int) -> date:
    return date(2026, month, day)


COURSES: dict[str, tuple[Step, ...]] = {
    "nothing": (),
    "correction": (Step(K.CORRECTION_NOTICED, on(3, 9), 2, delivered_on=on(3, 10), days=5), Step(K.CORRECTION_RECEIVED, on(3, 18), 3)),
    "correction not delivered": (Step(K.CORRECTION_NOTICED, on(3, 9), 2, days=5),),
    "correction late": (Step(K.CORRECTION_NOTICED, on(3, 18), 2, delivered_on=on(3, 19), days=5),),
    "fee": (Step(K.FEE_NOTICED, on(3, 9), 2, delivered_on=on(3, 10)), Step(K.FEE_PAID, on(3, 20), 3)),
    "fee not delivered": (Step(K.FEE_NOTICED, on(3, 9), 2),),
    "asked": (Step(K.THIRD_PARTY_CONSULTED, on(3, 9), 2, delivered_on=on(3, 10), ref="甲"), Step(K.THIRD_PARTY_ANSWERED, on(3, 17), 3, ref="甲"), Step(K.AGENCY_CONSULTED, on(3, 23), 4, ref="乙")),
    "extended and missed": (Step(K.EXTENDED, on(3, 30), 2, days=5), Step(K.CORRECTION_NOTICED, on(4, 20), 3, delivered_on=on(4, 21), days=5), Step(K.CORRECTION_RECEIVED, on(4, 24), 4)),
    "served and back": (Step(K.DECIDED, on(4, 2), 2), Step(K.SERVED, on(4, 3), 3), Step(K.UNDELIVERED, on(4, 9), 4), Step(K.SERVED, on(4, 13), 5)),
    "served late": (Step(K.DECIDED, on(4, 7), 2), Step(K.SERVED, on(4, 7), 3), Step(K.UNDELIVERED, on(4, 9), 4)),
    "ordered": (Step(K.DECIDED, on(3, 12), 2), Step(K.SERVED, on(3, 12), 3), Step(K.REPLY_ORDERED, on(3, 25), 4, days=5, by="COURT", details={"by": "COURT", "decision": "判1号"})),
    "ordered by the office": (Step(K.DECIDED, on(3, 12), 2), Step(K.SERVED, on(3, 12), 3), Step(K.REPLY_ORDERED, on(3, 25), 4, until=on(4, 4), by="OFFICE", details={"by": "OFFICE"})),
    "ordered to answer": (Step(K.ANSWER_ORDERED, on(4, 9), 2, natural_days=9, by="RECONSIDERATION", details={"by": "RECONSIDERATION", "decision": "复1号"}),),
    "sued": (Step(K.DECIDED, on(3, 12), 2), Step(K.SERVED, on(3, 12), 3), Step(K.SUED, on(3, 30), 4, body="区法院"), Step(K.RECONSIDERED, on(4, 1), 5, body="区政府", simple_procedure=True)),
    "withdrawn": (Step(K.WITHDRAWN, on(3, 31), 2),),
    "reasons and secrecy": (Step(K.REASONS_ASKED, on(3, 9), 2, until=on(3, 20)), Step(K.REFERRED, on(3, 10), 3, body="保密局"), Step(K.REASONS_GIVEN, on(3, 20), 4, good_reason=True), Step(K.DEFERRED, on(3, 23), 5, until=on(4, 30))),
    "sections": (Step(K.ASSIGNED, on(3, 9), 2, asked=(SectionAsked("规划科", "李文", answer_by=on(3, 12)), SectionAsked("土地科")), ref="规划科"),),
}  # fmt: skip
LOOKED = (
    on(3, 6), on(3, 9), on(3, 10), on(3, 17), on(3, 18), on(3, 23), on(3, 27), on(4, 1), on(4, 2),
    on(4, 3), on(4, 4), on(4, 7), on(4, 9), on(4, 13), on(4, 24), on(5, 6), on(6, 30), on(12, 31),
)  # fmt: skip


def test_what_is_said_of_a_case_day_by_day(approved, desk: Desk) -> None:
    practices = {
        "": Practice(),
        "strict ": Practice(
            late_correction_notice_stops=False, secrecy_referral_pauses=True,
            reasons_asked_stops=True, sent_day_counts=False, answer_day_counts=True,
        ),
    }  # fmt: skip

    def tell(steps: tuple[Step, ...]) -> Iterator[str]:
        said: dict[str, str] = {}
        begun = steps[0].on if steps else LOOKED[0]
        for day in (one for one in LOOKED if one >= begun):
            for which, practice in practices.items():
                arrived = on(3, 2) if which else None
                try:
                    case = case_state(
                        on(3, 6),
                        steps,
                        desk.outlook,
                        as_of=day,
                        practice=practice,
                        arrived_on=arrived,
                    )
                except ClerkError as refusal:
                    yield f"{which}{day}: {refusal}"
                    continue
                line = (
                    f"{urgency(case).name} | {due_words(case)} | {due_sentence(case)} | {counted_words(case)} | "
                    f"{waiting_words(case)} | {watch_on(case)}"
                )
                if line not in (said.get(which), said.get("") if which else None):
                    yield f"{which}{day} {line}"
                said[which] = line

    approved(
        "cases_day_by_day",
        (line for name, steps in COURSES.items() for line in (f"== {name}", *tell(steps))),
    )


def test_rounds_as_lines_day_by_day(approved, desk: Desk) -> None:
    twice = COURSES["ordered"]
    more = tuple(
        step
        for month in (5, 6, 7, 8, 9)
        for step in (
            Step(K.DECIDED, on(month, 11), month * 10),
            Step(K.SERVED, on(month, 12), month * 10 + 1),
            Step(K.REPLY_ORDERED, on(month, 13), month * 10 + 2, days=20, by="COURT"),
        )
    )
    courses = {**COURSES, "many rounds": (*twice, *more)}
    strict = Practice(secrecy_referral_pauses=True, reasons_asked_stops=True)

    def tell(steps: tuple[Step, ...]) -> Iterator[str]:
        said = ""
        for day in (*LOOKED[::2], LOOKED[-1]):
            case = case_state(on(3, 6), steps, desk.outlook, as_of=day, practice=strict)
            lines = course_lines(case, ("不予公开",))
            words = "; ".join(
                f"{one.name} {one.words} {one.outcome} {one.fate}{' late' * one.is_late}"
                for one in lines
            )
            if words != said:
                yield f"{day} {words}"
            said = words

    approved(
        "rounds_as_lines",
        (line for name, steps in courses.items() for line in (f"== {name}", *tell(steps))),
    )


def test_what_is_read_of_a_step_that_says_less_or_what_nobody_can_read(approved) -> None:
    def tell() -> Iterator[str]:
        for name, act in ACTS.items():
            shape: type[Form] = act.form
            fields = fields_of(shape)
            for details in (
                {},
                {one.name: "无法读取" for one in fields},
                {one.name: 7 for one in fields},
            ):
                step = Step(act.step, on(3, 9), 2, details=details)
                read = entered(step, shape)
                yield f"{name}: {[(one.name, short(getattr(read, one.name))) for one in fields]}"

    approved("steps_that_say_less", tell())


def test_far_days_are_not_settled(approved, desk: Desk) -> None:
    steps = (Step(K.EXTENDED, date(2026, 12, 25), 2, days=20),)
    received = date(2026, 12, 1)
    cases = (
        case_state(received, steps, desk.outlook, as_of=day)
        for day in (date(2026, 12, 2), date(2026, 12, 25), date(2027, 1, 20), date(2027, 2, 1), date(2027, 3, 1))
    )  # fmt: skip
    approved(
        "days_not_settled",
        (
            f"{one.as_of} {urgency(one).name} | {due_words(one)} | {due_sentence(one)}"
            for one in cases
        ),
    )


def test_lines_of_a_circulation(approved) -> None:
    lines = [
        CirculationLine("规划科", asked, answered, returned, 2.25 * (answered + returned), late, late, asked - answered)
        for asked, answered, returned, late in ((1, 0, 0, 0), (1, 1, 0, 0), (2, 0, 1, 1), (3, 2, 1, 2))
    ]  # fmt: skip
    approved(
        "circulation_lines",
        [*map(str, circulation_times.rows_of(lines)), *circulation_times.sentences_of(lines)],
    )


def test_who_was_asked_and_answered(approved, desk: Desk) -> None:
    asked = [
        Step(K.THIRD_PARTY_CONSULTED, on(3, 9), 2, ref="甲", delivered_on=on(3, 10), details={"ref_address": "甲路1号"}),
        Step(K.AGENCY_CONSULTED, on(3, 9), 3, ref="甲", details={"role": "JOINT_MAKER", "ref_address": "乙路"}),
        Step(K.THIRD_PARTY_CONSULTED, on(3, 10), 4, ref="丙"),
        Step(K.AGENCY_CONSULTED, on(3, 10), 5, ref="丁", details={"role": "OTHER"}, delivered_on=on(3, 11)),
    ]  # fmt: skip
    answers = {
        "named": [Step(K.THIRD_PARTY_ANSWERED, on(3, 16), 6, ref="丙", good_reason=True, details={"opinion": "REFUSE", "reasons": "秘密"})],
        "not named": [Step(K.THIRD_PARTY_ANSWERED, on(3, 16), 6, details={"opinion": "CONSENT"})],
        "twice": [Step(K.AGENCY_ANSWERED, on(3, 16), 6, ref="甲", details={"opinion": "PARTLY"}), Step(K.AGENCY_ANSWERED, on(3, 17), 7, ref="甲", details={"opinion": "REFUSE"})],
        "nobody": [Step(K.AGENCY_ANSWERED, on(3, 16), 6, ref="丙", details={"opinion": "REFUSE"})],
    }  # fmt: skip

    def tell() -> Iterator[str]:
        for name, more in answers.items():
            yield f"== {name}"
            yield from told(consultations_of([*asked, *more], desk.outlook))

    approved("who_was_asked", tell())


def test_where_the_sheet_lies(approved) -> None:
    def signed(level: str, decision: str, day: int) -> Step:
        return Step(K.ENDORSED, on(3, day), day, details={"level": level, "decision": decision})

    decided, approved_ = Step(K.DECIDED, on(3, 20), 20), Step(K.APPROVED, on(3, 21), 21)
    levels = ("DRAFTED", "COSIGNED", "CHECKED", "ISSUED")
    courses: list[list[Step]] = [
        [],
        [decided],
        *([signed(one, "AGREED", 9)] for one in levels),
        *([signed(one, "RETURNED", 9)] for one in levels),
        [signed("DRAFTED", "AGREED", 9), signed("CHECKED", "CHANGED", 10)],
        [signed("DRAFTED", "RETURNED", 9), signed("DRAFTED", "AGREED", 10)],
        [signed("CHECKED", "RETURNED", 9), decided],
        [signed("CHECKED", "AGREED", 9), decided],
        [decided, signed("CHECKED", "AGREED", 22)],
        [signed("CHECKED", "RETURNED", 9), approved_],
        [approved_, signed("CHECKED", "RETURNED", 22)],
    ]

    def tell() -> Iterator[str]:
        for one in courses:
            at = waiting_sheet(one)
            yield f"{[(step.kind.name, step.details.get('level', '')) for step in one]}: {at and (at.label, at.since)} {sheet_to_sign(one)} {is_sent_back(one)}"

    approved("sheet_lies", tell())
