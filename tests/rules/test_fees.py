from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import ClerkError
from rules.fees import (
    MAY_CHARGE_BASIS,
    METHOD_BASIS,
    MOST_PAGES,
    MOST_REQUESTS,
    NO_MORE_BASIS,
    PAGE_TARIFF,
    REQUEST_TARIFF,
    FeeLedger,
    Method,
    Tariff,
    Tariffs,
    Tier,
    compare,
    page_fee,
    request_fee,
    yuan_words,
)
from rules.law import Dated, InForce
from rules.provisions import Provision

Line = tuple[int, int, int, int, int]


def lines_of(fee: FeeLedger) -> list[Line]:
    return [(line.first, line.last, line.units, line.rate_yuan, line.yuan) for line in fee.lines]


@pytest.mark.parametrize(
    ("nth", "yuan", "cumulative_yuan"),
    [
        (1, 0, 0),
        (10, 0, 0),
        (11, 100, 100),
        (12, 100, 200),
        (20, 100, 1000),
        (30, 100, 2000),
        (31, 200, 2200),
        (40, 200, 4000),
        (41, 300, 4300),
        (50, 300, 7000),
        (51, 400, 7400),
        (55, 400, 9000),
        (60, 400, 11000),
        (61, 500, 11500),
        (70, 500, 16000),
        (80, 600, 22000),
        (90, 700, 29000),
        (100, 800, 37000),
    ],
)
def test_the_nth_request_of_a_month_costs(nth: int, yuan: int, cumulative_yuan: int) -> None:
    fee = request_fee(nth)
    assert (fee.yuan, fee.cumulative_yuan) == (yuan, cumulative_yuan)


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [
        (0, 0),
        (1, 0),
        (30, 0),
        (31, 10),
        (50, 200),
        (68, 380),
        (100, 700),
        (101, 720),
        (150, 1700),
        (200, 2700),
        (201, 2740),
        (250, 4700),
        (350, 8700),
        (500, 14700),
    ],
)
def test_so_many_pages_cost(pages: int, yuan: int) -> None:
    fee = page_fee(pages)
    assert (fee.yuan, fee.cumulative_yuan) == (yuan, yuan)


def test_the_ledger_by_page_shows_each_tier_that_charges() -> None:
    assert lines_of(page_fee(250)) == [
        (31, 100, 70, 10, 700),
        (101, 200, 100, 20, 2000),
        (201, 250, 50, 40, 2000),
    ]


def test_the_ledger_by_request_goes_on_in_tens() -> None:
    assert lines_of(request_fee(55)) == [
        (11, 30, 20, 100, 2000),
        (31, 40, 10, 200, 2000),
        (41, 50, 10, 300, 3000),
        (51, 55, 5, 400, 2000),
    ]


@pytest.mark.parametrize("fee", [request_fee(10), page_fee(30)])
def test_what_is_free_has_no_line(fee: FeeLedger) -> None:
    assert fee.lines == ()


def test_each_way_cites_its_article() -> None:
    assert str(request_fee(11).basis) == "《政府信息公开信息处理费管理办法》第四条"
    assert str(page_fee(31).basis) == "《政府信息公开信息处理费管理办法》第五条"


def test_what_may_be_charged_at_all_is_cited() -> None:
    assert [METHOD_BASIS.short, NO_MORE_BASIS.short, MAY_CHARGE_BASIS.short] == [
        "处理费办法第3条",
        "处理费办法第11条",
        "条例第42条第1款",
    ]
    assert not NO_MORE_BASIS.attested


@pytest.mark.parametrize(
    ("on", "yuan", "basis"),
    [
        (date(2008, 4, 30), 0, "条例（2007）第27条"),
        (date(2019, 5, 14), 0, "条例（2007）第27条"),
        (date(2019, 5, 15), 0, "条例第42条第2款"),
        (date(2020, 12, 31), 0, "条例第42条第2款"),
        (date(2021, 1, 1), 300, "处理费办法第4条"),
    ],
)
def test_there_is_no_fee_before_2021(on: date, yuan: int, basis: str) -> None:
    fee = request_fee(41, on=on)
    assert (fee.yuan, fee.basis.short) == (yuan, basis)


