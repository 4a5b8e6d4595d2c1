"""One page about a case: what is asked, where it stands, how long is left and why, what is next."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from casework.acts import offers
from casework.acts.act import ActOffer
from casework.cases.attachments import of_case
from casework.cases.case_file import CaseFile, load
from casework.cases.deadlines import counted_words, due_sentence, due_words, unsettled, urgency
from casework.cases.recorded import noted
from casework.cases.urgency import VOID, Urgency, long_day, of_side, short_day
from casework.cases.void_numbers import NumberFate, VoidNumber, void_number
from casework.desk.desk import Desk
from casework.pages.challenge_days import LastDayLine, challenge_days
from casework.pages.course_line import CourseLine, course_lines
from casework.pages.nearest import days_of, nearest
from casework.pages.timeline import TimelineEntry, shown_value, timeline_of
from casework.pages.worklist import WorkRow, work_row
from casework.papers.issuing import DocumentLine, line_of
from db import documents, requests
from forms.fields import fields_of
from forms.registration import Registration
from rules.case import Case, Clock
from rules.steps import Step, StepKind
from rules.tasks import NEAR_DAYS
from rules.time_limits import ClockKind, LedgerDay
from rules.what_if import SUPPOSED, Supposition, last_days, suppose


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A clock of the case as the page shows it; `proof` is its ledger of days.

    `due_words` is its due day, with 暂定 where no notice has settled it.

    `unit` is what its days are counted in: working days, or natural ones. Where the receipt of the
    letter is not registered (`is_delivered` false) nothing runs yet.
    """

    label: str
    opened_on: date
    due_on: date
    words: str
    due_words: str
    basis: str
    urgency: Urgency
    proof: tuple[LedgerDay, ...]
    unit: str
    is_delivered: bool


