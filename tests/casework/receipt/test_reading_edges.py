"""Where one thing ends and the next begins: the last cell, the first column, the exact limit."""

import json
import struct
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casework.receipt import component as component_module
from casework.receipt import reading as reading_module
from casework.receipt import sources
from casework.receipt.component import component
from casework.receipt.decoding import claimed_in_page, decoded, meant_by
from casework.receipt.grid import RelativeBox, grid_of
from casework.receipt.label_words import asked_by
from casework.receipt.mail import Attached, Mail, header_text, mail_of
from casework.receipt.marks import options_in
from casework.receipt.outlook import outlook_mail
from casework.receipt.page_rows import Piece, laid_out
from casework.receipt.reading import read_bytes, read_file, read_text
from casework.receipt.result import Reading
from casework.receipt.sources import is_picture, pdf_rows, taken_from
from casework.receipt.values import is_name, name_value, number_value, phone_value
from casework.receipt.web_form import web_rows
from forms.labels import fields_by_label
from rules.errors import ClerkError
from tests.casework.approved.test_pages_read_told import pdf, said
from tests.casework.receipt.compound import compound

# Files and words at their limit


def test_a_file_of_the_greatest_size_is_read_and_one_byte_more_is_not(
    tmp_path, monkeypatch
) -> None:
    path = tmp_path / "信.txt"
    path.write_text("申请人：林一帆", encoding="utf-8")
    monkeypatch.setattr(reading_module, "LARGEST_BYTES", path.stat().st_size)
    assert read_file(path).values["applicant_name"] == "林一帆"
    monkeypatch.setattr(reading_module, "LARGEST_BYTES", path.stat().st_size - 1)
    with pytest.raises(
        ClerkError, match=r"^“信\.txt”超过40兆，不能当作申请表读取，请作为附件添加。$"
    ):
        read_file(path)


def test_words_of_the_greatest_length_are_read_and_one_more_are_not(monkeypatch) -> None:
    monkeypatch.setattr(reading_module, "MOST_CHARACTERS", 7)
    assert read_text("申请人：林一帆").values["applicant_name"] == "林一帆"
    with pytest.raises(ClerkError, match="请存成文件后作为申请材料添加"):
        read_text("申请人：林一帆。")


def test_what_is_wrong_with_a_file_names_it(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"PK\x03\x04torn")
    with pytest.raises(ClerkError, match=r"^“表\.xlsx”："):
        read_file(path)
    with pytest.raises(
        ClerkError, match=r"^不能读取“没有\.docx”，请确认文件没有被移走，再拖入一次。$"
    ):
        read_file(tmp_path / "没有.docx")


def test_a_scan_within_a_mail_is_left_where_it_cannot_be_read() -> None:
    picture = Attached("图.png", b"\x89PNG\r\n\x1a\n")
    mail = Mail(rows=web_rows("<p>申请人：林一帆</p>"), attached=[picture])
    assert reading_module._of_mail(mail, recognise=False).values["applicant_name"] == "林一帆"


@pytest.mark.parametrize(
    ("raw", "is_one"),
    [
        (b"BM" + struct.pack("<IHHI", 70, 0, 0, 54) + b"rest", True),
        ("BM公司的申请".encode(), False),
        (b"GIF89a", True),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", True),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", False),
        (b"", False),
    ],
)
def test_a_picture_is_told_by_its_head(raw: bytes, is_one: bool) -> None:
    assert is_picture(raw) is is_one


def test_words_that_begin_like_a_picture_are_words() -> None:
    reading = read_bytes("BM公司\n申请人：林一帆".encode(), "信.txt", recognise=False)
    assert reading.values["applicant_name"] == "林一帆"


# Where the recognition lies


def test_the_recognition_is_there_once_its_installation_was_finished(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(component_module, "_ROOT", tmp_path)
    folder = tmp_path / ".ocr"
    folder.mkdir()
    assert component() is None
    (folder / "installed.json").write_text("{}", encoding="utf-8")
    assert component() == folder
    assert component_module.is_installed()


def test_a_packed_program_looks_beside_itself_and_then_in_the_clerks_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside, own = tmp_path / "程序" / "ocr", tmp_path / "own" / "依申请公开办件台" / "ocr"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "程序" / "banjiantai.exe"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "own"))
    assert component() is None
    for folder in (own, beside):
        folder.mkdir(parents=True)
        (folder / "installed.json").write_text(json.dumps({}), encoding="utf-8")
        assert component() == folder
    (beside / "installed.json").unlink()
    monkeypatch.delenv("LOCALAPPDATA")
    assert component() is None


