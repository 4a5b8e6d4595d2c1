"""What Word keeps of a form: ticked boxes of four kinds, merged cells, boxes and tables in "
"cells."""

from casework.receipt.blocks import ReadRow
from casework.receipt.word_form import word_rows
from tests.faults.foreign_files import word_of

W14 = b'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def p(text: str) -> bytes:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode()


def cells(row: ReadRow) -> list[str]:
    return [cell.text for cell in row.cells]


def one_line(body: bytes) -> str:
    (row,) = word_rows(word_of(b"<w:p>" + body + b"</w:p>"))
    return row.text


def test_a_symbol_of_wingdings_is_a_box() -> None:
    body = (
        b'<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>a</w:t>'
        b'<w:sym w:font="Wingdings" w:char="F0A8"/><w:t>b</w:t>'
        b'<w:sym w:font="Wingdings 2" w:char="F052"/><w:t>c</w:t></w:r>'
    )
    assert one_line(body) == "☑a☐b☑c"


def test_a_content_control_says_itself_whether_it_is_ticked() -> None:
    body = b"".join(
        b"<w:sdt><w:sdtPr><w14:checkbox " + W14 + b'><w14:checked w14:val="' + state
        + b'"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>?</w:t></w:r></w:sdtContent>'
        b"</w:sdt><w:r><w:t>x</w:t></w:r>"
        for state in (b"1", b"0")
    )  # fmt: skip
    assert one_line(body) == "☑x☐x"


def test_a_form_field_of_old_is_a_box() -> None:
    body = (
        b'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
        b"<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:t>x</w:t></w:r>"
        b'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
        b"</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:t>y</w:t></w:r>"
    )
    assert one_line(body) == "☑x☐y"


def test_what_was_deleted_is_not_read_and_what_was_inserted_is() -> None:
    body = (
        b"<w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
        b"<w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
    )
    assert one_line(body) == "new"


def test_a_cell_merged_with_the_one_above_says_what_that_one_says() -> None:
    body = (
        b"<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>" + p("公民") + b"</w:tc>"
        b"<w:tc>" + p("姓名") + b"</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></"
        b"w:tc>"
        b"<w:tc>" + p("电话") + b"</w:tc></w:tr></w:tbl>"
    )
    assert [cells(row) for row in word_rows(word_of(body))] == [["公民", "姓名"], ["公民", "电话"]]


def test_lines_of_a_cell_stay_lines_and_a_table_in_a_cell_follows_it() -> None:
    inner = b"<w:tbl><w:tr><w:tc>" + p("内") + b"</w:tc></w:tr></w:tbl>"
    body = b"<w:tbl><w:tr><w:tc>" + p("一") + p("二") + inner + b"<w:p/></w:tc></w:tr></w:tbl>"
    assert [cells(row) for row in word_rows(word_of(body))] == [["一\n二"], ["内"]]


def test_a_text_box_is_read_once_whatever_else_holds_it() -> None:
    box = b"<w:pict><w:txbxContent>" + p("框里") + b"</w:txbxContent></w:pict>"
    rows = word_rows(word_of(b"<w:p><w:r>" + box + b"</w:r></w:p>"))
    assert [row.text for row in rows if row.text] == ["框里"]


def test_the_copy_of_a_box_for_old_programs_is_no_second_box() -> None:
    box = b"<w:txbxContent>" + p("框里") + b"</w:txbxContent>"
    body = (
        b"<w:p><w:r><mc:AlternateContent xmlns:mc="
        b"'http://schemas.openxmlformats.org/markup-compatibility/2006'><mc:Choice Requires='wps'>"
        + box + b"</mc:Choice><mc:Fallback><w:pict>" + box + b"</w:pict></mc:Fallback>"
        b"</mc:AlternateContent></w:r></w:p>"
    )  # fmt: skip
    assert [row.text for row in word_rows(word_of(body)) if row.text] == ["框里"]


def test_a_box_in_a_box_is_read_once() -> None:
    def boxed(content: bytes) -> bytes:
        return b"<w:r><w:pict><w:txbxContent>" + content + b"</w:txbxContent></w:pict></w:r>"

    inner = b"<w:p>" + boxed(p("里面")) + b"</w:p>"
    body = b"<w:p>" + boxed(p("外面") + inner) + b"</w:p>"
    assert [row.text for row in word_rows(word_of(body)) if row.text] == ["外面", "里面"]


def test_a_content_control_of_words_says_its_words() -> None:
    body = (
        b"<w:r><w:t>a</w:t></w:r><w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r>"
        b"<w:t>b</w:t></w:r></w:sdtContent></w:sdt>"
    )
    assert one_line(body) == "ab"


def test_what_stands_in_an_element_of_the_offices_own_is_read() -> None:
    def within(content: bytes) -> bytes:
        return b"<w:customXml>" + content + b"</w:customXml>"

    cell = within(b"<w:tc>" + within(p("林一帆")) + b"</w:tc>")
    row = within(b"<w:tr><w:tc>" + p("姓名") + b"</w:tc>" + cell + b"</w:tr>")
    body = within(p("申请表")) + b"<w:tbl>" + row + b"</w:tbl>"
    assert [cells(row) for row in word_rows(word_of(body))] == [["申请表"], ["姓名", "林一帆"]]
