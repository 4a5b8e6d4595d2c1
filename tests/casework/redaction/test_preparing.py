"""From files of other kinds to pages: sheets fitted to paper, tables of text, scans read."""

import io
import zipfile
from array import array

import openpyxl
import pytest
from lxml import etree
from openpyxl.styles import Alignment
from PIL import Image

from casework.redaction.office import clean_office, table_as_sheet, text_as_word
from casework.redaction.redacting import redact_file
from rules.errors import ClerkError

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def a_sheet(folder, fill) -> etree._Element:
    book = openpyxl.Workbook()
    fill(book.active)
    source = folder / "a.xlsx"
    book.save(source)
    with zipfile.ZipFile(clean_office(source, folder)) as archive:
        return etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))


def widths(root) -> dict[int, float]:
    return {
        number: float(one.get("width"))
        for one in root.iter(f"{S}col")
        for number in range(int(one.get("min")), int(one.get("max")) + 1)
    }


def test_a_column_is_as_wide_as_what_it_shows(tmp_path):
    def fill(page):
        page.append(
            ["序", "320102199003071239", 13800138000, "清河市东湖区青山路12号3栋2单元501室"]
        )

    found = widths(a_sheet(tmp_path, fill))
    assert found[1] < 10
    assert found[2] >= 18
    assert found[3] >= 11
    assert found[4] >= 36


def test_a_hidden_column_stays_hidden_and_a_wrapped_one_as_it_was(tmp_path):
    def fill(page):
        page.append(["甲" * 30, "乙" * 30, "丙"])
        page.column_dimensions["A"].hidden = True
        page.column_dimensions["B"].width = 12
        page["B1"].alignment = Alignment(wrap_text=True)

    root = a_sheet(tmp_path, fill)
    (hidden,) = [one for one in root.iter(f"{S}col") if one.get("min") == "1"]
    assert hidden.get("hidden") == "1"
    assert widths(root)[2] == pytest.approx(12, abs=1)


def test_a_sheet_is_printed_on_one_pages_width_unless_it_could_not_be_read(tmp_path):
    root = a_sheet(tmp_path, lambda page: page.append(["320102199003071239"] * 6))
    setup = root.find(f"{S}pageSetup")
    assert (setup.get("fitToWidth"), setup.get("fitToHeight")) == ("1", "0")
    assert setup.get("orientation") == "landscape"
    (tmp_path / "b").mkdir()
    root = a_sheet(tmp_path / "b", lambda page: page.append(["320102199003071239"] * 40))
    assert root.find(f"{S}sheetPr/{S}pageSetUpPr") is None or (
        root.find(f"{S}sheetPr/{S}pageSetUpPr").get("fitToPage") != "1"
    )


def test_a_table_of_separated_values_keeps_its_columns(tmp_path):
    (tmp_path / "a.csv").write_text("姓名;号码\n=1+1;0013\n", encoding="utf-8-sig")
    book = openpyxl.load_workbook(
        io.BytesIO(table_as_sheet(tmp_path / "a.csv", tmp_path).read_bytes())
    )
    assert [[one.value for one in row] for row in book.active] == [
        ["姓名", "号码"],
        ["=1+1", "0013"],
    ]
    # What begins like a formula is the text it was.
    assert book.active["A2"].data_type in ("s", "inlineStr")


def test_a_plain_text_in_an_old_coding_becomes_lines(tmp_path):
    (tmp_path / "a.txt").write_bytes("甲\n乙\x07".encode("gb18030"))
    import docx

    paragraphs = docx.Document(str(text_as_word(tmp_path / "a.txt", tmp_path))).paragraphs
    assert [one.text for one in paragraphs] == ["甲", "乙"]


