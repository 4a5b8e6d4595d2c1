"""A draft is changed in Word; registered, the register takes it for what it is."""

import docx
import pytest

from casework.pages.register_check import problems
from casework.papers.revising import register_revision
from db import documents
from rules.errors import ClerkError


@pytest.fixture
def draft(desk, do, registered):
    done = do("decide", registered, "2026-03-10", kind="ALREADY_PUBLIC", access="区政府网站")
    return done.documents[0]


def write_on(path: str) -> None:
    document = docx.Document(path)
    document.add_paragraph("另附办理说明一份。")
    document.save(path)


def test_a_changed_draft_is_told_until_it_is_registered(desk, draft) -> None:
    write_on(draft.path)
    assert "登记改稿" in "".join(problems(desk))
    assert register_revision(desk, draft.document_id).startswith("已登记")
    assert list(problems(desk)) == []
    assert "另附办理说明一份。" in documents.one(desk.store, draft.document_id).text


def test_one_that_is_as_it_was_is_said_to_be(desk, draft) -> None:
    assert "没有改动" in register_revision(desk, draft.document_id)


def test_what_has_left_is_not_changed(desk, do, draft, registered) -> None:
    do("serve", registered, "2026-03-11", mail_number="EA100000001CN")
    write_on(draft.path)
    with pytest.raises(ClerkError, match="已经送出"):
        register_revision(desk, draft.document_id)
