"""What has happened cannot lie ahead: one rule for every day of every form."""

from datetime import date, timedelta

import pytest

from casework.acts import ACTS, perform, preview
from casework.books.enquiries import ENQUIRIES
from casework.books.entering import enter
from casework.desk.desk import Desk
from forms.enquiry import Enquiry
from forms.fields import Form, fields_of, read, row_form
from rules.errors import ClerkError


def _days(form: type[Form]) -> set[tuple[str, bool]]:
    found = {(field.name, field.label.ahead) for field in fields_of(form) if field.type is date}
    for field in fields_of(form):
        row = row_form(field)
        found |= _days(row) if row is not None else set()
    return found


def test_only_what_is_asked_for_or_limited_may_lie_ahead() -> None:
    days = set[tuple[str, bool]]().union(*(_days(act.form) for act in ACTS.values()))
    assert {name for name, ahead in days if ahead} == {"answer_by", "until"}
    assert {name for name, ahead in days if not ahead} >= {"on", "delivered_on", "made_on"}


def _case(desk: Desk) -> int:
    typed = {"arrived_on": desk.today, "applicant_name": "甲", "information_sought": "批文"}
    form = read(ACTS["register"].form, typed)
    assert not isinstance(form, list)
    return perform(desk, ACTS["register"], None, form).request_id


@pytest.mark.parametrize("doing", [perform, preview])
def test_a_letter_received_tomorrow_is_refused(desk: Desk, doing) -> None:
    request_id = _case(desk)
    typed = {
        "on": desk.today, "delivered_on": desk.today + timedelta(days=1), "what": "写明文件名称",
        "days": 15,
    }  # fmt: skip
    act = ACTS["ask_correction"]
    kind: type[Form] = act.form
    form = read(
        kind,
        {
            field.name: typed.get(field.name, "说明")
            for field in fields_of(kind)
            if field.required or field.name in typed
        },
    )
    assert not isinstance(form, list), form
    with pytest.raises(ClerkError, match=r"申请人收到日期.*晚于今天") as refused:
        doing(desk, act, request_id, form)
    assert refused.value.field == "delivered_on"


def test_an_enquiry_answered_tomorrow_is_refused(desk: Desk) -> None:
    form = read(
        Enquiry,
        {
            "on": desk.today,
            "question": "怎样申请",
            "channel": "PHONE",
            "answer": "见指南",
            "answered_on": desk.today + timedelta(days=1),
        },
    )
    assert isinstance(form, Enquiry), form
    with pytest.raises(ClerkError, match=r"答复日期.*晚于今天"):
        enter(desk, ENQUIRIES, form)