def test_bytes_that_are_no_text_are_refused(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\x00\xd8")
    with pytest.raises(ClerkError, match="编码不能识别"):
        text_as_word(tmp_path / "a.txt", tmp_path)


def a_scan(size: tuple[int, int]) -> Image.Image:
    picture = Image.new("L", size, 255)
    picture.paste(0, (20, 20, 60, 60))
    return picture


def test_an_empty_page_is_not_read(tmp_path):
    Image.new("L", (300, 400), 255).save(tmp_path / "a.png")

    def recognise(_picture):
        raise AssertionError("read")

    redact_file(tmp_path / "a.png", tmp_path / "out.pdf", recognise=recognise)


def test_what_is_read_off_a_scan_is_covered_where_it_stands(tmp_path):
    a_scan((1000, 1400)).save(tmp_path / "a.png", dpi=(100, 100))

    def recognise(_picture):
        letters = "手机13800138000\n"
        boxes = array("f")
        for at in range(len(letters) - 1):
            boxes.extend((0.1 + at * 0.02, 0.2, 0.12 + at * 0.02, 0.22))
        boxes.extend((0.0, 0.0, 0.0, 0.0))
        return letters, boxes.tobytes()

    done = redact_file(tmp_path / "a.png", tmp_path / "out.pdf", recognise=recognise)
    answer = done.as_json()
    (covered,) = answer["pages"][0]["covered"]
    assert covered["text"] == "13800138000"
    left, top, right, bottom = covered["boxes"][0]
    assert (left, right) == pytest.approx((720 * 0.14, 720 * 0.36), abs=2)
    assert (top, bottom) == pytest.approx((1008 * 0.2, 1008 * 0.22), abs=3)
    assert answer["look_at"] == ["第1页的文字是识别出来的，可能有错漏，请逐处核对。"]


def test_what_cannot_be_recognised_is_left_to_the_hand(tmp_path):
    a_scan((300, 400)).save(tmp_path / "a.png")

    def recognise(_picture):
        raise ClerkError("太久")

    answer = redact_file(tmp_path / "a.png", tmp_path / "out.pdf", recognise=recognise).as_json()
    assert "用手工标记遮盖" in answer["look_at"][0]


def test_a_table_of_text_loses_nothing_unsaid(tmp_path):
    source = tmp_path / "a.csv"

    def cells(text: str) -> list[list[object]]:
        source.write_text(text, encoding="utf-8", newline="")
        book = openpyxl.load_workbook(io.BytesIO(table_as_sheet(source, tmp_path).read_bytes()))
        return [[cell.value for cell in row] for row in book.active.iter_rows()]

    # A line that ends within a cell is a line of the cell.
    assert cells('姓名,住址\r\n林一帆,"梧桐里\n6号"\r\n') == [
        ["姓名", "住址"],
        ["林一帆", "梧桐里\n6号"],
    ]
    assert len(cells(",".join("甲" * 200) + ",,,\n")[0]) == 200
    assert cells("长" * 2000 + ",乙\n") == [["长" * 2000, "乙"]]
    with pytest.raises(ClerkError, match="表格超过200列，请只留下要公开的部分，另存一份后再试。"):
        cells(",".join("甲" * 201))
    with pytest.raises(ClerkError, match="表格第2行有超过2000字的内容，在表格里印不完整，"):
        cells("甲,乙\n丙," + "长" * 2001)


def test_a_text_wider_than_a_column_is_broken_into_lines_and_not_cut(tmp_path):
    def fill(page):
        page.append(["甲", "乙" * 100, "丙", "丁" * 100])
        page.append(["甲", "短\n两行", "丙", "丁"])
        page.append(["甲", "己" * 1000, "丙"])
        page.append(["甲", "庚", "丙", "辛" * 40])
        page["D4"].alignment = Alignment(wrap_text=True)
        page.column_dimensions["D"].hidden = True

    root = a_sheet(tmp_path, fill)
    heights = [row.get("ht") for row in root.iter(f"{S}row")]
    # 210 characters wide, four lines of 56; a thousand letters fill the highest row there is.
    assert heights == ["60.00", "30.00", "405.00", None]
    assert widths(root)[2] == pytest.approx(1000 * 2.1 / 26 + 4, abs=0.01)
    cells = {one.get("r"): one.get("s") for one in root.iter(f"{S}c")}
    with zipfile.ZipFile(tmp_path / "document.xlsx") as archive:
        looks = etree.fromstring(archive.read("xl/styles.xml")).find(f"{S}cellXfs")
    wraps = f"{S}alignment[@wrapText='1']"
    broken = {at for at, one in enumerate(looks) if one.find(wraps) is not None}
    assert looks.get("count") == str(len(looks))
    assert {cell for cell, style in cells.items() if int(style or 0) in broken} == {
        "B1", "B2", "B3", "D4",
    }  # fmt: skip


def test_a_row_that_was_given_no_height_is_as_high_as_its_lines(tmp_path):
    def fill(page):
        page.append(["甲", "乙" * 40])
        page.append(["甲", "乙" * 40])
        for cell in ("B1", "B2"):
            page[cell].alignment = Alignment(wrap_text=True)
        page.column_dimensions["B"].width = 30
        page.row_dimensions[2].height = 20

    rows = list(a_sheet(tmp_path, fill).iter(f"{S}row"))
    assert [row.get("ht") for row in rows] == ["60.00", "20"]


def test_a_text_no_row_is_high_enough_for_is_named(tmp_path):
    def fill(words):
        return lambda page: page.append(["甲", words, "丙"])

    for words in ("乙" * 2922, "\n".join("乙" * 27)):
        with pytest.raises(ClerkError, match="单元格B1里的文字太长，印成页面会不完整，"):
            a_sheet(tmp_path, fill(words))

    def hidden(page):
        fill("乙" * 2922)(page)
        page.row_dimensions[1].hidden = True

    # What is not shown is not printed either.
    (row,) = a_sheet(tmp_path, hidden).iter(f"{S}row")
    assert row.get("ht") is None
    for words in ("乙" * 2921, "\n".join("乙" * 26)):
        assert widths(a_sheet(tmp_path, fill(words)))[2] <= 240
