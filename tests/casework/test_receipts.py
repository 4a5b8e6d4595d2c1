"""Numbers and days of receipt of many cases, entered in one list."""

from collections.abc import Callable
from datetime import date

import pytest

from casework.acts import Done
from casework.acts.receipts import Learnt, Underway, enter_learnt, underway
from casework.cases.case_file import load
from casework.cases.projection import differences
from casework.desk.desk import Desk
from rules.errors import ClerkError
from rules.time_limits import ClockKind

Do = Callable[..., Done]
NOTICE = "政府信息公开申请补正告知书（公开补〔2026〕1号）"
EXTENSION = "政府信息公开申请延期答复告知书（公开延〔2026〕1号）"


def registered(do: Do, name: str) -> int:
    return do(
        "register", None, "2026-03-06", applicant_name=name, information_sought="文件",
        address="青枫区样例路1号",
    ).request_id  # fmt: skip


@pytest.fixture
def posted(do: Do) -> tuple[int, int, int]:
    """A correction notice, an extension and a reply, all given to the post without a number."""
    first, second, third = (registered(do, name) for name in ("林一帆", "沈知维", "方可"))
    do("ask_correction", first, "2026-03-09", items="请写明文号")
    do("dispatch", first, "2026-03-10", ref=NOTICE)
    do("extend", second, "2026-03-11", days=10, reason="数量多", approved_by="王建国")
    do("dispatch", second, "2026-03-11", ref=EXTENSION)
    do("decide", third, "2026-03-12", kind="ALREADY_PUBLIC", access="门户网站")
    do("serve", third, "2026-03-12")
    return first, second, third


def line(desk: Desk, request_id: int) -> Underway:
    (found,) = (one for one in underway(desk) if one.request_id == request_id)
    return found


def test_each_line_is_entered_by_the_act_its_letter_needs(
    desk: Desk, do: Do, posted: tuple[int, int, int], clock
) -> None:
    clock.day = date(2026, 3, 16)
    assert [one.request_id for one in underway(desk)] == list(posted)
    for request_id, number in zip(posted, ("XA1", "XA2", "XA3"), strict=True):
        enter_learnt(desk, line(desk, request_id), Learnt(number, "3.13"))
    assert underway(desk) == []
    correction = next(
        one for one in load(desk, posted[0]).case.clocks if one.kind is ClockKind.CORRECTION
    )
    assert (correction.opened_on, correction.is_delivered) == (date(2026, 3, 13), True)
    assert list(differences(desk)) == []


def test_a_number_alone_leaves_the_line_waiting_for_its_day(
    desk: Desk, posted: tuple[int, int, int], clock
) -> None:
    clock.day = date(2026, 3, 16)
    enter_learnt(desk, line(desk, posted[2]), Learnt("XA3"))
    found = line(desk, posted[2])
    assert found.service.mail_number == "XA3"
    assert enter_learnt(desk, found, Learnt("XA3")) == []


@pytest.mark.parametrize(
    ("learnt", "said"),
    [
        (Learnt(received_on="3.5"), "早于"),
        (Learnt(received_on="不知道"), "日期"),
        (Learnt(received_on="3.17"), "晚于今天"),
        (Learnt(received_on="3.13", how="REFUSED"), "请写明依据"),
        (Learnt(how="FAMILY", told="母亲"), "请填写对方收到的日期"),
    ],
)
def test_what_does_not_hold_is_refused_with_its_sentence(
    desk: Desk, posted: tuple[int, int, int], clock, learnt: Learnt, said: str
) -> None:
    clock.day = date(2026, 3, 16)
    with pytest.raises(ClerkError, match=said):
        enter_learnt(desk, line(desk, posted[1]), learnt)


def test_what_came_back_waits_for_nothing(desk: Desk, do: Do, posted: tuple[int, int, int]) -> None:
    do("letter_returned", posted[0], "2026-03-16", ref=NOTICE, reason="查无此人")
    assert posted[0] not in {one.request_id for one in underway(desk)}
