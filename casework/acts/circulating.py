"""Acts among the sections: a request is handed out, taken over, sent back, answered, urged."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from casework.acts.act import Act, Plan
from casework.acts.conditions import is_open
from casework.cases.case_file import CaseFile, plain
from casework.desk.desk import Desk
from casework.desk.people import absent_words, people_of
from casework.letters.circulating import urging_notice
from casework.letters.kinds import LetterKind
from casework.papers.issuing import LetterOrder, case_facts, office_facts
from forms.circulation import (
    Assignment,
    SectionAcceptance,
    SectionAnswer,
    SectionReturn,
    SectionUrging,
)
from rules.circulation import Circulated, awaited, circulated
from rules.errors import ClerkError
from rules.pace import Need, own_day, urged_day
from rules.provisions import Provision
from rules.steps import StepKind


def assign(desk: Desk, file: CaseFile, form: Assignment) -> Plan:
    """Hand the request to a section, and to others beside it (条例45).

    A second assignment stands beside the first, unless it says that it takes its place.
    """
    others = tuple(
        one if one.answer_by is not None else replace(one, answer_by=form.answer_by)
        for one in form.others
    )
    form = replace(form, others=others)
    beside = "" if not others else f"，协办：{'、'.join(one.section for one in others)}"
    open_ones = awaited(file.standing)
    reasons = []
    if form.instead and open_ones:
        reasons.append(f"{'、'.join(one.name for one in open_ones)}不再办理。")
    elif open_ones:
        reasons.append(f"{'、'.join(one.name for one in open_ones)}继续办理，先前的分办不变。")
    if form.answer_by is not None:
        reasons.append(f"{form.answer_by}为科室答复的日期，不是答复申请人的期限。")
    names = [form.handler, *(one.handler for one in others)]
    return Plan(
        on=form.on,
        extra=plain(form),
        message=f"已分办给{form.section}{form.handler}{beside}。",
        reasons=tuple(reasons),
        warnings=absent_words(desk, names, form.on),
    )


def _named(file: CaseFile, name: str, on: date, *, may_be_returned: bool = False) -> Circulated:
    """Return what a section was asked; raises `ClerkError` where it has nothing to answer."""
    one = next((one for one in circulated(file.standing) if one.name == name.strip()), None)
    if one is None:
        raise ClerkError(
            f"本件没有分办给“{name}”，请从列表中选择，或者先用“分办”登记。", None, "ref"
        )
    is_answerable = one.is_open or (may_be_returned and one.answered_on is None)
    if not is_answerable:
        raise ClerkError(
            f"“{one.name}”{one.state}，不能再登记；需要重新答复的请再分办一次。", None, "ref"
        )
    if on < one.on:
        raise ClerkError(f"日期{on}早于分办日期{one.on}，请核对两个日期。", None, "on")
    return one


def accept(_desk: Desk, file: CaseFile, form: SectionAcceptance) -> Plan:
    """Enter that a section took the request over."""
    one = _named(file, form.ref, form.on)
    return Plan(
        on=form.on, extra=plain(form), target=one.step_id, message=f"已登记{one.name}签收。"
    )


def send_back(_desk: Desk, file: CaseFile, form: SectionReturn) -> Plan:
    """Enter that a section sends the request back, and why."""
    one = _named(file, form.ref, form.on)
    others = [each.name for each in awaited(file.standing) if each.name != one.name]
    left = "" if others else "现在没有科室办理，请重新分办。"
    return Plan(
        on=form.on,
        extra=plain(form),
        target=one.step_id,
        message=f"已登记{one.name}退回。{left}",
    )


def answer(desk: Desk, file: CaseFile, form: SectionAnswer) -> Plan:
    """Enter what a section answered; what it searched counts as a search (条例36④)."""
    one = _named(file, form.ref, form.on, may_be_returned=True)
    late = one._replace(answered_on=form.on).late_days(file.case.outlook.safe, form.on)
    said = f"，比请其答复的日期晚{late}个工作日" if late else ""
    left = [each.name for each in awaited(file.standing) if each.name != one.name]
    waits = f"还有{'、'.join(left)}没有答复。" if left else ""
    return Plan(
        on=form.on,
        extra=plain(form),
        target=one.step_id,
        message=f"已登记{one.name}答复{said}。{waits}",
        reasons=(f"科室答复的时间计算在答复期限内{Provision.REPLY_PERIOD.noted(form.on)}。",),
        warnings=unsigned_words(desk, form.by_name, form.sheet),
    )


def unsigned_words(desk: Desk, signed_by: str, sheet: str) -> tuple[str, ...]:
    """Return a reminder where somebody else's paper is entered and its scan is not named.

    Only offices that keep their people as records are reminded: there it is known who else it is.
    """
    known = people_of(desk).active
    if sheet.strip() or not known or not signed_by.strip() or signed_by.strip() == desk.user.name:
        return ()
    return (
        f"{signed_by}的签字由{desk.user.name}登记，没有选签字扫描件，请扫描纸件后作为附件留存。",
    )


def urge(desk: Desk, file: CaseFile, form: SectionUrging) -> Plan:
    """Remind a section in writing; what it was asked and its day stand in the notice."""
    one = _named(file, form.ref, form.on)
    answer_by = form.answer_by or max(one.answer_by or form.on, form.on)
    late = one.late_days(file.case.outlook.safe, form.on)
    notice = partial(urging_notice, asked=one, answer_by=answer_by, late_days=late, note=form.note)
    order = LetterOrder(
        LetterKind.URGING_NOTICE,
        form.on,
        lambda _number: notice(office_facts(desk), case_facts(desk, file, form.on), form.on),
        title=f"{LetterKind.URGING_NOTICE.title}（{one.name}）",
    )
    phone = people_of(desk).phone_of(one.handler)
    call = f"，可以电话联系{one.handler}（{phone}）" if phone else ""
    return Plan(
        on=form.on,
        extra=plain(form),
        target=one.step_id,
        letters=(order,),
        message=f"已催办{one.name}（第{len(one.urged_on) + 1}次）{call}。",
    )


def _assign_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    """Begin with the day counted back from the due day, where the office keeps its sections."""
    start: dict[str, Any] = {"on": desk.today}
    if file.case.due_on is not None and people_of(desk).open_sections:
        start["answer_by"] = own_day(
            Need.SECTIONS, desk.today, file.case.due_on, file.case.outlook.safe
        )
    return start


def _section_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    waiting = awaited(file.standing)
    late = sorted(waiting, key=lambda one: (one.answer_by is None, one.answer_by or one.on))
    if not late:
        return {"on": desk.today}
    one = late[0]
    return {"on": desk.today, "ref": one.name, "by_name": one.handler}


def _answer_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    """Begin with what is awaited; where all was sent back, with what was asked last."""
    start = _section_start(desk, file)
    unanswered = _unanswered(file)
    if "ref" in start or not unanswered:
        return start
    return {**start, "ref": unanswered[-1].name, "by_name": unanswered[-1].handler}


def _urge_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    start = {name: value for name, value in _section_start(desk, file).items() if name != "by_name"}
    return {**start, "answer_by": urged_day(desk.today, file.case.outlook.safe)}


def _is_awaited(file: CaseFile) -> bool:
    return is_open(file) and any(awaited(file.standing))


def _unanswered(file: CaseFile) -> list[Circulated]:
    """Return what sections have not answered: what they sent back may be answered after all."""
    every = circulated(file.standing)
    return [one for one in every if one.answered_on is None and not one.is_replaced]


def _late_likelihood(file: CaseFile) -> int:
    """Return how likely a reminder is: once a section's own day is over, nothing is likelier."""
    days = [one.answer_by for one in awaited(file.standing) if one.answer_by is not None]
    return 72 if days and min(days) < file.case.as_of else -20


