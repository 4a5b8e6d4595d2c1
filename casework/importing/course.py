"""From a ledger's row to the dated steps on the way to a reply and beyond it."""

import re
from collections.abc import Mapping
from datetime import date

from casework.importing.cells import UNTIL, without_days
from casework.importing.ledger_steps import ToldCourse
from casework.importing.numbers_in_cells import days_counted_in, whole_number_in
from casework.importing.row import LedgerRow
from casework.importing.told_challenges import challenge_steps
from casework.importing.told_reply import take_closing
from casework.importing.words import opinion_of
from rules.fees import Method
from rules.steps import StepKind
from rules.time_limits import LONGEST_EXTENSION_DAYS


def course_of(row: LedgerRow, received_on: date) -> ToldCourse:
    """Return what a row tells of a request; what is wrong is collected in the row."""
    course = ToldCourse()
    _assignment(row, course, received_on)
    _correction(row, course)
    _consultations(row, course)
    _extension(row, course, received_on)
    _fee(row, course)
    _reviews(row, course)
    take_closing(row, course)
    for kind, on, details in challenge_steps(row):
        course.add(kind, on, **details)
    _check_order(row, course, received_on)
    return course


def _assignment(row: LedgerRow, course: ToldCourse, received_on: date) -> None:
    section, handler = row.text("section"), row.text("handler")
    on = row.day("assigned_on")
    if not (section or handler):
        row.keep("assigned_on")
        return
    if on is None:
        row.note("没有分办日期的，以收到日期为分办日期")
    course.add(StepKind.ASSIGNED, on or received_on, section=section, handler=handler)


def _correction(row: LedgerRow, course: ToldCourse) -> None:
    noticed, received = row.day("correction_noticed_on"), row.day("correction_received_on")
    if row.text("correction") and not row.says_yes("correction"):
        days = row.days("correction", 2)
        row.keep_beside_days("correction", _OF_CORRECTIONS if days else None)
        noticed = noticed or (days[0] if days else None)
        received = received or (days[1] if len(days) > 1 else None)
    elif row.says_yes("correction") and noticed is None:
        row.warn("只写了补正，没有补正告知日期，这一步没有登记，请补登。", "correction")
    period = row.text("correction_period")
    days_allowed = _counted(period)
    until = None
    if period and days_allowed is None:
        named = row.days("correction_period", 1, ahead=True)
        until = named[0].isoformat() if named else None
    if noticed is None or not (days_allowed or until):
        row.keep("correction_period")
    course.add(StepKind.CORRECTION_NOTICED, noticed, days=days_allowed, until=until)
    course.add(StepKind.CORRECTION_RECEIVED, received)


def _counted(words: str) -> int | None:
    """Return the number of days some words give: alone, or as days among others."""
    alone = whole_number_in(words) if len(words) <= _LONGEST_COUNT else None
    return days_counted_in(words) if alone is None else alone


_LONGEST_COUNT = 8
# What stands beside the days in columns of days and says no more than they do.
_OF_CORRECTIONS = re.compile(
    "补正|发出|寄出|送达|告知|通知|要求|收到|提交|补齐|完成|材料|回复|[是已于发收到回齐日]"
)
_OF_CONSULTATIONS = re.compile(
    "征求|第三[方人]|其他机关|意见|发出|寄出|送达|发函|收到|回函|复函|回复|答复|反馈"
    "|[是已于发收到回复日]"
)
_NOT_EXTENDED = re.compile(
    "(?:不|未|无|没有?|拟|待)(?:予|再|曾|作|做|进行|申请|办理|需要?|必要?|要)?延"
)
_OF_EXTENSIONS = re.compile(
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})个?(?:工作)?[日天]"
    "|延期|延长|答复|期限|告知|通知|发出|[是已于日]"
)


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
            row.keep_beside_days(both, _OF_CONSULTATIONS if days else None)
        party = "" if row.says_yes(name) else row.text(name)
        if sent is None and answered is None:
            if row.says_yes(both) or row.says_yes(name):
                row.warn("只写了征求意见，没有日期，这一步没有登记，请补登。", name)
            row.keep(name, f"{name}_opinion", f"{name}_delivered_on")
            continue
        if sent is None:
            row.keep(f"{name}_delivered_on")
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
    days = _counted(row.text("extended_days"))
    if row.text("extended_days") and days is None:
        row.keep("extended_days")
        if not (said or on):
            row.warn("看不出延长了几天，延长没有登记，已记入备注，请补登。", "extended_days")
    if _NOT_EXTENDED.search(said):
        row.keep("extended")
        said = ""
    elif said and not row.says_yes("extended"):
        days = days or _counted(UNTIL.sub(" ", said))
        named = [] if _is_a_count(said) else row.days("extended", 2, but=UNTIL)
        on = on or (named[0] if named else None)
        if len(named) == 1:
            row.keep_beside_days("extended", _OF_EXTENSIONS)
        elif not _is_a_count(said):
            row.keep("extended")
        if not named and "延" not in said:
            said = ""
    if not (on or days or said):
        return
    if not days:
        row.note("延长答复期限没有写天数的，按最长的天数登记")
        days = LONGEST_EXTENSION_DAYS.on(received_on).value
    if on is None:
        course.extension_days = days
    course.add(StepKind.EXTENDED, on, days=days)


def _is_a_count(words: str) -> bool:
    return len(words) <= _LONGEST_COUNT and whole_number_in(words) is not None


_USUAL_METHOD = re.compile("^按?(?:件|页|量|申请件数|申请量|信息量)(?:数|计收|收费|计费|收取)?$")


def _fee(row: LedgerRow, course: ToldCourse) -> None:
    if not row.says_yes("fee"):
        row.keep("fee")
    if not _USUAL_METHOD.search(row.text("fee_method")):
        row.keep("fee_method")
    units = whole_number_in(row.text("fee_units"))
    if units is None:
        row.keep("fee_units")
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
        units=units,
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
        days = row.days(name, 1, decides=False) if row.text(name) else []
        if days:
            details[reviewer] = without_days(row.text(name))
            reviewed += days
        else:
            row.keep(name)
    course.add(StepKind.REVIEWED, max(reviewed, default=None), **details)
    days = row.days("approved_by", 1, decides=False) if row.text("approved_by") else []
    on = row.day("approved_on") or (days[0] if days else None)
    if on is None:
        row.keep("approved_by")
    course.add(StepKind.APPROVED, on, approved_by=without_days(row.text("approved_by")))


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
