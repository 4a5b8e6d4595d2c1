"""Acts over a reply, or over its absence: reconsideration and litigation."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from casework import letters
from casework.acts.act import Act, Plan
from casework.acts.conditions import today
from casework.cases.case_file import CaseFile, plain
from casework.cases.recorded import entered
from casework.desk.desk import Desk
from casework.letters.kinds import LetterKind
from casework.letters.letter import Letter
from casework.papers.events import events_of, evidence_lines
from casework.papers.issuing import LetterOrder, case_facts, letter_order, office_facts
from forms.challenge import (
    Appeal,
    Defence,
    Judgment,
    ReconsiderationAnswered,
    ReconsiderationDecided,
    ReconsiderationReceived,
    Suit,
)
from forms.choices import Challenged, CourtStage, Procedure
from rules.errors import ClerkError
from rules.mixed_replies import outcome_of
from rules.outcomes import Remedy
from rules.provisions import Provision
from rules.remedies import advice_for
from rules.steps import Step, StepKind
from rules.time_limits import ClockKind

_ENDED_BY = {
    StepKind.RECONSIDERED: StepKind.RECONSIDERATION_DECIDED,
    StepKind.SUED: StepKind.JUDGED,
}
_CASE = {StepKind.RECONSIDERED: "复议案件", StepKind.SUED: "诉讼案件"}


def challenge_name(step: Step) -> str:
    """Return what a list calls a reconsideration or a suit: its body and its day."""
    return f"{_CASE[step.kind]}（{step.body or '机关未登记'}，{step.on}）"


def pending_challenges(file: CaseFile, *kinds: StepKind) -> Iterator[Step]:
    """Yield the reconsiderations and suits not decided yet, the oldest first.

    A suit that was appealed after its judgment is undecided again. A decision that names no case
    ends the oldest that is open.
    """
    for brought, ended in _ENDED_BY.items():
        if kinds and brought not in kinds:
            continue
        open_: list[Step] = []
        closed: list[Step] = []
        for step in file.standing:
            if step.kind is brought:
                open_.append(step)
            elif step.kind is ended:
                _move(step, open_, closed)
            elif step.kind is StepKind.APPEALED and brought is StepKind.SUED:
                _move(step, closed, open_, only_named=bool(open_))
        yield from sorted(open_, key=lambda step: (step.on, step.id))


def _move(step: Step, from_: list[Step], to: list[Step], *, only_named: bool = False) -> None:
    for one in from_:
        if step.target == one.id or (step.target is None and not only_named):
            from_.remove(one)
            to.append(one)
            return


def names_of_pending(file: CaseFile) -> Iterator[str]:
    """Yield the names of the challenges not decided yet, for a list to choose from."""
    return (challenge_name(step) for step in pending_challenges(file))


def _which(file: CaseFile, name: str, kind: StepKind, *, also_ended: bool = False) -> int:
    """Return the id of the challenge a form names; raises `ClerkError` where it is unclear."""
    steps = list(file.all_of(kind)) if also_ended else list(pending_challenges(file, kind))
    found = [step for step in steps if not name or challenge_name(step) == name]
    if len(found) == 1 or (found and not name and also_ended):
        return found[-1].id
    names = "、".join(challenge_name(step) for step in steps) or "没有"
    what = f"没有“{name}”" if name else f"本件有几件{_CASE[kind]}"
    raise ClerkError(f"{what}，请从列表中选定是哪一件（现有：{names}）。", None, "challenge")


def receive_reconsideration(_desk: Desk, _file: CaseFile, form: ReconsiderationReceived) -> Plan:
    """Enter the day the copy arrived; the period to answer it runs (复议法48、54)."""
    return Plan(
        on=form.on,
        extra=plain(form) | {"simple_procedure": form.procedure is Procedure.SIMPLE},
        message="已登记复议案件，请在期限内提出书面答复并提交证据、依据。",
    )


def answer_reconsideration(desk: Desk, file: CaseFile, form: ReconsiderationAnswered) -> Plan:
    """Enter the day the answer and evidence went out, and write the answer (复议法48)."""
    target = _which(file, form.challenge, StepKind.RECONSIDERED)
    received = next(step for step in file.standing if step.id == target)
    by = entered(received, ReconsiderationReceived).brought_by
    letter = letter_order(
        desk,
        file,
        LetterKind.RECONSIDERATION_ANSWER,
        form.on,
        partial(
            letters.reconsideration_answer,
            body=received.body or "行政复议机关",
            copy_received_on=received.on,
            case_number=entered(received, ReconsiderationReceived).case_number,
            brought_by=by,
            simple=received.simple_procedure,
            # There 申请人 is who applied for reconsideration.
            events=events_of(file, file.registration.applicant_name if by else "申请人"),
            grounds=form.grounds,
            request=form.request,
            evidence=letters.evidence_of(form.evidence),
        ),
    )
    return Plan(
        on=form.on,
        extra=plain(form),
        target=target,
        letters=(letter,) if form.grounds.strip() else (),
        message="已登记复议答复。",
    )


def decide_reconsideration(_desk: Desk, file: CaseFile, form: ReconsiderationDecided) -> Plan:
    """Enter what the reconsideration body decided, for table 4."""
    return Plan(
        on=form.on,
        extra=plain(form),
        target=_which(file, form.challenge, StepKind.RECONSIDERED),
        message=f"已登记复议结果：{form.result.value}。"
        "决定要求重新答复的，请登记“责令重新答复”，另起期限。",
    )


def sue(desk: Desk, file: CaseFile, form: Suit) -> Plan:
    """Enter the day the complaint's copy arrived; the period to answer it runs (行诉法67)."""
    first = _needed_reconsideration(desk, file, form)
    return Plan(
        on=form.on,
        extra=plain(form) | {"reconsideration_missing": first},
        message="已登记诉讼案件，请在期限内提交答辩状和证据、依据。",
        reasons=(
            (
                "答复依据不予公开的规定作出，应当先申请行政复议；未经复议直接起诉的，"
                f"可以在答辩中提出{Provision.UNRECONSIDERED_SUIT.noted(form.on)}。",
            )
            if first
            else ()
        ),
    )


