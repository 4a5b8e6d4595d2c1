"""From a ledger's row to the reply, how it was served, and what else closed the request."""

from datetime import date, timedelta

from casework.importing.ledger_steps import ToldCourse
from casework.importing.row import LedgerRow
from casework.importing.words import (
    default_reply,
    is_closed,
    is_name_of_reply,
    is_open,
    outcome_of_row,
    reply_of,
    service_of,
)
from rules.replies import ReplyKind
from rules.steps import StepKind

# Until then a reply that is written may well lie on the desk; later it was sent and not noted.
_STILL_ON_THE_DESK = timedelta(days=30)


def take_closing(row: LedgerRow, course: ToldCourse) -> None:
    """Add what a row tells of the reply, its service, a withdrawal and the filing."""
    decided, replied = row.day("decided_on"), row.day("replied_on")
    served, withdrawn = row.day("served_on"), row.day("withdrawn_on")
    kind = _reply_kind(row, course)
    if withdrawn is not None or kind is ReplyKind.WITHDRAWN or "撤回" in row.text("status"):
        on = withdrawn or replied or served or decided
        if on is None:
            row.problem("写有撤回申请而没有日期，请填写撤回日期后重新导入。", "reply_kind")
        row.keep("document_number", "grounds", "reply_text", "service_method")
        row.keep("service_mail_number")
        days = {"decided_on": decided, "replied_on": replied, "served_on": served}
        row.keep(*(name for name, day in days.items() if day != on))
        course.add(StepKind.WITHDRAWN, on)
    elif kind is not None or decided or replied or served or row.text("document_number"):
        _reply(row, course, kind, decided=decided, replied=replied, served=served)
    else:
        if is_closed(row.text("status")):
            row.problem("办理状态为办结而没有答复日期，请填写后重新导入。", "status")
        row.keep("grounds", "reply_text", "service_method", "service_mail_number")
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
        if by_words is None:
            row.keep("report_row")
    if row.says_yes("reply_kind"):
        said = "予以公开"
    if said and is_open(said):
        row.keep("reply_kind")
        return None
    settled = row.settled("reply", said) or row.settled("reply", told)
    if settled:
        row.keep("reply_kind")
        return ReplyKind[settled]
    kind = reply_of(said, grounds, told) if said or told else None
    if kind is not None:
        if not is_name_of_reply(said):
            row.keep("reply_kind")
        return kind
    if course.row_of_report is not None:
        row.keep("reply_kind")
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
        row.keep("service_method", "service_mail_number")
        return
    if replied not in (on, served):
        row.keep("replied_on")
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
