"""The papers of an office that decides together, made from the steps as they stand."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from casework.cases.recorded import entered
from casework.letters.circulating import circulation_sheet, routing_sheet
from casework.letters.kinds import LetterKind
from casework.letters.letter import Letter
from casework.papers.paper_facts import PaperFacts
from forms.circulation import Endorsement, EndorsementLevel
from forms.handling import Approval, Review
from rules.circulation import circulated
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
    levels = list(_levels(file.standing[file.case.round_place :]))
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
            words = "，".join(filter(None, (said, one.opinion)))
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


OFFICE_PAPERS: Mapping[LetterKind, Callable[[PaperFacts], Letter]] = {
    LetterKind.CIRCULATION_SHEET: _circulation,
    LetterKind.ROUTING_SHEET: _routing,
}
