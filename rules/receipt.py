"""The day a request counts as received (条例31), which depends on how it came."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from rules.errors import ClerkError
from rules.law import Basis
from rules.provisions import Provision
from rules.working_days import Calendar

# 条例31 names no day for the confirmation. A court that finds the office slow counts from the
# arrival (指导案例26号); confirmed within three working days, nobody has found it slow.
CONFIRM_WITHIN_DAYS = 3


class Channel(Enum):
    """How a request reached the office; the value is what the register shows."""

    IN_PERSON = "当面提交"
    SIGNED_POST = "邮寄（需签收）"
    ORDINARY_POST = "平常信函"
    INTERNET = "网上平台"
    EMAIL = "电子邮箱"
    FAX = "传真"
    ORAL = "口头（代填）"
    FORWARDED = "其他机关转来"

    @property
    def label(self) -> str:
        """The words of the list a clerk chooses from."""
        return self.value

    @property
    def needs_confirmation(self) -> bool:
        """Whether the day of receipt is the day both sides confirm it (条例31(二)(三))."""
        return self in _CONFIRMED

    @property
    def basis(self) -> Basis:
        """The item of 条例31 that decides the day of receipt; what was passed on has none."""
        return _BASIS.get(self, Provision.RECEIPT)

    @property
    def arrival_label(self) -> str:
        """What the day of arrival is called for this channel."""
        return _ARRIVAL[self]


_CONFIRMED = {Channel.ORDINARY_POST, Channel.INTERNET, Channel.EMAIL, Channel.FAX}
_BASIS = {
    Channel.IN_PERSON: Provision.RECEIPT_BY_HAND,
    Channel.ORAL: Provision.RECEIPT_BY_HAND,
    Channel.SIGNED_POST: Provision.RECEIPT_BY_POST,
    Channel.ORDINARY_POST: Provision.RECEIPT_BY_POST,
    Channel.INTERNET: Provision.RECEIPT_ELECTRONIC,
    Channel.EMAIL: Provision.RECEIPT_ELECTRONIC,
    Channel.FAX: Provision.RECEIPT_ELECTRONIC,
}
_ARRIVAL = {
    Channel.IN_PERSON: "提交日期",
    Channel.ORAL: "代填签字日期",
    Channel.SIGNED_POST: "签收日期",
    Channel.ORDINARY_POST: "实际收到日期",
    Channel.FORWARDED: "本机关收到日期",
    Channel.INTERNET: "系统接收日期",
    Channel.EMAIL: "邮件到达日期",
    Channel.FAX: "传真收到日期",
}


@dataclass(frozen=True, slots=True)
class ReceiptDay:
    """The day of receipt and how sure it is.

    `received_on` opens the clocks. While the two sides have not confirmed it, it is the day of
    arrival, the earlier of the two possible days, and `confirmed` is False.
    """

    received_on: date
    confirmed: bool
    words: str
    basis: Basis


def receipt_day(channel: Channel, arrived_on: date, confirmed_on: date | None = None) -> ReceiptDay:
    """Return the day of receipt of a request (条例31).

    Raises `ClerkError` where the confirmation lies before the arrival.
    """
    basis = channel.basis
    if not channel.needs_confirmation:
        return ReceiptDay(
            arrived_on, True, f"{channel.label}，以{channel.arrival_label}为收到申请之日", basis
        )
    if confirmed_on is None:
        return ReceiptDay(
            arrived_on,
            False,
            f"{channel.label}，以双方确认之日为收到申请之日；尚未确认，暂按{channel.arrival_label}预警",
            Provision.ORDINARY_POST if channel is Channel.ORDINARY_POST else basis,
        )
    if confirmed_on < arrived_on:
        raise ClerkError(
            f"双方确认日期{confirmed_on:%Y-%m-%d}早于{channel.arrival_label}"
            f"{arrived_on:%Y-%m-%d}，请核对两个日期。",
            basis,
            "confirmed_on",
        )
    return ReceiptDay(confirmed_on, True, f"{channel.label}，以双方确认之日为收到申请之日", basis)


def last_day_to_confirm(arrived_on: date, calendar: Calendar) -> date:
    """Return the third working day after the arrival; a later confirmation needs a reason."""
    return calendar.nth_after(arrived_on, CONFIRM_WITHIN_DAYS)


def is_late_confirmation(arrived_on: date, confirmed_on: date | None, calendar: Calendar) -> bool:
    """Tell whether a request was confirmed later than the third working day after its arrival."""
    return (
        confirmed_on is not None
        and arrived_on >= calendar.first_day
        and confirmed_on > last_day_to_confirm(arrived_on, calendar)
    )


def confirmation_days(
    arrived_on: date, confirmed_on: date | None, calendar: Calendar
) -> int | None:
    """Return the working days the confirmation took; None without one or before any calendar."""
    if confirmed_on is None or arrived_on < calendar.first_day:
        return None
    return calendar.count(arrived_on, confirmed_on)


def late_confirmation_words(arrived_on: date, confirmed_on: date, due_from_arrival: date) -> str:
    """Return what a court looks at where a confirmation came late, in a sentence."""
    passed = "，该期限在确认以前已经届满" if confirmed_on > due_from_arrival else ""
    return (
        f"申请于{arrived_on}到达，{confirmed_on}才确认，超过{CONFIRM_WITHIN_DAYS}个工作日。"
        f"{Provision.RECEIPT.short}以双方确认之日为收到之日，但内部流转、迟延确认的不利后果由机关承担"
        "（最高人民法院指导案例26号）：网上提交成功而系统没有例外说明的，以提交成功之日起算。"
        f"按到达之日计算，答复期限至{due_from_arrival}{passed}；请说明迟延的原因，并按较早的期限办理。"
    )
