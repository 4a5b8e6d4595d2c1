"""红头 on an office's own template: properties in Word's order, its footers and pictures kept."""

import re

from lxml import etree

from casework.word.parts import W, opened
from casework.word.red_head import with_red_head
from casework.word.relations import OFFICE
from tests.casework.docx_samples import NAMESPACES, docx, p, part, r

SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
# CT_PPr of ECMA-376, in its order.
_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr"
    " shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE"
    " autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents"
    " suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle"
    " rPr sectPr pPrChange"
)
PROPERTIES = _ORDER.split()

BLACK = '<w:color w:val="000000"/><w:sz w:val="44"/>'


def head(style: str, *runs: str, more: str = "") -> str:
    return p(*runs, more=f'<w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>')


def letter(section: str = "", more: str = "", **parts: str) -> bytes:
    body = (
        head("LetterTitle", r("青枫区", BLACK), "政府办", more=more)
        + head("LetterTitle", "政府信息公开申请答复书", more=more)
        + head("LetterNumber", "青公开〔2026〕1号", more=more)
        + p("林一帆：")
    )
    return docx(f"{body}<w:sectPr>{section}</w:sectPr>", **parts)


def red(document: bytes, name: str = "") -> bytes:
    return with_red_head(document, imprint="办公室", printed="2026年3月2日", name=name)


def reference(kind: str, number: str) -> str:
    return f'<w:footerReference w:type="{kind}" r:id="{number}"/>'


def related(**targets: str) -> str:
    inner = "".join(
        f'<Relationship Id="{number}" Type="{OFFICE}/footer" Target="{target}"/>'
        for number, target in targets.items()
    )
    return f'<Relationships xmlns="{SPACE}">{inner}</Relationships>'


def footer(inner: str) -> str:
    return f"<w:ftr {NAMESPACES}>{inner}</w:ftr>"


def names(properties: etree._Element) -> list[str]:
    return [str(node.tag).removeprefix(W) for node in properties]


def attributes(node: etree._Element) -> str:
    own = " ".join(f"{key.removeprefix(W)}={value}" for key, value in node.attrib.items())
    return f"{str(node.tag).removeprefix(W)} {own}".strip()


def targets(data: bytes) -> dict[str, str]:
    """Return the footers of the letter by the pages they are for."""
    root = part(data, "word/_rels/document.xml.rels")
    links = {node.get("Id"): node.get("Target") for node in root}
    return {
        str(one.get(f"{W}type")): str(links[one.get(f"{{{OFFICE}}}id")])
        for one in part(data).iter(f"{W}footerReference")
    }


def test_whatever_a_paragraph_has_stays_in_the_order_of_the_schema() -> None:
    """One property less each time: what is put in stands where it would stand among all."""
    for left_out in ("", *PROPERTIES[1:]):
        some = [one for one in PROPERTIES[1:-2] if one not in (left_out, "sectPr")]
        more = "".join(f"<w:{one}/>" for one in some)
        mark, number, title = list(part(red(letter(more=more))).iter(f"{W}pPr"))[:3]
        for properties, made in (
            (mark, {"spacing"}), (number, {"spacing", "pBdr"}), (title, {"spacing"}),
        ):  # fmt: skip
            found = names(properties)
            gone = {"ind"} if properties is mark else set()
            wanted = {"pStyle", *some, *made} - gone
            assert found == [one for one in PROPERTIES if one in wanted], left_out


def test_a_head_cut_into_runs_is_the_mark() -> None:
    root = part(red(letter()))
    mark = next(root.iter(f"{W}p"))
    assert "".join(mark.itertext()) == "青枫区政府办"
    # 440 points hold six characters of more than 48.
    for run in mark.iter(f"{W}r"):
        looks = [attributes(one) for one in next(run.iter(f"{W}rPr"))]
        assert looks == ["color val=FF0000", "sz val=96", "szCs val=96"]
    short = next(part(red(letter(), "青枫区")).iter(f"{W}p"))
    assert [node.text or "" for node in short.iter(f"{W}t")] == ["青枫区", ""]