def _needed_reconsideration(desk: Desk, file: CaseFile, form: Suit) -> bool:
    """Tell whether the suit came straight to court where reconsideration comes first (复议法23)."""
    decided = file.last(StepKind.DECIDED)
    if (
        form.brought_by
        or form.stage is not CourtStage.DIRECT
        or form.over is not Challenged.REPLY
        or decided is None
        or any(True for _ in file.all_of(StepKind.RECONSIDERED))
    ):
        return False
    advice = advice_for(file.reply_kinds, desk.practice, decided.on)
    return advice.remedy is Remedy.RECONSIDERATION_FIRST and any(
        outcome_of(kind, desk.practice).is_refusal or advice.in_part for kind in file.reply_kinds
    )


def defend(desk: Desk, file: CaseFile, form: Defence) -> Plan:
    """Enter the day the answer and its evidence went to the court, and write it (行诉法34、67)."""
    target = _which(file, form.challenge, StepKind.SUED)
    sued = next(step for step in file.standing if step.id == target)
    appeals = [step for step in file.all_of(StepKind.APPEALED) if step.target == target]
    brought = appeals[-1] if appeals else sued
    by = entered(sued, Suit).brought_by
    office, case = office_facts(desk), case_facts(desk, file, form.on)
    # Only before a court over the applicant's own suit is he its plaintiff.
    applicant = case.addressed if by else "上诉人" if appeals else "原告"

    def statement(_number: str) -> Letter:
        return letters.defence_statement(
            office,
            case,
            form.on,
            court=brought.body or "人民法院",
            copy_received_on=brought.on,
            case_number=(
                entered(brought, Appeal) if appeals else entered(brought, Suit)
            ).case_number,
            brought_by=by,
            on_appeal=bool(appeals),
            events=events_of(file, applicant),
            grounds=form.grounds,
            request=form.request,
            evidence=letters.evidence_of(form.evidence),
        )

    letter = LetterOrder(LetterKind.DEFENCE_STATEMENT, form.on, statement)
    return Plan(
        on=form.on,
        extra=plain(form),
        target=target,
        letters=(letter,) if form.grounds.strip() else (),
        message="已登记答辩。",
    )


def appeal(_desk: Desk, file: CaseFile, form: Appeal) -> Plan:
    """Enter that the suit goes on in the second instance; it stays one suit."""
    return Plan(
        on=form.on,
        extra=plain(form),
        target=_which(file, form.challenge, StepKind.SUED, also_ended=True),
        message="已登记上诉，一审、二审为同一诉讼，年报只计一次。"
        + ("" if form.until is None else f"二审答辩的最后一日为{form.until}，已列入待办。"),
    )


