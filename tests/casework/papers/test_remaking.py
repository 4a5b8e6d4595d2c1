"""A letter made anew: after a corrected registration, before and after it left the office."""

from collections.abc import Callable
from pathlib import Path

import pytest

from casework.acts import ACTS, Done, offers, starting_values, undo
from casework.acts.dispatching import to_dispatch
from casework.cases.case_file import load
from casework.cases.projection import differences
from casework.desk.desk import Desk
from casework.pages.paper_check import altered_papers
from casework.papers.document_check import document_findings
from casework.papers.events import events_of, evidence_lines
from casework.papers.issuing import file_of
from casework.papers.services import services_of
from casework.word import paragraphs
from db import documents, requests
from rules.errors import ClerkError

Do = Callable[..., Done]


@pytest.fixture
def asked(do: Do) -> int:
    return do(
        "register", None, "2026-03-06", applicant_name="林一帆", information_sought="工作要点",
        address="青枫区样例路1号",
    ).request_id  # fmt: skip


def standing(desk: Desk, request_id: int, kind: str):
    found = [one for one in documents.of_request(desk.store, request_id) if one.kind == kind]
    return [one for one in found if one.status != "withdrawn"][-1]


def words_of(desk: Desk, document) -> str:
    return "\n".join(paragraphs(file_of(desk, document)))


def findings(desk: Desk, document) -> str:
    return "\n".join(one.words for one in document_findings(desk, document))


def amend(desk: Desk, do: Do, request_id: int, day: str, **values: str) -> None:
    known = starting_values(desk, ACTS["amend"], request_id)
    do("amend", request_id, day, **{**known, **values})


def remake(desk: Desk, do: Do, request_id: int, day: str, **values: str) -> Done:
    known = starting_values(desk, ACTS["remake_letter"], request_id)
    return do("remake_letter", request_id, day, **{**known, **values})


def test_a_reply_with_the_old_name_is_found_and_made_anew_under_its_number(
    desk: Desk, do: Do, asked: int
) -> None:
    do("decide", asked, "2026-03-10", kind="ALREADY_PUBLIC", access="门户网站")
    old = standing(desk, asked, "already_public")
    assert findings(desk, old) == ""
    amend(desk, do, asked, "2026-03-11", applicant_name="林一凡")
    assert "写的是更正登记以前的申请人姓名或名称“林一帆”，现在登记的是“林一凡”" in findings(
        desk, old
    )
    done = remake(desk, do, asked, "2026-03-12")
    new = standing(desk, asked, "already_public")
    assert (new.number, new.status, new.step_id) == (old.number, "drafted", old.step_id)
    assert "林一凡" in words_of(desk, new)
    assert "林一帆" not in words_of(desk, new)
    assert findings(desk, new) == ""
    # The old file stays where it was, and the service goes by the new letter.
    kept = documents.one(desk.store, old.id)
    assert kept.status == "withdrawn"
    assert Path(file_of(desk, kept)).is_file()
    assert "沿用原来的文号" in done.message
    do("serve", asked, "2026-03-13")
    assert documents.one(desk.store, old.id).status == "withdrawn"
    assert standing(desk, asked, "already_public").status == "issued"
    assert list(altered_papers(desk)) == []
    assert list(differences(desk)) == []


def test_the_form_begins_with_the_letter_that_is_wrong_and_why(
    desk: Desk, do: Do, asked: int
) -> None:
    do("decide", asked, "2026-03-10", kind="ALREADY_PUBLIC", access="门户网站")
    amend(desk, do, asked, "2026-03-11", applicant_name="林一凡")
    known = starting_values(desk, ACTS["remake_letter"], asked)
    assert known["reason"] == "更正登记：申请人姓名或名称"
    assert "remake_letter" in {one.act.name for one in offers(load(desk, asked))}


def test_a_notice_that_left_is_void_and_the_new_one_takes_the_next_number(
    desk: Desk, do: Do, asked: int
) -> None:
    do("ask_correction", asked, "2026-03-10", items="请写明年份")
    do("dispatch", asked, "2026-03-10", ref=to_dispatch(desk, load(desk, asked))[-1])
    old = standing(desk, asked, "correction_notice")
    amend(desk, do, asked, "2026-03-11", applicant_name="林一凡")
    name = f"{old.title}（{old.number}）"
    done = remake(desk, do, asked, "2026-03-12", ref=name)
    new = standing(desk, asked, "correction_notice")
    assert (old.serial, new.serial, new.status) == (1, 2, "drafted")
    assert "2026年3月12日" in words_of(desk, new)
    assert "送出后请登记送达" in done.message
    # What is known of the old one's way says nothing of the new one's.
    way = next(one for one in services_of(desk, load(desk, asked)) if one.document.id == new.id)
    assert way.sent_on is None
    assert to_dispatch(desk, load(desk, asked))[-1] == f"{new.title}（{new.number}）"
    do("dispatch", asked, "2026-03-12", ref=f"{new.title}（{new.number}）")
    assert standing(desk, asked, "correction_notice").status == "issued"
    with pytest.raises(ClerkError, match="已经送出，不能撤销"):
        undo(desk, asked, done.step_id or 0)


