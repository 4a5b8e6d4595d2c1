"""The `fee` command: pages, or the number of a request in the month, in; its fee out."""

from datetime import date

from casework.commands.json_input import a_count, a_mapping
from rules.errors import ClerkError
from rules.fees import METHOD_BASIS, FeeLedger, page_fee, request_fee

_WHAT = "这一行"


def fee_line(value: object, today: date | None = None) -> dict[str, object]:
    """Return the answer to one line of `fee`, by the tariff of a day; sums are whole yuan.

    Raises `ClerkError` with what to put right.
    """
    given = a_mapping(value, _WHAT)
    pages, nth_in_month = a_count(given, "pages"), a_count(given, "nth_in_month", least=1)
    if pages is not None and nth_in_month is not None:
        raise ClerkError(
            "同一件申请不得既按件又按量计收，请只保留 pages 或 nth_in_month 中的一项。",
            METHOD_BASIS,
        )
    if pages is not None:
        return _shown(page_fee(pages, on=today))
    if nth_in_month is not None:
        return _shown(request_fee(nth_in_month, on=today))
    raise ClerkError("缺少 pages（页数）或 nth_in_month（当月第几件），请补上其中一个。")


def _shown(fee: FeeLedger) -> dict[str, object]:
    return {
        "yuan": fee.yuan,
        "cumulative_yuan": fee.cumulative_yuan,
        "lines": [
            {
                "from": line.first,
                "to": line.last,
                "units": line.units,
                "rate_yuan": line.rate_yuan,
                "yuan": line.yuan,
            }
            for line in fee.lines
        ],
        "basis": str(fee.basis),
    }