def judge(_desk: Desk, file: CaseFile, form: Judgment) -> Plan:
    """Enter the judgment, for table 4."""
    return Plan(
        on=form.on,
        extra=plain(form),
        target=_which(file, form.challenge, StepKind.SUED),
        message=f"已登记裁判结果：{form.result.value}。"
        "裁判要求重新答复的，请登记“责令重新答复”，另起期限。",
    )


def _is_pending(kind: StepKind) -> Callable[[CaseFile], bool]:
    return lambda file: any(True for _ in pending_challenges(file, kind))


def _has_open_clock(kind: ClockKind) -> Callable[[CaseFile], bool]:
    return lambda file: any(
        clock.kind is kind and clock.ended_on is None for clock in file.case.clocks
    )


def _start(kind: StepKind, request: str = "") -> Callable[[Desk, CaseFile], Mapping[str, Any]]:
    def start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
        pending = [challenge_name(step) for step in pending_challenges(file, kind)]
        values = {"on": desk.today, "challenge": pending[0] if len(pending) == 1 else ""}
        if request:
            values |= {"request": request, "evidence": evidence_lines(file)}
        return values

    return start


def _reconsideration_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    return {
        "on": desk.today,
        "body": desk.office.reconsideration_body,
        "over": _likely_over(file),
    }


def _suit_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    followed = any(True for _ in file.all_of(StepKind.RECONSIDERATION_DECIDED))
    start: dict[str, Any] = {
        "on": desk.today,
        "court": desk.office.court,
        "over": _likely_over(file),
    }
    return start | ({"stage": CourtStage.AFTER_RECONSIDERATION} if followed else {})


def _likely_over(file: CaseFile) -> Challenged:
    is_answered = file.case.first_served_on is not None or file.case.is_reopened
    return Challenged.REPLY if is_answered else Challenged.SILENCE


def _can_be_challenged(file: CaseFile) -> bool:
    """Tell whether it may come to a challenge: of a reply, or of there being none."""
    return not file.is_void


def _rarely(file: CaseFile) -> int:
    return -15 if file.case.first_served_on is not None else -40


ACTS: tuple[Act[Any], ...] = (
    Act(
        name="receive_reconsideration",
        step=StepKind.RECONSIDERED,
        label="登记复议案件",
        form=ReconsiderationReceived,
        plan=receive_reconsideration,
        fits=_can_be_challenged,
        likelihood=_rarely,
        start=_reconsideration_start,
    ),
    Act(
        name="answer_reconsideration",
        step=StepKind.RECONSIDERATION_ANSWERED,
        label="登记复议答复",
        form=ReconsiderationAnswered,
        plan=answer_reconsideration,
        fits=_has_open_clock(ClockKind.RECONSIDERATION_ANSWER),
        likelihood=lambda _: 90,
        start=_start(StepKind.RECONSIDERED, "请求维持本机关作出的答复"),
    ),
    Act(
        name="decide_reconsideration",
        step=StepKind.RECONSIDERATION_DECIDED,
        label="登记复议结果",
        form=ReconsiderationDecided,
        plan=decide_reconsideration,
        fits=_is_pending(StepKind.RECONSIDERED),
        likelihood=lambda _: 40,
        start=_start(StepKind.RECONSIDERED),
    ),
    Act(
        name="sue",
        step=StepKind.SUED,
        label="登记诉讼案件",
        form=Suit,
        plan=sue,
        fits=_can_be_challenged,
        likelihood=lambda file: _rarely(file) - 1,
        start=_suit_start,
    ),
    Act(
        name="defend",
        step=StepKind.DEFENDED,
        label="登记答辩",
        form=Defence,
        plan=defend,
        fits=_has_open_clock(ClockKind.DEFENCE),
        likelihood=lambda _: 90,
        start=_start(StepKind.SUED, "请求驳回原告的诉讼请求"),
    ),
    Act(
        name="appeal",
        step=StepKind.APPEALED,
        label="登记上诉",
        form=Appeal,
        plan=appeal,
        fits=lambda file: any(True for _ in file.all_of(StepKind.SUED)),
        likelihood=lambda _: -17,
        start=today,
    ),
    Act(
        name="judge",
        step=StepKind.JUDGED,
        label="登记裁判结果",
        form=Judgment,
        plan=judge,
        fits=_is_pending(StepKind.SUED),
        likelihood=lambda _: 40,
        start=_start(StepKind.SUED),
    ),
)
