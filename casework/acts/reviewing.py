"""Acts of the review before release: item by item, in conference, and with counsel."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from casework.acts.act import Act, Plan
from casework.acts.circulating import unsigned_words
from casework.acts.conditions import is_open
from casework.cases.attachments import by_label
from casework.cases.case_file import CaseFile, plain
from casework.cases.review_course import (
    counsel_reasons,
    disclosed_by,
    drafted_reply,
    rows_of,
)
from casework.desk.desk import Desk
from casework.desk.people import absent_words, people_of
from casework.letters.kinds import LetterKind
from casework.letters.reviewing import conference_record, counsel_referral
from casework.papers.issuing import LetterOrder, case_facts, office_facts
from forms.handling import Review
from forms.reviewing import (
    Conference,
    CounselOpinion,
    CounselRequest,
    ReviewedItem,
)
from rules.item_review import ReviewResult, SecrecyResult
from rules.legality import legality_points
from rules.pace import Need, own_day
from rules.people import OfficePart
from rules.provisions import Provision
from rules.reply_course import GIVING_OUT
from rules.steps import StepKind


def review(desk: Desk, file: CaseFile, form: Review) -> Plan:
    """Record the review of each item to be disclosed (条例17; 先审后发、一事一审).

    Where no items are given, those the draft discloses are meant, each with the same result.
    """
    if not form.items:
        asked = disclosed_by(drafted_reply(file))
        form = replace(form, items=tuple(ReviewedItem(content=item) for item in asked))
    doubtful = [one.content for one in form.items if _is_in_doubt(one)]
    kept = [one.content for one in form.items if one.result is ReviewResult.WITHHOLD]
    reasons = []
    if doubtful:
        reasons.append(
            f"{len(doubtful)}项不能确定，请用“报请确定”或者“登记会商”办理后再公开"
            f"{Provision.REFERRAL.noted(form.on)}。"
        )
    if kept:
        reasons.append(f"{len(kept)}项不予公开，不能随答复提供。")
    names = [form.disclosure_reviewer, form.secrecy_reviewer, form.legal_reviewer]
    names += [name for one in form.items for name in (one.reviewer, one.secrecy_reviewer)]
    count = f"，共{len(form.items)}项" if form.items else ""
    return Plan(
        on=form.on,
        extra=plain(form),
        message=f"已登记审查意见{count}。",
        reasons=tuple(reasons),
        warnings=(
            *absent_words(desk, names, form.on),
            *unsigned_words(desk, form.disclosure_reviewer, form.sheet),
        ),
    )


def _is_in_doubt(one: ReviewedItem) -> bool:
    return one.result is ReviewResult.DOUBT or one.secrecy is SecrecyResult.DOUBT


def confer(desk: Desk, file: CaseFile, form: Conference) -> Plan:
    """Record the third level of the review: who took part, what each said, and the conclusion."""
    record = partial(
        conference_record,
        matter=form.matter,
        people=form.people,
        conclusion=form.conclusion,
        chair=form.chair,
        place=form.place,
        recorder=form.recorder,
    )
    order = LetterOrder(
        LetterKind.CONFERENCE_RECORD,
        form.on,
        lambda _number: record(office_facts(desk), case_facts(desk, file, form.on), form.on),
    )
    names = [form.chair, *(one.name for one in form.people)]
    return Plan(
        on=form.on,
        extra=plain(form),
        letters=(order,),
        message="已登记会商，并写好会商审核记录。",
        reasons=("会商的结论随后按其内容登记审查、作出答复。",),
        warnings=absent_words(desk, names, form.on),
    )


def ask_counsel(desk: Desk, file: CaseFile, form: CounselRequest) -> Plan:
    """Ask the legal adviser, with the reasons why the case has to go there."""
    draft = drafted_reply(file)
    why = () if draft is None else counsel_reasons(desk, file, draft)
    kinds = "；".join(dict.fromkeys(kind.label for kind in file.reply_kinds))
    letter = partial(
        counsel_referral,
        counsel=form.counsel,
        question=form.question,
        draft=f"“{kinds}”的答复" if kinds else "",
        reasons=why,
        answer_by=form.answer_by,
    )
    order = LetterOrder(
        LetterKind.COUNSEL_REFERRAL,
        form.on,
        lambda _number: letter(office_facts(desk), case_facts(desk, file, form.on), form.on),
    )
    return Plan(
        on=form.on,
        extra=plain(form),
        letters=(order,),
        message=f"已送{form.counsel}审核。",
        reasons=("法律审核的时间计算在答复期限内。",),
        warnings=absent_words(desk, [form.counsel], form.on),
    )


def counsel_answered(desk: Desk, file: CaseFile, form: CounselOpinion) -> Plan:
    """Record what counsel said, point by point, and whether the office follows it."""
    unmet = sum(bool(one.note) for one in form.points)
    noted = f"，{unmet}个要点有说明" if unmet else ""
    opinion = by_label(desk, file.request_id).get(form.document)
    # What a file is called changes where another of its name is taken off the case.
    known = {} if opinion is None else {"attachment": opinion.id}
    return Plan(
        on=form.on,
        extra={**plain(form), **known},
        message=f"已登记法律意见：{form.conclusion.value}，{form.followed.value}{noted}。",
    )


def _only(desk: Desk, part: OfficePart) -> str:
    """Return who plays a part where it is one person, or who stands in for that person today."""
    office = people_of(desk)
    playing = office.playing(part)
    if len(playing) != 1:
        return ""
    return office.standing_in_for(playing[0].name, desk.today) or playing[0].name


def _review_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    """Begin with every item of the draft, released as it is: what differs is changed."""
    start: dict[str, Any] = {
        "on": desk.today,
        "disclosure_reviewer": _only(desk, OfficePart.REVIEWER),
        "secrecy_reviewer": _only(desk, OfficePart.SECRECY),
        "items": [{"content": item} for item in disclosed_by(drafted_reply(file))],
    }
    if start["items"]:
        start |= {
            "disclosure_opinion": "同意公开。",
            "secrecy_opinion": "不涉及国家秘密、工作秘密。",
        }
    return start


def _counsel_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    start: dict[str, Any] = {
        "on": desk.today,
        "counsel": _only(desk, OfficePart.COUNSEL),
        "question": "拟作出的答复在主体、程序、依据和救济告知上是否合法",
    }
    if file.case.due_on is not None:
        start["answer_by"] = own_day(
            Need.COUNSEL, desk.today, file.case.due_on, file.case.outlook.safe
        )
    return start


def _opinion_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    asked = file.entered(StepKind.COUNSEL_ASKED, CounselRequest)
    draft = drafted_reply(file)
    grounds = [] if draft is None else [one.kind for row in rows_of(draft) for one in row.grounds]
    points = legality_points(file.reply_kinds, grounds) if file.reply_kinds else ()
    return {
        "on": desk.today,
        "counsel": "" if asked is None else asked.counsel,
        "points": [{"point": one.label(desk.today)} for one in points],
    }


def _conference_start(desk: Desk, _file: CaseFile) -> Mapping[str, Any]:
    return {"on": desk.today, "recorder": desk.clerk}


def _review_likelihood(file: CaseFile) -> int:
    if file.case.has(StepKind.REVIEWED):
        return 3
    # A draft that gives information out cannot leave without it (条例17②).
    return 96 if any(kind in GIVING_OUT for kind in file.reply_kinds) else 6


def _counsel_is_asked(file: CaseFile) -> bool:
    asked = sum(1 for _ in file.all_of(StepKind.COUNSEL_ASKED))
    return is_open(file) and asked > sum(1 for _ in file.all_of(StepKind.COUNSEL_ANSWERED))


ACTS: tuple[Act[Any], ...] = (
    Act(
        name="review",
        step=StepKind.REVIEWED,
        label="登记审查",
        key="V",
        form=Review,
        plan=review,
        fits=is_open,
        likelihood=_review_likelihood,
        start=_review_start,
    ),
    Act(
        name="confer",
        step=StepKind.CONFERRED,
        label="登记会商",
        form=Conference,
        plan=confer,
        fits=is_open,
        likelihood=lambda _: -23,
        start=_conference_start,
    ),
    Act(
        name="ask_counsel",
        step=StepKind.COUNSEL_ASKED,
        label="送法律审核",
        form=CounselRequest,
        plan=ask_counsel,
        fits=lambda file: is_open(file) and not _counsel_is_asked(file),
        likelihood=lambda file: 2 if file.case.has(StepKind.DECIDED) else -24,
        start=_counsel_start,
    ),
    Act(
        name="counsel_answered",
        step=StepKind.COUNSEL_ANSWERED,
        label="登记法律意见",
        form=CounselOpinion,
        plan=counsel_answered,
        fits=is_open,
        likelihood=lambda file: 77 if _counsel_is_asked(file) else -26,
        start=_opinion_start,
    ),
)
