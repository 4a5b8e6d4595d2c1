"""Lists, styles and page edges of documents joined: each counts and looks as it did alone."""

from collections import Counter

from casework import word
from casework.word.parts import opened
from tests.casework.docx_samples import NAMESPACES, W, docx, p, part
from tests.casework.test_word_merging import OFFICE

SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"


def numbered(text: str, number: int) -> str:
    return p(text, more=f'<w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr>')


def styled(text: str, style: str) -> str:
    return p(text, more=f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>')


def lists(*kinds: tuple[int, str]) -> str:
    """Lists by their numbers, in an order of Word's own."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:nsid w:val="0A0B0C{at:02}"/>'
        f'<w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/></w:lvl></w:abstractNum>'
        for at, (_, kind) in enumerate(kinds)
    )
    own = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{at}"/></w:num>'
        for at, (number, _) in enumerate(kinds)
    )
    return f"<w:numbering {NAMESPACES}>{abstract}{own}</w:numbering>"


def style(name: str, inner: str = "", parent: str = "") -> str:
    based = f'<w:basedOn w:val="{parent}"/>' if parent else ""
    return f'<w:style w:type="paragraph" w:styleId="{name}">{based}{inner}</w:style>'


def listed(name: str, number: int) -> str:
    return style(name, f'<w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr>')


def whole(body: str, numbering: str = "", styles: str = "", footer: str = "") -> bytes:
    parts = {"numbering": numbering, "styles": ""}
    if styles:
        parts["styles"] = f"<w:styles {NAMESPACES}>{styles}</w:styles>"
    if footer:
        parts["footer1"] = f"<w:ftr {NAMESPACES}>{footer}</w:ftr>"
        body += '<w:sectPr><w:footerReference w:type="default" r:id="footer"/></w:sectPr>'
    links = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
        for name, content in parts.items()
        if content
        for kind in [name.rstrip("1")]
    )
    relations = f'<Relationships xmlns="{SPACE}">{links}</Relationships>'
    kept = {name: content for name, content in parts.items() if content}
    return docx(body, **{"word/_rels/document.xml.rels": relations}, **kept)


def value(node, path: str) -> str:
    found = node.find("/".join(f"{W}{name}" for name in path.split("/")))
    return "" if found is None else found.get(f"{W}val")


def counted(data: bytes) -> list[str]:
    """Return the paragraphs with what Word counts before them: one list by its identity."""
    root = part(data, "word/numbering.xml")
    identity, kinds = {}, {}
    for node in root.iter(f"{W}abstractNum"):
        name = node.get(f"{W}abstractNumId")
        identity[name], kinds[name] = value(node, "nsid"), value(node, "lvl/numFmt")
    of = {node.get(f"{W}numId"): value(node, "abstractNumId") for node in root.iter(f"{W}num")}
    assert len(of) == len(list(root.iter(f"{W}num")))
    assert len(identity) == len(list(root.iter(f"{W}abstractNum")))
    by_style = {}
    for node in part(data, "word/styles.xml").iter(f"{W}style") if has_styles(data) else ():
        by_style[node.get(f"{W}styleId")] = value(node, "pPr/numPr/numId")
    seen: Counter[str] = Counter()
    told = []
    for paragraph in part(data).iter(f"{W}p"):
        own = value(paragraph, "pPr/numPr/numId")
        number = own or by_style.get(value(paragraph, "pPr/pStyle"), "")
        text = "".join(paragraph.itertext())
        if number:
            abstract = of[number]
            seen[identity[abstract]] += 1
            text = f"{kinds[abstract]} {seen[identity[abstract]]} {text}"
        if text:
            told.append(text)
    return told


def has_styles(data: bytes) -> bool:
    return "word/styles.xml" in opened(data)


def test_a_list_begins_anew_in_each_letter_of_one_template():
    template = lists((1, "decimal"))
    first = whole(numbered("甲", 1) + numbered("乙", 1), template)
    second = whole(p("前言") + numbered("丙", 1) + numbered("丁", 1), template)
    assert counted(word.merge([first, second, first])) == [
        "decimal 1 甲", "decimal 2 乙", "前言", "decimal 1 丙", "decimal 2 丁",
        "decimal 1 甲", "decimal 2 乙",
    ]  # fmt: skip


def test_a_numbered_style_keeps_the_list_of_its_own_template():
    first = whole(styled("甲", "Item"), lists((7, "decimal"), (3, "upperRoman")), listed("Item", 3))
    second = whole(styled("乙", "Item"), lists((3, "chineseCounting")), listed("Item", 3))
    plain = whole(styled("丙", "Item"), styles=listed("Other", 1) + style("Item"))
    said = ["upperRoman 1 甲", "chineseCounting 1 乙", "upperRoman 1 甲", "丙"]
    assert counted(word.merge([first, second, first, plain])) == said


def test_lists_of_one_letter_stay_apart_and_in_their_order():
    kinds = lists((5, "decimal"), (2, "upperRoman"))
    first = whole(numbered("甲", 2) + numbered("乙", 5) + numbered("丙", 2), kinds)
    assert counted(word.merge([first, whole(p("完"))])) == [
        "upperRoman 1 甲", "decimal 1 乙", "upperRoman 2 丙", "完",
    ]  # fmt: skip
    root = part(word.merge([first, first]), "word/numbering.xml")
    kind = [node.tag.removeprefix(W) for node in root]
    assert kind == ["abstractNum"] * 4 + ["num"] * 4


def test_letters_without_a_list_share_the_template():
    one = whole(styled("甲", "Item"), lists((1, "decimal")), style("Item"))
    root = part(word.merge([one, one, one]), "word/numbering.xml")
    assert len(list(root.iter(f"{W}num"))) == 1


def test_a_style_based_on_another_look_keeps_it():
    big, small = ('<w:rPr><w:sz w:val="44"/></w:rPr>', '<w:rPr><w:sz w:val="28"/></w:rPr>')
    above = style("Middle", "", "Base") + style("Low", "", "Middle")
    first, second = (
        whole(styled(words, "Low"), styles=style("Base", look) + above)
        for words, look in (("甲", big), ("乙", small))
    )
    data = word.merge([first, second])
    by_id = {node.get(f"{W}styleId"): node for node in part(data, "word/styles.xml")}
    sizes = []
    for paragraph in part(data).iter(f"{W}p"):
        if name := value(paragraph, "pPr/pStyle"):
            while parent := value(by_id[name], "basedOn"):
                name = parent
            sizes.append(value(by_id[name], "rPr/sz"))
    assert sizes == ["44", "28"]


def test_a_footer_wears_the_style_of_its_own_template():
    first, second = (
        whole(
            p(words),
            styles=style("Footer", f'<w:pPr><w:jc w:val="{side}"/></w:pPr>'),
            footer=styled("页", "Footer"),
        )
        for words, side in (("甲", "center"), ("乙", "right"))
    )
    data = word.merge([first, second, first])
    by_id = {node.get(f"{W}styleId"): node for node in part(data, "word/styles.xml")}
    targets = {
        node.get("Id"): node.get("Target") for node in part(data, "word/_rels/document.xml.rels")
    }
    sides = []
    for reference in part(data).iter(f"{W}footerReference"):
        footer = part(data, f"word/{targets[reference.get(f'{{{OFFICE}}}id')]}")
        sides.append(value(by_id[value(footer, "p/pPr/pStyle")], "pPr/jc"))
    assert sides == ["center", "right", "center"]
    assert len(set(targets.values())) == len(targets)


def test_a_level_names_the_style_as_the_whole_calls_it():
    kinds = lists((1, "decimal")).replace("<w:numFmt", '<w:pStyle w:val="Item"/><w:numFmt')
    first, second = (
        whole(styled(words, "Item"), kinds, listed("Item", 1) + style(words))
        for words in ("甲", "乙")
    )
    data = word.merge([first, second])
    worn = [value(paragraph, "pPr/pStyle") for paragraph in part(data).iter(f"{W}p")]
    levels = part(data, "word/numbering.xml").iter(f"{W}lvl")
    assert [value(level, "pStyle") for level in levels] == worn == ["Item", "ItemD1"]
