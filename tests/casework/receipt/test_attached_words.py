"""What stands in an applicant's papers is found by its words, and the hit says in which paper."""

from io import BytesIO

import pytest
from docx import Document

from casework.cases.attachments import add_content
from casework.cases.searched import MOST_OF_A_CASE, where_found
from casework.desk.questions import Query, ids
from casework.pages.mending import mend_search
from casework.pages.register_check import problems
from casework.receipt import attached_words
from casework.receipt.attached_words import (
    MOST_CHARACTERS,
    FileWords,
    keep_words,
    read_again,
    unread_files,
    words_in,
    words_of,
)
from tests.engines import outside


def paper(*lines: str) -> bytes:
    document, kept = Document(), BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(kept)
    return kept.getvalue()


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attached_words, "read_apart", lambda door, *given, **_: door(*given))


def read_all(desk) -> int:
    read = {file.sha256: words_of(file) for file in unread_files(desk)}
    keep_words(desk, read)
    return len(read)


def found(desk, words: str) -> list[int]:
    return list(ids(desk, Query(text=words)))


def test_a_case_is_found_by_the_words_of_its_papers(desk, registered):
    add_content(desk, registered, "补充说明.docx", paper("青枫路西侧的紫藤廊架拆除后没有恢复"))
    assert found(desk, "紫藤廊架") == []
    assert read_all(desk) == 1
    assert found(desk, "紫藤廊架") == [registered]
    assert where_found(desk, registered, "紫藤廊架") == (
        "附件“补充说明.docx”：…枫路西侧的紫藤廊架拆除后没有恢复"
    )
    # What the case says itself needs no telling where.
    assert where_found(desk, registered, "林一帆") == ""
    assert list(problems(desk)) == []


def test_a_file_is_read_once_and_what_cannot_be_read_says_why(desk, registered):
    add_content(desk, registered, "扫描件.png", b"\x89PNG\r\n\x1a\n0")
    add_content(desk, registered, "坏的.docx", b"PK\x03\x04broken")
    assert read_all(desk) == 2
    assert unread_files(desk) == []
    told = dict(desk.store.rows("select words, why_none from attachment_text"))
    assert set(told) == {""}
    assert all(told.values())


def test_words_are_bounded_by_file_and_by_case(desk, registered, tmp_path):
    long = tmp_path / "长.txt"
    long.write_text("河道清淤" * 40_000, encoding="utf-8")
    assert len(words_in(long, "长.txt")) == MOST_CHARACTERS
    for number in range(6):
        add_content(desk, registered, f"{number}.txt", b"%d" % number)
    keep_words(desk, {one.sha256: FileWords("字" * 60_000) for one in unread_files(desk)})
    text = desk.store.value("select letters_text from request_text")
    assert text.count("字") <= MOST_OF_A_CASE


def test_a_word_changed_from_outside_is_found_by_the_check(desk, registered):
    add_content(desk, registered, "说明.docx", paper("紫藤廊架"))
    read_all(desk)
    desk.store.close()
    with outside(desk.store.path) as plain:
        plain.execute("update attachment_text set words = '水泥廊架'")
    from casework.desk.desk import open_desk

    again = open_desk(desk.store.path, clock=desk.clock, clerk="周敏")
    said = " ".join(problems(again))
    again.close()
    assert "attachment_text" in said or "附件" in said
    assert "检索" in said


def test_rebuilding_the_search_reads_the_files_anew(desk, registered):
    add_content(desk, registered, "说明.docx", paper("紫藤廊架"))
    keep_words(desk, {file.sha256: FileWords("读错的字") for file in unread_files(desk)})
    assert found(desk, "紫藤廊架") == []
    told: list[tuple[int, int]] = []
    assert read_again(desk, lambda *said: told.append(said)) == 1
    assert told == [(0, 1)]
    mend_search(desk)
    assert found(desk, "紫藤廊架") == [registered]
    assert found(desk, "读错的字") == []
    assert list(problems(desk)) == []


def test_a_mail_is_found_by_what_is_attached_to_it(tmp_path):
    import email.message

    mail = email.message.EmailMessage()
    mail["Subject"], mail["From"] = "补充材料", "a@example.com"
    mail.set_content("请查收")
    mail.add_attachment(
        paper("紫藤廊架的照片说明"), maintype="application", subtype="octet-stream",
        filename="照片说明.docx",
    )  # fmt: skip
    path = tmp_path / "来信.eml"
    path.write_bytes(mail.as_bytes())
    words = words_in(path, "来信.eml")
    assert all(
        one in words for one in ("补充材料", "请查收", "照片说明.docx", "紫藤廊架的照片说明")
    )
