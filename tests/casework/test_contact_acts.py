"""Talking with the applicant, filling in for her, handing over what a counter took in."""

from collections.abc import Callable

import pytest

from casework.acts import ACTS, Done, offers
from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.desk.questions import Query, ids
from db import documents
from forms.fields import read
from rules.errors import ClerkError

Do = Callable[..., Done]


def papers(desk: Desk, request_id: int) -> dict[str, str]:
    return {one.kind: one.text for one in documents.of_request(desk.store, request_id)}


def test_a_call_writes_the_record_and_moves_no_day(desk: Desk, do: Do, registered: int) -> None:
    due_on = load(desk, registered).case.due_on
    do("contact", registered, "2026-03-09", understood="只要第三章", offered="可以直接提供第三章")
    assert load(desk, registered).case.due_on == due_on
    written = papers(desk, registered)
    assert "了解的情况：只要第三章" in written["phone_record"]
    assert "scope_confirmation" not in written
    # What was talked of is found by the search.
    assert registered in ids(desk, Query(text="可以直接提供第三章"))


def test_what_was_agreed_is_put_on_a_sheet_to_sign(desk: Desk, do: Do, registered: int) -> None:
    done = do(
        "contact", registered, "2026-03-09", way="VISIT", place="接待室",
        understood="要合同价款", agreed="只申请合同总价",
    )  # fmt: skip
    written = papers(desk, registered)
    assert "接待室" in written["contact_record"]
    assert "只申请合同总价" in written["scope_confirmation"]
    assert "确认书" in done.message


def test_an_application_by_word_of_mouth_asks_to_be_filled_in(
    desk: Desk, do: Do, clock: object
) -> None:
    request_id = do(
        "register", None, "2026-03-06", applicant_name="冯远", channel="ORAL",
        information_sought="低保公示名单",
    ).request_id  # fmt: skip
    assert "fill_for" in [one.act.name for one in offers(load(desk, request_id)) if one.likely]
    do("fill_for", request_id, "2026-03-06", need="SIGHT", filled_by="周敏")
    text = papers(desk, request_id)["assisted_record"]
    assert "视力障碍" in text
    assert "第四十三条" in text or "43条" in text
    assert "fill_for" not in [one.act.name for one in offers(load(desk, request_id)) if one.likely]
    del clock


def test_the_witness_is_not_who_filled_in() -> None:
    form = read(
        ACTS["fill_for"].form,
        {"on": "2026-03-06", "need": "SIGHT", "filled_by": "周敏", "witness": "周敏"},
    )
    assert isinstance(form, list)
    assert form[0].field == "witness"


def test_handing_over_late_warns_and_leaves_the_day_of_receipt(
    desk: Desk, do: Do, registered: int
) -> None:
    received_on = load(desk, registered).case.received_on
    done = do("hand_over", registered, "2026-03-12", taken_on=received_on, handed_to="周敏")
    assert any("才交接" in warning for warning in done.warnings)
    assert load(desk, registered).case.received_on == received_on
    assert "政务服务窗口" in papers(desk, registered)["intake_slip"]
    with pytest.raises(ClerkError, match="晚于登记的收到申请之日"):
        do("hand_over", registered, "2026-03-13", taken_on="2026-03-13")
