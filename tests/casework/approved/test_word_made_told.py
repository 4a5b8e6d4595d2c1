"""The Word files that are made, part by part as they are written, held against what was approved."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise

from lxml import etree

from casework import letters, word
from casework.letters.examination import legible
from casework.letters.rendering import page, render
from casework.letters.sample import samples
from casework.word import codes, fetching, read_back, red_head, replacing, style_merging
from casework.word.codes import Code
from casework.word.merging import merge
from casework.word.page import LetterPage
from casework.word.parts import opened, packed, text_parts
from casework.word.template import Values
from rules.errors import ClerkError
from tests.casework.approved.plain import told
from tests.casework.docx_samples import NAMESPACES, W, docx, p, r, table
from tests.casework.test_word_checking import KNOWN
from tests.casework.test_word_merging import RESAVED, numbered, package, with_footer

SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xml_lines(content: bytes) -> Iterator[str]:
    """Yield an XML part, an element a line."""
    try:
        root = etree.fromstring(content, etree.XMLParser(remove_blank_text=True))
    except etree.XMLSyntaxError:
        yield f"{len(content)} bytes"
        return
    etree.cleanup_namespaces(root)
    yield from etree.tostring(root, pretty_print=True, encoding="unicode").splitlines()


def part_lines(data: bytes, *, but: bytes | None = None) -> Iterator[str]:
    """Yield the parts of a Word file; of one made of another only those that differ from it."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        before = {} if but is None else opened(but)
        for name in archive.namelist():
            content = archive.read(name)
            if before.get(name) != content:
                yield f"-- {name}"
                yield from xml_lines(content)


def style(name: str, inner: str = "", *, kind: str = "paragraph", default: bool = False) -> str:
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"{" w:default=" + chr(34) + "1" + chr(34) if default else ""}>'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/>{inner}</w:style>'
    )


def styles(size: int, *more: str) -> str:
    return (
        f'<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="{size}"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:jc w:val="both"/></w:pPr></w:pPrDefault></w:docDefaults>'
        + style("Normal", '<w:rPr><w:b/></w:rPr>', default=True) + "".join(more) + "</w:styles>"
    )  # fmt: skip


def styled(text: str, name: str, content: str) -> bytes:
    body = f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>{p("无样式")}'
    return package(body, "styles", "styles.xml", styles=content)


PICTURE = p('<w:r><w:pict><v:imagedata r:id="x"/></w:pict></w:r>')
ENDS_TOGETHER = (
    docx(p("甲") + table([p("乙")])),
    docx('<w:p><w:pPr><w:sectPr><w:pgNumType w:fmt="decimal"/><w:type w:val="nextPage"/></w:sectPr></w:pPr><w:r><w:t>丙</w:t></w:r></w:p>' + p("丁")),
    docx(p("戊", more="<w:pPr><w:pPrChange/></w:pPr>") + '<w:sectPr><w:pgSz w:w="1"/></w:sectPr>'),
    docx('<w:p w14:paraId="1" w14:textId="2"><w:bookmarkStart w:id="1" w:name="x"/><w:r><w:t>己</w:t></w:r><w:bookmarkEnd w:id="1"/><w:proofErr/></w:p>'),
)  # fmt: skip
MERGED = {
    "ends": ENDS_TOGETHER,
    "footers": (with_footer(p("甲"), "第一份"), docx(p("乙")), with_footer(p("丙"), "第三份"), with_footer(p("丁"), "第一份")),
    "lists": (numbered("甲", "decimal"), numbered("乙", "chineseCounting"), numbered("丙", "decimal")),
    "pictures": tuple(package(PICTURE, "image", "media/a1.png", **{"word/media/a1.png": said}) for said in ("one", "two", "one")),
    "links": (package(PICTURE, "hyperlink", "media/b.png", **{"word/media/b.png": "x"}), docx(p("末"))),
    "styles": (
        styled("甲", "Title", styles(24, style("Title"))),
        styled("乙", "Title", styles(24, style("Title"), style("More"))),
        styled("丙", "Title", styles(28, style("Title", "<w:pPr><w:spacing/></w:pPr>"), style("Run", kind="character"))),
    ),
}  # fmt: skip


def test_what_is_written_of_several_documents_in_one(approved) -> None:
    def tell() -> Iterator[str]:
        for name, documents in MERGED.items():
            yield f"==== {name}"
            try:
                yield from part_lines(merge(documents))
            except ClerkError as refusal:
                yield f"refused: {refusal}"

    approved("word_merged", tell())


