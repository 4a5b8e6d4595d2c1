"""Pages, breaks, long names and templates of Word drawn by lot, and the office program that turns a
file into a PDF with something else in its place: held against what was approved."""

import base64
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from casework import word
from casework.programs import own_program
from casework.word import office_program, relations
from casework.word.long_names import shaped
from casework.word.page import PageLine, PaperSize, page_of
from casework.word.page_breaks import kept_together
from casework.word.parts import opened, packed
from casework.word.template import Values
from rules.errors import ClerkError
from tests.casework.approved.test_pages_read_told import AB, pdf, said
from tests.casework.docx_samples import NAMESPACES, docx, p, r
from tests.casework.test_word_checking import KNOWN

Draw = random.Random

# A letter as the lines of a page

ALIGNED = ("center", "right", "end", "left", "start", "both", "")
PARAGRAPH = (
    *(f'<w:jc w:val="{one}"/>' for one in ALIGNED), '<w:spacing w:before="200" w:after="100" w:line="560" w:lineRule="exact"/>', '<w:spacing w:line="240" w:lineRule="auto"/>', '<w:spacing w:line="320" w:lineRule="atLeast"/>', '<w:spacing w:before="x"/>',
    '<w:ind w:firstLine="640" w:left="20" w:right="40"/>', "<w:ind/>", '<w:pBdr><w:bottom w:color="FF0000"/></w:pBdr>', '<w:pBdr><w:bottom w:color="000000"/></w:pBdr>', "<w:pBdr><w:top/></w:pBdr>",
)  # fmt: skip
RUN = ('<w:sz w:val="44"/>', '<w:sz w:val="x"/>', '<w:rFonts w:eastAsia="黑体"/>', '<w:rFonts w:ascii="Arial"/>', '<w:color w:val="FF0000"/>', '<w:color w:val="000000"/>', "<w:b/>", '<w:b w:val="0"/>', '<w:b w:val="false"/>', '<w:b w:val="1"/>')  # fmt: skip
STYLES = ("Normal", "Title", "Body", "Loop", "Pool", "Gone", "Letters")


def look(draw: Draw) -> str:
    return f"<w:pPr>{''.join(draw.sample(PARAGRAPH, draw.randint(0, 3)))}</w:pPr><w:rPr>{''.join(draw.sample(RUN, draw.randint(0, 3)))}</w:rPr>"


def styles(draw: Draw) -> str:
    based = {"Title": "Normal", "Body": "Title", "Loop": "Pool", "Pool": "Loop", "Letters": "Absent"}  # fmt: skip
    found = ""
    for name in STYLES:
        if name == "Gone":
            continue
        kind = "character" if name == "Letters" and draw.random() < 0.5 else "paragraph"
        default = ' w:default="1"' if name == draw.choice(("Normal", "Normal", "Body")) else ""
        parent = f'<w:basedOn w:val="{based[name]}"/>' if name in based else ""
        found += f'<w:style w:type="{kind}" w:styleId="{name}"{default}>{parent}{look(draw)}</w:style>'  # fmt: skip
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{draw.choice(RUN)}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{draw.choice(PARAGRAPH)}</w:pPr></w:pPrDefault></w:docDefaults>"
    return f"<w:styles {NAMESPACES}>{draw.choice((defaults, ''))}{found}</w:styles>"


def body(draw: Draw) -> str:
    found = ""
    for _ in range(draw.randint(1, 5)):
        kind = draw.randrange(8)
        if kind < 5:
            style = draw.choice(("", *(f'<w:pStyle w:val="{one}"/>' for one in STYLES)))
            own = "".join(draw.sample(PARAGRAPH, draw.randint(0, 2)))
            run = draw.choice(("", "".join(draw.sample(RUN, draw.randint(1, 2)))))
            found += p(r(draw.choice(("一段文字", "", " ")), run), more=f"<w:pPr>{style}{own}</w:pPr>")  # fmt: skip
        elif kind == 5:
            found += draw.choice((p("没有样式"), "<w:p/>"))
        elif kind == 6:
            grid = "".join(f'<w:gridCol{one}/>' for one in draw.sample((' w:w="2000"', ' w:w="3000"', ""), 2))  # fmt: skip
            rows = ""
            for _ in range(draw.randint(1, 2)):
                cells = ""
                for _ in range(draw.randint(0, 2)):
                    span = draw.choice(("", '<w:gridSpan w:val="2"/>', "<w:gridSpan/>", '<w:gridSpan w:val="0"/>'))  # fmt: skip
                    merge = draw.choice(("", "", "<w:vMerge/>", '<w:vMerge w:val="restart"/>', '<w:vMerge w:val="continue"/>'))  # fmt: skip
                    inner = draw.choice((p("格"), p("上") + p("下"), p("")))
                    cells += f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{inner}</w:tc>"
                rows += f"<w:tr>{cells}</w:tr>"
            found += f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        else:
            found += f"<w:sdt><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>"
    section = draw.choice(("", "<w:sectPr/>", '<w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr>', '<w:sectPr><w:pgMar w:top="1440" w:left="x"/></w:sectPr>', '<w:sectPr><w:pgSz w:w="11906"/><w:pgMar w:top="2000" w:right="1474" w:bottom="1985" w:left="1588"/></w:sectPr>'))  # fmt: skip
    return found + section