@pytest.mark.parametrize(("on", "yuan"), [(date(2020, 12, 31), 0), (date(2021, 1, 1), 10)])
def test_pages_are_free_before_2021_too(on: date, yuan: int) -> None:
    assert page_fee(31, on=on).yuan == yuan


@pytest.mark.parametrize(
    ("fee", "words"),
    [
        (request_fee(41), "本件为申请人当月第41件，按件计收300元；当月累计4,300元。"),
        (page_fee(250), "本件共250页，按量计收4,700元。"),
        (
            request_fee(41, on=date(2020, 12, 31)),
            "2021年1月1日前没有信息处理费的规定，不收费。",
        ),
    ],
)
def test_the_sum_is_said_in_a_sentence(fee: FeeLedger, words: str) -> None:
    assert fee.words == words


def test_the_sum_is_written_with_its_thousands() -> None:
    assert [yuan_words(380), yuan_words(14700)] == ["380元", "14,700元"]


@pytest.mark.parametrize("nth", [0, -1, MOST_REQUESTS + 1])
def test_no_request_has_such_a_number(nth: int) -> None:
    with pytest.raises(ClerkError) as refused:
        request_fee(nth)
    assert str(refused.value) == (
        f"当月第几件应为1至1000000的整数，填写的是{nth}，请改正。（依据：处理费办法第4条）"
    )
    assert refused.value.field == "nth_in_month"


@pytest.mark.parametrize("pages", [-1, MOST_PAGES + 1])
def test_no_request_has_so_many_pages(pages: int) -> None:
    with pytest.raises(ClerkError) as refused:
        page_fee(pages)
    assert str(refused.value) == (
        f"页数应为0至1000000000的整数，填写的是{pages}，请改正。（依据：处理费办法第5条）"
    )
    assert refused.value.field == "pages"


