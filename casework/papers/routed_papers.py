"""The papers of an office that decides together, made from the steps as they stand."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from casework.cases.recorded import entered
from casework.cases.review_course import drafted_reply, findings_of, rows_of
from casework.letters.circulating import circulation_sheet, routing_sheet
from casework.letters.kinds import LetterKind
from casework.letters.letter import Letter
from casework.letters.reviewing import item_review_sheet, legality_list
from casework.papers.paper_facts import PaperFacts
from forms.circulation import Endorsement, EndorsementLevel
from forms.handling import Approval, Review
from forms.reviewing import CounselOpinion
from rules.circulation import circulated
from rules.errors import ClerkError
from rules.legality import legality_points
from rules.steps import Step, StepKind

_Level = tuple[str, str, str, date | None]


def _circulation(facts: PaperFacts) -> Letter:
    handed_out = facts.file.last(StepKind.ASSIGNED)
    record = next(
        (one for one in facts.file.records if handed_out and one.id == handed_out.id), None
    )
    return circulation_sheet(
        facts.office,
        facts.case,
        facts.today,
        asked=circulated(facts.file.standing),
        handed_out_by="" if record is None else record.recorded_by,
    )


def _routing(facts: PaperFacts) -> Letter:
    reply, file = facts.reply(), facts.file
    kinds = "；".join(dict.fromkeys(kind.label for kind in file.reply_kinds))
    levels = list(_levels(file.this_round))
    if not file.case.has(StepKind.APPROVED):
        levels.append((EndorsementLevel.ISSUED.value, "", "", None))
    return routing_sheet(
        facts.office,
        facts.case,
        facts.today,
        levels=levels,
        document="" if reply is None else f"{reply.title} {reply.number}".strip(),
        proposal=f"拟作出“{kinds}”的答复，请审批。" if kinds else "",
    )


def _levels(steps: tuple[Step, ...]) -> Iterator[_Level]:
    """Yield everything that was signed about the reply, in the order it happened."""
    for step in steps:
        if step.kind is StepKind.ENDORSED:
            one = entered(step, Endorsement)
            said = one.decision.value if one.decision else ""
            # Who agrees writes so once more in the opinion.
            is_in_it = one.opinion.startswith(said)
            words = one.opinion if is_in_it else "，".join(filter(None, (said, one.opinion)))
            yield one.level.value if one.level else "", words, one.by_name, step.on
        elif step.kind is StepKind.REVIEWED:
            review = entered(step, Review)
            for label, text, by in (
                ("公开审查", review.disclosure_opinion, review.disclosure_reviewer),
                ("保密审查", review.secrecy_opinion, review.secrecy_reviewer),
                ("法制审核", review.legal_opinion, review.legal_reviewer),
            ):
                if text:
                    yield label, text, by, step.on
        elif step.kind is StepKind.APPROVED:
            approval = entered(step, Approval)
            yield "签发", approval.opinion, approval.approved_by, step.on


def _item_review(facts: PaperFacts) -> Letter:
    findings = findings_of(facts.file.this_round)
    if not findings:
        raise ClerkError("还没有逐项审查的记录，请先用“登记审查”登记每一项的审查结果。")
    return item_review_sheet(facts.office, facts.case, findings[-1].on, findings=findings)


def _legality(facts: PaperFacts) -> Letter:
    reply, draft = facts.reply(), drafted_reply(facts.file)
    grounds = [] if draft is None else [one.kind for row in rows_of(draft) for one in row.grounds]
    return legality_list(
        facts.office,
        facts.case,
        facts.today,
        points=legality_points(facts.file.reply_kinds, grounds),
        document="" if reply is None else f"{reply.title} {reply.number}".strip(),
        opinion=facts.file.entered(StepKind.COUNSEL_ANSWERED, CounselOpinion),
    )


OFFICE_PAPERS: Mapping[LetterKind, Callable[[PaperFacts], Letter]] = {
    LetterKind.CIRCULATION_SHEET: _circulation,
    LetterKind.ROUTING_SHEET: _routing,
    LetterKind.ITEM_REVIEW_SHEET: _item_review,
    LetterKind.LEGALITY_LIST: _legality,
}