def test_what_is_written_for_a_red_head(approved) -> None:
    letter = render(samples()[0])
    parts = opened(letter)
    plain = docx(p("没有红头"))
    bare = parts["word/document.xml"].decode()
    no_section = packed(
        {
            **parts,
            "word/document.xml": (
                bare[: bare.rindex("<w:sectPr")] + "</w:body></w:document>"
            ).encode(),
        }
    )
    no_footer = packed({name: content for name, content in parts.items() if "footer" not in name})
    settings = parts["word/settings.xml"].decode()
    kept = packed(
        {
            **parts,
            "word/settings.xml": settings.replace(
                "</w:settings>", "<w:evenAndOddHeaders/></w:settings>"
            ).encode(),
        }
    )
    words = {"imprint": "青枫区政务公开局办公室", "printed": "2026年3月20日"}

    def lines(said: LetterPage) -> Iterator[str]:
        yield from (f"{one}" for one in (*said.lines[:4], said.lines[-1]))

    def tell() -> Iterator[str]:
        yield "==== whole"
        yield from part_lines(red_head.with_red_head(letter, **words), but=letter)
        for name, document, mark in (
            ("named", letter, "青枫区政府"), ("long", letter, "青枫区政务公开和数据资源管理服务局办公室"), ("footed", no_footer, ""),
            ("even", kept, ""), ("plain", plain, ""), ("open", no_section, ""),
        ):  # fmt: skip
            made = red_head.with_red_head(document, name=mark, **words)
            yield f"==== {name}: {'as it was' if made == document else len(opened(made))}"
            yield from (
                line
                for line in part_lines(made, but=document)
                if "w:sz " in line or "spacing" in line or line.startswith("--")
            )
        for mark in ("", "青枫区政府", "青枫区政务公开和数据资源管理服务局办公室"):
            yield from lines(red_head.page_with_red_head(page(samples()[0]), name=mark, **words))
        own = page(samples()[0])
        other = LetterPage(own.paper, own.lines[1:])
        yield f"another make: {red_head.page_with_red_head(other, **words) is other}"

    approved("word_red_head", tell())


TEMPLATE = (
    p("{{申请人}}：", "您于{{收到", "日期}}申请")
    + p("{{如有：文号}}文号{{文号}}{{完：文号}}{{如无：文号}}没有文号{{完}}")
    + p("{{每项：补正事项}}")
    + p("{{序号}}.{{中文序号}}、{{事项}}", r("粗", "<w:b/>"))
    + p("{{完：补正事项}}")
    + p("{{每项：补正事项}}{{事项}}；{{完：补正事项}}")
    + table([p("序"), p("事项")], [p("{{每项：补正事项}}{{序号}}"), p("{{事项}}{{完：补正事项}}")])
    + p("{{如有：共同制作}}共同{{完}}", more='<w:pPr><w:jc w:val="left"/></w:pPr>')
    + p("｛｛ 申请人 ｝｝末")
)  # fmt: skip
VALUES: tuple[Values, ...] = (
    {"申请人": "林一帆", "收到日期": "2026年3月6日", "文号": "青公开〔2026〕1号", "补正事项": [{"事项": "名称"}, {"事项": "文号&<b>"}], "共同制作": True},
    {"申请人": "林\n一帆\t\x01", "收到日期": "", "文号": "", "补正事项": [], "共同制作": False},
    {"申请人": "{{文号}}", "收到日期": "x  y", "文号": Code("DX-1-2"), "补正事项": [{"事项": "一项\r\n两行"}], "共同制作": True},
)  # fmt: skip
FAULTS = (
    p("{{申请入}}"), p("{{收到时期}}"), p("{{完全不同}}"), p("{{事项}}"), p("{{补正事项}}"), p("{{共同制作}}"), p("{{每项：补正内容}}{{事项}}{{完}}"),
    p("{{如有：共同制造}}甲{{完}}"), p("{{申请人}"), p("{申请人}"), p("{如有：文号}甲"), p("{{如有：文号}}甲"), p("甲{{完：文号}}"), p("{{每项：补正事项}}{{每项：补正事项}}{{事项}}{{完}}{{完}}"),
    p("{{}}"), p("{{序号}}"), p("{{每项：申请人}}{{完}}"), p("{{如有：补正事项}}有{{完：文号}}"), p("<w:ins><w:r><w:t>甲</w:t></w:r></w:ins>"), p("<w:moveTo/>"),
    "<w:altChunk/>", p('<w:r><w:instrText>INCLUDETEXT "x"</w:instrText></w:r>'), p('<w:fldSimple w:instr="DDEAUTO x"/>'), p('<w:fldSimple w:instr="PAGE"/>'),
    table([p("{{每项：补正事项}}"), p("{{事项}}")], [p("{{完：补正事项}}"), p("x")]), p("{{每项：补正事项}}甲") + table([p("{{完：补正事项}}")]),
)  # fmt: skip


def link(
    kind: str, target: str = "http://example.org", mode: str = ' TargetMode="External"'
) -> str:
    return f'<Relationships xmlns="{SPACE}"><Relationship Id="q" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'


