"""A person's words go out of a register: of which rows, what stays there, what proves it."""

from datetime import date
from typing import Any

import pytest

from db import access, documents, drafts, erasing, people, requests, settings, steps
from db.access import Access
from db.erasing import Erased, Taken
from db.people import Person
from db.sealing import Stamp
from db.store import Store

pytestmark = pytest.mark.of_file("the words of rows are the same on a server")

WHO = "张三"
STAMP = Stamp("2026-11-29T09:00:00+08:00", "周敏", "zhoumin@OFFICE-1")
SAID: dict[str, Any] = {"recorded_at": "2026-03-02T09:00:00", "recorded_by": "周敏"}


@pytest.fixture
def named(store: Store) -> Store:
    """A register that names somebody in texts, in JSON as it is, and in JSON of ASCII alone."""
    store.stamp = lambda: STAMP
    for name in (WHO, "李四"):
        requests.insert(store, {"applicant_name": name, "matter": f"{name}要的批文", "pinyin": "-"})
    details = {
        "text": f"{WHO}来电，{WHO}三", "changed": {"phone": ["138", f"{WHO}的"]}, "days": 20,
        "is_urgent": True,
    }  # fmt: skip
    steps.append(store, 1, kind="noted", on=date(2026, 3, 2), details=details, **SAID)
    steps.append(store, 2, kind="noted", on=date(2026, 3, 2), details={"text": "无"}, **SAID)
    documents.add(
        store, 2, kind="reply", title="答复书", created_at="2026-03-02", text="另一人",
        fields={"applicant": WHO, "other": "李四"},
    )  # fmt: skip
    documents.add(store, 2, kind="reply", title="通知", created_at="2026-03-02", text=f"{WHO}：")
    settings.put(store, "clerk", {"name": f"{WHO}\n"})
    people.put_person(store, Person(0, "周敏", (WHO,)))
    drafts.keep(store, "extend:1", {"reason": f"{WHO}请求"})
    with store.atomic():
        access.add(store, [Access(STAMP.at, "周敏", "", "view", 1, WHO)])
    return store


def test_the_rows_that_hold_words_are_counted_however_they_are_written(named: Store) -> None:
    assert erasing.rows_with(named, WHO) == {
        "access": 1, "document": 2, "draft": 1, "person": 1, "request": 1, "setting": 1,
    }  # fmt: skip
    assert erasing.rows_with(named, "王五") == {}
    # Letters of any form lead to their requests; their own columns are the request's.
    assert erasing.requests_with(named, WHO) == {2}
    assert erasing.steps_with(named, WHO) == [1]
    assert erasing.steps_with(named, '"') == []


def test_words_go_out_of_every_text_and_a_mark_stands_there(named: Store) -> None:
    erased = Erased()
    with named.atomic(), erasing.unguarded(named):
        erasing.erase_from_rows(named, WHO, "〔已删除〕", erased)
    # A request names somebody in two of its columns.
    assert erased.rows == {
        "access": 1, "document": 2, "draft": 1, "person": 1, "request": 2, "setting": 1,
    }  # fmt: skip
    assert erasing.rows_with(named, WHO) == {}
    letter, other = documents.of_request(named, 2)
    assert letter.fields == {"applicant": "〔已删除〕", "other": "李四"}
    assert (letter.text, other.text) == ("另一人", "〔已删除〕：")
    assert requests.one(named, 1).matter == "〔已删除〕要的批文"
    assert requests.one(named, 2).matter == "李四要的批文"
    assert people.people(named)[0].parts == ("〔已删除〕",)
    assert drafts.draft(named, "extend:1") == {"reason": "〔已删除〕请求"}
    # The guards are in their places again.
    with pytest.raises(Exception, match="what was looked at is never changed"):
        named.run("update access set details = 'x'")


def test_a_step_keeps_what_is_left_and_the_proof_of_what_went(named: Store) -> None:
    erased = Erased()

    def goes(place: str, text: str) -> list[str]:
        assert text != "138" or place == "changed.phone[0]"
        return ["", WHO, f"{WHO}三", "不在其中"] if WHO in text else []

    with named.atomic(), erasing.unguarded(named):
        erasing.erase_from_steps(named, [2, 1, 99], goes, "申请人要求", erased)
    first, second, third = sorted(erased.taken, key=lambda one: one.place)
    assert [(one.step_id, one.place) for one in (first, second, third)] == [
        (1, "changed.phone[1]"), (1, "text"), (1, "text"),
    ]  # fmt: skip
    # The longer word first: of it no part is left over.
    by_words = {erasing.salted(one.salt, words): words for one in erased.taken for words in
                (WHO, f"{WHO}三")}  # fmt: skip
    long, short = erased.taken[-2:] if erased.taken[0] == first else erased.taken[:2]
    assert [by_words[one.digest] for one in (long, short)] == [f"{WHO}三", WHO]
    kept = steps.one(named, 1)
    assert kept is not None
    assert kept.details == {
        "text": f"{short.mark}来电，{long.mark}", "days": 20, "is_urgent": True,
        "changed": {"phone": ["138", f"{first.mark}的"]},
    }  # fmt: skip
    assert erased.requests == {1}
    assert first.mark == f"〔已删除{first.digest[:8]}〕"
    assert {len(bytes.fromhex(one.salt)) for one in erased.taken} == {16}
    assert len({one.salt for one in erased.taken}) == 3
    # What is left is noted and sealed; the chain proves the rest.
    assert steps.verify_chain(named) == []
    rows = named.rows("select step_id, place, digest, reason, erased_at, erased_by from erasure")
    assert sorted(rows) == sorted(
        (1, one.place, one.digest, "申请人要求", STAMP.at, "周敏") for one in erased.taken
    )
    assert list(erasing.left_of(named.connection)) == [1]


def test_the_proof_gives_nothing_away_without_its_salt() -> None:
    assert Taken(1, "text", "0123456789abcdef", "").mark == "〔已删除01234567〕"
    salt = "00" * 16
    assert erasing.salted(salt, WHO) == erasing.salted(salt, WHO)
    assert erasing.salted(salt, WHO) != erasing.salted("01" + salt[2:], WHO)
    # Half a character, as a clipboard may leave it, has a digest like any other.
    assert len(erasing.salted(salt, "\ud83d")) == 64
