"""A decision may name a day of rest as the last one: only on that day itself is it today."""

from datetime import date

import pytest

from casework.cases.deadlines import due_sentence, due_words
from casework.desk.desk import Desk
from rules.fold import case_state
from rules.steps import Step, StepKind

# 4 April 2026 is a Saturday, the first of the three days of Qingming.
STEPS = (
    Step(StepKind.DECIDED, date(2026, 3, 12), 2),
    Step(StepKind.SERVED, date(2026, 3, 12), 3),
    Step(StepKind.REPLY_ORDERED, date(2026, 3, 25), 4, until=date(2026, 4, 4), by="COURT"),
)


@pytest.mark.parametrize(
    ("day", "said", "chip"),
    [
        (2, "剩 1 个工作日，须在2026年4月4日（周六）以前（含当日）送达。", "剩 1 个工作日"),
        (3, "答复期限至2026年4月4日（周六），以前没有其他工作日，请立即送达。", "剩 0 个工作日"),
        (4, "今天是答复期限的最后一日（2026年4月4日（周六）），须在今天送达。", "今天到期"),
        (
            5,
            "答复期限2026年4月4日（周六）已过，逾期 1 个工作日，请立即答复并送达。",
            "逾期 1 个工作日",
        ),
    ],
)  # fmt: skip
def test_today_is_said_of_the_day_itself(desk: Desk, day: int, said: str, chip: str) -> None:
    case = case_state(date(2026, 3, 6), STEPS, desk.outlook, as_of=date(2026, 4, day))
    assert due_sentence(case) == f"人民法院已责令重新作出答复。{said}"
    assert due_words(case) == f"重新答复，{chip}"
