"""From a ledger's row to the dated steps on the way to a reply, and to the reply itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from casework.importing.cells import whole_number_in, without_days
from casework.importing.row import LedgerRow
from casework.importing.told_challenges import challenge_steps
from casework.importing.words import (
    default_reply,
    is_closed,
    is_open,
    opinion_of,
    outcome_of_row,
    reply_of,
    service_of,
)
from rules.fees import Method
from rules.outcomes import Outcome
from rules.replies import ReplyKind
from rules.steps import StepKind
from rules.time_limits import LONGEST_EXTENSION_DAYS

CLOSING = frozenset({StepKind.DECIDED, StepKind.SERVED, StepKind.WITHDRAWN})
# Until then a reply that is written may well lie on the desk; later it was sent and not noted.
_STILL_ON_THE_DESK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class LedgerStep:
    """A step a row tells of, before it is recorded."""

    kind: StepKind
    on: date
    told: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class ToldCourse:
    """What a row tells of a request after its receipt.

    `extension_days` is an extension whose day of notice the ledger does not give. `row_of_report`
    is the row of table 3 the ledger counts the request in, where it says.
    """

    steps: list[LedgerStep] = field(default_factory=list)
    extension_days: int | None = None
    row_of_report: Outcome | None = None

    def add(self, kind: StepKind, on: date | None, /, **details: object) -> None:
        """Add a step, if it has its day; empty details are left out."""
        if on is not None:
            kept = {name: value for name, value in details.items() if value not in (None, "")}
            self.steps.append(LedgerStep(kind, on, kept))

    def has(self, kind: StepKind) -> bool:
        """Tell whether there is a step of a kind."""
        return any(step.kind is kind for step in self.steps)

    def closing_words(self) -> str:
        """Return what the request was closed as; empty while it is open."""
        if self.has(StepKind.WITHDRAWN):
            return ReplyKind.WITHDRAWN.outcome.label
        decided = next((step for step in self.steps if step.kind is StepKind.DECIDED), None)
        if decided is None or not self.has(StepKind.SERVED):
            return ""
        outcome = self.row_of_report or (self.reply_kind and self.reply_kind.outcome)
        return "" if outcome is None else outcome.label

    @property
    def reply_kind(self) -> ReplyKind | None:
        """What the row says was replied, if anything."""
        decided = next((step for step in self.steps if step.kind is StepKind.DECIDED), None)
        return None if decided is None else ReplyKind[decided.told["kind"]]


def course_of(row: LedgerRow, received_on: date) -> ToldCourse:
    """Return what a row tells of a request; what is wrong is collected in the row."""
    course = ToldCourse()
    _assignment(row, course, received_on)
    _correction(row, course)
    _consultations(row, course)
    _extension(row, course, received_on)
    _fee(row, course)
    _reviews(row, course)
    _closing(row, course, received_on)
    for kind, on, details in challenge_steps(row):
        course.add(kind, on, **details)
    _check_order(row, course, received_on)
    return course


def _assignment(row: LedgerRow, course: ToldCourse, received_on: date) -> None:
    section, handler = row.text("section"), row.text("handler")
    on = row.day("assigned_on")
    if not (section or handler):
        return
    if on is None:
        row.note("没有分办日期的，以收到日期为分办日期")
    course.add(StepKind.ASSIGNED, on or received_on, section=section, handler=handler)


def _correction(row: LedgerRow, course: ToldCourse) -> None:
    noticed, received = row.day("correction_noticed_on"), row.day("correction_received_on")
    if row.text("correction") and not row.says_yes("correction"):
        days = row.days("correction", 2)
        if not days:
            row.keep("correction")
        noticed = noticed or (days[0] if days else None)
        received = received or (days[1] if len(days) > 1 else None)
    elif row.says_yes("correction") and noticed is None:
        row.warn("只写了补正，没有补正告知日期，这一步没有登记，请补登。", "correction")
    period = row.text("correction_period")
    days_allowed = None if len(period) > _LONGEST_COUNT else whole_number_in(period)
    until = None
    if period and days_allowed is None:
        named = row.days("correction_period", 1, ahead=True)
        until = named[0].isoformat() if named else None
    if noticed is None and received is None and period:
        row.keep("correction_period")
    course.add(StepKind.CORRECTION_NOTICED, noticed, days=days_allowed, until=until)
    course.add(StepKind.CORRECTION_RECEIVED, received)


_LONGEST_COUNT = 8


def _consultations(row: LedgerRow, course: ToldCourse) -> None:
    for name, unnamed, sent_kind, answered_kind in (
        (
            "third_party",
            "第三方",
            StepKind.THIRD_PARTY_CONSULTED,
            StepKind.THIRD_PARTY_ANSWERED,
        ),
        ("agency", "其他机关", StepKind.AGENCY_CONSULTED, StepKind.AGENCY_ANSWERED),
    ):
        sent, answered = row.day(f"{name}_sent_on"), row.day(f"{name}_answered_on")
        delivered = row.day(f"{name}_delivered_on")
        both = f"{name}_days"
        if row.text(both) and not row.says_yes(both):
            days = row.days(both, 2)
            sent = sent or (days[0] if days else None)
            answered = answered or (days[1] if len(days) > 1 else None)
            if not days:
                row.keep(both)
        party = "" if row.says_yes(name) else row.text(name)
        if sent is None and answered is None:
            if row.says_yes(both) or row.says_yes(name):
                row.warn("只写了征求意见，没有日期，这一步没有登记，请补登。", name)
            row.keep(name, f"{name}_opinion")
            continue
        opinion = opinion_of(row.text(f"{name}_opinion"))
        said = opinion.name if opinion else None
        ref = party or unnamed
        arrived = delivered.isoformat() if delivered else None
        course.add(sent_kind, sent, ref=ref, delivered_on=arrived)
        course.add(answered_kind, answered, ref=ref, opinion=said)
        if opinion is None:
            row.keep(f"{name}_opinion")


def _extension(row: LedgerRow, course: ToldCourse, received_on: date) -> None:
    said, on = row.text("extended"), row.day("extended_on")
    days = whole_number_in(row.text("extended_days"))
    if row.text("extended_days") and days is None:
        row.keep("extended_days")
    count = whole_number_in(said) if len(said) <= _LONGEST_COUNT else None
    if count is not None and not row.says_yes("extended"):
        days = days or count
    elif said and not row.says_yes("extended"):
        named = row.days("extended", 2)
        on = on or (named[0] if named else None)
        row.keep("extended")
        if not named and "延" not in said:
            return
    if not (on or days or said):
        return
    if not days:
        row.note("延长答复期限没有写天数的，按最长的天数登记")
        days = LONGEST_EXTENSION_DAYS.on(received_on).value
    if on is None:
        course.extension_days = days
    course.add(StepKind.EXTENDED, on, days=days)


def _fee(row: LedgerRow, course: ToldCourse) -> None:
    noticed, paid = row.day("fee_noticed_on"), row.day("fee_paid_on")
    yuan = row.yuan("fee_yuan")
    if noticed is None and paid is None:
        if yuan or row.says_yes("fee"):
            row.warn("没有收费通知日期和缴费日期，收费没有登记，请补登。", "fee_yuan")
            row.keep("fee_yuan", "fee_units", "fee_method")
        return
    words = row.text("fee_method") + row.text("fee_units")
    method = Method.BY_PAGE if "页" in words or "量" in words else Method.BY_REQUEST
    if yuan is None:
        row.warn("没有写收费金额，按0元登记，请补登。", "fee_yuan")
    course.add(
        StepKind.FEE_NOTICED,
        noticed,
        method=method.name,
        units=whole_number_in(row.text("fee_units")),
        due_yuan=yuan or 0,
        decided_yuan=yuan or 0,
    )
    course.add(StepKind.FEE_PAID, paid, yuan=yuan or 0)


def _reviews(row: LedgerRow, course: ToldCourse) -> None:
    details: dict[str, str] = {}
    reviewed: list[date] = []
    for name, reviewer in (
        ("secrecy_review", "secrecy_reviewer"),
        ("legal_review", "legal_reviewer"),
    ):
        days = row.days(name, 1) if row.text(name) else []
        if days:
            details[reviewer] = without_days(row.text(name))
            reviewed += days
        else:
            row.keep(name)
    course.add(StepKind.REVIEWED, max(reviewed, default=None), **details)
    days = row.days("approved_by", 1) if row.text("approved_by") else []
    on = row.day("approved_on") or (days[0] if days else None)
    if on is None:
        row.keep("approved_by")
    course.add(StepKind.APPROVED, on, approved_by=without_days(row.text("approved_by")))


def _closing(row: LedgerRow, course: ToldCourse, received_on: date) -> None:
    decided, replied = row.day("decided_on"), row.day("replied_on")
    served, withdrawn = row.day("served_on"), row.day("withdrawn_on")
    kind = _reply_kind(row, course)
    if withdrawn is not None or kind is ReplyKind.WITHDRAWN or "撤回" in row.text("status"):
        on = withdrawn or replied or served or decided
        if on is None:
            row.problem("写有撤回申请而没有日期，请填写撤回日期后重新导入。", "reply_kind")
        row.keep("document_number", "reply_text")
        course.add(StepKind.WITHDRAWN, on)
    elif kind is not None or decided or replied or served or row.text("document_number"):
        _reply(row, course, kind, decided=decided, replied=replied, served=served)
    elif is_closed(row.text("status")):
        row.problem("办理状态为办结而没有答复日期，请填写后重新导入。", "status")
    if row.text("status") and not is_closed(row.text("status")):
        row.keep("status")
    filed = row.day("filed_on")
    is_over = course.has(StepKind.SERVED) or course.has(StepKind.WITHDRAWN)
    if filed is not None and is_over:
        course.add(StepKind.FILED, filed, file_number=row.text("file_number"))
    else:
        row.keep("file_number", "filed_on")


def _reply_kind(row: LedgerRow, course: ToldCourse) -> ReplyKind | None:
    said, grounds, told = row.text("reply_kind"), row.text("grounds"), row.text("reply_text")
    counted = row.text("report_row")
    course.row_of_report = outcome_of_row(counted) if counted else None
    if course.row_of_report is None and counted:
        by_words = reply_of(counted)
        course.row_of_report = None if by_words is None else by_words.outcome
    if row.says_yes("reply_kind"):
        said = "予以公开"
    if said and is_open(said):
        row.keep("reply_kind")
        return None
    settled = row.settled("reply", said) or row.settled("reply", told)
    if settled:
        return ReplyKind[settled]
    kind = reply_of(said, grounds, told) if said or told else None
    if kind is not None:
        return kind
    if course.row_of_report is not None:
        return default_reply(course.row_of_report)
    if said or told:
        row.doubt("reply", said or told)
        row.warn(
            f"“{(said or told)[:30]}”看不出是哪一种办理结果，暂按“{ReplyKind.OTHERWISE.label}”登记"
            f"（年报表三第{ReplyKind.OTHERWISE.outcome.row}行），请核对后改变年报归类。",
            "reply_kind" if said else "reply_text",
        )
        row.keep("reply_kind", "reply_text")
        return ReplyKind.OTHERWISE
    return None


def _reply(
    row: LedgerRow,
    course: ToldCourse,
    kind: ReplyKind | None,
    *,
    decided: date | None,
    replied: date | None,
    served: date | None,
) -> None:
    on = decided or replied or served
    if on is None:
        if not row.problems:
            what, name = ("办理结果", "reply_kind") if kind else ("答复文号", "document_number")
            row.problem(f"写有{what}而没有答复日期，请填写后重新导入。", name)
        return
    if kind is None:
        row.warn(
            f"没有写办理结果，暂按“{ReplyKind.OTHERWISE.label}”登记"
            f"（年报表三第{ReplyKind.OTHERWISE.outcome.row}行），请核对后改变年报归类。"
        )
        kind = ReplyKind.OTHERWISE
    if decided is None:
        row.note("没有落款日期的，以答复日期为落款日期")
    course.add(
        StepKind.DECIDED,
        on,
        kind=kind.name,
        number=row.text("document_number"),
        reasons="；".join(filter(None, [row.text("grounds"), row.text("reply_text")])),
    )
    served = served or _served_unsaid(row, replied or on)
    if served is None:
        row.warn("有答复日期而没有送达日期，按尚未送达登记；已经送达的请补登送达。")
        return
    if decided is not None and decided > served:
        row.warn(f"落款日期{decided}晚于送达日期{served}，请核对。", "decided_on")
    method = service_of(row.text("service_method"))
    if method is None:
        row.keep("service_method")
    course.add(
        StepKind.SERVED,
        served,
        method=None if method is None else method.name,
        mail_number=row.text("service_mail_number"),
    )


def _served_unsaid(row: LedgerRow, replied: date) -> date | None:
    """Return the day a reply counts as served where the ledger gives none; None where it is not."""
    if not row.has_column("served_on"):
        row.note("没有送达日期列，以答复日期为送达日期")
        return replied
    is_over = is_closed(row.text("status")) or bool(row.filled() & {"filed_on", "file_number"})
    is_old = row.today is None or replied < row.today - _STILL_ON_THE_DESK
    if is_over or is_old:
        row.note("有答复日期而没有送达日期的，以答复日期为送达日期")
        return replied
    return None


def _check_order(row: LedgerRow, course: ToldCourse, received_on: date) -> None:
    """Say which days cannot be: nothing that concerns the reply comes before the receipt."""
    for step in course.steps:
        if step.on < received_on and step.kind is not StepKind.ASSIGNED:
            names = _TOLD_IN.get(step.kind, ())
            row.problem(
                f"“{step.kind.label}”的日期{step.on}早于收到申请之日{received_on}，"
                "请改正后重新导入。",
                next((name for name in names if row.cell(name) is not None), ""),
            )


_TOLD_IN: Mapping[StepKind, tuple[str, ...]] = {
    StepKind.CORRECTION_NOTICED: ("correction_noticed_on", "correction"),
    StepKind.CORRECTION_RECEIVED: ("correction_received_on", "correction"),
    StepKind.THIRD_PARTY_CONSULTED: ("third_party_sent_on", "third_party_days"),
    StepKind.THIRD_PARTY_ANSWERED: ("third_party_answered_on", "third_party_days"),
    StepKind.AGENCY_CONSULTED: ("agency_sent_on", "agency_days"),
    StepKind.AGENCY_ANSWERED: ("agency_answered_on", "agency_days"),
    StepKind.EXTENDED: ("extended_on", "extended"),
    StepKind.FEE_NOTICED: ("fee_noticed_on",),
    StepKind.FEE_PAID: ("fee_paid_on",),
    StepKind.REVIEWED: ("secrecy_review", "legal_review"),
    StepKind.APPROVED: ("approved_on", "approved_by"),
    StepKind.DECIDED: ("decided_on", "replied_on", "served_on"),
    StepKind.SERVED: ("served_on", "replied_on", "decided_on"),
    StepKind.WITHDRAWN: ("withdrawn_on", "replied_on", "served_on", "decided_on"),
    StepKind.FILED: ("filed_on",),
    StepKind.RECONSIDERED: ("reconsidered_on", "reconsideration"),
    StepKind.RECONSIDERATION_ANSWERED: ("reconsideration_answered_on",),
    StepKind.RECONSIDERATION_DECIDED: ("reconsideration_decided_on", "reconsideration"),
    StepKind.SUED: ("sued_on", "suit"),
    StepKind.JUDGED: ("judged_on", "suit"),
}
