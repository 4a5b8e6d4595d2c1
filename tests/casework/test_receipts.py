"""Numbers and days of receipt of many cases, entered in one list."""

from collections.abc import Callable
from datetime import date

import pytest

from casework.acts import Done
from casework.acts.procedure import undelivered_letters
from casework.acts.receipts import Learnt, Underway, enter_learnt, underway
from casework.cases.case_file import load
from casework.cases.projection import differences
from casework.desk.desk import Desk
from casework.papers.services import services_of
from db import steps
from rules.errors import ClerkError
from rules.steps import StepKind
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
        enter_learnt(desk, line(desk, request_id), Learnt(number, "3.13", "FAMILY", "母亲"))
        told = steps.of_request(desk.store, request_id)[-1].details
        assert (told["how"], told["received_by"], told["presumed_from"]) == ("FAMILY", "母亲", "")
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


NOTE, ASKED = "征求意见情况告知书（公开知〔2026〕1号）", "征求第三方意见书（公开征〔2026〕1号）"


@pytest.fixture
def consulted(desk: Desk, do: Do) -> int:
    """A case where a third party is asked, the applicant told of it, both by post."""
    request_id = registered(do, "林一帆")
    do("consult_third_party", request_id, "2026-03-09", ref="甲公司", content="合同",
       tell_applicant=True)  # fmt: skip
    for ref in (NOTE, ASKED):
        do("dispatch", request_id, "2026-03-10", ref=ref)
    return request_id


def asked_clock(desk: Desk, request_id: int) -> tuple[date | None, date | None]:
    """Return when the third party got its letter, as far as is known, and when the case is due."""
    file = load(desk, request_id)
    (asked,) = file.all_of(StepKind.THIRD_PARTY_CONSULTED)
    return asked.delivered_on, file.case.due_on


def way(desk: Desk, request_id: int, name: str) -> str:
    (found,) = (one for one in services_of(desk, load(desk, request_id)) if one.name == name)
    return found.words


def test_what_the_applicant_received_is_not_what_the_third_party_did(
    desk: Desk, do: Do, consulted: int, clock
) -> None:
    clock.day = date(2026, 3, 16)
    before = asked_clock(desk, consulted)
    assert before[0] is None
    (told,) = (one for one in underway(desk) if one.service.name == NOTE)
    enter_learnt(desk, told, Learnt("XA1", "3.12"))
    assert asked_clock(desk, consulted) == before
    assert way(desk, consulted, NOTE) == "2026-03-12收到"
    assert way(desk, consulted, ASKED) == "2026-03-10送出，邮寄（邮政企业），收到日期未登记"
    do("letter_returned", consulted, "2026-03-17", ref=NOTE, reason="查无此人")
    (asked,) = (one for one in underway(desk) if one.service.name == ASKED)
    clock.day = date(2026, 3, 18)
    enter_learnt(desk, asked, Learnt("XA2", "3.13"))
    received_on, due_on = asked_clock(desk, consulted)
    assert received_on == date(2026, 3, 13)
    assert due_on != before[1]
    assert way(desk, consulted, ASKED) == "2026-03-13收到"
    assert way(desk, consulted, NOTE) == "2026-03-17退回：查无此人"
    # Nor does its coming back take away that the other has it.
    assert asked_clock(desk, consulted) == (received_on, due_on)
    do("dispatch", consulted, "2026-03-18", ref=NOTE, method="BY_HAND")
    assert asked_clock(desk, consulted) == (received_on, due_on)


def test_of_two_letters_to_one_side_each_has_its_own_receipt(desk: Desk, do: Do, clock) -> None:
    request_id = registered(do, "林一帆")
    for day, matter in (("2026-03-09", "合同"), ("2026-03-10", "名单")):
        do("consult_third_party", request_id, day, ref="甲公司", content=matter)
    letters = [f"征求第三方意见书（公开征〔2026〕{number}号）" for number in (1, 2)]
    for ref in letters:
        do("dispatch", request_id, "2026-03-11", ref=ref)
    assert list(undelivered_letters(load(desk, request_id))) == [
        "征求第三方意见书（甲公司）", "征求第三方意见书（甲公司）（2）",
    ]  # fmt: skip
    clock.day = date(2026, 3, 18)
    for ref, day in zip(letters, ("3.13", "3.16"), strict=True):
        (one,) = (one for one in underway(desk) if one.service.name == ref)
        enter_learnt(desk, one, Learnt("", day))
    received = [way(desk, request_id, ref) for ref in letters]
    assert received == ["2026-03-13收到", "2026-03-16收到"]
