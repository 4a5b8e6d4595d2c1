"""The number of a posted letter, entered when the post's receipt comes back to the office."""

from collections.abc import Callable
from datetime import date

import pytest

from casework.acts import ACTS, Done, offers, starting_values, undo
from casework.cases.case_file import load
from casework.cases.projection import differences
from casework.desk.desk import Desk
from casework.papers.case_papers import papers_of_letter, write_paper
from casework.papers.day_letters import pieces_posted
from casework.papers.events import events_of
from casework.papers.services import services_of
from db import documents
from rules.errors import ClerkError

Do = Callable[..., Done]
REPLY = "政府信息公开申请答复书（已主动公开）（公开答〔2026〕1号）"
NOTICE = "政府信息公开申请补正告知书（公开补〔2026〕1号）"


@pytest.fixture
def posted(do: Do) -> int:
    request_id = do(
        "register", None, "2026-03-06", applicant_name="林一帆", information_sought="文件",
        address="青枫区样例路1号",
    ).request_id  # fmt: skip
    do("decide", request_id, "2026-03-16", kind="ALREADY_PUBLIC", access="门户网站")
    do("serve", request_id, "2026-03-17")
    return request_id


def service(desk: Desk, request_id: int, name: str):
    return next(one for one in services_of(desk, load(desk, request_id)) if one.name == name)


def test_a_reply_served_without_its_number_takes_it_later(desk: Desk, do: Do, posted: int) -> None:
    before = load(desk, posted).case
    assert starting_values(desk, ACTS["number_mail"], posted)["ref"] == REPLY
    do("number_mail", posted, "2026-03-19", ref=REPLY, mail_number=" XA1 ")
    found = service(desk, posted, REPLY)
    assert (found.mail_number, found.sent_on) == ("XA1", date(2026, 3, 17))
    # It is proof of the posting and moves no day.
    after = load(desk, posted).case
    assert (after.closed_on, after.due_on) == (before.closed_on, before.due_on)
    assert [one.mail_number for one in pieces_posted(desk, date(2026, 3, 17))] == ["XA1"]
    assert any("邮寄（邮政企业），邮件单号XA1" in one for one in events_of(load(desk, posted)))
    letter = found.document
    offer = next(one for one in papers_of_letter(letter) if one.kind.name == "MAILING_SLIP")
    slip = write_paper(desk, posted, offer)
    assert "XA1" in documents.one(desk.store, slip.document_id).text
    assert list(differences(desk)) == []


def test_a_notice_takes_its_own_and_leaves_the_other_alone(desk: Desk, do: Do) -> None:
    request_id = do(
        "register", None, "2026-03-06", applicant_name="林一帆", information_sought="文件"
    ).request_id
    assert "number_mail" not in {one.act.name for one in offers(load(desk, request_id))}
    do("ask_correction", request_id, "2026-03-09", items="请写明文号")
    do("dispatch", request_id, "2026-03-10", ref=NOTICE)
    receipt = "政府信息公开申请接收回执"
    do("dispatch", request_id, "2026-03-10", ref=receipt)
    do("number_mail", request_id, "2026-03-11", ref=NOTICE, mail_number="XA1")
    assert service(desk, request_id, NOTICE).mail_number == "XA1"
    assert service(desk, request_id, receipt).mail_number == ""


def test_it_is_taken_back_like_any_step(desk: Desk, do: Do, posted: int) -> None:
    done = do("number_mail", posted, "2026-03-19", ref=REPLY, mail_number="XA1")
    assert done.step_id is not None
    undo(desk, posted, done.step_id)
    assert service(desk, posted, REPLY).mail_number == ""


def test_another_number_needs_its_reason(desk: Desk, do: Do, posted: int) -> None:
    do("number_mail", posted, "2026-03-19", ref=REPLY, mail_number="XA1")
    with pytest.raises(ClerkError, match="已登记邮件单号XA1") as caught:
        do("number_mail", posted, "2026-03-20", ref=REPLY, mail_number="XA2")
    assert caught.value.field == "reason"
    do("number_mail", posted, "2026-03-20", ref=REPLY, mail_number="XA2", reason="抄错一位")
    assert service(desk, posted, REPLY).mail_number == "XA2"


@pytest.mark.parametrize(("ref", "said"), [("没有的文书", "没有找到"), (REPLY, "已经是XA1")])
def test_what_was_not_posted_or_is_known_already_is_refused(
    desk: Desk, do: Do, posted: int, ref: str, said: str
) -> None:
    do("number_mail", posted, "2026-03-19", ref=REPLY, mail_number="XA1")
    with pytest.raises(ClerkError, match=said):
        do("number_mail", posted, "2026-03-19", ref=ref, mail_number="XA1")


def test_one_number_is_one_posting(desk: Desk, do: Do, posted: int) -> None:
    do("number_mail", posted, "2026-03-19", ref=REPLY, mail_number="XA1")
    receipt = "政府信息公开申请接收回执"
    do("dispatch", posted, "2026-03-18", ref=receipt)
    with pytest.raises(ClerkError, match="一个单号只有一次交寄"):
        do("number_mail", posted, "2026-03-19", ref=receipt, mail_number="XA1")


def test_a_reply_that_was_set_aside_keeps_its_own_service(desk: Desk, do: Do, posted: int) -> None:
    do("number_mail", posted, "2026-03-19", ref=REPLY, mail_number="XA1")
    do("deliver", posted, "2026-03-20", ref="答复")
    do("order_reply", posted, "2026-04-13", by="OFFICE", way="OWN")
    do("decide", posted, "2026-04-14", kind="ALREADY_PUBLIC", access="网站新栏目")
    do("serve", posted, "2026-04-15", mail_number="XA9")
    first = service(desk, posted, REPLY)
    assert (first.mail_number, first.received_on) == ("XA1", date(2026, 3, 20))
    second = service(desk, posted, REPLY.replace("1号", "2号"))
    assert (second.mail_number, second.received_on) == ("XA9", None)
