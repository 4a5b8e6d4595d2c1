"""Which cases must go to counsel before the reply leaves: the office decides, case by case here."""

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import NamedTuple

from rules.outcomes import Group
from rules.replies import ReplyKind


class CounselRules(NamedTuple):
    """What the office has set; a number of 0 sets nothing."""

    refused: bool = False
    partly: bool = False
    unable: bool = False
    declined: bool = False
    disputes: int = 0
    yuan: int = 0
    items: int = 0
    press: bool = False


class CounselFacts(NamedTuple):
    """What of a case the rules ask for; `disputes` are those the applicant has brought so far."""

    kinds: tuple[ReplyKind, ...]
    items: int = 1
    disputes: int = 0
    yuan: Decimal = Decimal(0)
    is_press: bool = False


def must_go(rules: CounselRules, facts: CounselFacts) -> tuple[str, ...]:
    """Return why a case must go to counsel, each reason in words; empty where it need not."""
    return tuple(_reasons(rules, facts))


def _reasons(rules: CounselRules, facts: CounselFacts) -> Iterator[str]:
    groups: Collection[Group | None] = {kind.group for kind in facts.kinds}
    for is_set, group in (
        (rules.refused, Group.REFUSED),
        (rules.partly, Group.PARTLY_DISCLOSED),
        (rules.unable, Group.UNABLE),
        (rules.declined, Group.DECLINED),
    ):
        if is_set and group in groups:
            yield f"答复类型属于{group.value}"
    if rules.disputes and facts.disputes >= rules.disputes:
        yield f"申请人已有复议、诉讼{facts.disputes}件"
    if rules.yuan and facts.yuan >= rules.yuan:
        yield f"涉及金额{facts.yuan.normalize():f}元"
    if rules.items and facts.items >= rules.items:
        yield f"分{facts.items}项答复"
    if rules.press and facts.is_press:
        yield "申请人是新闻媒体"


_PRESS = re.compile(
    "报社|日报|晚报|时报|电视台|广播电台|杂志社|通讯社|融媒体|新闻(?:社|网|中心)|记者"
)
_YUAN = re.compile(r"(\d{1,12}(?:\.\d{1,4})?)\s*(亿|万)?元")
_TIMES = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}


def is_press(*words: str) -> bool:
    """Tell whether a name, or what was noted of it, is that of a newspaper or a station."""
    return any(_PRESS.search(one) for one in words)


def largest_yuan(text: str) -> Decimal:
    """Return the largest sum of money a text names, 0 where it names none."""
    found = (Decimal(number) * _TIMES[times] for number, times in _YUAN.findall(text))
    return max(found, default=Decimal(0))
