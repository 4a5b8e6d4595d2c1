"""The fee notice: the ledger of `rules.fees` as the applicant reads it."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from casework.letters.facts import CaseFacts, OfficeFacts
from casework.letters.kinds import LetterKind
from casework.letters.letter import ToApplicant, Word
from casework.letters.opening import addressed
from casework.letters.reply_words import sentence
from rules.fees import MAY_CHARGE_BASIS, FeeLedger, FeeLine, Method, yuan_words
from rules.law import cite
from rules.time_limits import FEE_PAYMENT_DAYS

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")


def formal_yuan(yuan: int) -> str:
    """Return whole yuan in the numerals of a bill: 2700 → 贰仟柒佰元整."""
    if yuan == 0:
        return "零元整"
    words, gap = "", False
    digits = str(yuan)
    for at, digit in enumerate(digits):
        power = len(digits) - at - 1
        place, group = power % 4, power // 4
        if digit == "0":
            gap = True
        else:
            words += ("零" if gap and words else "") + _DIGITS[int(digit)] + _PLACES[place]
            gap = False
        if place == 0 and group and int(digits[max(at - 3, 0) : at + 1]):
            words += _GROUPS[group]
            gap = False
    return f"{words}元整"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRow:
    """One tier of the fee."""

    method: Annotated[str, Word("计收方式")]
    tier: Annotated[str, Word("区间")]
    units: Annotated[str, Word("数量")]
    rate: Annotated[str, Word("单价")]
    yuan: Annotated[str, Word("金额")]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeNoticeLetter(ToApplicant):
    """收费通知书 (B8), sent within the time limit for the reply (处理费办法6)."""

    kind: ClassVar[LetterKind] = LetterKind.FEE_NOTICE

    basis: Annotated[str, Word("依据", required=True)]
    rows: Annotated[tuple[FeeRow, ...], Word("计费明细", required=True)]
    total: Annotated[str, Word("收费金额", required=True)]
    formal_total: Annotated[str, Word("大写金额")]
    note: Annotated[str, Word("计费说明")]
    period: Annotated[str, Word("缴费期限", required=True)]
    payment: Annotated[str, Word("缴纳方式", required=True)]


def fee_notice(
    office: OfficeFacts,
    case: CaseFacts,
    number: str,
    on: date,
    *,
    ledger: FeeLedger,
    payment: str,
    charged_yuan: int | None = None,
    reason: str = "",
) -> FeeNoticeLetter:
    """Return the notice of a fee; the office may charge less than the ledger, with a `reason`."""
    charged = ledger.yuan if charged_yuan is None else charged_yuan
    note = ledger.words
    if charged != ledger.yuan:
        note += f"本机关决定收取{yuan_words(charged)}。{sentence(reason)}"
    return FeeNoticeLetter(
        **addressed(office, case, number, on, course=case.course),
        basis=cite(MAY_CHARGE_BASIS, ledger.basis, on=on),
        rows=tuple(_rows(ledger)),
        total=yuan_words(charged),
        formal_total=formal_yuan(charged),
        note=note,
        period=str(FEE_PAYMENT_DAYS.on(on).value),
        payment=sentence(payment),
    )


def _rows(ledger: FeeLedger) -> list[FeeRow]:
    if ledger.method is Method.BY_PAGE:
        return [_row(ledger.method, line) for line in ledger.lines]
    # By request the ledger adds up the month; this request is its last unit.
    return [
        _row(ledger.method, FeeLine(ledger.units, ledger.units, line.rate_yuan))
        for line in ledger.lines[-1:]
    ]


def _row(method: Method, line: FeeLine) -> FeeRow:
    span = f"第{line.first}" + (f"至{line.last}" if line.last != line.first else "")
    return FeeRow(
        method=method.label,
        tier=f"{span}{method.unit}",
        units=f"{line.units}{method.unit}",
        rate=f"{line.rate_yuan:,}",
        yuan=f"{line.yuan:,}",
    )
