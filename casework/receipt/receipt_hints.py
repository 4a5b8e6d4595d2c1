"""What the register already knows about a request that is just being typed in.

Said while the clerk still has the paper in her hand: how many this applicant has made in the
month, and who asked for the same before.
"""

from collections.abc import Iterator
from datetime import date

from casework.acts.fees import nth_of_applicant
from casework.acts.registering import as_registered
from casework.cases.repeats_found import earlier_requests
from casework.cases.urgency import short_day
from casework.desk.desk import Desk
from casework.published.often_decided import often_answer
from db.requests import RequestRow
from forms.choices import IdType
from forms.likeness import Who
from forms.registration import Registration
from rules.fees import MOST_REQUESTS, request_fee
from rules.outcomes import Outcome
from rules.provisions import Provision
from rules.report_rows import Applicant

_LEAST_WORDS = 4
_SHOWN = 3
_LATER_THAN_ALL = 1 << 60


def receipt_hints(
    desk: Desk, name: str, information_sought: str, received_on: date, who: Who | None = None
) -> list[str]:
    """Return what to mind about a request of this applicant for this, a sentence each.

    `who` is what else the form says of the applicant: she may be known under another name.
    """
    name, sought = name.strip(), information_sought.strip()
    found: list[str] = []
    if name:
        found += _month(desk, name, received_on)
    if len(sought) >= _LEAST_WORDS:
        found += _repeats(desk, (who or Who())._replace(name=name), sought)
    return found


def _month(desk: Desk, name: str, received_on: date) -> Iterator[str]:
    form = Registration(applicant_name=name, arrived_on=received_on, information_sought="—")
    try_out = as_registered(desk, form, request_id=_LATER_THAN_ALL, number="")
    nth = nth_of_applicant(desk, try_out)
    fee = request_fee(min(nth, MOST_REQUESTS), on=received_on, province=desk.office.province)
    if fee.yuan:
        yield (
            f"这是“{name}”{received_on.month}月的第{nth}件申请，按件计收的，"
            f"本件{fee.yuan}元（{fee.basis.short}）；是否收费在答复前决定。"
        )
    elif nth > 1:
        yield f"这是“{name}”{received_on.month}月的第{nth}件申请。"


def _repeats(desk: Desk, who: Who, sought: str) -> Iterator[str]:
    found = earlier_requests(desk, who, sought)
    own = [one.row for one in found if one.by and not one.is_under_another_name]
    disguised = [one for one in found if one.is_under_another_name]
    others = [one.row for one in found if not one.by]
    if own:
        yield f"同一申请人申请过相同内容：{_listed(own)}；{_what_to_do(own)}。"
    if disguised:
        reasons = "、".join(dict.fromkeys(by for one in disguised for by in one.by))
        rows = [one.row for one in disguised]
        names = "、".join(dict.fromkeys(f"“{row.applicant_name}”" for row in rows[:_SHOWN]))
        yield (
            f"疑似同一申请人（{reasons}）以{names}的名义申请过相同内容：{_listed(rows)}；"
            f"请核对是否同一人，{_what_to_do(rows)}。"
        )
    decided = often_answer(desk, sought)
    if decided is not None:
        yield decided
    if others and decided is not None:
        yield f"其他申请人申请过相同内容：{_listed(others)}；答复口径请保持一致。"
    elif others:
        yield (
            f"其他申请人申请过相同内容：{_listed(others)}；答复口径请保持一致，"
            f"可以公开的，考虑纳入主动公开（{Provision.ASKED_BY_SEVERAL.short}）。"
        )


def _what_to_do(rows: list[RequestRow]) -> str:
    if any(row.decided_on for row in rows):
        return f"已经答复的，可以告知不予重复处理（{Provision.REPEATED.short}）"
    if all(row.closed_on for row in rows):
        return "前一件已经撤回，没有作出答复，本件不按重复申请处理"
    return "前一件还没有答复，请核对是否重复提交"


def _listed(rows: list[RequestRow]) -> str:
    said = [
        f"{row.register_number}（{_fate(row)}）"
        for row in sorted(rows, key=lambda one: one.id, reverse=True)[:_SHOWN]
    ]
    more = f"等{len(rows)}件" if len(rows) > _SHOWN else ""
    return "、".join(said) + more


def _fate(row: RequestRow) -> str:
    if row.decided_on:
        return f"{short_day(row.decided_on)}{Outcome[row.outcome].label}"
    return f"{short_day(row.closed_on)}撤回" if row.closed_on else row.stage


def guessed_kind(name: str) -> tuple[Applicant, IdType] | None:
    """Return which column of table 3 a name speaks for, and the paper such an applicant shows.

    None where the name does not say.
    """
    from forms.names import applicant_of

    kind, is_sure = applicant_of("", name.strip())
    if not is_sure:
        return None
    is_person = kind is Applicant.NATURAL_PERSON
    return kind, IdType.RESIDENT_ID if is_person else IdType.CREDIT_CODE
