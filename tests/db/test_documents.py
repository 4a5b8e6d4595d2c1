import sqlite3

import pytest

from db import attachments, documents, requests
from db.store import Store


@pytest.fixture
def request_id(store: Store) -> int:
    return requests.insert(store, {"applicant_name": "周某"})


def a_letter(store: Store, request_id: int, **changed: object) -> documents.Document:
    values = {"kind": "reply", "title": "答复书", "created_at": "2026-03-02T09:00:00", **changed}
    return documents.add(store, request_id, **values)  # type: ignore[arg-type]


def test_a_letter_comes_back_as_it_was_recorded(store: Store, request_id: int) -> None:
    letter = a_letter(
        store, request_id, year=2026, serial=7, number="信公复〔2026〕7号", status="drafted",
        path="文书/答复书.docx", fields={"申请人": "周某"}, text="现予公开。",
    )  # fmt: skip
    assert documents.of_request(store, request_id) == [letter] == documents.drafted(store)
    assert documents.with_number(store, "信公复〔2026〕7号") == [letter]
    assert documents.one(store, letter.id) == letter
    assert letter.fields == {"申请人": "周某"}


def test_a_letter_is_issued_and_withdrawn(store: Store, request_id: int) -> None:
    letter = a_letter(store, request_id, status="drafted", text="甲")
    a_letter(store, request_id, text="乙")
    assert documents.texts(store, request_id) == "甲\n乙"
    changed = documents.change(store, letter.id, {"status": "withdrawn", "fields": {"丙": "丁"}})
    assert (changed.status, changed.fields, changed.text) == ("withdrawn", {"丙": "丁"}, "甲")
    assert documents.drafted(store) == []
    assert documents.texts(store, request_id) == "乙"


def test_letters_of_no_number_share_none(store: Store, request_id: int) -> None:
    a_letter(store, request_id)
    assert documents.with_number(store, "") == []
    assert documents.of_step(store, 1) == []


@pytest.mark.parametrize("values", [{}, {"id": 2}, {"request_id": 2}, {"colour": "red"}])
def test_what_makes_a_letter_itself_does_not_change(
    store: Store, request_id: int, values: dict[str, object]
) -> None:
    letter = a_letter(store, request_id)
    with pytest.raises(KeyError):
        documents.change(store, letter.id, values)


def test_a_status_there_is_not_is_refused(store: Store, request_id: int) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        a_letter(store, request_id, status="lost")


def test_a_letter_that_is_not_there_is_a_bug(store: Store) -> None:
    with pytest.raises(LookupError):
        documents.one(store, 3)
    with pytest.raises(LookupError):
        documents.change(store, 3, {"status": "issued"})


def test_a_file_is_kept_marked_and_removed(store: Store, request_id: int) -> None:
    attachment = attachments.add(
        store, request_id, name="申请表.pdf", path="附件/ab/cd", size=1024, sha256="abcd",
        added_at="2026-03-02T09:00:00",
    )  # fmt: skip
    assert attachments.of_request(store, request_id) == [attachment]
    assert not attachment.to_disclose
    attachments.mark(store, attachment.id, to_disclose=True)
    assert attachments.everything(store)[0].to_disclose
    assert attachments.uses(store, "abcd") == 1
    attachments.remove(store, attachment.id)
    assert attachments.everything(store) == []
    assert attachments.uses(store, "abcd") == 0
