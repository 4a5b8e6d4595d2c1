"""The information processing fee: by request in the natural month, or by page (处理费办法3–5).

Both are marginal: each tier prices only its own units. A request bears one of them, never both.
All money is whole yuan.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from rules.errors import ClerkError
from rules.law import Basis, Dated, InForce
from rules.provisions import FEES_IN_FORCE, OGI_2007_IN_FORCE, OGI_2019_IN_FORCE, Provision

METHOD_BASIS = Provision.CHARGED_ONE_WAY
NO_MORE_BASIS = Provision.NO_FURTHER_FEE
MAY_CHARGE_BASIS = Provision.MAY_CHARGE
MOST_REQUESTS = 1_000_000
MOST_PAGES = 1_000_000_000


class Method(Enum):
    """How a request is charged."""

    BY_REQUEST = "按件计收"
    BY_PAGE = "按量计收"

    @property
    def label(self) -> str:
        """The words of the list a clerk chooses from."""
        return self.value

    @property
    def unit(self) -> str:
        """The measure word of what is counted."""
        return "件" if self is Method.BY_REQUEST else "页"


@dataclass(frozen=True, slots=True)
class Tier:
    """Units from `first` to `last` at one rate; a `last` of `None` is open.

    Where `step_units` is set the tier goes on in steps of that many units, each dearer than the
    one before by `step_yuan`.
    """

    first: int
    last: int | None
    rate_yuan: int
    step_units: int = 0
    step_yuan: int = 0

    def up_to(self, units: int) -> Iterator["FeeLine"]:
        """Yield what `units` in all come to within this tier, a line for each rate."""
        end = units if self.last is None else min(self.last, units)
        first, rate_yuan = self.first, self.rate_yuan
        while first <= end:
            last = min(end, first + self.step_units - 1) if self.step_units else end
            yield FeeLine(first, last, rate_yuan)
            first, rate_yuan = last + 1, rate_yuan + self.step_yuan


@dataclass(frozen=True, slots=True)
class FeeLine:
    """A line of the ledger: the units from `first` to `last` at one rate."""

    first: int
    last: int
    rate_yuan: int

    @property
    def units(self) -> int:
        """How many requests or pages the line holds."""
        return self.last - self.first + 1

    @property
    def yuan(self) -> int:
        """What the line comes to."""
        return self.units * self.rate_yuan


Tariff = tuple[Tier, ...]
# The measures set no reduction and no fee without a tier; before them 条例42 let nobody charge.
_NO_FEE: Tariff = ()
_FREE_YEARS = (
    InForce(OGI_2007_IN_FORCE, _NO_FEE, Provision.HOW_TO_CHARGE),
    InForce(OGI_2019_IN_FORCE, _NO_FEE, Provision.HOW_TO_CHARGE),
)
REQUEST_TARIFF: Dated[Tariff] = Dated(
    *_FREE_YEARS,
    InForce(
        FEES_IN_FORCE,
        (
            Tier(1, 10, 0),
            Tier(11, 30, 100),
            Tier(31, None, 200, step_units=10, step_yuan=100),
        ),
        Provision.CHARGED_BY_REQUEST,
    ),
)
PAGE_TARIFF: Dated[Tariff] = Dated(
    *_FREE_YEARS,
    InForce(
        FEES_IN_FORCE,
        (Tier(1, 30, 0), Tier(31, 100, 10), Tier(101, 200, 20), Tier(201, None, 40)),
        Provision.CHARGED_BY_PAGE,
    ),
)


class Tariffs(NamedTuple):
    """What is charged by request and by page, each through time."""

    by_request: Dated[Tariff]
    by_page: Dated[Tariff]


NATIONAL = Tariffs(REQUEST_TARIFF, PAGE_TARIFF)
# A province with standards of its own stands here by the name its offices bear.
OF_PROVINCES: Mapping[str, Tariffs] = {}


def tariffs_of(province: str) -> Tariffs:
    """Return the tariffs of an office's province, those of the nation where it has none."""
    return OF_PROVINCES.get(province.strip(), NATIONAL)


