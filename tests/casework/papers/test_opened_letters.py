"""What has left is read, not written on, and is what left."""

import os
import stat
from pathlib import Path

import docx
import pytest

from casework.papers.opened_letters import line_to_open
from rules.errors import ClerkError


@pytest.fixture
def draft(desk, do, registered):
    done = do("decide", registered, "2026-03-10", kind="ALREADY_PUBLIC", access="区政府网站")
    return done.documents[0]


def write_on(path: str) -> None:
    document = docx.Document(path)
    document.add_paragraph("另附一句。")
    document.save(path)


def test_a_draft_is_opened_where_it_lies(desk, draft) -> None:
    assert line_to_open(desk, draft.document_id).path == draft.path


def test_what_has_left_is_opened_as_a_copy_that_cannot_be_written_to(
    desk, do, draft, registered
) -> None:
    do("serve", registered, "2026-03-11", mail_number="EA100000001CN")
    opened = Path(line_to_open(desk, draft.document_id).path)
    assert opened != Path(draft.path)
    assert opened.name == Path(draft.path).name
    assert opened.read_bytes() == Path(draft.path).read_bytes()
    assert not opened.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    # Again, although the copy of last time cannot be written to.
    assert Path(line_to_open(desk, draft.document_id).path) == opened


def test_what_is_not_what_left_is_not_opened_for_it(desk, do, draft, registered) -> None:
    do("serve", registered, "2026-03-11", mail_number="EA100000001CN")
    write_on(draft.path)
    with pytest.raises(ClerkError, match="与送出时留存的不一样"):
        line_to_open(desk, draft.document_id)
    os.remove(draft.path)
    with pytest.raises(ClerkError, match="找不到或读不出来"):
        line_to_open(desk, draft.document_id)
