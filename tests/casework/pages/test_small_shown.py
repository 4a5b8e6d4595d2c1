"""Small things a page shows: rounds, the order of regions, an older wording."""

from collections.abc import Callable

from casework.acts import Done
from casework.desk.desk import Desk
from casework.pages.calendar_changes import Reach, local_years, take_in, understand
from casework.pages.case_page import case_page
from casework.papers.document_check import document_findings
from db import documents
from tests.casework.papers.test_document_check import edit

Do = Callable[..., Done]


def test_the_days_of_regions_stand_by_year_the_latest_first(desk: Desk) -> None:
    every = (("甲区", 2026, "4月16日"), ("乙区", 2027, "4月15日"), ("丙区", 2026, "4月17日"))
    for region, year, day in every:
        text = f"三月三：{day}放假1天。"
        take_in(desk, understand(desk, text, year, "某号", reach=Reach.REGION, region=region))
    found = [(one.year, one.region, one.days) for one in local_years(desk)]
    assert [year for year, _, _ in found] == [2027, 2026, 2026]
    assert {days for _, _, days in found} == {1}


def test_a_letter_that_left_may_call_itself_as_letters_did_then(
    desk: Desk, do: Do, registered: int
) -> None:
    do("decide", registered, "2026-03-20", kind="PETITION_OR_COMPLAINT", reasons="是投诉")
    do("serve", registered, "2026-03-23", mail_number="1000000000001")
    letter = documents.of_request(desk.store, registered)[-1]
    remedy = str(letter.fields["remedy"])
    assert "本告知书" in remedy
    older = remedy.replace("本告知书", "本答复")
    edit(desk, registered, remedy, older)
    documents.change(desk.store, letter.id, {"fields": {**letter.fields, "remedy": older}})
    letter = documents.one(desk.store, letter.id)
    assert document_findings(desk, letter) == []
    other = older.replace("60日", "30日")
    documents.change(desk.store, letter.id, {"fields": {**letter.fields, "remedy": other}})
    assert document_findings(desk, documents.one(desk.store, letter.id)) != []


def test_a_round_that_ended_without_a_reply_is_not_told_with_that_of_the_next(
    desk: Desk, do: Do, registered: int
) -> None:
    def rounds() -> list[tuple[str, str, str]]:
        return [(one.name, one.outcome, one.fate) for one in case_page(desk, registered).courses]

    do("withdraw", registered, "2026-03-10")
    assert rounds() == [("第一轮", "", "按期")]
    order = {"by": "RECONSIDERATION", "decision": "青府复字〔2026〕12号", "days": 10}
    do("order_answer", registered, "2026-05-18", **order)
    do("decide", registered, "2026-05-20", kind="REFUSED_INTERNAL_AFFAIRS", reasons="是值班安排")
    first = ("第一轮", "", "没有答复，责令作出")
    refused = "不予公开：内部事务信息"
    assert rounds() == [first, ("第二轮", refused, "办理中")]
    do("serve", registered, "2026-05-21", mail_number="1000000000001")
    do("order_reply", registered, "2026-06-01", by="OFFICE", way="OWN")
    do("decide", registered, "2026-06-02", kind="ALREADY_PUBLIC", access="网站")
    assert rounds() == [
        first,
        ("第二轮", refused, "按期，已被撤销"),
        ("第三轮", "已主动公开，告知获取途径", "办理中"),
    ]


def test_a_request_taken_for_given_up_and_ordered_to_be_answered_has_had_no_reply(
    desk: Desk, do: Do, registered: int
) -> None:
    do("ask_correction", registered, "2026-03-09", items="请写明名称", days=15)
    do("deliver", registered, "2026-03-10", ref="补正告知书")
    do("order_answer", registered, "2026-05-18", by="COURT", decision="1号", natural_days=15)
    assert [one.fate for one in case_page(desk, registered).courses] == [
        "没有答复，责令作出",
        "办理中",
    ]