@dataclass(frozen=True, slots=True)
class WhatIfLine:
    """What a step on a supposed day would do to the due day, in words."""

    label: str
    words: str
    allowed: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything the page of a case shows."""

    request_id: int
    row: WorkRow
    urgency: Urgency
    due_words: str
    due_sentence: str
    facts: tuple[tuple[str, str], ...]
    clocks: tuple[ClockLine, ...]
    proof: tuple[LedgerDay, ...]
    timeline: tuple[TimelineEntry, ...]
    offers: tuple[ActOffer, ...]
    documents: tuple[DocumentLine, ...]
    warnings: tuple[str, ...]
    last_days: tuple[LastDayLine, ...]
    undo_step_id: int | None
    undo_label: str
    request: str
    courses: tuple[CourseLine, ...]
    challenge_days: tuple[LastDayLine, ...]
    counted_words: str


def case_page(desk: Desk, request_id: int) -> CasePage:
    """Return the page of a case; raises `ClerkError` where there is none of that id."""
    file = load(desk, request_id)
    row = requests.one(desk.store, request_id)
    papers = documents.of_request(desk.store, request_id)
    by_step: dict[int | None, list[DocumentLine]] = {}
    for paper in papers:
        by_step.setdefault(paper.step_id, []).append(line_of(desk, paper))
    timeline = timeline_of(file, by_step)
    last = next((entry for entry in timeline if not entry.annulled), None)
    days = days_of(desk, [request_id]).get(request_id, ())
    pressing, words = nearest((urgency(file.case), due_words(file.case)), file.case.due_on, days)
    page = CasePage(
        request_id,
        work_row(desk, row, days),
        pressing,
        words,
        due_sentence(file.case),
        tuple(_facts(file)),
        tuple(_clock_line(file, clock) for clock in file.case.clocks),
        tuple(file.case.proof()),
        timeline,
        tuple(_offers(desk, file)),
        tuple(line_of(desk, paper) for paper in reversed(papers)),
        file.case.warnings,
        tuple(_last_days(file)),
        None if last is None else last.step_id,
        "" if last is None else last.title,
        file.information_sought,
        course_lines(file.case, tuple(_outcomes(file))),
        tuple(challenge_days(desk, file)),
        counted_words(file.case),
    )
    return _as_void(page, void_number(file.records)) if file.is_void else page


def _offers(desk: Desk, file: CaseFile) -> Iterator[ActOffer]:
    has_files, user = bool(of_case(desk, file.request_id)), desk.user
    return (
        offer
        for offer in offers(file)
        if user.may(offer.act.step)
        # A file is covered from its line in the list, with its pages in sight.
        and offer.act.step is not StepKind.REDACTED
        and (has_files or offer.act.step is not StepKind.ATTACHMENT_REMOVED)
    )


def _as_void(page: CasePage, number: VoidNumber | None) -> CasePage:
    """Return the page of a registration taken back: no clock runs, nothing is ahead."""
    is_kept = number is not None and number.fate is NumberFate.KEPT
    about = "编号留给这一件，不再给别的申请" if is_kept else "编号已收回"
    return replace(
        page,
        urgency=Urgency.CLOSED,
        due_words=VOID,
        due_sentence=f"登记已作废，{about}，没有期限，不计入年度报告；原记录保留在经过中。",
        facts=tuple(fact for fact in page.facts if all(fact)),
        clocks=(),
        proof=(),
        warnings=(),
        last_days=(),
        courses=(),
        counted_words="",
    )


def _outcomes(file: CaseFile) -> Iterator[str]:
    """Yield what was decided in each round, in words."""
    for one in file.case.rounds:
        first, until = one.steps
        # A request that was given up and ordered to be answered has a round without a reply.
        decided = [step for step in file.standing[first:until] if step.kind is StepKind.DECIDED]
        yield _outcome(decided[-1]) if decided else ""


def _outcome(decided: Step) -> str:
    told = noted(decided)
    return "逐项答复" if told.is_by_items or not told.kinds else told.kinds[0].label


def what_if(desk: Desk, request_id: int, on: date) -> tuple[WhatIfLine, ...]:
    """Return what each step that makes sense would do if it were taken on a day."""
    file = load(desk, request_id)
    case = file.case
    if case.closed_on is not None or file.is_void:
        return ()
    return tuple(_what_if_line(case, suppose(case, kind, on)) for kind in SUPPOSED)


def _what_if_line(case: Case, tried: Supposition) -> WhatIfLine:
    label = tried.step.kind.label
    if tried.refusal is not None:
        return WhatIfLine(label, str(tried.refusal), allowed=False)
    words = (
        "答复期限停止计算"
        if tried.due_after is None
        else f"答复期限至{long_day(tried.due_after)}{unsettled(case, tried.due_after)}"
    )
    if tried.due_after == tried.due_before and tried.due_after is not None:
        words += "，没有变化"
    opened = "；".join(
        f"{clock.kind.label}至{long_day(clock.due_on)}{unsettled(case, clock.due_on)}"
        for clock in tried.new_clocks
        if clock.kind is not ClockKind.REPLY
    )
    return WhatIfLine(label, f"{words}；{opened}。" if opened else f"{words}。", allowed=True)


def _last_days(file: CaseFile) -> Iterator[LastDayLine]:
    for last in last_days(file.case):
        left = file.case.working_days_to(last.on)
        words = "今天" if last.on == file.case.as_of else f"还有 {left} 个工作日"
        unsure = unsettled(file.case, last.on)
        yield LastDayLine(last.kind.label, last.on, f"{words}{unsure}", last.basis.short)


def _facts(file: CaseFile) -> Iterator[tuple[str, str]]:
    registration = file.registration
    yield "编号", file.register_number
    yield "收到申请之日", f"{long_day(file.case.received_on)}　{file.receipt.words}"
    for field in fields_of(Registration):
        shown = shown_value(getattr(registration, field.name))
        if shown:
            yield field.label.text, shown
    if file.information_sought != registration.information_sought:
        yield "补正后的申请内容", file.information_sought
    kinds = file.reply_kinds or ((file.reply_kind,) if file.reply_kind else ())
    if kinds:
        yield "答复类型", "；".join(dict.fromkeys(kind.label for kind in kinds))


_ASKED = {
    ClockKind.THIRD_PARTY: StepKind.THIRD_PARTY_CONSULTED,
    ClockKind.AGENCY: StepKind.AGENCY_CONSULTED,
}


def _side(file: CaseFile, clock: Clock) -> tuple[str, bool]:
    """Return whose a clock is and whether it is known to have its letter: of several alike."""
    kind = _ASKED.get(clock.kind)
    if kind is None:
        return "", clock.is_delivered
    # One clock for each letter, in their order.
    place = [id(one) for one in file.case.clocks if one.kind is clock.kind].index(id(clock))
    letters = [step for step in file.case.steps if step.kind is kind]
    if place >= len(letters):
        return "", clock.is_delivered
    return letters[place].ref, letters[place].delivered_on is not None


def _clock_line(file: CaseFile, clock: Clock) -> ClockLine:
    as_of = file.case.as_of
    who, is_delivered = _side(file, clock)
    is_settled = clock.is_named or clock.ended_on is not None
    unsure = "" if is_settled else unsettled(file.case, clock.due_on)
    if clock.ended_on is not None:
        in_time = clock.in_time or not is_delivered
        words = "按期" if clock.in_time else f"逾期（{short_day(clock.ended_on)}）"
        if not is_delivered:
            # Neither in time nor late: from the letter's receipt nobody can count.
            words = f"已收到（{short_day(clock.ended_on)}）"
        pressing = Urgency.CLOSED if in_time else Urgency.OVERDUE
    elif not is_delivered:
        words, pressing = "缺收件日期", Urgency.PAUSED
    elif clock.due_on < as_of:
        words, pressing = f"已届满{unsure}", Urgency.OVERDUE
    elif clock.due_on == as_of:
        words, pressing = f"今天届满{unsure}", Urgency.TODAY
    else:
        left = file.case.working_days_to(clock.due_on)
        pressing = Urgency.SOON if left <= NEAR_DAYS else Urgency.RUNNING
        words = f"剩 {left} 个工作日{unsure}"
    return ClockLine(
        of_side(clock.kind.label, who),
        clock.opened_on,
        clock.due_on,
        words,
        f"{long_day(clock.due_on)}{unsure}",
        clock.basis.short,
        pressing,
        tuple(file.case.clock_proof(clock)),
        "个工作日" if clock.natural_days is None else "日",
        is_delivered,
    )
