"""This computer's clock, held against when the register was last written to."""

from datetime import datetime, timedelta

from casework.desk.desk import Desk
from db import history

# Clocks of two computers, or one set right by the network, differ by so much without harm.
_CLOCKS_DIFFER = timedelta(minutes=10)
# An office that works writes on every day it does; a wrong month or year is further off than this.
_LONG_UNUSED = timedelta(days=60)


def clock_doubt(desk: Desk) -> str:
    """Return what to say where this computer's clock and the last entry disagree, else nothing."""
    last = history.latest(desk.store)
    if last is None:
        return ""
    try:
        written = datetime.fromisoformat(last.at)
    except ValueError:
        return ""
    now = desk.clock().astimezone(written.tzinfo)
    if now < written - _CLOCKS_DIFFER:
        return (
            f"这台电脑的时间是{now:%Y-%m-%d %H:%M}，早于登记簿最后一次写入的"
            f"{written:%Y-%m-%d %H:%M}。"
            "请先核对电脑的日期和时间，再办理：登记的日期和到期日都按它计算。"
        )
    if now > written + _LONG_UNUSED:
        return (
            f"这台电脑的时间是{now:%Y-%m-%d %H:%M}，距登记簿最后一次写入（{written:%Y-%m-%d}）"
            f"已有{(now - written).days}天。请核对电脑的日期和时间是否正确。"
        )
    return ""
