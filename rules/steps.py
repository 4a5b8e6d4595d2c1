"""The dated steps a case is made of.

A step is never changed: a wrong one is annulled by a later step that names it, so that the same
list is the audit trail, the undo and the evidence.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Any, NamedTuple

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class StepKind(Enum):
    """What happened. The value is its word in files and commands, the label what a clerk reads."""

    RECEIVED = "received", "收件登记"
    AMENDED = "amended", "更正登记内容"
    CONFIRMED = "confirmed", "双方确认收到"
    ASSIGNED = "assigned", "分办"
    SECTION_ACCEPTED = "section_accepted", "科室签收"
    SECTION_RETURNED = "section_returned", "科室退回"
    SECTION_URGED = "section_urged", "催办"
    SECTION_ANSWERED = "section_answered", "科室答复"
    SEARCHED = "searched", "检索"
    ASSISTANCE_ASKED = "assistance_asked", "请其他单位协助"
    CORRECTION_NOTICED = "correction_noticed", "发出补正告知书"
    CORRECTION_RECEIVED = "correction_received", "收到补正申请"
    THIRD_PARTY_CONSULTED = "third_party_consulted", "征求第三方意见"
    THIRD_PARTY_ANSWERED = "third_party_answered", "收到第三方意见"
    AGENCY_CONSULTED = "agency_consulted", "征求其他机关意见"
    AGENCY_ANSWERED = "agency_answered", "收到其他机关意见"
    EXTENDED = "extended", "延长答复期限"
    REASONS_ASKED = "reasons_asked", "要求说明理由"
    REASONS_GIVEN = "reasons_given", "收到理由说明"
    DEFERRED = "deferred", "延迟答复"
    REFERRED = "referred", "报请确定能否公开"
    REFERRAL_ANSWERED = "referral_answered", "收到确定意见"
    FEE_NOTICED = "fee_noticed", "发出收费通知书"
    FEE_PAID = "fee_paid", "完成缴费"
    FEE_REFUNDED = "fee_refunded", "退付费用"
    REVIEWED = "reviewed", "审查"
    CONFERRED = "conferred", "会商"
    COUNSEL_ASKED = "counsel_asked", "送法律审核"
    COUNSEL_ANSWERED = "counsel_answered", "收到法律意见"
    ENDORSED = "endorsed", "呈批"
    APPROVED = "approved", "签发"
    OUTGOING_CHECKED = "outgoing_checked", "公开前检查附件"
    DECIDED = "decided", "作出答复"
    RECLASSIFIED = "reclassified", "改变年报归类"
    SERVED = "served", "送达"
    UNDELIVERED = "undelivered", "邮件退回"
    WITHDRAWN = "withdrawn", "撤回申请"
    FILED = "filed", "归档"
    RECONSIDERED = "reconsidered", "收到复议申请副本"
    RECONSIDERATION_ANSWERED = "reconsideration_answered", "提出复议答复"
    RECONSIDERATION_DECIDED = "reconsideration_decided", "复议决定"
    SUED = "sued", "收到应诉通知"
    DEFENDED = "defended", "提交答辩状和证据"
    APPEALED = "appealed", "收到上诉材料"
    JUDGED = "judged", "裁判"
    REPLY_ORDERED = "reply_ordered", "责令重新答复"
    ANSWER_ORDERED = "answer_ordered", "责令限期答复"
    REVIEWED_FOR_PUBLICATION = "publication_reviewed", "转主动公开评估"
    GUIDED = "guided", "七问判断"
    NOTED = "noted", "记事"
    CONTACTED = "contacted", "与申请人沟通"
    FILLED_FOR = "filled_for", "代为填写申请"
    HANDED_OVER = "handed_over", "收件交接"
    REDACTED = "redacted", "遮盖附件"
    ATTACHMENT_REMOVED = "attachment_removed", "移除附件"
    DELIVERED = "delivered", "登记收件日期"
    DISPATCHED = "dispatched", "登记文书送达"
    LETTER_RETURNED = "letter_returned", "登记文书退回"
    SENT_COPY_KEPT = "sent_copy_kept", "存发出件"
    MAIL_NUMBERED = "mail_numbered", "补登邮件单号"
    LETTER_REMADE = "letter_remade", "重新制作文书"
    ANNULLED = "annulled", "撤销一步"

    def __init__(self, word: str, label: str) -> None:
        self.word = word
        self.label = label

    @classmethod
    def of(cls, word: str) -> "StepKind":
        """Return the kind a word of a file or command names; raises `KeyError` for others."""
        return _BY_WORD[word]


_BY_WORD = {kind.word: kind for kind in StepKind}

_ORDER = {
    StepKind.RECEIVED: -1,
    StepKind.SERVED: 1,
    StepKind.WITHDRAWN: 1,
    StepKind.UNDELIVERED: 2,
    StepKind.RECLASSIFIED: 2,
    StepKind.FILED: 2,
    StepKind.REVIEWED_FOR_PUBLICATION: 2,
    StepKind.RECONSIDERED: 3,
    StepKind.RECONSIDERATION_ANSWERED: 3,
    StepKind.RECONSIDERATION_DECIDED: 3,
    StepKind.SUED: 4,
    StepKind.DEFENDED: 4,
    StepKind.APPEALED: 4,
    StepKind.JUDGED: 4,
    StepKind.REPLY_ORDERED: 5,
    StepKind.ANSWER_ORDERED: 5,
}
_PLACE = {kind: _ORDER.get(kind, 0) for kind in StepKind}
ANSWER_TO = {
    StepKind.CORRECTION_RECEIVED: StepKind.CORRECTION_NOTICED,
    StepKind.THIRD_PARTY_ANSWERED: StepKind.THIRD_PARTY_CONSULTED,
    StepKind.AGENCY_ANSWERED: StepKind.AGENCY_CONSULTED,
    StepKind.REASONS_GIVEN: StepKind.REASONS_ASKED,
    StepKind.REFERRAL_ANSWERED: StepKind.REFERRED,
    StepKind.FEE_PAID: StepKind.FEE_NOTICED,
}

ORDERS = frozenset({StepKind.REPLY_ORDERED, StepKind.ANSWER_ORDERED})
# What makes one reply: where it was set aside, the next round begins without it.
OF_A_ROUND = frozenset(
    {
        StepKind.REVIEWED,
        StepKind.CONFERRED,
        StepKind.COUNSEL_ASKED,
        StepKind.COUNSEL_ANSWERED,
        StepKind.ENDORSED,
        StepKind.APPROVED,
        StepKind.OUTGOING_CHECKED,
        StepKind.EXTENDED,
        StepKind.DEFERRED,
        StepKind.DECIDED,
        StepKind.SERVED,
        StepKind.UNDELIVERED,
        StepKind.WITHDRAWN,
        StepKind.FILED,
    }
)
# What may stand closed before an order opens the case again.
_CLOSES = frozenset({StepKind.SERVED, StepKind.WITHDRAWN})
_OPENS = frozenset({StepKind.UNDELIVERED, *ORDERS})


class SectionAsked(NamedTuple):
    """What a section of the office was asked with an assignment, and by which day of its own."""

    section: str
    handler: str = ""
    question: str = ""
    answer_by: date | None = None


class Step(NamedTuple):
    """One dated step.

    `delivered_on` is the day the addressee received the letter; `days` working days granted or
    allowed, `natural_days` days that run through rest days; `until` a day named by the office or
    by a decision; `by` who ordered a reply, by name; `body` who deals with a challenge; `ref`
    tells two consulted parties apart; `good_reason` is the office's finding on a late correction;
    `target` the id of the step that an annulment undoes, whose letter a delivery concerns, or which
    challenge was decided. `asked` is what sections were asked, in the place of whoever was asked
    before where `instead`; `answer_by` the day the office itself set for an answer, `said` the
    answer or the reason, `signed_by` whose it is.
    """

    kind: StepKind
    on: date
    id: int = 0
    delivered_on: date | None = None
    days: int | None = None
    until: date | None = None
    ref: str = ""
    good_reason: bool | None = None
    simple_procedure: bool = False
    target: int | None = None
    details: Mapping[str, Any] = _NOTHING
    natural_days: int | None = None
    by: str = ""
    body: str = ""
    asked: tuple[SectionAsked, ...] = ()
    instead: bool = False
    answer_by: date | None = None
    said: str = ""
    signed_by: str = ""


def effective(steps: Iterable[Step]) -> list[Step]:
    """Return the steps that stand, in the order in which they happened.

    An annulment takes out the step it names; annulling an annulment puts that step back. A
    delivery learnt of later gives its letter the day the addressee received it.
    Entries may be late or out of order: the day of the step decides. Within a day the order of
    entry stands, but an answer follows its letter, and what ends a case follows all else. A reply
    posted again on the day it came back follows its return, a new reply the order to give it.
    """
    entered = list(steps)
    gone: set[int | None] = set()
    delivered: dict[int | None, date | None] = {}
    for step in reversed(entered):
        if step.kind is StepKind.ANNULLED and step.id not in gone:
            gone.add(step.target)
        elif step.id in gone or step.target is None:
            continue
        elif step.kind is StepKind.DELIVERED:
            delivered.setdefault(step.target, step.on)
        elif step.kind is StepKind.DISPATCHED and step.delivered_on is not None:
            delivered.setdefault(step.target, step.delivered_on)
        elif step.kind is StepKind.LETTER_RETURNED:
            # What came back was not received; what was said of its receipt before no longer holds.
            delivered.setdefault(step.target, None)
    standing = [
        step
        for step in entered
        if step.kind is not StepKind.ANNULLED and (not gone or step.id not in gone)
    ]
    if delivered:
        standing = [
            step._replace(delivered_on=delivered[step.id]) if step.id in delivered else step
            for step in standing
        ]
    standing.sort(key=_when)
    for later in range(1, len(standing)):
        _put_after_its_answer(standing, later)
    return standing


def _when(step: Step) -> tuple[date, int]:
    return step.on, _PLACE[step.kind]


def _put_after_its_answer(steps: list[Step], later: int) -> None:
    """Move a letter before the answer of the same day that was entered ahead of it.

    An answer that has its letter already stays where it is: the letter is then a new one.
    """
    step = steps[later]
    if step.kind is StepKind.UNDELIVERED:
        _put_before_its_second_service(steps, later)
        return
    if step.kind in ORDERS:
        _put_before_what_it_set_going(steps, later)
        return
    for place in range(later):
        earlier = steps[place]
        if earlier.on == step.on and ANSWER_TO.get(earlier.kind) is step.kind:
            before = [one.kind for one in steps[:place]]
            if before.count(step.kind) <= before.count(earlier.kind):
                steps.insert(place, steps.pop(later))
                return


def _put_before_its_second_service(steps: list[Step], returned: int) -> None:
    """Move a letter's return before its service of the same day where it was served before."""
    day = steps[returned].on
    for place in range(returned):
        if steps[place].on == day and steps[place].kind is StepKind.SERVED:
            before = [one.kind for one in steps[:place]]
            if before.count(StepKind.SERVED) > before.count(StepKind.UNDELIVERED):
                steps.insert(place, steps.pop(returned))
                return


def _put_before_what_it_set_going(steps: list[Step], ordered: int) -> None:
    """Move an order before the other steps of its day, or behind the reply of that day it undoes.

    What is done on the very day of the order can only answer it where the reply stood already.
    """
    day = steps[ordered].on
    first = next(place for place in range(ordered + 1) if steps[place].on == day)
    before = [step.kind for step in steps[:first]]
    is_closed = sum(kind in _CLOSES for kind in before) > sum(kind in _OPENS for kind in before)
    if not is_closed:
        closings = (p for p in range(first, ordered) if steps[p].kind in _CLOSES)
        first = next(closings, ordered - 1) + 1
    steps.insert(first, steps.pop(ordered))