def changed(record: Any, plain: Any) -> str:
    every = ((one.name, getattr(record, one.name)) for one in fields(record))
    return " ".join(f"{name}={value}" for name, value in every if value != getattr(plain, name))


def test_pages_of_letters_by_lot(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(70):
            draw = Draw(f"page {seed}")
            parts = {"styles": styles(draw)} if draw.random() < 0.85 else {}
            yield f"== {seed}"
            page = page_of(docx(body(draw), **parts), {})
            yield f"  {changed(page.paper, PaperSize())}"
            yield from (f"  {changed(line, PageLine(''))}" for line in page.lines)
        yield f"{PaperSize()}"
        yield f"{PageLine('')}"

    approved("pages_by_lot", tell())


# What stays on one page, and names too long for their line


def styled(draw: Draw) -> str:
    style = draw.choice(("LetterBody", "LetterBody", "LetterBody", "LetterEnclosure", "LetterSignature", "LetterSigner", "LetterTitle", "FormTitle", "LetterDate", "CellText", ""))  # fmt: skip
    more = draw.choice(("", "", "", "<w:keepNext/>", '<w:keepNext w:val="0"/>', "<w:pageBreakBefore/>", '<w:jc w:val="center"/>', '<w:ind w:left="1"/>', "<w:rPr/>"))  # fmt: skip
    long = draw.choice((1, 3, 15, 16, 20, 21, 22, 24, 25, 26, 27, 28, 40, 41, 54, 55, 82, 83, 110, 111, 140))  # fmt: skip
    words = "".join(draw.choice("青枫区政务公开局办公室") for _ in range(long))
    at = draw.randrange(1, long) if long > 1 else 1
    mark = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p{draw.choice(("", " w:x=" + chr(34) + "1" + chr(34)))}><w:pPr>{mark}{more}</w:pPr><w:r><w:t>{words[:at]}</w:t></w:r><w:r><w:t xml:space="preserve">{words[at:]}</w:t></w:r></w:p>'


def blocks(draw: Draw) -> list[str]:
    found = []
    for _ in range(draw.randint(2, 7)):
        if draw.random() < 0.12:
            cell = '<w:tc><w:p><w:pPr><w:pStyle w:val="CellText"/><w:keepNext/></w:pPr></w:p></w:tc>'  # fmt: skip
            found.append(f"<w:tbl><w:tr>{cell}</w:tr><w:tr>{cell}</w:tr></w:tbl>")
        else:
            found.append(styled(draw))
    return found


def shorter(block: str) -> str:
    found = re.sub(r"<w:t[^>]*>([^<]*)</w:t>", lambda one: f"{len(one[1])}字", block)
    return re.sub(r"</?w:(?:r|pPr|t)>|w:|xml:space=\S+", "", found)


def test_what_is_kept_together_and_shaped(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(110):
            found = blocks(Draw(f"kept {seed}"))
            xml = "".join(found)
            kept, shape = kept_together(xml), shaped(xml)
            yield f"== {seed}"
            yield f"  {shorter(xml)}"
            if kept != xml:
                yield f"  kept: {shorter(kept)}"
            if shape != xml:
                yield f"  shaped: {shorter(shape)}"

    approved("kept_and_shaped", tell())


# Templates

MARKS = ("{{申请人}}", "｛｛申请人｝｝", "{{ 申 请 人 }}", "{{收到日期}}", "{{文号}}", "{{如有：文号}}", "{{如无：文号}}", "{{如有:共同制作}}", "{{每项：补正事项}}", "{{完}}", "{{完：文号}}", "{{完：补正事项}}", "{{事项}}", "{{序号}}", "{{中文序号}}", "{{}}", "{{如有：}}", "{{", "}}", "{单}", "{{{三}}}", "甲", "乙，", "<w:tab/>", "<w:br/>")  # fmt: skip
GIVEN: tuple[Values, ...] = (
    {"申请人": "林一帆", "收到日期": "2026年3月6日", "文号": "青公开〔2026〕1号", "补正事项": [{"事项": "名称"}, {"事项": "文号"}], "共同制作": True},
    {"申请人": "林\n一帆", "收到日期": "", "文号": "", "补正事项": [], "共同制作": False},
)  # fmt: skip
WHOLE = ("{{如有：文号}}A{{文号}}{{完}}", "{{如无：文号}}B{{完：文号}}", "{{每项：补正事项}}{{中文序号}}、{{事项}}；{{完：补正事项}}", "{{如有：补正事项}}有{{完}}", "{{如无：补正事项}}没有{{完}}", "{{如有：共同制作}}C{{申请人}}{{完}}", "{{每项：补正事项}}{{如有：共同制作}}{{事项}}{{完}}{{完}}")  # fmt: skip


def broken(draw: Draw, text: str) -> str:
    """Return the runs of a paragraph, its text broken anywhere."""
    if text.startswith("<"):
        return f"<w:r>{text}</w:r>"
    at = draw.randrange(len(text) + 1)
    return "".join(r(one, draw.choice(("", "<w:b/>"))) for one in (text[:at], text[at:]) if one)


def template(draw: Draw, pieces: Sequence[str]) -> str:
    found = ""
    for _ in range(draw.randint(1, 4)):
        inner = "".join(broken(draw, draw.choice(pieces)) for _ in range(draw.randint(1, 4)))
        around = draw.randrange(8)
        if around == 0:
            inner = f"<w:tc><w:tcPr/><w:p>{inner}</w:p></w:tc>"
            found += f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{inner}</w:tr></w:tbl>"
        elif around == 1:
            found += f"<w:p><w:r><w:pict><v:textbox><w:txbxContent><w:p>{inner}</w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p>"
        elif around == 2:
            found += f"<w:p><w:hyperlink>{inner}</w:hyperlink></w:p>"
        elif around == 3 and draw.random() < 0.5:
            found += f"<w:p><w:del>{inner}</w:del></w:p>"
        else:
            found += f"<w:p>{inner}</w:p>"
    return found


def plainly(xml: bytes) -> str:
    inner = xml.decode().partition("<w:body>")[2].partition("</w:body>")[0]
    inner = re.sub(r' xml:space="preserve"| xmlns:\w+="[^"]*"', "", inner)
    return inner.replace("w:", "").replace("<r><t>", "‹").replace("</t></r>", "›")


def test_templates_by_lot(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(110):
            draw = Draw(f"template {seed}")
            pieces = (*WHOLE, "甲", "{{申请人}}") if seed % 2 else MARKS
            source = docx(template(draw, pieces))
            yield f"== {seed} {plainly(opened(source)['word/document.xml'])}"
            yield from (f"  {one}" for one in word.check_template(source, KNOWN, ("申请人",)))
            for values in GIVEN:
                try:
                    made = opened(word.fill(source, values))["word/document.xml"]
                    yield f"  → {plainly(made)}"
                except ClerkError as refusal:
                    yield f"  refused: {refusal}"
                    break

    approved("templates_by_lot", tell())


def test_parts_and_their_relations(approved) -> None:
    types = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='PNG' ContentType='image/png'/><Override PartName='/word/a.xml' ContentType='own'/></Types>"
    rels = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='1' Target='/word/media/a.png' Type='t'/><Relationship Id='2' Target='/x' TargetMode='External'/><Relationship Target='b.xml'/></Relationships>"
    parts = {"[Content_Types].xml": types.encode(), "word/_rels/document.xml.rels": rels.encode()}

    def tell() -> Iterator[str]:
        for name in ("word/a.xml", "word/b.png", "word/c.Png", "word/d", "e.xml"):
            yield f"{name}: {relations.ContentTypes.of(name, parts)}"
        yield f"{list(relations.relations(parts, 'word/document.xml'))} {list(relations.relations(parts, 'word/x.xml'))}"
        made = relations.ContentTypes()
        made.add("word/a.xml", "kind")
        yield made.xml().decode()
        yield relations.relations_xml([("1", "a", "t", True), ("2", "b", "u", False)]).decode()
        for data in (b"", b"PK", b"\xd0\xcf\x11\xe0", packed({"a": b"b"}), packed({"word/document.xml": b"<x/>"}), docx(p("甲"), **{"word/vbaProject.bin": "x"}), packed({"[Content_Types].xml": b"", "word/document.xml": b""})):  # fmt: skip
            try:
                yield f"{sorted(opened(data))}"
            except ClerkError as refusal:
                yield f"refused: {refusal}"
        strict = docx(p("甲")).replace(b"schemas.openxmlformats.org/wordprocessingml/2006/main", b"purl.oclc.org/ooxml/wordprocessingml/main")  # fmt: skip
        for data in (strict, packed({"[Content_Types].xml": b"", "word/document.xml": b"<x/>"}), docx(p("甲")), packed({"[Content_Types].xml": b"", "word/document.xml": f"<w:document {NAMESPACES}/>".encode()})):  # fmt: skip
            try:
                yield f"{word.paragraphs(data)}"
            except ClerkError as refusal:
                yield f"refused: {refusal}"

    approved("parts_and_relations", tell())


# The office program


class Instead:
    """What stands for an office program: it writes what it is asked for, or not."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, program: str | None) -> None:
        self.asked: list[str] = []
        self.makes: list[bytes | Exception | int] = []
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.setattr(office_program, "find_soffice", lambda: program)
        monkeypatch.setattr(own_program, "run", self.run)

    def run(
        self, words: Sequence[str], seconds: float, added: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        folder = Path(words[words.index("--outdir") + 1])
        kind, files = words[words.index("--convert-to") + 1], words[words.index("--outdir") + 2 :]
        profile = words[1].rpartition("/")[2]
        moments = sorted({Path(one).name for one in (added or {}).values()})
        self.asked.append(f"{words[0]} {profile} {' '.join(words[2:4])} {kind} {[Path(one).name for one in files]} in {seconds:g} s, {sorted(added or {})} {moments}")  # fmt: skip
        makes = self.makes.pop(0) if self.makes else b"made"
        if isinstance(makes, Exception):
            raise makes
        if isinstance(makes, bytes):
            for one in files:
                (folder / f"{Path(one).stem}.{kind}").write_bytes(makes)
        return subprocess.CompletedProcess(list(words), 0)


COMMA, SOUND = pdf(AB), pdf(said("AB"))


def test_what_the_office_program_is_asked(approved, tmp_path: Path, monkeypatch) -> None:
    both = '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:jc w:val="both"/><w:jc w:val="distribute"/><w:jc w:val="center"/></w:styles>'  # fmt: skip
    files = {"a.docx": docx(p("甲，乙。")), "b.docx": docx(p("甲"), styles=both), "c.xlsx": b"x", "d.DOCX": docx(p("丙；丁：戊、")), "document.docx": docx(p("己"))}  # fmt: skip

    def tried(instead: Instead, do: Any, *asked: Any, **more: Any) -> Iterator[str]:
        instead.asked.clear()
        try:
            made = do(*asked, **more)
            names = [one.name for one in made] if isinstance(made, list) else made and made.name
            yield f"  made {names}"
        except ClerkError as refusal:
            yield f"  refused: {refusal}"
        yield from (f"  asked {one}" for one in instead.asked)

    def tell() -> Iterator[str]:
        instead = Instead(monkeypatch, "soffice")
        paths = []
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
            paths.append(tmp_path / name)
            for makes in ([], [COMMA], [1], [subprocess.TimeoutExpired("x", 1)], [PermissionError(13, "x")], [FileNotFoundError(2, "x")]):  # fmt: skip
                yield f"== {name} {[type(one).__name__ for one in makes]}"
                instead.makes = list(makes)
                yield from tried(instead, office_program.to_pdf, tmp_path / name)
        target = tmp_path / "别处" / "x.pdf"
        yield "== where nothing can be written"
        yield from tried(instead, office_program.to_pdf, tmp_path / "a.docx", target, seconds=3.5)
        yield "== not there"
        yield from tried(instead, office_program.to_pdf, tmp_path / "没有.docx")
        folder = tmp_path / "many"
        folder.mkdir()
        told: list[int] = []
        for many in (1, 2, 9, 20):
            copies = [tmp_path / f"{at:02}.docx" for at in range(many)]
            for one in copies:
                shutil.copyfile(tmp_path / "b.docx", one)
            yield f"== {many} at once"
            told.clear()
            yield from tried(instead, office_program.to_pdfs, copies, folder, told.append)
            yield f"  told {told}"
            shutil.rmtree(folder)
            folder.mkdir()
        yield "== with lost marks"
        instead.makes = [COMMA, b"again"]
        yield from tried(instead, office_program.to_pdfs, paths, folder)
        for kind in ("docx", "xlsx"):
            yield f"== newer as {kind}"
            yield from tried(instead, office_program.newer, tmp_path / "c.xlsx", folder, kind)
        yield from tried(instead, office_program.newer, tmp_path / "a.docx", folder, seconds=2)
        instead = Instead(monkeypatch, None)
        yield "== without a program"
        yield from tried(instead, office_program.to_pdf, tmp_path / "a.docx")
        yield from tried(instead, office_program.to_pdfs, paths[:2], folder)
        yield from tried(instead, office_program.newer, tmp_path / "a.docx", folder)

    approved("office_program_asked", tell())


def test_what_windows_is_told(approved) -> None:
    def tell() -> Iterator[str]:
        for name in ("a.docx", "b.XLSX", "c.xls", "d.et", "e.doc"):
            words = office_program.windows_command(Path(name), Path("x.pdf"))
            yield f"== {name} {words[:-1]}"
            yield from base64.b64decode(words[-1]).decode("utf-16-le").splitlines()

    approved("windows_told", tell())
