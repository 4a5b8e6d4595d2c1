"""Files to be disclosed are looked through, and the clerk's decision is a step."""

import pytest

from casework.acts import ACTS, offers
from casework.acts.outgoing import looked_through, waits_for_check
from casework.cases.attachments import add_file
from casework.cases.case_file import load
from db import attachments, steps
from rules.errors import ClerkError


@pytest.fixture
def decided(do, registered):
    do("decide", registered, "2026-03-16", kind="PROVIDED", provided="《工作要点》")
    return registered


@pytest.fixture
def with_phone(desk, decided, tmp_path):
    source = tmp_path / "工作要点.txt"
    source.write_text("联系电话 13800001111", encoding="utf-8")
    add_file(desk, decided, source, to_disclose=True)
    return decided


def test_what_is_found_is_told_with_its_place(desk, with_phone):
    (looked,) = looked_through(desk, with_phone)
    assert looked.name == "工作要点.txt"
    assert looked.remarks[0].place == "第1行"


def test_a_file_not_decided_on_waits(desk, do, with_phone):
    assert waits_for_check(desk, load(desk, with_phone))
    do("check_outgoing", with_phone, "2026-03-17", decision="RELEASED", note="号码为公开的热线")
    assert not waits_for_check(desk, load(desk, with_phone))
    kept = steps.of_request(desk.store, with_phone)[-1]
    assert kept.kind == "outgoing_checked"
    assert len(kept.details["found"]) == 1


def test_releasing_what_was_found_needs_a_reason(desk, do, with_phone):
    with pytest.raises(ClerkError, match="请写明理由") as told:
        do("check_outgoing", with_phone, "2026-03-17", decision="RELEASED")
    assert told.value.field == "note"


def test_a_file_changed_after_the_decision_waits_again(desk, do, with_phone, tmp_path):
    do("check_outgoing", with_phone, "2026-03-17", decision="TREATED", note="已遮盖电话")
    other = tmp_path / "工作要点（遮盖）.txt"
    other.write_text("联系电话 ***", encoding="utf-8")
    add_file(desk, with_phone, other, to_disclose=True)
    assert waits_for_check(desk, load(desk, with_phone))


def test_a_file_withheld_goes_on_waiting_until_it_is_not_marked(desk, do, with_phone):
    do("check_outgoing", with_phone, "2026-03-17", decision="WITHHELD", note="先遮盖再定")
    assert waits_for_check(desk, load(desk, with_phone))
    (file,) = attachments.of_request(desk.store, with_phone)
    attachments.mark(desk.store, file.id, to_disclose=False)
    assert not waits_for_check(desk, load(desk, with_phone))


def test_a_file_that_is_gone_is_a_remark(desk, with_phone):
    (file,) = attachments.of_request(desk.store, with_phone)
    (desk.store.path.parent / file.path).unlink()
    assert "不在原来的位置" in str(looked_through(desk, with_phone)[0].remarks[0])


def test_there_must_be_something_to_look_at(do, decided):
    with pytest.raises(ClerkError, match="没有标记拟公开的附件"):
        do("check_outgoing", decided, "2026-03-17", decision="RELEASED")


def test_it_is_offered_only_where_the_reply_discloses(desk, do, registered):
    assert "check_outgoing" not in {one.act.name for one in offers(load(desk, registered))}
    do("decide", registered, "2026-03-16", kind="REFUSED_INTERNAL_AFFAIRS", reasons="值班安排")
    assert not ACTS["check_outgoing"].fits(load(desk, registered))
