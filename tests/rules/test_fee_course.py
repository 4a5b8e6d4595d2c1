from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import ClerkError
from rules.fee_course import (
    CountedRequest,
    FeeDecision,
    Settlement,
    decide,
    nth_in_month,
    settle,
)
from rules.fees import Method
from rules.practice import Practice

TODAY = date(2026, 3, 31)


def a_request(**changed: object) -> CountedRequest:
    return CountedRequest(**{"received_on": date(2026, 3, 2)} | changed)  # type: ignore[arg-type]


def test_the_first_request_of_a_month_is_the_first() -> None:
    assert nth_in_month(TODAY, [], Practice()) == 1


def test_a_month_is_the_natural_month_of_the_day_of_receipt() -> None:
    earlier = [
        a_request(received_on=date(2026, 2, 28)),
        a_request(received_on=date(2025, 3, 31)),
        a_request(received_on=date(2026, 3, 1)),
        a_request(received_on=date(2026, 3, 31)),
    ]
    assert nth_in_month(TODAY, earlier, Practice()) == 3


@pytest.mark.parametrize(
    ("request_", "practice", "nth"),
    [
        (a_request(withdrawn=True), Practice(), 2),
        (a_request(withdrawn=True), Practice(withdrawn_counts_for_fee=False), 1),
        (a_request(), Practice(withdrawn_counts_for_fee=False), 2),
        (a_request(parts=4), Practice(), 5),
        (a_request(parts=4), Practice(split_parts_count_for_fee=False), 2),
        (a_request(as_co_applicant=True), Practice(), 1),
        (a_request(as_co_applicant=True), Practice(co_applicants_count_for_fee=True), 2),
        (a_request(method=Method.BY_PAGE), Practice(), 2),
        (a_request(method=Method.BY_PAGE), Practice(page_fee_takes_number=False), 1),
        (a_request(), Practice(page_fee_takes_number=False), 2),
    ],
)
def test_what_counts_for_the_month_is_the_offices_practice(
    request_: CountedRequest, practice: Practice, nth: int
) -> None:
    assert nth_in_month(TODAY, [request_], practice) == nth


def test_the_office_may_charge_what_is_due() -> None:
    assert decide(300, 300) == FeeDecision(300, 300, "")


@pytest.mark.parametrize("decided_yuan", [0, 299])
def test_the_office_may_charge_less_and_says_why(decided_yuan: int) -> None:
    decision = decide(300, decided_yuan, " 申请人属低保对象 ")
    assert decision.reason == "申请人属低保对象"
    assert decision.decided_yuan == decided_yuan


def test_charging_less_needs_a_reason() -> None:
    with pytest.raises(ClerkError) as refused:
        decide(300, 100, "  ")
    assert str(refused.value) == (
        "决定收取100元，少于应计的300元，请写明少收或者不收的理由。（依据：条例第42条第1款）"
    )
    assert refused.value.field == "reason"


def test_charging_more_is_never_allowed() -> None:
    with pytest.raises(ClerkError) as refused:
        decide(300, 301, "加急")
    assert refused.value.message == (
        "决定收取的金额301元高于应计金额300元，不得提高标准或者加收其他费用，请改正。"
    )
    assert refused.value.field == "decided_yuan"
    assert refused.value.basis is not None
    assert not refused.value.basis.attested


def test_a_fee_is_not_negative() -> None:
    with pytest.raises(ClerkError) as refused:
        decide(300, -1, "笔误")
    assert refused.value.message == "决定收取的金额不能小于0元，请改正。"
    assert refused.value.field == "decided_yuan"


@pytest.mark.parametrize(
    ("prepaid_yuan", "final_yuan", "refund_yuan", "shortfall_yuan", "words"),
    [
        (2700, 1700, 1000, 0, "预收2,700元，应收1,700元，应退付1,000元。"),
        (700, 720, 0, 20, "预收700元，应收720元，尚差20元；补收须另发收费通知。"),
        (380, 380, 0, 0, "预收380元，应收380元，无需退付。"),
        (0, 0, 0, 0, "预收0元，应收0元，无需退付。"),
    ],
)
def test_what_was_overpaid_is_paid_back(
    prepaid_yuan: int, final_yuan: int, refund_yuan: int, shortfall_yuan: int, words: str
) -> None:
    settled = settle(prepaid_yuan, final_yuan)
    assert settled == Settlement(prepaid_yuan, final_yuan)
    assert (settled.refund_yuan, settled.shortfall_yuan) == (refund_yuan, shortfall_yuan)
    assert settled.words == words


@pytest.mark.parametrize(
    ("prepaid_yuan", "final_yuan", "field"), [(-1, 0, "prepaid_yuan"), (0, -1, "final_yuan")]
)
def test_no_sum_is_negative(prepaid_yuan: int, final_yuan: int, field: str) -> None:
    with pytest.raises(ClerkError) as refused:
        settle(prepaid_yuan, final_yuan)
    assert refused.value.message == "金额不能小于0元，填写的是-1元，请改正。"
    assert refused.value.field == field


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_money_is_neither_lost_nor_made(prepaid_yuan: int, final_yuan: int) -> None:
    settled = settle(prepaid_yuan, final_yuan)
    assert prepaid_yuan - settled.refund_yuan + settled.shortfall_yuan == final_yuan
    assert not (settled.refund_yuan and settled.shortfall_yuan)
