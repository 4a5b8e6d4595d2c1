from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.choices import IdType, ObtainBy
from forms.fields import Problem, read
from forms.identity import (
    credit_code_doubt,
    credit_code_problem,
    likely_meant,
    resident_id_problem,
    resident_id_trouble,
    tidy_number,
)
from forms.registration import Registration
from rules.receipt import Channel

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def an_id(region: str, born: date, order: int) -> str:
    """Make a number with a right check character; region, day and order are invented."""
    body = f"{region}{born:%Y%m%d}{order:03}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def a_request(**typed: Any) -> Registration | list[Problem]:
    values = {"applicant_name": "甲", "information_sought": "文件", "arrived_on": "2026-03-06"}
    return read(Registration, values | typed)


def fields_with_problems(**typed: Any) -> list[str]:
    found = a_request(**typed)
    return [problem.field for problem in found] if isinstance(found, list) else []


@given(
    st.sampled_from(["659001", "469001", "440524", "810000", "820000", "830000", "120225"]),
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.integers(0, 999),
)
def test_every_region_is_accepted(region: str, born: date, order: int) -> None:
    number = an_id(region, born, order)
    assert resident_id_problem(number) == ""
    assert resident_id_problem(number.lower()) == ""


@given(st.dates(date(1950, 1, 1), date(2010, 1, 1)), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(born: date, place: int, more: int) -> None:
    number = an_id("360103", born, 12)
    wrong = str((int(number[place]) + more) % 10)
    assert resident_id_trouble(number[:place] + wrong + number[place + 1 :])


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("36010319900101", "应为18位"),
        ("36010319900230001X", "出生日期19900230不存在"),
        ("3601031990A101001X", "前17位应为数字"),
        ("²60103199001010011", "前17位应为数字"),
    ],
)
def test_a_wrong_number_is_told_what_is_wrong(number: str, words: str) -> None:
    assert words in resident_id_problem(number)


def test_full_width_digits_and_spaces_are_tidied() -> None:
    assert tidy_number(" ３６０１０３ 19900101 001ｘ") == "36010319900101001X"


def test_a_credit_code_has_its_own_check() -> None:
    # 91350100M000100Y43 is the example the national standard itself prints.
    assert credit_code_problem("91350100M000100Y43") == ""
    assert "校验位不符" in credit_code_doubt("91350100M000100Y44")
    assert "不含 I、O、S、V、Z" in credit_code_problem("91350100M000100YI3")
    assert "应为18位" in credit_code_problem("91350100M000100Y4")


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({}, []),
        ({"id_number": "123"}, ["id_number"]),
        ({"id_number": "123", "id_type": IdType.PASSPORT}, []),
        ({"id_number": "1", "id_type": IdType.CREDIT_CODE}, ["id_number"]),
        ({"email": "无"}, ["email"]),
        ({"obtain_by": ObtainBy.EMAIL}, ["email"]),
        ({"obtain_by": ObtainBy.EMAIL, "email": "a@example.org"}, []),
        ({"channel": Channel.INTERNET, "confirmed_on": "2026-03-05"}, ["confirmed_on"]),
        ({"channel": Channel.INTERNET, "confirmed_on": "2026-03-09"}, []),
        ({"channel": Channel.IN_PERSON, "confirmed_on": "2026-03-09"}, ["confirmed_on"]),
    ],
)
def test_a_request_is_checked_across_its_fields(typed: dict[str, Any], fields: list[str]) -> None:
    assert fields_with_problems(**typed) == fields


@pytest.mark.parametrize(
    ("paper", "number", "problem", "doubt"),
    [
        (IdType.RESIDENT_ID, "11010119900307425X", False, True),
        (IdType.RESIDENT_ID, "1101011990030742", True, False),
        (IdType.RESIDENCE_PERMIT, "810000199001010018", False, True),
        (IdType.RESIDENCE_PERMIT, "110101199003074250", True, False),
        (IdType.HK_MACAO_PASS, "H12345678", False, False),
        (IdType.HK_MACAO_PASS, "m1234567800", False, False),
        (IdType.HK_MACAO_PASS, "T12345678", True, False),
        (IdType.TAIWAN_PASS, "12345678", False, False),
        (IdType.TAIWAN_PASS, "1234567", True, False),
        (IdType.FOREIGNERS_PERMANENT, "USA110180010101", False, False),
        (IdType.FOREIGNERS_PERMANENT, "911124198108030025", False, True),
        (IdType.MILITARY, "军字第1234567号", False, False),
        (IdType.OTHER, "随便", False, False),
    ],
)
def test_every_identity_paper_has_its_form_and_a_wrong_check_digit_only_warns(
    paper: IdType, number: str, problem: bool, doubt: bool
) -> None:
    typed = {"id_type": paper, "id_number": number}
    assert (fields_with_problems(**typed) == ["id_number"]) is problem
    if not problem:
        request = a_request(**typed)
        assert isinstance(request, Registration)
        assert bool(list(request.doubts())) is doubt


def test_the_summary_is_what_was_typed_or_the_beginning_of_what_is_sought() -> None:
    long_text = "关于" + "很长的" * 40
    short = a_request(matter="摘要")
    cut = a_request(information_sought=f"{long_text}\n第二行")
    assert isinstance(short, Registration)
    assert isinstance(cut, Registration)
    assert short.summary == "摘要"
    assert len(cut.summary) == 60
    assert cut.summary.endswith("…")


@pytest.mark.parametrize("blank", ["", " ", "\n", "　\n\t", "\x1c\x85"])
def test_what_is_blank_alone_is_no_summary(blank: str) -> None:
    # What a register holds may be older than the form that would refuse it.
    held = Registration(
        applicant_name="甲", arrived_on=date(2026, 2, 2), information_sought=blank, matter=blank
    )
    assert held.summary == ""
    assert replace(held, information_sought="名单").summary == "名单"


def test_a_number_read_with_one_digit_like_another_may_be_meant_otherwise() -> None:
    meant = likely_meant("710101199003074258")
    assert "110101199003074258" in meant
    assert not any(map(resident_id_trouble, meant))
    assert likely_meant("110101199003074258") == []
    assert likely_meant("12345") == []