def _answer_likelihood(file: CaseFile) -> int:
    # Where no day was set the section and the clerk are mostly one: nothing is waited for.
    return 62 if any(one.answer_by is not None for one in awaited(file.standing)) else -18


ACTS: tuple[Act[Any], ...] = (
    Act(
        name="assign",
        step=StepKind.ASSIGNED,
        label="分办",
        key="A",
        form=Assignment,
        plan=assign,
        fits=is_open,
        likelihood=lambda file: 5 if file.case.has(StepKind.ASSIGNED) else 60,
        start=_assign_start,
    ),
    Act(
        name="section_answered",
        step=StepKind.SECTION_ANSWERED,
        label="登记科室答复",
        key="K",
        form=SectionAnswer,
        plan=answer,
        fits=lambda file: is_open(file) and bool(_unanswered(file)),
        likelihood=_answer_likelihood,
        start=_answer_start,
    ),
    Act(
        name="urge_section",
        step=StepKind.SECTION_URGED,
        label="催办",
        form=SectionUrging,
        plan=urge,
        fits=_is_awaited,
        likelihood=_late_likelihood,
        start=_urge_start,
    ),
    Act(
        name="section_accepted",
        step=StepKind.SECTION_ACCEPTED,
        label="登记科室签收",
        form=SectionAcceptance,
        plan=accept,
        fits=_is_awaited,
        likelihood=lambda _: -19,
        start=_section_start,
    ),
    Act(
        name="section_returned",
        step=StepKind.SECTION_RETURNED,
        label="登记科室退回",
        form=SectionReturn,
        plan=send_back,
        fits=_is_awaited,
        likelihood=lambda _: -21,
        start=_section_start,
    ),
)
