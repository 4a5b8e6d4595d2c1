"""Single values, letters and pages of the web put together by lot: what is read of each, held against
what was approved."""

import random
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image

from casework.receipt import number_shapes, sources, values
from casework.receipt.blocks import ReadRow
from casework.receipt.found_entries import Loose
from casework.receipt.letter_sentences import FreeLetter, letter_of
from casework.receipt.marks import options_in
from casework.receipt.sources import sheet_rows, taken_from
from casework.receipt.web_form import web_rows
from casework.redaction import picture_pdf
from casework.redaction.bars import Bar
from casework.redaction.bars import draw as draw_bars
from casework.redaction.names import names
from casework.redaction.personal_numbers import is_identity_like
from casework.redaction.picture_pdf import packed, write_pdf
from casework.redaction.places import Box
from casework.word import paragraphs
from casework.word.replacing import replaced
from rules.errors import ClerkError
from tests.casework.approved.test_doors_told import _zip
from tests.casework.approved.test_papers_received_told import book
from tests.casework.docx_samples import docx, p

Draw = random.Random

# Values

PEOPLE = ("林一帆", "周敏", "欧阳予安", "林 一 帆", "阿卜杜热合曼·买买提", "John Smith", "李某乙", "张", "甲乙丙丁戊", "青枫区远岫工程咨询有限公司", "青枫（北京）律师事务所", "青枫律师事务所郑洁律师", "桂苑小区业委会", "不是名字", "1号楼", "王", "某某", "汉族")  # fmt: skip
BEHIND = ("", "（签字）", "(盖章)", "（男）", "等3人", "等", "共5户", "、周敏", "，周敏、赵立", " 男 汉族", " 电话13800138000", "先生", "女士", "。", "____", "\n续", "　　住梧桐里", "（北京）", " 性别：男", "/何清", "和何清", "（代", " 39岁")  # fmt: skip
NUMBERS = ("11010519491231002X", "110105194912310021", "11010519491231002x", "1101051949 1231002X", "110105491231002", "91320102MA1ABCDE2X", "91360100MA35ABCD1X", "91320500MA1MC7RL0X", "E12345678", "G1234567", "141234567", "123456", "12345", "", "H12345678901", "810000199001011234", "1101051949123100")  # fmt: skip
PHONES = ("13800138000", "138-0013-8000", "+86 13800138000", "0791-87654321", "(0791)87654321", "0791 8765432-12", "87654321", "8765432转8", "400-800-1234", "4008001234", "12345", "1234567", "138****8000", "1380013800", "23800138000", "0791", "6543210")  # fmt: skip
PLACES = ("青枫区梧桐里6号2栋301室", "青枫区 梧桐里 6 号", "330000青枫区文澜路18号", "青枫区文澜路18号 330000", "青枫区文澜路18号（邮编：330000）", "文澜路18号，联系电话13800138000", "文澜路18号\n2栋", "某地", "路", "信箱12", "青枫区文澜路18号，林一帆（收）", "12号院", "____青枫区文澜路____")  # fmt: skip
MAILS = ("lin@example.org", "lin @ example.org", "<lin@example.org>", "lin@example", "lin＠example.org", "无", "邮箱：lin@example.org；a@b.cn", "lin@example.org.", "电子版")  # fmt: skip
CODES = ("330000", "33 0000", "3300001", "930000", "33000", "无", "邮编330000")
SOUGHT = ("某村征地批复", "详见附件", "（请参见附页1）", "见背面", "如附件所列的那些文件以及其他所有有关的材料", "____批复____", "1.批复\n\n\n2.方案：", "  \n批复", "：批复", "见附件一")  # fmt: skip
DAYS = ("2026年3月5日", "二〇二六年三月五日", "2026.3.5", "2026/03/05", "2026-2-30", "二零二六年十二月三十一日", "2026年 三月 十日", "一九九〇年二十月五日", "2026年2月30日，2026年3月1日", "26年3月5日", "2026年十一月二十号", "无", "2026年三十月1日")  # fmt: skip
TYPES = ("", "PASSPORT", "RESIDENCE_PERMIT", "OTHER", "RESIDENT_ID")


def shown(value: values.Value) -> str:
    return f"{value.text!r} left {value.left!r} {value.doubt}".replace(" left ''", "").rstrip()


