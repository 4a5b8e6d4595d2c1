"""An applicant over the years: requests, repeats, the month's fees, challenges and contacts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from casework.acts.fees import nth_of_applicant
from casework.cases.case_file import CaseFile, load
from casework.cases.recorded import entered
from casework.cases.repeats_found import Earlier, of_same_person, who_of
from casework.cases.urgency import short_day
from casework.desk.desk import Desk
from db import requests, steps
from db.requests import RequestRow
from db.steps import StepRecord
from forms.challenge import ReconsiderationReceived, Suit
from forms.likeness import is_same_matter
from rules.fees import MOST_REQUESTS, request_fee
from rules.outcomes import Outcome
from rules.provisions import Provision
from rules.steps import StepKind

_MOST_CHALLENGES = 40
_CONTACTS = (
    ("电话", "phone"),
    ("电子邮箱", "email"),
    ("地址", "address"),
    ("证件号码", "id_number"),
    ("代理人", "agent_name"),
)
_CHALLENGES = {
    StepKind.RECONSIDERED.word: "申请行政复议",
    StepKind.RECONSIDERATION_DECIDED.word: "复议决定",
    StepKind.SUED.word: "提起行政诉讼",
    StepKind.JUDGED.word: "裁判",
}


@dataclass(frozen=True, slots=True)
class OfApplicant:
    """A request of the applicant, by what it is hers, and whether it asks for the same."""

    request_id: int
    number: str
    received_on: date | None
    matter: str
    by: str
    fate: str
    is_same_matter: bool


@dataclass(frozen=True, slots=True)
class CourtQuestion:
    """A question a court asks of a refusal to answer again, and what the register says to it.

    `is_met` is None where only the clerk can tell.
    """

    asked: str
    is_met: bool | None
    evidence: str

    @property
    def words(self) -> str:
        """The answer in a word."""
        return {True: "是", False: "否", None: "请核对"}[self.is_met]


@dataclass(frozen=True, slots=True)
class ApplicantPage:
    """What the register knows of an applicant; `names` are all she asked under."""

    names: tuple[str, ...]
    contacts: tuple[tuple[str, tuple[str, ...]], ...]
    requests: tuple[OfApplicant, ...]
    month: str
    challenges: tuple[str, ...]
    earlier: RequestRow | None
    questions: tuple[CourtQuestion, ...]

    @property
    def repeats(self) -> int:
        """How many of the other requests ask for the same as this one."""
        return sum(one.is_same_matter for one in self.requests)


def applicant_page(desk: Desk, request_id: int) -> ApplicantPage:
    """Return what is known of the applicant of a request, its own row left out of the list."""
    file = load(desk, request_id)
    own = requests.one(desk.store, request_id)
    found = of_same_person(desk, who_of(file.registration))
    others = [one for one in found if one.row.id != request_id]
    rows = [own, *(one.row for one in others)]
    listed = tuple(_line(own, one) for one in others)
    # Of several the one that makes this a repeat: her own, and answered (条例36(六)).
    earlier = max(
        (
            one
            for one, line in zip(others, listed, strict=True)
            if line.is_same_matter and one.row.id < request_id
        ),
        key=lambda one: (_is_named(one), one.row.served_on is not None),
        default=None,
    )
    return ApplicantPage(
        tuple(dict.fromkeys(row.applicant_name for row in rows)),
        tuple(
            (label, values)
            for label, name in _CONTACTS
            if (values := tuple(dict.fromkeys(filter(None, (getattr(row, name) for row in rows)))))
        ),
        listed,
        _month(desk, file, rows),
        tuple(_challenges(desk, rows)),
        None if earlier is None else earlier.row,
        () if earlier is None else tuple(_questions(desk, own, earlier)),
    )


def _line(own: RequestRow, one: Earlier) -> OfApplicant:
    row = one.row
    sought, there = own.information_sought or own.matter, row.information_sought or row.matter
    return OfApplicant(
        row.id,
        row.register_number,
        row.received_on,
        row.matter or row.information_sought,
        "、".join(one.by),
        fate_of(row),
        is_same_matter(sought, there),
    )


def fate_of(row: RequestRow) -> str:
    """Return what became of a request, in a few words."""
    if row.outcome and row.decided_on:
        return f"{short_day(row.decided_on)}{Outcome[row.outcome].label}"
    return row.stage or "在办"


def _month(desk: Desk, file: CaseFile, rows: Iterable[RequestRow]) -> str:
    day = file.case.received_on
    nth = nth_of_applicant(desk, file)
    fee = request_fee(min(nth, MOST_REQUESTS), on=day, province=desk.office.province)
    in_month = [
        row
        for row in rows
        if row.received_on and row.received_on.replace(day=1) == day.replace(day=1)
    ]
    charged = sum(row.fee_yuan for row in in_month)
    told = f"，按件计收应收{fee.yuan}元（{fee.basis.short}）" if fee.yuan else ""
    paid = f"；本月已缴{charged}元" if charged else ""
    return f"{day.year}年{day.month}月第{nth}件{told}{paid}。"


def _challenges(desk: Desk, rows: Iterable[RequestRow]) -> Iterator[str]:
    told = 0
    for row in rows:
        for record in steps.standing(steps.of_request(desk.store, row.id)):
            words = _CHALLENGES.get(record.kind)
            if words and told < _MOST_CHALLENGES:
                told += 1
                who = "第三方" if _is_of_another(record) else ""
                yield f"{row.register_number}：{short_day(record.on)}{who}{words}"


def _is_of_another(record: StepRecord) -> bool:
    """Tell whether a third party asked for reconsideration or sued, and not the applicant."""
    if record.kind == StepKind.RECONSIDERED.word:
        return bool(entered(record, ReconsiderationReceived).brought_by)
    return record.kind == StepKind.SUED.word and bool(entered(record, Suit).brought_by)


def _is_named(earlier: Earlier) -> bool:
    return "姓名相同" in earlier.by or "证件号码相同" in earlier.by


def _questions(desk: Desk, own: RequestRow, earlier: Earlier) -> Iterator[CourtQuestion]:
    row = earlier.row
    answered = row.served_on is not None
    yield CourtQuestion(
        "前一件是否已经答复？",
        answered,
        f"{row.register_number}，{fate_of(row)}"
        + (f"，{short_day(row.served_on)}送达" if row.served_on else "，尚未送达"),
    )
    yield CourtQuestion(
        "是否同一申请人？",
        True if _is_named(earlier) else None,
        f"本件申请人{own.applicant_name}，前件申请人{row.applicant_name}（{'、'.join(earlier.by)}）",
    )
    yield CourtQuestion(
        "申请的是否同一信息？",
        None if own.information_sought != row.information_sought else True,
        f"本件：{own.information_sought or own.matter}；"
        f"前件：{row.information_sought or row.matter}",
    )
    changed = [
        f"{short_day(record.on)}{StepKind.of(record.kind).label}"
        for record in steps.standing(steps.of_request(desk.store, row.id))
        if record.kind in _CHANGED and row.decided_on and record.on >= row.decided_on
    ]
    yield CourtQuestion(
        "前次答复以后，事实有没有变化？",
        None,
        f"登记簿中前件答复后有{'、'.join(changed)}，请核对是否改变了结论。"
        if changed
        else "登记簿中没有前件答复后的变化；信息是否新制作，第三方意见、密级等是否变化，"
        "请向承办科室核实。",
    )


_CHANGED = {
    StepKind.RECONSIDERATION_DECIDED.word,
    StepKind.JUDGED.word,
    StepKind.REVIEWED_FOR_PUBLICATION.word,
    StepKind.REPLY_ORDERED.word,
}
BASIS = Provision.REPEATED