def test_a_number_that_had_lines_of_its_own_has_the_red_one() -> None:
    document = letter(more='<w:pBdr><w:top w:val="double"/></w:pBdr>')
    number = list(part(red(document)).iter(f"{W}p"))[1]
    lines = [attributes(line) for border in number.iter(f"{W}pBdr") for line in border]
    assert lines == ["bottom val=single sz=18 space=11 color=FF0000"]


def test_numbers_stand_outside_and_what_stands_beside_them_stays() -> None:
    own = '<w:tabs><w:tab w:val="center"/></w:tabs><w:ind w:left="9"/><w:jc w:val="center"/>'
    inner = p("<w:r><w:tab/><w:t>内部</w:t></w:r>", more=f"<w:pPr>{own}<w:rPr/></w:pPr>")
    inner += p('<w:r><w:drawing r:embed="logo"/></w:r>')
    logo = related(logo="media/logo.png")
    links = related(a="footer1.xml", b="footer2.xml", c="footer3.xml")
    stops = '<w:defaultTabStop w:val="420"/><w:characterSpacingControl/>'
    data = red(
        letter(
            reference("first", "c") + reference("default", "a") + reference("even", "b"),
            **{"word/_rels/document.xml.rels": links, "word/_rels/footer1.xml.rels": logo},
            footer1=footer(inner),
            footer2=footer(p("旧")),
            footer3=footer(p("首页")),
            settings=f"<w:settings {NAMESPACES}>{stops}</w:settings>",
        )
    )
    ends = {"default": "footerOdd.xml", "even": "footerEven.xml", "first": "footer3.xml"}
    assert targets(data) == ends
    parts = opened(data)
    for name, side in (("footerOdd", "right"), ("footerEven", "left")):
        root = part(data, f"word/{name}.xml")
        assert "".join(root.itertext()) == "内部"
        first, second = root.iter(f"{W}pPr")
        assert names(first) == ["tabs", "ind", "jc", "rPr"]
        assert [attributes(one) for one in second] == [f"ind {side}=280", f"jc val={side}"]
        assert names(root[1]) == ["pPr", "r"]
        assert attributes(first[1]) == f"ind {side}=280"
        assert root.find(f".//{W}r/{W}tab") is None
        # The picture of a footer is found by the numbers of its own part.
        assert parts[f"word/_rels/{name}.xml.rels"].decode() == logo
        assert f'PartName="/word/{name}.xml"'.encode() in parts["[Content_Types].xml"]
    settings = part(data, "word/settings.xml")
    assert names(settings) == ["defaultTabStop", "evenAndOddHeaders", "characterSpacingControl"]


def test_a_footer_that_word_names_from_the_root_and_no_settings() -> None:
    own = {"word/_rels/document.xml.rels": related(a="/word/footer1.xml")}
    data = red(letter(reference("default", "a"), footer1=footer(p("一")), **own))
    assert targets(data) == {"default": "footerOdd.xml", "even": "footerEven.xml"}
    assert "word/settings.xml" not in opened(data)


def test_a_letter_without_a_footer_has_its_head_all_the_same() -> None:
    absent = {"word/_rels/document.xml.rels": related(a="footer9.xml")}
    for document in (
        letter(),
        letter(reference("first", "a"), **absent),
        letter(reference("default", "a"), **absent),
        letter(reference("default", "b"), **absent),
    ):
        parts = opened(red(document))
        assert not [name for name in parts if "Odd" in name or "Even" in name]
        text = re.sub("<[^>]*>", "", parts["word/document.xml"].decode().split("?>", 1)[1])
        said = ("青枫区政府办", "青公开〔2026〕1号", "政府信息公开申请答复书", "林一帆：", "办公室")
        assert text.strip() == "".join((*said, "2026年3月2日印发"))
