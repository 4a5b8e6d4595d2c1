"""What stands in pieces, in another encoding or twice in a file that goes out is seen anyhow."""

from pathlib import Path

import pytest

from casework import outgoing
from casework.outgoing.office_files import look_through_office
from tests.casework.approved.test_doors_told import _related, _zip
from tests.casework.test_outgoing import told

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
REFERS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
SEEN = "手机号码“139******78”，请确认是否应当遮盖。"
UNSEEN = "文件里有读不成文字的内容，可能没有看全，请打开确认。"


def test_a_text_is_read_in_what_notepad_and_excel_call_unicode(tmp_path: Path) -> None:
    words = "姓名\n电话13912345678\n"
    texts = {
        words.encode("utf-8"): f"第2行有{SEEN}",
        words.encode("utf-8-sig"): f"第2行有{SEEN}",
        words.encode("gb18030"): f"第2行有{SEEN}",
        b"\xff\xfe" + words.encode("utf-16-le"): f"第2行有{SEEN}",
        b"\xfe\xff" + words.encode("utf-16-be"): f"第2行有{SEEN}",
        # Without its mark nothing tells it from what is no text.
        words.encode("utf-16-le"): UNSEEN,
        b"13912345678\n\xff\xff": f"第1行有{SEEN}\n{UNSEEN}",
        b"\xff\xff": UNSEEN,
    }
    for data, said in texts.items():
        assert told(tmp_path, "a.txt", data) == said, data


def test_a_letter_that_the_limit_cuts_in_two_is_no_other_encoding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = "电话13912345678，看".encode()
    for limit in (len(data) - 2, len(data) - 1):
        monkeypatch.setattr(outgoing, "_LARGEST_TEXT", limit)
        assert told(tmp_path, "a.txt", data) == (
            f"第1行有{SEEN}\n文件太大，只查看了前面的部分，其余请自行确认。"
        )


def test_comments_of_a_sheet_are_named_once_each_however_they_are_kept() -> None:
    plain = f'<comments xmlns="{MAIN}"><commentList><comment ref="B2"/></commentList></comments>'
    cells = "".join(f'<threadedComment ref="{cell}"/>' for cell in ("B2", "B2", "C3"))
    book = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REFERS}"><sheets>'
        '<sheet name="甲" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _related(("r1", "worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"/>',
        "xl/comments1.xml": plain,
        "xl/threads/1.xml": f'<ThreadedComments xmlns="{THREADS}">{cells}</ThreadedComments>',
    }
    links = {
        (("r1", "comments", "../comments1.xml"),): "工作表“甲”B2",
        (("r1", "threadedComment", "../threads/1.xml"),): "工作表“甲”B2、C3",
        (
            ("r1", "comments", "../comments1.xml"),
            ("r2", "threadedComment", "../threads/1.xml"),
        ): "工作表“甲”B2、C3",
        (("r1", "threadedComment", "../threads/2.xml"),): "",
        (("r1", "drawing", "../comments1.xml"),): "",
    }
    for related, place in links.items():
        parts = {**book, "xl/worksheets/_rels/sheet1.xml.rels": _related(*related)}
        found = [str(one) for one in look_through_office(_zip(parts))]
        assert found == ([f"{place}有批注，会随文件发出，请删除。"] if place else [])


def test_a_number_that_a_slide_keeps_in_pieces_is_one() -> None:
    def slide(*paragraphs: tuple[str, ...]) -> bytes:
        said = "".join(
            f"<a:p>{''.join(f'<a:r><a:t>{piece}</a:t></a:r>' for piece in pieces)}</a:p>"
            for pieces in paragraphs
        )
        names = f'xmlns:p="{SLIDES}" xmlns:a="{DRAWING}" xmlns:r="{REFERS}"'
        return _zip(
            {
                "ppt/presentation.xml": f"<p:presentation {names}><p:sldIdLst>"
                '<p:sldId id="256" r:id="r1"/></p:sldIdLst></p:presentation>',
                "ppt/_rels/presentation.xml.rels": _related(("r1", "slide", "slides/1.xml")),
                "ppt/slides/1.xml": f"<p:sld {names}><p:txBody>{said}</p:txBody></p:sld>",
            }
        )

    def seen(*paragraphs: tuple[str, ...]) -> list[str]:
        return [str(one) for one in look_through_office(slide(*paragraphs))]

    assert seen(("电话13", "91234", "5678")) == [f"第1张幻灯片有{SEEN}"]
    # Two lines are two, whatever their digits would make together.
    assert seen(("13912",), ("345678",)) == []
    assert seen(("1",), ("3912345678",)) == []