# Mails


def mail(*parts: tuple[str, str], head: str = "From: lin@example.org") -> Mail:
    lines = [head, "MIME-Version: 1.0", "Content-Type: multipart/alternative; boundary=b", ""]
    for kind, words in parts:
        lines += ["--b", f"Content-Type: {kind}; charset=utf-8", "", words]
    return mail_of("\r\n".join([*lines, "--b--", ""]).encode())


def texts(mail: Mail) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in mail.rows]


TABLE = "<TABLE><tr><td>姓名</td><td>林一帆</td></tr></TABLE>"


def test_a_table_is_taken_from_the_page_and_words_from_the_plain_half() -> None:
    plain = ("text/plain", "姓名林一帆")
    assert texts(mail(plain, ("text/html", TABLE))) == [["姓名", "林一帆"]]
    assert texts(mail(plain, ("text/html", "<p>姓名林一帆</p>"))) == [["姓名林一帆"]]
    both = mail(plain, ("text/html", "<p>你好</p>"), ("text/html", TABLE))
    assert texts(both) == [["你好"], ["姓名", "林一帆"]]


def test_the_page_is_taken_where_it_says_half_as_much_again() -> None:
    plain = ("text/plain", "一二三四")
    assert texts(mail(plain, ("text/html", "<p>一二三四五六</p>"))) == [["一二三四"]]
    assert texts(mail(plain, ("text/html", "<p>一二三四五六七</p>"))) == [["一二三四五六七"]]


def test_only_the_last_station_says_when_a_mail_without_a_day_came() -> None:
    late = "Received: by b; Fri, 06 Mar 2026 01:02:03 +0000"
    odd = "Received: by a; nonsense"
    assert mail(("text/plain", "x"), head=f"{late}\r\n{odd}").sent_on == "2026-03-06"
    assert mail(("text/plain", "x"), head=f"{odd}\r\n{late}").sent_on == ""


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("\udcc1\udcd6\udcd2\udcbb", "林一"),
        ("\udce6\udc9e\udc97", "林"),
        ("林\udcff", "林\udcff"),
        ("=?gbk?q?=C1=D6?= 一", "林 一"),
        ("=?gbk?q?=C1=D6?= \udcd6\udcd0", "林 中"),
        ("=?utf-8?q?=E6=9E=97?= a", "林 a"),
        ("a\r\n b", "a b"),
    ],
)
def test_a_line_of_a_head_in_raw_bytes(raw: str, words: str) -> None:
    assert header_text(raw) == words


