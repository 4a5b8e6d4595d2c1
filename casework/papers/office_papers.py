"""The papers of an office that decides together, made from the steps as they stand."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from casework.letters.circulating import circulation_sheet, routing_sheet
from casework.letters.kinds import LetterKind
from casework.letters.letter import Letter
from casework.papers.paper_facts import PaperFacts
from forms.circulation import EndorsementDecision, EndorsementLevel
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
        told = {name: str(value or "") for name, value in step.details.items()}
        if step.kind is StepKind.ENDORSED:
            level = EndorsementLevel.__members__.get(told.get("level", ""))
            decision = EndorsementDecision.__members__.get(told.get("decision", ""))
            said = "" if decision is None else decision.value
            words = "，".join(filter(None, (said, told.get("opinion", ""))))
            yield "" if level is None else level.value, words, told.get("by_name", ""), step.on
        elif step.kind is StepKind.REVIEWED:
            for label, text, by in (
                ("公开审查", "disclosure_opinion", "disclosure_reviewer"),
                ("保密审查", "secrecy_opinion", "secrecy_reviewer"),
                ("法制审核", "legal_opinion", "legal_reviewer"),
            ):
                if told.get(text):
                    yield label, told[text], told.get(by, ""), step.on
        elif step.kind is StepKind.APPROVED:
            yield "签发", told.get("opinion", ""), told.get("approved_by", ""), step.on


OFFICE_PAPERS: Mapping[LetterKind, Callable[[PaperFacts], Letter]] = {
    LetterKind.CIRCULATION_SHEET: _circulation,
    LetterKind.ROUTING_SHEET: _routing,
}
