from datetime import date, timedelta

import pytest

from rules import provisions, time_limits
from rules.law import Dated, InForce, chinese_number, cite
from rules.provisions import OGI, Provision


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (33, "三十三"),
        (56, "五十六"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (201, "二百零一"),
        (999, "九百九十九"),
    ],
)
def test_an_article_number_is_said_in_chinese(number: int, words: str) -> None:
    assert chinese_number(number) == words


@pytest.mark.parametrize("number", [-1, 1000])
def test_no_article_has_such_a_number(number: int) -> None:
    with pytest.raises(ValueError, match="no article"):
        chinese_number(number)


def test_a_citation_is_what_the_letter_prints() -> None:
    assert str(OGI.at(33, 2)) == "《中华人民共和国政府信息公开条例》第三十三条第二款"
    assert str(OGI.at(36, item=4)) == "《中华人民共和国政府信息公开条例》第三十六条第（四）项"
    assert OGI.at(33, 2).short == "条例第33条第2款"
    assert OGI.at(36, item=4).short == "条例第36条第4项"
    assert OGI.at(0).short == "条例"
    assert str(OGI.at(0)) == "《中华人民共和国政府信息公开条例》"


def test_a_regulation_named_once_is_not_named_again() -> None:
    together = cite(OGI.at(14), OGI.at(36, item=3), provisions.CIVIL_CODE.at(201))
    assert together == (
        "《中华人民共和国政府信息公开条例》第十四条、第三十六条第（三）项、"
        "《中华人民共和国民法典》第二百零一条"
    )


def test_a_regulation_bears_its_document_number_where_it_has_one() -> None:
    assert OGI.number == "国务院令第711号"
    assert provisions.CIVIL_CODE.number == ""


def test_what_was_not_seen_in_full_says_so() -> None:
    assert OGI.at(33).attested
    assert not Provision.FEE_PAID.attested
    assert Provision.FEE_NOTICE.attested
    assert cite(Provision.FEE_NOTICE, Provision.FEE_PAID) == (
        "《政府信息公开信息处理费管理办法》第六条、第七条"
    )


def test_a_provision_is_cited_as_it_stood_on_the_day() -> None:
    assert Provision.REPLY_PERIOD.on(date(2019, 5, 15)) == OGI.at(33, 2)
    before = Provision.REPLY_PERIOD.on(date(2019, 5, 14))
    assert str(before) == "《中华人民共和国政府信息公开条例》第二十四条第二款"
    assert not before.attested
    assert Provision.EXCESSIVE.on(date(2010, 1, 1)) == Provision.EXCESSIVE


def test_a_value_changes_on_the_day_its_version_begins() -> None:
    value = Dated(
        InForce(date(2019, 5, 15), 20, OGI.at(33, 2)),
        InForce(date(2008, 5, 1), 15, provisions.OGI_2007.at(24, 2)),
    )
    assert value.on(date(2019, 5, 14)).value == 15
    assert value.on(date(2019, 5, 15)).value == 20
    assert value.on(date(2000, 1, 1)).value == 15
    assert value.on(date(2030, 1, 1)).basis == OGI.at(33, 2)


def test_two_versions_cannot_begin_on_one_day() -> None:
    with pytest.raises(ValueError, match="different days"):
        Dated(InForce(date(2020, 1, 1), 1, OGI.at(1)), InForce(date(2020, 1, 1), 2, OGI.at(1)))
    with pytest.raises(ValueError, match="different days"):
        Dated[int]()


LIMITS = [value for value in vars(time_limits).values() if isinstance(value, Dated)]


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.versions[-1].basis.short)
def test_every_day_has_one_version_of_every_limit(limit: Dated[int]) -> None:
    day = date(2007, 1, 1)
    while day < date(2030, 1, 1):
        holding = [version for version in limit.versions if version.since <= day]
        expected = (
            max(holding, key=lambda version: version.since)
            if holding
            else (min(limit.versions, key=lambda version: version.since))
        )
        assert limit.on(day) is expected
        day += timedelta(days=1)
