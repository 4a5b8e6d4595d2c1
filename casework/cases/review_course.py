"""The review, the conference and the legal opinion of a case, as far as a reply rests on them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from casework.cases.case_file import CaseFile
from casework.cases.recorded import decided_with, entered, noted
from casework.desk.counsel_rules import counsel_rules, counsel_rules_since
from casework.desk.desk import Desk
from db import requests, steps
from forms.circulation import Endorsement, EndorsementDecision, EndorsementLevel
from forms.handling import Review
from forms.procedure import FeeNotice
from forms.reply import MixedReply, Reply, ReplyItem
from rules.counsel import CounselFacts, CounselRules, is_press, largest_yuan, must_go
from rules.item_review import (
    ItemFinding,
    ReviewResult,
    SecrecyResult,
    disclosed_items,
    item_key,
)
from rules.pending import SheetOnItsWay
from rules.reply_course import GIVING_OUT
from rules.steps import Step, StepKind

_CHALLENGED = frozenset({StepKind.RECONSIDERED.word, StepKind.SUED.word})
_SETTLES = frozenset({StepKind.REFERRAL_ANSWERED, StepKind.CONFERRED})


def findings_of(happened: Iterable[Step]) -> tuple[ItemFinding, ...]:
    """Return what was last found of each item, in the order they were first reviewed."""
    found: dict[str, ItemFinding] = {}
    for step in happened:
        if step.kind is StepKind.REVIEWED:
            for one in _findings(step):
                found[item_key(one.content)] = one
    return tuple(found.values())


def _findings(step: Step) -> Iterator[ItemFinding]:
    review = entered(step, Review)
    for row in review.items:
        yield ItemFinding(
            row.content,
            row.result or ReviewResult.RELEASE,
            row.secrecy or SecrecyResult.CLEAR,
            row.reviewer or review.disclosure_reviewer,
            row.secrecy_reviewer or review.secrecy_reviewer,
            row.ground,
            step.on,
        )


def is_reviewed_by_item(reviewed: Step | None) -> bool:
    """Tell whether the last review knew of items; an older one covers the whole."""
    return noted(reviewed).reviews_items


def doubts_settled_on(happened: Sequence[Step]) -> date | None:
    """Return the last day on which somebody decided what the review could not."""
    return max((step.on for step in happened if step.kind in _SETTLES), default=None)


def is_sent_back(happened: Sequence[Step]) -> bool:
    """Tell whether the approval sheet came back and nobody has signed it since."""
    returned = False
    for step in happened:
        if step.kind is StepKind.ENDORSED:
            decision = entered(step, Endorsement).decision
            returned = decision is EndorsementDecision.RETURNED
        elif step.kind in (StepKind.APPROVED, StepKind.DECIDED):
            returned = False
    return returned


class WaitingSheet(NamedTuple):
    """An approval sheet on its way: the level it lies at, since when, and whether it came back."""

    level: EndorsementLevel
    since: date
    is_returned: bool

    @property
    def label(self) -> str:
        """What it waits for."""
        return "退回修改" if self.is_returned else f"待{self.level.value}"


def waiting_sheet(happened: Sequence[Step]) -> WaitingSheet | None:
    """Return where the approval sheet lies; None before its first signature."""
    levels = list(EndorsementLevel)
    found: WaitingSheet | None = None
    for step in happened:
        if step.kind is StepKind.ENDORSED:
            signed = entered(step, Endorsement)
            if signed.decision is EndorsementDecision.RETURNED:
                found = WaitingSheet(EndorsementLevel.DRAFTED, step.on, True)
            elif signed.level is not None:
                following = levels[min(levels.index(signed.level) + 1, len(levels) - 1)]
                found = WaitingSheet(following, step.on, False)
    return found


def sheet_to_sign(happened: Sequence[Step]) -> SheetOnItsWay | None:
    """Return the approval sheet that waits for a signature; None where it waits for nobody's.

    One that came back waits for who drafts; a reply drafted or signed after it has settled it.
    """
    sheet = waiting_sheet(happened)
    kinds = [step.kind for step in happened if step.kind in _SHEET]
    if sheet is None or sheet.is_returned or kinds[-1] is not StepKind.ENDORSED:
        return None
    is_last = sheet.level is EndorsementLevel.ISSUED
    return SheetOnItsWay(sheet.level.value, sheet.since, is_last)


_SHEET = (StepKind.ENDORSED, StepKind.APPROVED, StepKind.DECIDED)


def drafted_reply(file: CaseFile) -> Reply | MixedReply | None:
    """Return the reply that is drafted, as far as it can be read; None while there is none."""
    decided = file.last(StepKind.DECIDED)
    return None if decided is None else entered(decided, decided_with(decided))


def rows_of(reply: Reply | MixedReply) -> Sequence[Reply | ReplyItem]:
    """Return the answers of a reply: its items, or itself."""
    return reply.items if isinstance(reply, MixedReply) else (reply,)


def disclosed_by(reply: Reply | MixedReply | None) -> tuple[str, ...]:
    """Return the items a reply gives out, in its order."""
    if reply is None:
        return ()
    if isinstance(reply, MixedReply):
        return tuple(row.content for row in reply.items if row.kind in GIVING_OUT)
    return disclosed_items(reply.provided) if reply.kind in GIVING_OUT else ()


def counsel_reasons(desk: Desk, file: CaseFile, reply: Reply | MixedReply) -> tuple[str, ...]:
    """Return why the office's own rules send this case to counsel; empty where they do not."""
    rules = counsel_rules(desk)
    if rules == CounselRules() or (reply.on and reply.on < counsel_rules_since(desk)):
        return ()
    rows = rows_of(reply)
    fee = file.last(StepKind.FEE_NOTICED)
    charged = None if fee is None else entered(fee, FeeNotice).decided_yuan
    registration = file.registration
    return must_go(
        rules,
        CounselFacts(
            kinds=tuple(row.kind for row in rows if row.kind is not None),
            items=len(rows),
            disputes=_disputes(desk, file) if rules.disputes else 0,
            yuan=max(largest_yuan(file.information_sought), Decimal(charged or 0)),
            is_press=is_press(registration.applicant_name, registration.remark),
        ),
    )


def _disputes(desk: Desk, file: CaseFile) -> int:
    """Return how many reconsiderations and suits the applicant has brought in this register.

    What a third party brought over her request is not hers.
    """
    query = requests.Query(
        where=(requests.QueryCondition("applicant_name", "=", file.registration.applicant_name),)
    )
    own = requests.ids(desk.store, query)
    return sum(
        record.kind in _CHALLENGED and not any(noted(record).words(("brought_by",)))
        for request_id in own
        for record in steps.standing(steps.of_request(desk.store, request_id))
    )
