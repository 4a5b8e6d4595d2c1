"""What is told of a reply given anew, and of a request that ended without one."""

from datetime import date

from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.papers.events import events_of
from casework.papers.services import posted_on, services_of
from rules.steps import StepKind
from tests.casework.doings import Do


def test_a_reply_given_anew_has_not_left_with_the_one_set_aside(
    desk: Desk, do: Do, replied: int
) -> None:
    do("order_reply", replied, "2026-04-13", by="OFFICE", way="OWN")
    do("decide", replied, "2026-04-14", kind="ALREADY_PUBLIC", access="网站新栏目")
    file = load(desk, replied)
    replies = [one for one in services_of(desk, file) if "答复书" in one.name]
    ways = {one.name: one.words for one in replies}
    assert list(ways.values()) == [
        "2026-03-23送出，邮寄（邮政企业），1000000000001，收到日期未登记",
        "尚未送出",
    ]
    first = next(iter(ways))
    assert [one.name for one in posted_on(desk, date(2026, 3, 23))] == [first]
    do("serve", replied, "2026-04-15", mail_number="1000000000002")
    second = list(ways)[1]
    assert [one.name for one in posted_on(desk, date(2026, 3, 23))] == [first]
    assert [one.name for one in posted_on(desk, date(2026, 4, 15))] == [second]
    # Of three each has its own way still.
    do("order_reply", replied, "2026-04-20", by="OFFICE", way="OWN")
    do("decide", replied, "2026-04-21", kind="ALREADY_PUBLIC", access="网站首页")
    file = load(desk, replied)
    sent = [str(one.sent_on) for one in services_of(desk, file) if "答复书" in one.name]
    assert sent == ["2026-03-23", "2026-04-15", "None"]


def test_a_request_that_ended_without_a_reply_is_told_by_its_ground(
    desk: Desk, do: Do, registered: int
) -> None:
    do("withdraw", registered, "2026-03-20", ground="DIED", note="家属来电，附证明")
    told = events_of(load(desk, registered))
    assert told[1:] == ["2026年3月20日，申请人死亡。", "该申请的答复期限至2026年4月3日届满。"]
    assert load(desk, registered).last(StepKind.WITHDRAWN)


def test_a_request_taken_back_is_told_as_such(desk: Desk, do: Do, registered: int) -> None:
    do("withdraw", registered, "2026-03-20")
    assert events_of(load(desk, registered))[1] == "2026年3月20日，申请人撤回申请。"