def test_the_largest_numbers_are_answered() -> None:
    assert request_fee(MOST_REQUESTS).yuan == 200 + 100 * ((MOST_REQUESTS - 31) // 10)
    assert page_fee(MOST_PAGES).yuan == 700 + 2000 + 40 * (MOST_PAGES - 200)


@pytest.mark.parametrize(
    ("nth", "pages", "method", "words"),
    [
        (
            41,
            31,
            Method.BY_PAGE,
            "按件计收300元，按量计收10元；只能选择其中一种，不得重复计算。",
        ),
        (
            11,
            250,
            Method.BY_REQUEST,
            "按件计收100元，按量计收4,700元；只能选择其中一种，不得重复计算。",
        ),
        (
            11,
            40,
            Method.BY_REQUEST,
            "按件计收100元，按量计收100元；只能选择其中一种，不得重复计算。",
        ),
        (41, None, Method.BY_REQUEST, "按件计收300元；不提供页面，不能按量计收。"),
    ],
)
def test_the_clerk_sees_both_ways_and_the_cheaper_one(
    nth: int, pages: int | None, method: Method, words: str
) -> None:
    comparison = compare(nth, pages)
    assert comparison.lower.method is method
    assert comparison.words == words


def test_both_ways_are_compared_under_the_law_of_the_day() -> None:
    comparison = compare(41, 250, on=date(2020, 12, 31))
    assert comparison.by_page is not None
    assert (comparison.by_request.yuan, comparison.by_page.yuan) == (0, 0)


def test_the_units_of_the_two_ways() -> None:
    assert [(method.label, method.unit) for method in Method] == [
        ("按件计收", "件"),
        ("按量计收", "页"),
    ]


NTH = st.integers(1, 3000)
PAGES = st.integers(0, 100_000)
FEES = st.one_of(NTH.map(request_fee), PAGES.map(page_fee))


@given(NTH)
def test_a_request_costs_what_the_formula_of_the_law_says(nth: int) -> None:
    expected = 0 if nth <= 10 else 100 if nth <= 30 else 200 + 100 * ((nth - 31) // 10)
    assert request_fee(nth).yuan == expected


@given(st.integers(1, 400))
def test_the_cumulative_sum_is_the_sum_of_the_requests(nth: int) -> None:
    assert request_fee(nth).cumulative_yuan == sum(
        request_fee(one).yuan for one in range(1, nth + 1)
    )


@given(PAGES)
def test_pages_cost_what_the_formula_of_the_law_says(pages: int) -> None:
    assert page_fee(pages).yuan == (
        10 * max(0, min(pages, 100) - 30)
        + 20 * max(0, min(pages, 200) - 100)
        + 40 * max(0, pages - 200)
    )


@given(FEES)
def test_the_lines_add_up_and_follow_one_another_without_a_gap(fee: FeeLedger) -> None:
    assert sum(line.yuan for line in fee.lines) == fee.cumulative_yuan
    for line, following in pairwise(fee.lines):
        assert following.first == line.last + 1
        assert following.rate_yuan > line.rate_yuan
    if fee.lines:
        assert fee.lines[-1].last == fee.units
        assert all(line.units >= 1 and line.yuan > 0 for line in fee.lines)


@given(NTH)
def test_a_further_request_never_costs_less(nth: int) -> None:
    before, after = request_fee(nth), request_fee(nth + 1)
    assert after.yuan >= before.yuan
    assert after.cumulative_yuan == before.cumulative_yuan + after.yuan


@given(PAGES)
def test_a_further_page_costs_what_its_own_tier_says(pages: int) -> None:
    page = pages + 1
    rate_yuan = 0 if page <= 30 else 10 if page <= 100 else 20 if page <= 200 else 40
    assert page_fee(page).yuan - page_fee(pages).yuan == rate_yuan


@pytest.mark.parametrize("tariff", [REQUEST_TARIFF, PAGE_TARIFF])
def test_every_day_has_one_tariff(tariff: Dated[Tariff]) -> None:
    starts = [version.since for version in tariff.versions]
    assert starts == [date(2008, 5, 1), date(2019, 5, 15), date(2021, 1, 1)]
    for version, following in pairwise(tariff.versions):
        assert tariff.on(version.since) is version
        assert tariff.on(following.since - timedelta(days=1)) is version


@pytest.mark.parametrize("tariff", [REQUEST_TARIFF, PAGE_TARIFF])
def test_every_unit_has_one_tier(tariff: Dated[Tariff]) -> None:
    tiers = tariff.on(date(2021, 1, 1)).value
    assert tiers[0].first == 1
    assert tiers[-1].last is None
    for tier, following in pairwise(tiers):
        assert tier.last is not None
        assert following.first == tier.last + 1


def test_a_later_tariff_says_how_its_sum_came_about(monkeypatch: pytest.MonkeyPatch) -> None:
    later: InForce[Tariff] = InForce(
        date(2027, 5, 1), (Tier(1, None, 50),), Provision.CHARGED_BY_REQUEST
    )
    changed = Tariffs(Dated(*REQUEST_TARIFF.versions, later), PAGE_TARIFF)
    monkeypatch.setattr("rules.fees.NATIONAL", changed)
    assert request_fee(3, on=date(2027, 5, 1)).words == (
        "本件为申请人当月第3件，按件计收50元；当月累计150元。"
    )
    assert request_fee(3, on=date(2027, 4, 30)).yuan == 0
    assert request_fee(3, on=date(2020, 12, 31)).words == (
        "2021年1月1日前没有信息处理费的规定，不收费。"
    )


def test_a_province_with_standards_of_its_own_charges_by_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own: Dated[Tariff] = Dated(
        InForce(date(2021, 1, 1), (Tier(1, None, 5),), Provision.CHARGED_BY_PAGE)
    )
    monkeypatch.setattr("rules.fees.OF_PROVINCES", {"青江省": Tariffs(REQUEST_TARIFF, own)})
    assert page_fee(10, on=date(2026, 3, 2), province="青江省").yuan == 50
    assert page_fee(10, on=date(2026, 3, 2), province="别的省").yuan == 0
    assert request_fee(12, on=date(2026, 3, 2), province="青江省").yuan == 100
