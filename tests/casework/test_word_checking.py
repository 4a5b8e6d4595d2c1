"""What a clerk is told of a template before any letter is made of it."""

from pathlib import Path
from typing import Any

import pytest

from casework import letters, word
from casework.letters import CorrectionNoticeLetter
from rules.errors import ClerkError
from tests.casework.docx_samples import NAMESPACES, docx, p, r, runs, table
from tests.casework.letter_samples import CASE, OFFICE, ON

FILES = Path(__file__).parent / "files"
KNOWN = word.Names(
    frozenset({"申请人", "收到日期", "文号"}),
    {"补正事项": frozenset({"事项"})},
    frozenset({"共同制作"}),
)


def told(body: str, required: tuple[str, ...] = (), **parts: str) -> list[str]:
    return [str(problem) for problem in word.check_template(docx(body, **parts), KNOWN, required)]


def test_a_sound_template_has_no_problem():
    body = (
        p("｛｛申请人｝｝{{如有：共同制作}}甲{{完：共同制作}}")
        + p("{{每项：补正事项}}{{序号}}{{事项}}{{收到日期}}{{完：补正事项}}")
        + p("{{如有：文号}}{{文号}}{{完}}{{如无：补正事项}}无{{完}}")
    )
    assert told(body) == []


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (p("{{申请入}}"), "是否应为“申请人”"),
        (p("{{收到时期}}"), "是否应为“收到日期”"),
        (p("{{完全不同}}"), "请从项目列表中选用或者删去"),
        (p("{{事项}}"), "只能写在“{{每项：补正事项}}”和“{{完：补正事项}}”之间"),
        (p("{{补正事项}}"), "请写成“{{每项：补正事项}} … {{完：补正事项}}”"),
        (p("{{共同制作}}"), "请写成“{{如有：共同制作}} … {{完：共同制作}}”"),
        (p("{{每项：补正内容}}{{事项}}{{完}}"), "是否应为“补正事项”"),
        (p("{{如有：共同制造}}甲{{完}}"), "是否应为“共同制作”"),
        (p("{{申请人}"), "没有成对"),
        (p("｛｛申请人｝"), "没有成对"),
        (p("申请人}}"), "没有成对"),
        (p("{申请人}"), "只有单层花括号，请改为“{{申请人}}”"),
        (p("{{如有：文号}}甲"), "请在这部分内容之后写上“{{完：文号}}”"),
        (p("甲{{完：文号}}"), "前面没有对应的开始标记"),
    ],
)
def test_a_trouble_is_told_with_its_cure_and_its_place(body, sentence):
    problems = told(p("第一段") + body)
    assert len(problems) >= 1
    assert sentence in problems[0]
    assert problems[0].startswith("第2段")
    assert problems[0].endswith("。")


def test_the_place_quotes_the_paragraph_and_names_header_and_footer():
    assert told(p("致{{申请入}}：您好"))[0].startswith("第1段“致{{申请入}}：您好”")
    header = f"<w:hdr {NAMESPACES}>{p('{{文好}}')}</w:hdr>"
    assert told(p("甲"), header1=header)[0].startswith("页眉第1段")
    footer = f"<w:ftr {NAMESPACES}>{p('{{文好}}')}</w:ftr>"
    assert told(p("甲"), footer1=footer)[0].startswith("页脚第1段")


def test_every_trouble_is_told_at_once():
    assert len(told(p("{{甲}}") + p("{{乙}") + p("{{丙}}"))) == 3


def test_a_required_name_that_is_missing_is_told():
    assert "缺少“{{申请人}}”" in told(p("{{文号}}"), ("申请人", "文号"))[0]