def test_values_beside_their_labels(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(320):
            draw = Draw(f"name {seed}")
            text = draw.choice(("", "", " ", "：")) + draw.choice(PEOPLE) + draw.choice(BEHIND) + draw.choice(("", "", *BEHIND))  # fmt: skip
            value, others = values.name_value(text)
            yield f"{text!r}: {shown(value)} {others or ''} {values.is_name(text)} {values.is_person(text)}"
        for number in NUMBERS:
            for around in (
                "{}",
                "身份证 {}",
                "统一社会信用代码：{}",
                "{}（居民身份证号码）",
                "{} 林一帆持有",
            ):
                text = around.format(number)
                found = {one: shown(values.number_value(text, of_type=one)) for one in TYPES}
                same = {one: said for one, said in found.items() if said != found[""] or not one}
                yield f"{text!r}: {same} {number_shapes.paper_numbers(text)} {len(number) == 18 and is_identity_like(number, is_sure=True)}"
        for first in PHONES:
            for behind in ("", "、13900139000", " 家里", "（林一帆）", ",lin@example.org"):
                yield f"{first + behind!r}: {shown(values.phone_value(first + behind))} {number_shapes.mobiles_in(first + behind)}"
        for place in PLACES:
            for behind in ("", "，邮编330000", " 330001", "（收件人林一帆）", "。", "，现住此处"):
                value, code = values.address_value(place + behind)
                yield f"{place + behind!r}: {shown(value)} {code}"
        yield from (f"{text!r}: {shown(values.email_value(text))}" for text in MAILS)
        yield from (f"{text!r}: {shown(values.postcode_value(text))}" for text in CODES)
        yield from (f"{text!r}: {shown(values.sought_value(text))}" for text in SOUGHT)
        yield from (f"{text!r}: {values.day_value(text)}" for text in DAYS)
        nothing = (
            "",
            "无",
            "没有。",
            "n/a",
            "NA",
            "/",
            "——",
            "……",
            "无。。",
            "无电话",
            "（）",
            "不适用",
            "略",
            "暂无",
        )
        yield f"{[text for text in nothing if values.is_nothing(text)]}"
        for one in range(1, 34):
            for word in ("一", "二", "十", "十一", "二十", "二十一", "三十一", "廿"):
                if one == 1:
                    yield f"{word}: {values._small(word)}"
            assert values._small(str(one)) == one

    approved("values_drawn", tell())


# Letters

LINES = (
    "青枫区住建局：", "尊敬的领导：您好！", "您好", "我叫林一帆，电话13800138000。", "我是大王庄村村民周建平，身份证号110101199003074518", "我叫林一帆", "我公司青枫区远岫工程咨询有限公司现申请公开环评批复。", "青枫区远岫工程咨询有限公司现申请公开环评批复。",
    "申请公开2025年度部门预算。", "因办理继承需要，申请公开周大山的宅基地登记档案，请邮寄至梧桐里6号。", "本人林一帆（身份证号110101199003074518），申请公开征地批复，并以纸质形式邮寄给我。", "请公开：", "1．征地批复；", "（2）补偿标准；", "3、请寄到梧桐里6号",
    "希望通过邮寄方式获取。", "请问澄湖路什么时候开工？", "电话：13800138000", "lin@example.org", "身份证110101199003074518", "3月5日", "2026年3月5日", "此致", "青枫区人民政府办公室", "敬礼", "林一帆", "林一帆 13800138000", "申请人：林一帆（签字）", "王芳 13700000009",
    "青枫区远岫工程咨询有限公司", "特此申请，望批准。王芳 13700000009", "这件事情已经拖了很久，多次反映没有结果，希望重视。", "为了解情况，请提供工作要点，请发送至lin@example.org。", "根据条例，", "附：身份证复印件", "联系人：周敏 电话：13812345678", "申请公开会议纪要（13800138000）。电话13900139000",
)  # fmt: skip


DETAILED = (
    ("申请公开2025年度部门预算。", "身份证110101199003074518。请公开补偿方案。电话13800138000。"),
    ("申请公开部门预算。", "请提供身份证110101199003074518的档案。另请公开批复！"),
    ("因纠纷未决，身份证110101199003074518，申请公开批复。", "（1）电话13800138000的用户名单；"),
    ("由于家住文澜路，联系电话13800138000，请公开批复，谢谢。", "请邮寄给我。"),
    ("根据条例第二十七条，申请公开批复，请将结果通过邮箱发送给我。", "3、请寄到梧桐里6号"),
    ("请公开批复。请邮寄给我。此外还有补偿标准。身份证110101199003074518。",),
    ("，", "请公开，", "好，请提供复制件，请邮寄"),
)


def test_free_letters_line_by_line(approved) -> None:
    def said(letter: FreeLetter, lines: Sequence[Loose]) -> Iterator[str]:
        yield f"  > {' / '.join(one.text for one in lines)}"
        place = letter.name_place.order if letter.name_place else ""
        yield f"  {letter.name} {place} {letter.name_doubt} | {[one.text for one in letter.sought]} {letter.sought_doubt}"
        yield f"  how {[one.text for one in letter.how]} left {[f'{one.order} {one.text}' for one in letter.left]}"

    def tell() -> Iterator[str]:
        for seed in range(230):
            draw = Draw(f"free {seed}")
            lines = [Loose(draw.choice(LINES), order=at) for at in range(draw.randint(1, 8))]
            wants = draw.choice(((True, True), (True, True), (False, True), (True, False)))
            yield f"== {seed} {wants}"
            yield from said(letter_of(lines, wants_name=wants[0], wants_sought=wants[1]), lines)
        for texts in DETAILED:
            lines = [Loose(one, order=at) for at, one in enumerate(texts)]
            yield "== with details"
            yield from said(letter_of(lines, wants_name=True, wants_sought=True), lines)

    approved("free_letters", tell())


# Names to be covered

LABELS = ("申请人", "申请人：", "2、申请人 ", "联系人\t", "经办人：", "经办人", "户主", "02户 ", "村民", "原告", "委托代理人为", "妻子是", "父亲", "我的", "")  # fmt: skip
WHO = ("林一帆", "周敏", "江 晓", "林 一 帆", "于海", "应当", "方案", "于海涛", "欧阳予安", "欧阳", "张王李", "张李小红", "阿卜杜·买买提", "申请", "时光", "成都", "赵", "赵钱孙李周", "金额", "司马若水", "高号", "赵家人")  # fmt: skip
AROUND = ("", "，男，", "（女）", "(男)", " 身份证", "先生", "女士", "小姐", "、周敏", "和江晓", "/何清；赵立", " 性别", "某", "的", "签收", "\n周敏", "等3人", " 丙", "一家", "号", "， 电话", ",公民身份号码")  # fmt: skip


def test_names_with_what_stands_round_them(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(420):
            draw = Draw(f"names {seed}")
            text = draw.choice(("", "", "现", "，", "\n")) + draw.choice(LABELS) + draw.choice(WHO) + draw.choice(AROUND) + draw.choice(("", "", *AROUND))  # fmt: skip
            found = [
                f"{text[one.start : one.end]}{'*' if one.is_office else ''}" for one in names(text)
            ]
            yield f"{text!r}: {found}"
        row = "申请人：" + "、".join(["林一帆"] * 32)
        yield f"{len(list(names(row)))} of a row"

    approved("names_drawn", tell())


# Pages of the web and sheets


def row_line(row: ReadRow) -> str:
    return f"  {'|' if row.in_table else '·'} {' | '.join(cell.text for cell in row.cells)!r}"


INSIDE = ("甲", " 乙 ", "<b>丙</b>丁", "<br>", "<p>段</p>", "<div hidden>藏</div>", "<span style='Display : none'>藏</span>", "<script>x</script>", "<input value='值'>", "<input type=checkbox checked>", "<INPUT TYPE='Radio'>", "<input type=hidden value=x>", "<input type=submit value=x>", "<ul><li>一<li>二</ul>", "<!-- x -->尾", "<title>题</title>", "<h2>标</h2>", "<td>散")  # fmt: skip
SPANS = ("", "", "", " colspan=2", " rowspan=2", " colspan=0", " rowspan='x'", " colspan=1000", " rowspan=70 colspan=70")  # fmt: skip


def web_table(draw: Draw, depth: int = 0) -> str:
    rows = ""
    for _ in range(draw.randint(1, 3)):
        cells = ""
        for _ in range(draw.randint(1, 3)):
            inner = draw.choice(INSIDE)
            if depth == 0 and draw.random() < 0.1:
                inner += web_table(draw, 1)
            kind = draw.choice(("td", "td", "th"))
            cells += f"<{kind}{draw.choice(SPANS)}>{inner}</{kind}>"
        rows += f"<tr>{cells}</tr>"
    return f"<table>{rows}</table>"


def test_pages_of_the_web_by_lot(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(80):
            draw = Draw(f"web {seed}")
            page = "".join(draw.choice((draw.choice(INSIDE), draw.choice(INSIDE), web_table(draw))) for _ in range(draw.randint(1, 4)))  # fmt: skip
            spread = draw.random() < 0.5
            yield f"== {seed} {spread} {page}"
            for row in web_rows(page, spread=spread):
                line = row_line(row)
                yield line if len(line) < 200 else f"{line[:80]} … {len(row.cells)} cells"
        for depth in (198, 199, 200, 201):
            deep = "<div>" * depth + "<table><tr><td>深</td></tr></table>" + "</div>" * depth
            yield f"{depth}: {[row_line(row) for row in web_rows(deep)]}"
        wide = "<table><tr>" + "<td>x</td>" * 66 + "</tr></table>"
        yield f"{[len(row.cells) for page in (wide,) for spread in (True, False) for row in web_rows(page, spread=spread)]}"
        yield f"{web_rows('')} {web_rows(' ')} {web_rows('<!-- -->')}"

    approved("web_drawn", tell())


def test_files_taken_as_rows(approved, monkeypatch) -> None:
    wide = book(tuple(range(66)), tuple("x" * 3), (None, "只"), (1.0, 1.5, "a"))
    mails = (b"From: a\nTo: b\nx", b"From: a\nSubject: b\n\nx", b"Subject: a\nX: b\n\nx", b"\xef\xbb\xbfReceived: a\r\n folded\r\nFrom: b\r\n\r\nx", b"a: b\n")  # fmt: skip
    pages = (
        b"<table><tr><td>x</td></tr></table>",
        b"  <!DOCTYPE html><p>x",
        b"<p>x</p>",
        b"<div>no end",
    )
    texts = (
        "字" * 10,
        "字\x01\x02字",
        "字\x01\x02\x03字",
        "\x01" * 3 + "x" * 97,
        "\x01" * 4 + "x" * 96,
        "a\tb\fc",
        "\x00字",
    )

    def taken(data: bytes, name: str) -> str:
        try:
            found = taken_from(data, name)
        except ClerkError as refusal:
            return f"refused: {refusal}"
        mail = (
            "" if found.mail is None else f"mail {found.mail.sender_name!r} {found.mail.subject!r}"
        )
        return (
            f"{'scan ' if found.is_scan else ''}{mail}{[row_line(row)[:60] for row in found.rows]}"
        )

    def tell() -> Iterator[str]:
        yield from (f"{len(row.cells)} {row_line(row)[:60]}" for row in sheet_rows(wide))
        monkeypatch.setattr(sources, "_MOST_ROWS", 2)
        yield f"{len(sheet_rows(wide))} rows at most"
        for name in ("a", "a.eml", "a.mht", "a.txt"):
            yield from (f"{name} {data[:20]!r}: {taken(data, name)}" for data in mails)
        for name in ("a", "a.html", "a.xls", "a.doc", "a.txt"):
            yield from (f"{name} {data[:20]!r}: {taken(data, name)}" for data in pages)
        yield from (f"{text[:9]!r} {len(text)}: {taken(text.encode(), 'a.txt')}" for text in texts)
        for name in (
            "a.PDF",
            "a.jpg",
            "a.jpeg",
            "a.png",
            "a.bmp",
            "a.gif",
            "a.tif",
            "a.tiff",
            "a.webp",
            "a.x",
        ):
            yield f"{name}: {taken(b'words', name)}"
        for data in (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF....WEBP", b" " * 1019 + b"%PDF-", b" " * 1020 + b"%PDF-", b"{\\rtf1 x}", _zip({"a": "b"}), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):  # fmt: skip
            yield f"{data[:8]!r} {len(data)}: {taken(data, 'a')}"
        old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Book".encode("utf-16-le")
        yield from (f"{name}: {taken(old, name)}" for name in ("a.xls", "a.et", "a.doc"))
        monkeypatch.setattr(sources, "_MOST_CHARACTERS", 9)
        yield f"{taken(b'123456789', 'a')} {taken(b'1234567890', 'a')}"

    approved("taken_as_rows", tell())


# A new paper of pictures


def test_papers_of_pictures(approved, monkeypatch) -> None:
    def rough(mode: str, size: tuple[int, int]) -> Image.Image:
        draw = Draw(f"{mode} {size}")
        many = size[0] * size[1] * len(mode)
        return Image.frombytes(mode, size, bytes(draw.randrange(256) for _ in range(many)))

    def told(sheet: picture_pdf.PdfPage) -> str:
        words = f"{sheet.width:g}×{sheet.height:g} {sheet.across}×{sheet.down} {sheet.dictionary}"
        if not sheet.is_exact:
            return f"{words} lossy"
        # What is packed is the same everywhere; how short it gets is not.
        held = zlib.decompress(sheet.stream)
        return f"{words} {len(held)} bytes {held[:12].hex()}"

    def tell() -> Iterator[str]:
        shades = Image.new("L", (256, 1))
        shades.putdata(range(256))
        yield told(packed(shades, 10, 20))
        yield f"{picture_pdf._TO_LEVEL}"
        for limit in (700_000, 60, 20):
            monkeypatch.setattr(picture_pdf, "_PHOTO_BYTES", limit)
            for picture in (rough("L", (8, 8)), rough("RGB", (8, 8)), rough("L", (40, 33)), rough("RGB", (16, 48)), Image.new("L", (40, 40), 255), Image.new("L", (5, 1)), Image.new("RGB", (3, 32), "red")):  # fmt: skip
                yield f"{limit} {picture.mode} {picture.size}: {picture_pdf._is_photo(picture)} {told(packed(picture, 100, 50.5))}"
        file = BytesIO()
        sheets = [picture_pdf.PdfPage(10, 20.006, 1, 2, "/x", b"one", is_exact=True), picture_pdf.PdfPage(1, 2, 3, 4, "/y", b"\n", is_exact=False)]  # fmt: skip
        write_pdf(sheets, file)
        yield from file.getvalue().decode("latin-1").splitlines()

    approved("papers_of_pictures_made", tell())


def test_a_birthday_in_a_number_lies_between_1900_and_2035() -> None:
    years = (1899, 1900, 2035, 2036)
    numbers = [f"110105{year}0101{at:04}"[:18] for year in years for at in (1, 2)]
    assert [is_identity_like(one, is_sure=True) for one in numbers[2:6]] == [True] * 4
    assert not is_identity_like("110105203601010001", is_sure=True)
    assert not is_identity_like("110105203501010001", is_sure=False)


def test_a_bar_is_black_to_its_last_pixel_and_no_further() -> None:
    for mode in ("L", "RGB"):
        picture = Image.new(mode, (60, 40), "white")
        ((left, top, right, bottom),) = draw_bars(picture, [Bar(0, Box(10, 8, 30, 20))], 1.0)
        dark = picture.convert("L").point([255 * (at < 128) for at in range(256)])
        assert dark.getbbox() == (left, top, right, bottom) == (9, 7, 31, 21)
        assert dark.histogram()[255] == (right - left) * (bottom - top)


def test_a_tick_that_stands_alone() -> None:
    def said(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        found = options_in(text)
        assert found is not None
        return found.heading, found.ticked, found.left_open

    assert said("载体：√ 纸质 光盘") == ("载体", ("纸质",), ("光盘",))
    assert said("载体: 纸质 √ 光盘") == ("载体", ("光盘",), ("纸质",))
    assert said("纸质 光盘 √") == ("", ("光盘",), ("纸质",))


def test_an_empty_field_of_a_page_says_nothing() -> None:
    rows = web_rows("<p>姓名<input><input value=林一帆><input type=button value=x></p>")
    assert [row.text for row in rows] == ["姓名林一帆"]


def test_words_cut_in_pieces_are_replaced_wherever_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "甲.docx"
    path.write_bytes(docx(p("电话138", "0013", "8000。") + p("别的")))
    made = replaced(path, "13800138000", "〔略〕")
    assert made is not None
    assert paragraphs(made) == ["电话〔略〕。", "别的"]


def test_a_text_box_is_read_once_and_not_its_copy_for_old_programs() -> None:
    def box(words: str) -> str:
        return f"<w:r><w:pict><v:textbox><w:txbxContent>{p(words)}</w:txbxContent></v:textbox></w:pict></w:r>"

    both = f"<mc:AlternateContent><mc:Choice>{box('框内')}</mc:Choice><mc:Fallback>{box('旧框')}</mc:Fallback></mc:AlternateContent>"
    assert paragraphs(docx(p("前", both))) == ["前", "框内"]
    assert paragraphs(docx(p("前", box("独框")))) == ["前", "独框"]