def test_the_last_of_many_properties_of_an_outlook_mail_is_read() -> None:
    sent = datetime(2026, 3, 5, 13, 4, tzinfo=UTC)
    ticks = int((sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10**7
    filler = struct.pack("<IIQ", 0x7FFF0040, 6, 0) * 253
    numbers = bytes(32) + filler + struct.pack("<IIQ", 0x00390040, 6, ticks)
    assert len(numbers) == 4096
    tree = {"__properties_version1.0": numbers, "__substg1.0_1000001F": "x".encode("utf-16-le")}
    assert outlook_mail(compound(tree)).sent == sent


# Bytes as text


def test_what_a_charset_is_meant_by() -> None:
    assert meant_by(" 'GB2312' ") == "gb18030"
    assert meant_by('"utf8"') == "utf-8"
    assert meant_by("none such") == ""
    assert claimed_in_page(b"<meta charset = 'GBK'>") == "GBK"
    assert claimed_in_page(b" " * 4088 + b"charset=gbk") == ""
    assert claimed_in_page(b"<p>charset</p>") == ""


def test_chinese_that_claims_to_be_latin_is_read_as_chinese() -> None:
    assert decoded("申请".encode("gb18030"), "iso-8859-1") == "申请"
    assert decoded("申请".encode(), "ascii") == "申请"
    assert decoded("café".encode("latin-1"), "iso-8859-1") == "café"
    assert decoded("申请公开".encode("utf-16-be") + b"\0 \0a", "") == "申请公开 a"


# Boxes and cells


@pytest.mark.parametrize(
    ("text", "ticked", "left_open"),
    [
        ("提供方式：√纸质。 光盘", ("纸质",), ("光盘",)),
        ("纸质☑ 光盘☐", ("纸质",), ("光盘",)),
        ("纸质（√） 光盘（ ）", ("纸质",), ("光盘",)),
        ("☑纸质 ☐光盘", ("纸质",), ("光盘",)),
        ("方式：☑纸质 ☐光盘", ("纸质",), ("光盘",)),
        ("方式：☑纸质 ☐光盘 ☐", ("纸质",), ("光盘",)),
    ],
)
def test_a_mark_stands_before_its_words_or_behind_them(text, ticked, left_open) -> None:
    found = options_in(text)
    assert (found.ticked, found.left_open) == (ticked, left_open)


def line(left: float, top: float, right: float, bottom: float) -> RelativeBox:
    return RelativeBox(left, top, right, bottom)


FRAME = [
    line(0, 0, 1, 0), line(0, 0.5, 1, 0.5), line(0, 1, 1, 1),
    line(0, 0, 0, 1), line(0.5, 0, 0.5, 1), line(1, 0, 1, 1),
]  # fmt: skip


def test_a_point_on_a_line_lies_in_the_first_cell_it_touches() -> None:
    grid = grid_of(FRAME)
    assert len(grid.cells) == 4
    assert [grid.cell_at(*at) for at in ((0, 0), (0.5, 0.2), (1, 0), (0, 0.5), (1, 1))] == [
        0, 0, 1, 0, 3,
    ]  # fmt: skip
    assert [grid.cell_at(*at) for at in ((-0.01, 0), (1.01, 1), (0, 1.01))] == [None] * 3


def test_a_line_parts_two_cells_where_it_covers_eleven_twentieths_of_the_way() -> None:
    def cells(end: float) -> int:
        level = [line(0, 0, 1, 0), line(0, 0.5, end, 0.5), line(0, 1, 1, 1)]
        return len(grid_of([*level, line(0, 0, 0, 1), line(1, 0, 1, 1)]).cells)

    assert [cells(0.56), cells(0.55), cells(0.54)] == [2, 2, 1]


def word(text: str, left: float, right: float, top: float = 0.1) -> Piece:
    return Piece(text, RelativeBox(left, top, right, top + 0.02), 1.0)


def test_a_gap_in_a_line_is_a_blank_or_three() -> None:
    # A letter is as wide as it is high: 0.02 of a page as wide as high.
    def said(gap: float) -> str:
        pieces = [word("甲", 0.1, 0.12), word("乙", 0.12 + gap, 0.14 + gap)]
        (row,) = laid_out(pieces, [], page=0, ratio=1.0)
        return row.text

    assert [said(gap) for gap in (0, 0.013, 0.015, 0.031, 0.033, 0.05)] == [
        "甲乙", "甲乙", "甲 乙", "甲 乙", "甲   乙", "甲   乙",
    ]  # fmt: skip


def test_what_stands_right_of_the_last_cell_belongs_to_its_row_alone() -> None:
    lines = [one for one in FRAME if one.left < 1 or one.right < 1]
    beside = [word("甲", 1.05, 1.1), word("乙", 1.05, 1.1, top=0.7)]
    pieces = [word("姓名", 0.1, 0.2), word("林", 0.6, 0.7), *beside]
    rows = laid_out(pieces, [*lines, line(1, 0, 1, 1)], page=0, ratio=1.0)
    cells = [[cell.text for cell in row.cells] for row in rows]
    assert cells == [["姓名", "林", "甲"], ["", "", "乙"]]


# Small words


def test_the_shortest_name_of_a_body_has_four_signs() -> None:
    assert is_name("青枫公司")
    assert not is_name("枫公司")
    assert not is_name("青，枫公司")


def test_a_row_of_a_page_has_sixty_four_columns_at_most() -> None:
    cells = "".join(f"<td rowspan=2>{at}</td>" for at in range(66))
    rows = web_rows(f"<table><tr>{cells}</tr><tr><td>后</td></tr></table>", spread=True)
    assert [len(row.cells) for row in rows] == [64, 64]


def test_names_are_those_of_all_who_act() -> None:
    reading = Reading()
    named = {"applicant_name": "林一帆", "co_applicants": "周敏、赵立", "contact": "何清"}
    for name, value in named.items():
        reading.put(name, value, "信中")
    assert reading.names() == {"林一帆", "周敏", "赵立", "何清"}


def test_a_file_that_is_not_what_its_name_says() -> None:
    for kind in ("pdf", "jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff", "webp"):
        with pytest.raises(
            ClerkError,
            match=f"^内容不是它的名称所说的 {kind} 文件，可能已经损坏，请核对后再添加。$",
        ):
            taken_from(b"words", f"a.{kind.upper()}")


def test_a_number_of_another_paper_has_seven_signs_at_least() -> None:
    assert number_value("1234567", of_type="OTHER").doubt == ""
    assert number_value("123456", of_type="OTHER").doubt == "证件号码是6位，请核对"
    assert number_value("1234567", of_type="PASSPORT").doubt == "证件号码是7位，请核对"


def test_a_pdf_is_read_to_its_last_page_of_so_many(monkeypatch) -> None:
    paper = pdf(*(said("AB" * 7) for _ in range(3)))
    assert len(pdf_rows(paper)) == 3
    monkeypatch.setattr(sources, "_MOST_PAGES", 2)
    assert len(pdf_rows(paper)) == 2


def test_a_people_is_nobody_who_asks_together() -> None:
    assert name_value("林一帆、汉族")[1] == []
    assert name_value("林一帆、周敏")[1] == ["周敏"]


def test_a_number_within_another_is_told_once() -> None:
    assert phone_value("0791-87654321、87654321").text == "0791-87654321"
    assert phone_value("0791-87654321、87654322").text == "0791-87654321、87654322"


def test_each_label_of_the_registration_asks_for_its_own_field() -> None:
    other: dict[tuple[str, str], set[str]] = {}
    for label, field in fields_by_label().items():
        asked = asked_by(label)
        if asked.field != field:
            other.setdefault((field, asked.field), set()).add(label)
    names = other.pop(("body_name", "applicant_name"))
    assert {"单位名称", "法人或其他组织名称"} <= names
    # What a form prints for how the answer is to come, a ledger for how the request came.
    assert other == {
        ("channel", "obtain_by"): {"接收渠道", "接收方式"},
        ("obtain_by", "media"): {"提供方式"},
    }


def test_a_page_of_twelve_letters_is_text_and_one_of_eleven_a_scan() -> None:
    for many, is_scan in ((12, False), (11, True)):
        taken = taken_from(pdf(said("A" * many)), "a.pdf")
        assert (taken.is_scan, [row.text for row in taken.rows]) == (
            is_scan, [] if is_scan else ["A" * many],
        )  # fmt: skip


def test_what_is_lost_of_marked_bytes_is_shown_as_lost() -> None:
    for mark, codec in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le")):
        raw = mark + "申请".encode(codec)
        assert decoded(raw) == "申请"
        assert decoded(raw[:-1]) == "申\ufffd"


def test_a_scale_within_an_option_is_no_heading() -> None:
    found = options_in("载体：1:500图纸 √电子图")
    assert (found.heading, found.ticked, found.left_open) == (
        "载体", ("电子图",), ("1:500图纸",),
    )  # fmt: skip


def test_of_two_days_beside_signatures_the_first_counts() -> None:
    reading = read_text("申请人签名：林一帆 2026年3月5日\n代理人签名：何清 2026年3月6日")
    assert reading.signed_on == "2026-03-05"


def test_boxes_behind_a_telephone_with_boxes_are_of_their_own_label() -> None:
    reading = read_text("联系电话：☑手机13800138000 □座机，获取方式：☑邮寄 □自取")
    assert (reading.values["phone"], reading.values["obtain_by"]) == ("13800138000", "POST")


def test_whose_a_left_line_is_is_said_once() -> None:
    reading = read_text("申请人：林一帆\n被申请人电话：0791-87654321\n第三人：周敏")
    assert [one.text for one in reading.rest] == ["被申请人电话：0791-87654321", "第三人：周敏"]


@pytest.mark.parametrize("number", ["91320102MA1ABCDE2X", "110105194912310021", "123456"])
def test_a_doubted_number_leaves_nothing_beside_it(number: str) -> None:
    value = number_value(number)
    assert (value.text, value.left) == (number, "")
    assert value.doubt
