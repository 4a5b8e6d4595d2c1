"""How pressing a case is, in the words and shapes of every chip; nothing of how it is computed."""

from datetime import date
from enum import Enum

from rules.working_days import WEEKDAYS

VOID = "登记作废"
RETURNED = "邮件退回，待重新送达"
SOON_DAYS = 3


class Urgency(Enum):
    """How pressing a case is; the value orders the list, the most pressing first."""

    OVERDUE = 0, "逾期"
    TODAY = 1, "今天到期"
    SOON = 2, "临近到期"
    RUNNING = 3, "办理中"
    PROVISIONAL = 4, "暂定"
    PAUSED = 5, "暂停"
    CLOSED = 6, "已办结"

    def __init__(self, order: int, words: str) -> None:
        self.order = order
        self.words = words


def short_day(day: date) -> str:
    """Return a day as a chip shows it: 9月28日."""
    return f"{day.month}月{day.day}日"


def long_day(day: date) -> str:
    """Return a day as it is read: 2026年9月28日（周一）."""
    return f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"