@pytest.mark.parametrize(
    ("body", "parts", "sentence"),
    [
        (p("<w:ins><w:r><w:t>甲</w:t></w:r></w:ins>"), {}, "修订痕迹"),
        (p("甲"), {"comments": "<x/>"}, "批注"),
        (p("甲"), {"word/embeddings/a.bin": "x"}, "嵌入"),
        (p("<w:r><w:instrText> INCLUDETEXT c:\\\\a </w:instrText></w:r>"), {}, "域会读取外部内容"),
        (p("甲") + '<w:altChunk r:id="x"/>', {}, "引用了另外的文档"),
    ],
)
def test_what_does_not_belong_in_a_letter_is_told(body, parts, sentence):
    assert sentence in "".join(told(body, **parts))


@pytest.mark.parametrize(("kind", "troubled"), [("image", True), ("hyperlink", False)])
def test_only_links_that_fetch_something_are_told(kind, troubled):
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" TargetMode="External" Target="http://example.org/x" Type="'
        f'http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
        "</Relationships>"
    )
    parts: dict[str, Any] = {"word/_rels/document.xml.rels": link}
    problems = told(p("甲"), **parts)
    assert bool(problems) is troubled


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "不是 Word 文档"),
        (b"hello", "不是 Word 文档"),
        (b"\xd0\xcf\x11\xe0 old", "旧版 Word 文档"),
        (b"PK\x03\x04 torn", "已经损坏"),
        (docx(p("甲"), **{"word/vbaProject.bin": "x"}), "带有宏"),
        (docx(p("甲"))[:200], "已经损坏"),
        (docx("<w:p>"), "已经损坏"),
        (docx('<!DOCTYPE x [<!ENTITY a "b">]>'), "已经损坏"),
    ],
)
def test_a_file_that_is_no_template_is_told_in_one_sentence(data, sentence):
    problems = word.check_template(data, KNOWN)
    assert len(problems) == 1
    assert sentence in problems[0].message


def test_a_missing_file_is_told():
    with pytest.raises(ClerkError, match="无法读取"):
        word.fill(Path("/nowhere/x.docx"), {})


def test_entities_of_a_document_type_are_never_opened(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("秘")
    xml = f'<!DOCTYPE d [<!ENTITY s SYSTEM "{secret.as_uri()}">]><w:document {NAMESPACES}><w:body>'
    body = p("&s;").replace("&amp;s;", "&s;")
    data = docx("", **{"word/document.xml": f"{xml}{body}</w:body></w:document>"})
    with pytest.raises(ClerkError):
        word.fill(data, {})


def test_a_template_saved_again_by_libreoffice_makes_the_same_letter():
    letter = letters.correction_notice(
        OFFICE, CASE, "青建补〔2026〕3号", ON, items=["甲", "乙"], period_days=15
    )
    resaved = FILES / "correction_notice_resaved.docx"
    assert letters.check(resaved, CorrectionNoticeLetter) == []
    values = letters.values_of(letter)
    before = word.paragraphs(word.fill(FILES / "correction_notice_before.docx", values))
    after = word.paragraphs(word.fill(resaved, values))
    assert [line for line in after if line.strip()] == [line for line in before if line.strip()]
    assert len(after) >= 10


def test_a_template_as_wps_writes_it_is_filled():
    hint = '<w:rFonts w:hint="eastAsia"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    hint_only = '<w:rFonts w:hint="default"/>'
    body = p(
        r("{{", hint), r("申请", hint_only), r("人", hint), r("}}", hint), r("：", hint)
    ) + table(
        [p(r("{{每项：补正事项}}{{事", hint), r("项}}", hint_only)), p(r("{{完：补正事项}}"))]
    )
    body = body.replace("<w:p>", '<w:p w14:paraId="1A2B3C4D" w:rsidR="00AA">')
    assert told(body) == []
    data = word.fill(docx(body), {"申请人": "沈知微", "补正事项": [{"事项": "甲"}, {"事项": "乙"}]})
    assert [line for line in runs(data) if any(line)] == [["沈知微", "："], ["甲"], ["乙"]]
    assert b"paraId" not in data
