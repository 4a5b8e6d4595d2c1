"""What the agenda is made of: an item of a day, a group of them, and how many there are."""

from datetime import date
from enum import Enum
from typing import NamedTuple

from casework.cases.urgency import Urgency
from rules.tasks import Task


class DayGroup(Enum):
    """Where a day stands on the board; the order is the board's. `LATER` is in the month only."""

    OVERDUE = "已逾期", "没有逾期的事项。"
    TODAY = "今天到期", "今天没有到期的事项。"
    NEAR = "五日内到期", "五日内没有其他到期的事项。"
    TO_TELL = "视为放弃，待告知", "没有逾期未补正或者未缴费的申请。"
    TO_SERVE = "答复已拟，尚未送达", "没有等待送达的答复。"
    UNDELIVERED = "送达日期未登记", "没有缺送达日期的文书。"
    WAITING = "等待他人", "没有等待补正、缴费或者征求意见的申请。"
    TO_CONFIRM = "待确认收到", "没有等待确认的申请。"
    LATER = "以后", ""

    def __init__(self, title: str, empty_words: str) -> None:
        self.title = title
        self.empty_words = empty_words


class AgendaItem(NamedTuple):
    """A day of a case.

    `task` is the kind of clock, `due_on` its day, `urgency` and `chip` how it stands today,
    `words` what it is, `reason` what is to be done and why, `act_name` the act that answers it,
    `who` the side, the court or the letter it belongs to, of which a case may have several.
    """

    request_id: int
    register_number: str
    applicant_name: str
    matter: str
    section: str
    handler: str
    task: Task
    due_on: date
    urgency: Urgency
    chip: str
    words: str
    reason: str
    act_name: str
    act_label: str
    group: DayGroup
    who: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether the move is the office's."""
        return self.task.is_ours


class AgendaGroup(NamedTuple):
    """A group of the board with its days, the earliest first."""

    group: DayGroup
    items: tuple[AgendaItem, ...]

    @property
    def title(self) -> str:
        """The heading."""
        return self.group.title

    @property
    def empty_words(self) -> str:
        """What stands there when nothing does."""
        return self.group.empty_words


class AgendaCounts(NamedTuple):
    """How many days stand in each group of the board; a request may be counted twice."""

    overdue: int
    today: int
    near: int
    to_tell: int
    to_serve: int
    undelivered: int
    waiting: int
    to_confirm: int

    @property
    def words(self) -> str:
        """What is late or due today, for a line that has to be short."""
        counts = (("逾期", self.overdue), ("今天到期", self.today))
        said = "，".join(f"{words} {count} 件" for words, count in counts if count)
        return said or "没有逾期和今天到期的事项"
