"""The letters of a day, as one file and as a list for the post office."""

from datetime import date

import pytest

from casework.letters.batch import MergingStopped
from casework.papers.day_letters import (
    letters_of,
    merge_to,
    pieces_posted,
    print_file,
    write_mailing_register,
)
from casework.papers.document_check import examined
from casework.word import paragraphs
from rules.errors import ClerkError


@pytest.fixture
def two(do):
    ids = []
    for name in ("林一帆", "沈知维"):
        request_id = do(
            "register",
            None,
            "2026-03-06",
            applicant_name=name,
            information_sought="《工作要点》",
            address="青枫区样例路1号",
        ).request_id
        ids.append(request_id)
    for request_id in ids:
        do("decide", request_id, "2026-03-16", kind="PROVIDED", provided="《工作要点》")
    return ids


def test_a_days_letters_are_those_written_on_it(desk, two):
    found = letters_of(desk, date(2026, 3, 16))
    assert [one.document.request_id for one in found] == two
    assert all(one.path.is_file() and not examined(desk, one.document).findings for one in found)
    assert letters_of(desk, date(2026, 3, 17)) == []


def test_a_letter_taken_back_is_not_printed(desk, do, two):
    from casework.acts import undo
    from db import steps

    undo(desk, two[0], steps.of_request(desk.store, two[0])[-1].id)
    assert [one.document.request_id for one in letters_of(desk, date(2026, 3, 16))] == two[1:]


def test_they_are_printed_as_one_file(desk, two):
    day = date(2026, 3, 16)
    told = []
    target = merge_to(
        print_file(desk, day),
        [one.path for one in letters_of(desk, day)],
        lambda done: told.append(done) or True,
    )
    text = "\n".join(paragraphs(target))
    assert text.count("林一帆：") == text.count("沈知维：") == 1
    assert told
    assert "林一帆" not in target.name


def test_it_stops_when_told_and_leaves_no_file(desk, two):
    day = date(2026, 3, 16)
    target = print_file(desk, day)
    with pytest.raises(MergingStopped):
        merge_to(target, [one.path for one in letters_of(desk, day)], lambda _: False)
    assert not target.exists()


def test_a_missing_file_is_a_finding(desk, two):
    letter = letters_of(desk, date(2026, 3, 16))[0]
    letter.path.unlink()
    assert "无法读取" in str(examined(desk, letter.document).findings[0])


def test_the_mailing_register_lists_what_was_posted(desk, do, two):
    do("serve", two[0], "2026-03-17", method="POST", mail_number="EA1")
    do("serve", two[1], "2026-03-17", method="BY_HAND", received_by="沈知维")
    day = date(2026, 3, 17)
    (piece,) = pieces_posted(desk, day)
    assert (piece.addressee, piece.mail_number) == ("林一帆", "EA1")
    text = "\n".join(paragraphs(write_mailing_register(desk, day)))
    assert "青枫区样例路1号" in text
    assert "沈知维" not in text


def test_a_day_without_mail_says_so(desk):
    with pytest.raises(ClerkError, match="没有登记邮寄送达"):
        write_mailing_register(desk, date(2026, 3, 17))