def test_a_served_reply_made_anew_is_sent_by_itself_and_moves_no_day(
    desk: Desk, do: Do, asked: int
) -> None:
    do("decide", asked, "2026-03-10", kind="ALREADY_PUBLIC", access="门户网站")
    do("serve", asked, "2026-03-11")
    before = load(desk, asked).case
    amend(desk, do, asked, "2026-03-12", applicant_name="林一凡")
    old = standing(desk, asked, "already_public")
    assert "更正登记以前的申请人" in findings(desk, old)
    remake(desk, do, asked, "2026-03-16", ref=f"{old.title}（{old.number}）")
    new = standing(desk, asked, "already_public")
    name = f"{new.title}（{new.number}）"
    assert new.serial == 2
    assert to_dispatch(desk, load(desk, asked))[-1] == name
    do("dispatch", asked, "2026-03-16", ref=name, mail_number="XA1")
    after = load(desk, asked).case
    assert (after.closed_on, after.due_on) == (before.closed_on, before.due_on)
    assert next(
        one.mail_number for one in services_of(desk, load(desk, asked)) if one.name == name
    ) == "XA1"  # fmt: skip
    assert list(differences(desk)) == []


def test_a_reply_that_came_back_is_served_again_as_the_new_letter(
    desk: Desk, do: Do, asked: int
) -> None:
    do("decide", asked, "2026-03-10", kind="ALREADY_PUBLIC", access="门户网站")
    do("serve", asked, "2026-03-11")
    do("returned", asked, "2026-03-13", reason="查无此人")
    amend(desk, do, asked, "2026-03-13", applicant_name="林一凡")
    remake(desk, do, asked, "2026-03-16")
    new = standing(desk, asked, "already_public")
    assert to_dispatch(desk, load(desk, asked)) == ["政府信息公开申请接收回执"]
    do("serve", asked, "2026-03-16")
    new = documents.one(desk.store, new.id)
    way = next(one for one in services_of(desk, load(desk, asked)) if one.document.id == new.id)
    assert (new.status, str(way.sent_on), way.returned_on) == ("issued", "2026-03-16", None)


def test_undoing_lets_the_old_letter_stand_again(desk: Desk, do: Do, asked: int) -> None:
    do("decide", asked, "2026-03-10", kind="ALREADY_PUBLIC", access="门户网站")
    do("serve", asked, "2026-03-11")
    old = standing(desk, asked, "already_public")
    done = remake(desk, do, asked, "2026-03-12", reason="原件污损")
    assert standing(desk, asked, "already_public").id != old.id
    undo(desk, asked, done.step_id or 0)
    assert standing(desk, asked, "already_public") == old
    # The number it had taken is the next again.
    again = remake(desk, do, asked, "2026-03-12", reason="原件污损")
    assert standing(desk, asked, "already_public").serial == 2
    assert again.step_id
    assert list(differences(desk)) == []


def test_the_older_of_two_is_not_taken_back_alone(desk: Desk, do: Do, asked: int) -> None:
    do("decide", asked, "2026-03-10", kind="ALREADY_PUBLIC", access="门户网站")
    first = remake(desk, do, asked, "2026-03-11", reason="原件污损")
    remake(desk, do, asked, "2026-03-11", reason="原件污损")
    with pytest.raises(ClerkError, match="后来又重新制作过"):
        undo(desk, asked, first.step_id or 0)


def test_whatever_is_in_the_form_comes_along(desk: Desk, do: Do, asked: int) -> None:
    """A person who turns out to be a company is addressed as one throughout."""
    do("decide", asked, "2026-03-10", kind="PROVIDED", provided="《工作要点》")
    amend(
        desk, do, asked, "2026-03-11", applicant_name="青枫启航科技有限公司",
        applicant_kind="BUSINESS",
    )  # fmt: skip
    remake(desk, do, asked, "2026-03-12")
    new = words_of(desk, standing(desk, asked, "disclosure"))
    assert "你单位" in new
    assert "《工作要点》" in new


def test_a_paper_of_no_step_is_not_among_them(desk: Desk, do: Do, asked: int) -> None:
    with pytest.raises(ClerkError, match="没有找到“呈批单”"):
        do("remake_letter", asked, "2026-03-12", ref="呈批单", reason="污损")


def test_a_number_that_is_void_is_cited_no_more(desk: Desk, do: Do, asked: int) -> None:
    do("decide", asked, "2026-03-10", kind="REFUSED_WORKING_PAPERS", reasons="讨论记录")
    do("serve", asked, "2026-03-11", mail_number="1")
    old = standing(desk, asked, "refusal")
    do("returned", asked, "2026-03-16", reason="查无此人")
    remake(desk, do, asked, "2026-03-17", reason="退回")
    new = standing(desk, asked, "refusal")
    assert new.number != old.number
    assert requests.one(desk.store, asked).document_number == new.number
    do("serve", asked, "2026-03-18", mail_number="2")
    told = events_of(load(desk, asked))
    assert any(one.startswith("2026年3月10日，作出《") and old.number in one for one in told)
    assert f"2026年3月17日，重新制作此前发出的一份文书（{new.number}），原来的一份作废。" in told
    evidence = evidence_lines(load(desk, asked))
    assert f"答复书（{new.number}）——作出的答复及其理由" in evidence
    assert old.number not in evidence
    do("order_reply", asked, "2026-03-30", by="OFFICE", way="OWN", reason="依据有误")
    do("decide", asked, "2026-04-01", kind="PROVIDED", provided="工作要点")
    text = standing(desk, asked, "disclosure").text
    assert "2026年3月17日作出的《" in text
    assert f"》（{new.number}）" in text
    assert list(differences(desk)) == []


def test_a_number_that_passes_on_is_no_event(desk: Desk, do: Do, asked: int) -> None:
    do("decide", asked, "2026-03-10", kind="PROVIDED", provided="工作要点")
    number = standing(desk, asked, "disclosure").number
    remake(desk, do, asked, "2026-03-10", reason="错字")
    assert requests.one(desk.store, asked).document_number == number
    assert not any("重新制作" in one for one in events_of(load(desk, asked)))
