"""From the fee that is due to the fee that is kept: counting the month, deciding, settling."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rules.errors import ClerkError
from rules.fees import MAY_CHARGE_BASIS, NO_MORE_BASIS, Method, yuan_words
from rules.practice import Practice


@dataclass(frozen=True, slots=True)
class CountedRequest:
    """What counting a month needs to know of a request of the same applicant to this office.

    `parts` is how many requests it was split into where the parts are not registered one by one;
    `as_co_applicant` says that somebody else is its main applicant.
    """

    received_on: date
    parts: int = 1
    withdrawn: bool = False
    as_co_applicant: bool = False
    method: Method = Method.BY_REQUEST


def nth_in_month(received_on: date, earlier: Iterable[CountedRequest], practice: Practice) -> int:
    """Return which of the applicant's requests of the natural month a request is.

    The month is that of the day of receipt (条例31). `earlier` are the requests that come before
    this one; those of other months are passed over. A correction makes no new request.
    """
    month = received_on.year, received_on.month
    return 1 + sum(
        request.parts if practice.split_parts_count_for_fee else 1
        for request in earlier
        if (request.received_on.year, request.received_on.month) == month
        and (practice.withdrawn_counts_for_fee or not request.withdrawn)
        and (practice.co_applicants_count_for_fee or not request.as_co_applicant)
        and (practice.page_fee_takes_number or request.method is Method.BY_REQUEST)
    )


@dataclass(frozen=True, slots=True)
class FeeDecision:
    """What the office decided to charge, of what is due, and why less."""

    due_yuan: int
    decided_yuan: int
    reason: str


def decide(due_yuan: int, decided_yuan: int, reason: str = "") -> FeeDecision:
    """Return the office's decision on a fee.

    It may charge less than is due, or nothing, and says why; it may never charge more. Raises
    `ClerkError` for a sum that is negative or too high, or lower without a reason.
    """
    if decided_yuan < 0:
        raise ClerkError("决定收取的金额不能小于0元，请改正。", MAY_CHARGE_BASIS, "decided_yuan")
    if decided_yuan > due_yuan:
        raise ClerkError(
            f"决定收取的金额{yuan_words(decided_yuan)}高于应计金额{yuan_words(due_yuan)}，"
            "不得提高标准或者加收其他费用，请改正。",
            NO_MORE_BASIS,
            "decided_yuan",
        )
    if decided_yuan < due_yuan and not reason.strip():
        raise ClerkError(
            f"决定收取{yuan_words(decided_yuan)}，少于应计的{yuan_words(due_yuan)}，请写明少收或者不收的理由。",
            MAY_CHARGE_BASIS,
            "reason",
        )
    return FeeDecision(due_yuan, decided_yuan, reason.strip())


@dataclass(frozen=True, slots=True)
class Settlement:
    """What was paid in advance (预收) against what the pages in fact provided come to (实收)."""

    prepaid_yuan: int
    final_yuan: int

    @property
    def refund_yuan(self) -> int:
        """What is to be paid back (退付)."""
        return max(self.prepaid_yuan - self.final_yuan, 0)

    @property
    def shortfall_yuan(self) -> int:
        """What the estimate fell short by; it needs a notice of its own before it is due."""
        return max(self.final_yuan - self.prepaid_yuan, 0)

    @property
    def words(self) -> str:
        """A sentence for the record."""
        paid = f"预收{yuan_words(self.prepaid_yuan)}，应收{yuan_words(self.final_yuan)}"
        if self.refund_yuan:
            return f"{paid}，应退付{yuan_words(self.refund_yuan)}。"
        if self.shortfall_yuan:
            return f"{paid}，尚差{yuan_words(self.shortfall_yuan)}；补收须另发收费通知。"
        return f"{paid}，无需退付。"


def settle(prepaid_yuan: int, final_yuan: int) -> Settlement:
    """Return what is to be paid back once the pages are known.

    Raises `ClerkError` where a sum is negative.
    """
    for field, yuan in (("prepaid_yuan", prepaid_yuan), ("final_yuan", final_yuan)):
        if yuan < 0:
            raise ClerkError(f"金额不能小于0元，填写的是{yuan_words(yuan)}，请改正。", None, field)
    return Settlement(prepaid_yuan, final_yuan)