@dataclass(frozen=True, slots=True)
class FeeLedger:
    """What a request costs, and the tiers that make it up.

    `yuan` is due for this request. By request, `cumulative_yuan` is what the applicant's requests
    of the month come to up to and including this one, and the lines add up to it; by page the two
    are the same. Lines at no charge are left out. `free_until` is the day from which anything is
    charged, where the request is older than that.
    """

    method: Method
    units: int
    yuan: int
    cumulative_yuan: int
    lines: tuple[FeeLine, ...]
    basis: Basis
    free_until: date | None = None

    @property
    def words(self) -> str:
        """A sentence that says how the sum came about."""
        if self.free_until is not None:
            day = self.free_until
            return f"{day.year}年{day.month}月{day.day}日前没有信息处理费的规定，不收费。"
        if self.method is Method.BY_REQUEST:
            return (
                f"本件为申请人当月第{self.units}件，按件计收{yuan_words(self.yuan)}；"
                f"当月累计{yuan_words(self.cumulative_yuan)}。"
            )
        return f"本件共{self.units}页，按量计收{yuan_words(self.yuan)}。"


def yuan_words(yuan: int) -> str:
    """Return a sum as a letter prints it: 2700 → 2,700元."""
    return f"{yuan:,}元"


def request_fee(nth_in_month: int, *, on: date | None = None, province: str = "") -> FeeLedger:
    """Return the fee by request for the applicant's n-th request of the natural month.

    `on` is the day of receipt; without it the tariff now in force answers. `province` is that of
    the office. Raises `ClerkError`
    unless the number is from 1 to `MOST_REQUESTS`.
    """
    if not 1 <= nth_in_month <= MOST_REQUESTS:
        raise ClerkError(
            f"当月第几件应为1至{MOST_REQUESTS}的整数，填写的是{nth_in_month}，请改正。",
            Provision.CHARGED_BY_REQUEST,
            "nth_in_month",
        )
    tariff = tariffs_of(province).by_request
    lines, basis, free_until = _charged(tariff, nth_in_month, on)
    last_yuan = lines[-1].rate_yuan if lines else 0
    return FeeLedger(
        Method.BY_REQUEST, nth_in_month, last_yuan, _sum(lines), lines, basis, free_until
    )


def page_fee(pages: int, *, on: date | None = None, province: str = "") -> FeeLedger:
    """Return the fee by page for one request that is given `pages` pages.

    A page is one side of a sheet up to A4; only pages in fact provided count, and the pages of
    several requests are not added up. Raises `ClerkError` unless `pages` is from 0 to
    `MOST_PAGES`.
    """
    if not 0 <= pages <= MOST_PAGES:
        raise ClerkError(
            f"页数应为0至{MOST_PAGES}的整数，填写的是{pages}，请改正。",
            Provision.CHARGED_BY_PAGE,
            "pages",
        )
    lines, basis, free_until = _charged(tariffs_of(province).by_page, pages, on)
    yuan = _sum(lines)
    return FeeLedger(Method.BY_PAGE, pages, yuan, yuan, lines, basis, free_until)


def _charged(
    tariff: Dated[Tariff], units: int, on: date | None
) -> tuple[tuple[FeeLine, ...], Basis, date | None]:
    version = tariff.versions[-1] if on is None else tariff.on(on)
    lines = tuple(line for tier in version.value for line in tier.up_to(units) if line.rate_yuan)
    later = [one.since for one in tariff.versions if one.since > version.since and one.value]
    free_until = None if version.value or not later else later[0]
    return lines, version.basis, free_until


def _sum(lines: tuple[FeeLine, ...]) -> int:
    return sum(line.yuan for line in lines)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two ways of charging one request; `by_page` is `None` where no pages are provided."""

    by_request: FeeLedger
    by_page: FeeLedger | None

    @property
    def lower(self) -> FeeLedger:
        """The cheaper way; by request where both come to the same."""
        if self.by_page is None or self.by_request.yuan <= self.by_page.yuan:
            return self.by_request
        return self.by_page

    @property
    def words(self) -> str:
        """What the clerk is shown before she chooses."""
        if self.by_page is None:
            return f"按件计收{yuan_words(self.by_request.yuan)}；不提供页面，不能按量计收。"
        return (
            f"按件计收{yuan_words(self.by_request.yuan)}，按量计收{yuan_words(self.by_page.yuan)}；"
            "只能选择其中一种，不得重复计算。"
        )


def compare(
    nth_in_month: int, pages: int | None, *, on: date | None = None, province: str = ""
) -> Comparison:
    """Return both ways of charging a request, for the clerk to choose one (处理费办法3)."""
    by_page = None if pages is None else page_fee(pages, on=on, province=province)
    return Comparison(request_fee(nth_in_month, on=on, province=province), by_page)
