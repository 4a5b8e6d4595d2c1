"""The figures of a report by the names its texts and templates may use.

A paragraph may hold `{{本年新收}}` and the like; the number is put in when the report is written,
so that a text written in December still agrees with the tables of January.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from rules.annual_report import Table3
from rules.challenges import ChallengeKind, Table4
from rules.errors import ClerkError
from rules.report_rows import CARRIED_IN, CARRIED_OUT, CLOSED, NEW, OUTCOME_GROUPS
from rules.report_texts import FeeTotals

_MARK = re.compile(r"(?:\{\{|｛｛)\s*([^{}｛｝]+?)\s*(?:\}\}|｝｝)")

Number: TypeAlias = int | Decimal


def number_words(number: Number) -> str:
    """Return a number of the report as a reader sees it: no exponent, its places kept."""
    return f"{number:f}" if isinstance(number, Decimal) else str(number)


def figures_of(
    unit: str, year: int, table3: Table3, table4: Table4, fees: FeeTotals | None
) -> dict[str, str]:
    """Return the figures of a report as texts, by name; none of fees that are not known."""
    direct = table4.total(ChallengeKind.DIRECT_SUIT)
    after = table4.total(ChallengeKind.SUIT_AFTER_RECONSIDERATION)
    numbers = {
        "本年新收": table3.at(NEW),
        "上年结转": table3.at(CARRIED_IN),
        "办结总数": table3.at(CLOSED),
        "结转下年度": table3.at(CARRIED_OUT),
        **{group.name: table3.between(group.first, group.last) for group in OUTCOME_GROUPS},
        "行政复议": table4.total(ChallengeKind.RECONSIDERATION),
        "行政诉讼": direct + after,
        "直接起诉": direct,
        "复议后起诉": after,
        "复议纠正": table4.at(2),
        "诉讼纠正": table4.at(7) + table4.at(12),
    }
    charged: dict[str, Number] = {}
    if fees is not None:
        charged["收费通知件数"] = fees.notices
        charged["收费通知金额"] = fees.noticed_yuan
        charged["实收金额"] = fees.paid_yuan
    return {
        "单位": unit,
        "年度": str(year),
        "上一年度": str(year - 1),
        **{name: number_words(number) for name, number in {**numbers, **charged}.items()},
    }


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with every `{{名称}}` replaced. Raises `ClerkError` for an unknown name."""

    def value(mark: re.Match[str]) -> str:
        name = mark.group(1)
        if name not in values:
            raise ClerkError(
                f"报告正文中的“{mark.group(0)}”不是可用的数字名称，"
                f"可用的有：{'、'.join(values)}，请改正。"
            )
        return values[name]

    return _MARK.sub(value, text)