def test_how_a_template_is_filled_and_what_is_wrong_with_one(approved) -> None:
    source = docx(TEMPLATE, header1=f"<w:hdr {NAMESPACES}>{p('页眉{{申请人}}')}</w:hdr>")

    def tell() -> Iterator[str]:
        for values in VALUES:
            yield f"==== {values}"
            try:
                made = word.fill(source, values)
            except ClerkError as refusal:
                yield f"refused: {refusal}"
                continue
            yield from part_lines(made, but=source)
            yield from told(
                [read_back.filled_paragraphs(source, values), list(read_back.surroundings(made))]
            )
        yield f"names: {sorted(word.placeholders(source).all)} {sorted(word.placeholders(source).flags)}"
        for body in FAULTS:
            yield f"== {body}"
            yield from (
                str(one)
                for one in word.check_template(docx(p("第一段") + body), KNOWN, ("申请人",))
            )
        for kind in ("hyperlink", "image", "attachedTemplate", "oleObject"):
            for mode in (' TargetMode="External"', ""):
                document = docx(
                    p("{{申请人}}"), **{"word/_rels/document.xml.rels": link(kind, mode=mode)}
                )
                yield f"{kind}{mode}: {[str(one) for one in word.check_template(document, KNOWN)]} {fetching.outside_links(opened(document))}"
        for more in (
            "word/comments.xml",
            "word/embeddings/a.bin",
            "word/activeX/a.xml",
            "word/_rels/a.xml.rels",
        ):
            yield f"{more}: {[str(one) for one in word.check_template(docx(p('{{申请人}}'), **{more: '<x'}), KNOWN)]}"
        for damaged in (b"", b"PK\x03\x04", docx(p("甲"))[:200], docx("<w:p>")):
            yield f"damaged: {[str(one) for one in word.check_template(damaged, KNOWN)]}"

    approved("word_templates", tell())


def test_what_is_read_back_and_what_is_replaced(approved, tmp_path) -> None:
    seen = docx(
        p("甲<乙", r("丙", "<w:vanish/>")) + p("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", "<w:ins><w:r><w:t>新</w:t></w:r></w:ins>")
        + table([p("一"), p("二") + p("三")]) + p("<w:r><w:t>左</w:t><w:tab/><w:t>右</w:t><w:br/><w:t>下</w:t></w:r>") + p("<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>"),
        footer1=f"<w:ftr {NAMESPACES}>{p('脚')}</w:ftr>", header2=f"<w:hdr {NAMESPACES}>{p('头')}</w:hdr>", footnotes=f"<w:footnotes {NAMESPACES}><w:footnote>{p('注')}</w:footnote></w:footnotes>",
    )  # fmt: skip
    pieces = docx(
        p("电话138", "0013", "8000和13800138000")
        + p("13800138", more='<w:pPr><w:x w:val="13800138000"/></w:pPr>'),
        **{"docProps/core.xml": "<a b='13800138000'>13800138000，13800138000</a>"},
    )
    path = tmp_path / "甲.docx"

    def tell() -> Iterator[str]:
        yield from told(
            [
                read_back.paragraphs(seen),
                list(read_back.surroundings(seen)),
                list(read_back.review_marks(seen)),
                legible(seen),
                text_parts(opened(seen)),
            ]
        )
        path.write_bytes(pieces)
        for by in ("〔略〕", ""):
            made = replacing.replaced(path, "13800138000", by)
            assert made is not None
            yield f"by {by}"
            yield from part_lines(made)
        yield f"not there: {replacing.replaced(path, '没有的词', 'x') is None}"
        for shown in (seen, docx(p(codes.drawing(Code("x"), 3))), docx(p("x"))):
            yield f"code shown: {codes.is_shown(opened(shown)['word/document.xml'].decode())}"
        yield f"code: {len(codes.code_png('DX-1-2'))} {codes.drawing(Code('DX-1-2'), 7)}"

    approved("word_read_back", tell())


def test_how_styles_of_two_documents_come_together(approved) -> None:
    contents = (
        styles(24, style("Title")), styles(24, style("Title")), styles(24, style("Title", "<w:rPr/>"), style("Foot")),
        styles(30, style("Title"), style("Foot")), "", styles(30, style("Foot", kind="character")),
    )  # fmt: skip

    def tell() -> Iterator[str]:
        for first, *more in (
            (contents[0], *contents[1:]),
            ("", contents[0]),
            *pairwise(contents[:4]),
        ):
            taken = style_merging.Styles(first.encode() or None)
            for content in more:
                yield f"{taken.take(content.encode() or None)}"
            made = taken.xml()
            yield from xml_lines(made) if made else ["as it was"]

    approved("word_styles", tell())


def test_a_letter_saved_by_another_program_is_the_same_letter(approved) -> None:
    values = letters.values_of(samples()[1])
    before = word.fill(RESAVED.with_name("correction_notice_before.docx"), values)

    def tell() -> Iterator[str]:
        made = merge([before, word.fill(RESAVED, values)])
        root = etree.fromstring(opened(made)["word/document.xml"])
        yield from (f"{node.get(f'{W}val')}" for node in root.iter(f"{W}pStyle"))
        yield from sorted(opened(made))
        yield from xml_lines(opened(made)["word/_rels/document.xml.rels"])

    approved("word_resaved", tell())
